import BulkEngine
import Operations
import Spreadsheets

/// Why an input is of no use and what to do in the spreadsheet, for people.
enum InputSentence {
  static func text(_ error: InputError, _ language: Language) -> String {
    switch error {
    case .noRecords:
      language.pick(
        "There is no record, at most a header. Was a filter on, or another sheet exported?",
        "Não há nenhum registro, no máximo um cabeçalho. Havia um filtro, ou foi exportada outra planilha?"
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

  private static let layouts = CNABLayout.allCases.map(\.rawValue).joined(separator: ", ")

  static func text(_ error: ColumnMappingError, _ language: Language) -> String {
    switch error {
    case .ambiguous(let field, let headers):
      language.pick(
        "Two columns for \(named(field, language)): \(list(headers)). Say which with "
          + "--map \(field)=COLUMN.",
        "Duas colunas para \(named(field, language)): \(list(headers)). Diga qual com "
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
        "--map: não existe o campo '\(name)'. Campos: \(list(known)).")
    case .sharedColumn(let column, let fields):
      language.pick(
        "--map: the column '\(column)' is given to \(list(fields)). Give each field a "
          + "column of its own.",
        "--map: a coluna '\(column)' foi dada a \(list(fields)). Dê a cada campo uma "
          + "coluna própria.")
    case .unknownColumn(let column, let field, let headers):
      language.pick(
        "--map \(field): there is no column '\(column)'. Found: \(list(headers)).",
        "--map \(field): não existe a coluna '\(column)'. Encontradas: \(list(headers)).")
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
    let options = fields.map { field in
      "--map "
        + SystemPath.shellWord(
          "\(field)=\(guesses[field] ?? language.pick("COLUMN", "COLUNA"))")
    }
    let found = list(headers)
    let names = fields.map { named($0, language) }.joined(separator: ", ")
    return language.pick(
      "No column for \(names). Found: \(found). Rename a column, or say which it is, for example: "
        + options.joined(separator: " "),
      "Falta a coluna de \(names). Encontradas: \(found). Renomeie uma coluna ou diga qual é, por "
        + "exemplo: " + options.joined(separator: " "))
  }

  /// `banco (bank_code)`
  private static func named(_ field: String, _ language: Language) -> String {
    guard let words = SheetLayout.payees.field(named: field).map({ SheetLayout.payees[$0].words })
    else { return "'\(field)'" }
    return "\(words.text(language)) (\(field))"
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
