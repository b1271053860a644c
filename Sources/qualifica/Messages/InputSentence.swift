import BulkEngine
import Spreadsheets

/// Why an input is of no use and what to do in the spreadsheet, for people.
enum InputSentence {
  static func text(_ error: InputError, _ language: Language) -> String {
    switch error {
    case .noRecords:
      language.pick(
        "There is no record, at most a header. Was a filter on, or another sheet exported?",
        "Não há registro, no máximo um cabeçalho. Havia um filtro, ou foi exportada outra planilha?"
      )
    case .mojibake(let names, let total, let line):
      language.pick(
        "\(names) of the first \(total) names have accents in the wrong encoding (Ã£ for ã; the first "
          + "on line \(line)): UTF-8 was read as Windows-1252. Export again as CSV UTF-8 (and leave "
          + "--encoding out), or mend them with --fix-mojibake.",
        "\(names) dos primeiros \(total) nomes têm acentos na codificação errada (Ã£ em vez de ã; o "
          + "primeiro na linha \(line)): UTF-8 lido como Windows-1252. Exporte de novo como CSV UTF-8 "
          + "(e omita --encoding), ou conserte com --fix-mojibake.")
    case .unknownEncoding(let name):
      language.pick(
        "The encoding '\(name)' is not known. Use utf-8, windows-1252, iso-8859-1, utf-16le or "
          + "utf-16be.",
        "A codificação '\(name)' não é conhecida. Use utf-8, windows-1252, iso-8859-1, utf-16le ou "
          + "utf-16be.")
    case .unknownSheet, .severalSheets: sheets(error, language)
    case .badDelimiter(let text):
      language.pick(
        "The delimiter '\(text)' is not one character that can separate fields. Use ; , | or tab.",
        "O delimitador '\(text)' não é um caractere que separe campos. Use ; , | ou tab.")
    case .unknownCNABLayout(let name):
      language.pick(
        "--cnab-layout: '\(name)' is not known. Use one of \(layouts).",
        "--cnab-layout: '\(name)' não é conhecido. Use um destes: \(layouts).")
    case .changed(let path):
      language.pick(
        "\(path) was saved again while it was read. Close it in the other program, then run this "
          + "again.",
        "\(path) foi salvo de novo enquanto era lido. Feche-o no outro programa e execute de novo.")
    case .grown(let path):
      language.pick(
        "\(path) grows while it is read: it is still being copied. Run this again when it is whole.",
        "\(path) cresce enquanto é lido: ainda está sendo copiado. Execute de novo quando estiver "
          + "completo.")
    }
  }

  private static func sheets(_ error: InputError, _ language: Language) -> String {
    switch error {
    case .unknownSheet(let name, let sheets):
      language.pick(
        "The workbook has no sheet '\(PlainSentence.text(name))' with cells. Its sheets: "
          + "\(list(sheets, language)). Give --sheet NAME or --sheet NUMBER.",
        "A pasta de trabalho não tem planilha '\(PlainSentence.text(name))' com células. As planilhas: "
          + "\(list(sheets, language)). Informe --sheet NOME ou --sheet NÚMERO.")
    case .severalSheets(let sheets):
      language.pick(
        "Which sheet of the workbook holds the records? Its sheets: \(list(sheets, language)). Give "
          + "--sheet NAME or --sheet NUMBER.",
        "Qual planilha da pasta de trabalho tem os registros? As planilhas: "
          + "\(list(sheets, language)). Informe --sheet NOME ou --sheet NÚMERO.")
    default: ""
    }
  }

  private static func list(_ sheets: [WorkbookSheet], _ language: Language) -> String {
    let shown = sheets.prefix(mostNames).map { sheet in
      "\(sheet.number) '\(PlainSentence.text(String(sheet.name.prefix(mostCharacters))))'"
        + (sheet.isHidden ? language.pick(" (hidden)", " (oculta)") : "")
        + (sheet.isTable ? "" : language.pick(" (no cells)", " (sem células)"))
    }
    let rest = sheets.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? ", … (+\(rest))" : "")
  }
  private static let layouts = CNABLayout.allCases.map(\.rawValue).joined(separator: ", ")

  static func text(_ error: ColumnMappingError, _ language: Language) -> String {
    switch error {
    case .ambiguous(let field, let headers):
      language.pick(
        "Two columns for \(field): \(list(headers)). Say which with "
          + "--map \(field)=COLUMN.",
        "Duas colunas para \(field): \(list(headers)). Diga qual com "
          + "--map \(field)=COLUNA.")
    case .missing(let fields, let headers, let guesses):
      missing(fields, headers, guesses, language)
    case .noHeader(let cells):
      language.pick(
        "No header row in the first 20 rows; the first row has \(cells.count) columns. Put the "
          + "headers above the records, or use --map FIELD=COLUMN with a header row."
          + (cells.count == 1
            ? " If columns are missing, name their delimiter with --delimiter." : ""),
        "Nenhum cabeçalho nas primeiras 20 linhas; a primeira tem \(cells.count) colunas. Ponha os "
          + "cabeçalhos acima dos registros, ou use --map CAMPO=COLUNA com uma linha de cabeçalho."
          + (cells.count == 1 ? " Se faltam colunas, diga o delimitador com --delimiter." : ""))
    case .unknownField(let name, let known):
      language.pick(
        "--map: there is no field '\(name)'. Fields: \(list(known)).",
        "--map: não há campo '\(name)'. Campos: \(list(known)).")
    case .sharedColumn(let column, let fields):
      language.pick(
        "--map: the column '\(column)' is given to \(list(fields)). Give each field a "
          + "column of its own.",
        "--map: a coluna '\(column)' foi dada a \(list(fields)). Dê a cada campo uma "
          + "coluna própria.")
    case .unknownColumn(let column, let field, let headers):
      language.pick(
        "--map \(field): there is no column '\(column)'. Found: \(list(headers)).",
        "--map \(field): não há coluna '\(column)'. Encontradas: \(list(headers)).")
    }
  }

  /// The fields without a column, what there is instead, and the closest guess.
  private static func missing(
    _ fields: [String], _ headers: [String], _ guesses: [String: String], _ language: Language
  ) -> String {
    guard !headers.isEmpty else {
      return language.pick(
        "There is no JSON object that can be read. Look at the file with a text editor and export "
          + "it again.",
        "Não há objeto JSON legível. Veja o arquivo num editor de texto e exporte de novo.")
    }
    let guesses = fields.compactMap { field in
      guesses[field].map { "--map '\(field)=\($0)'" }
    }
    let meant = guesses.joined(separator: " ")
    let found = list(headers)
    let names = list(fields)
    return language.pick(
      "No column for \(names). Found: \(found). Rename a column or use "
        + (guesses.isEmpty ? "--map FIELD=COLUMN." : "--map; the closest guess: \(meant)."),
      "Falta coluna para \(names). Encontradas: \(found). Renomeie uma coluna ou use "
        + (guesses.isEmpty ? "--map CAMPO=COLUNA." : "--map; o palpite mais próximo: \(meant)."))
  }

  /// Names shown, and characters of one: a line for people, whatever the file has in its header.
  private static let (mostNames, mostCharacters) = (40, 60)

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(mostNames).map { name in
      name.count > mostCharacters ? "'\(name.prefix(mostCharacters))…'" : "'\(name)'"
    }
    let rest = names.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? ", … (+\(rest))" : "")
  }
}
