import BulkEngine
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
    case .codesRepeat(let column, let distinct, let records):
      codesRepeat(shortened(column), distinct, records, language)
    case .unknownEncoding(let name):
      language.pick(
        "The encoding '\(name)' is not known. Use utf-8, windows-1252, iso-8859-1, cp850, macintosh, "
          + "utf-16le or utf-16be.",
        "A codificação '\(name)' não é conhecida. Use utf-8, windows-1252, iso-8859-1, cp850, "
          + "macintosh, utf-16le ou utf-16be.")
    case .otherEncoding(let name):
      otherEncoding(name, language)
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

  private static func otherEncoding(_ name: String, _ language: Language) -> String {
    let origin =
      name == "macintosh"
      ? language.pick("Mac Roman, as \"CSV (Macintosh)\"", "Mac Roman, como \"CSV (Macintosh)\"")
      : language.pick(
        "code page 850, as DOS programs do", "página de código 850, como programas DOS")
    return language.pick(
      "The accents make sense in \(name) and not in Windows-1252: the file was probably saved in "
        + "\(origin). Say --encoding \(name), or --encoding windows-1252 if that is what it is.",
      "Os acentos fazem sentido em \(name) e não em Windows-1252: o arquivo deve ter sido salvo em "
        + "\(origin). Use --encoding \(name), ou --encoding windows-1252 se for mesmo essa.")
  }

  private static func codesRepeat(
    _ column: String, _ distinct: Int, _ records: Int, _ language: Language
  ) -> String {
    let found =
      distinct == 0
      ? language.pick("is empty", "está vazia")
      : language.pick(
        "has only \(distinct) different \(distinct == 1 ? "value" : "values")",
        "tem só \(distinct) \(distinct == 1 ? "valor diferente" : "valores diferentes")")
    return language.pick(
      "The column '\(column)' was taken for the code of each record, but it \(found) in the first "
        + "\(records) records: of records with one code only the first would be sent. If it is no "
        + "code, say --map custom_code=- and codes are made; if another column is, name that one.",
      "A coluna '\(column)' foi tomada como código de cada registro, mas \(found) nos primeiros "
        + "\(records) registros: entre registros com o mesmo código só o primeiro seria enviado. Se "
        + "não é código, use --map custom_code=- e os códigos são gerados; se o código está em outra "
        + "coluna, informe-a.")
  }

  private static let layouts = CNABLayout.allCases.map(\.rawValue).joined(separator: ", ")

  static func text(_ error: ColumnMappingError, _ language: Language) -> String {
    switch error {
    case .ambiguous(let field, let columns):
      ambiguous(field, columns, language)
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
    case .linesInQuotes:
      language.pick(
        "Each line stands in quotes as one cell: the file was opened with another delimiter and saved "
          + "again. Export it anew, or take away the quotes around the lines and the doubling of those "
          + "within.",
        "Cada linha está entre aspas, como uma célula só: o arquivo foi aberto com outro delimitador e "
          + "salvo de novo. Exporte-o outra vez, ou retire as aspas em volta das linhas e desfaça as "
          + "duplicadas dentro delas.")
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

  /// The columns with the letters by which the spreadsheet shows them, and how to choose one.
  private static func ambiguous(
    _ field: FieldName, _ columns: [NamedColumn], _ language: Language
  ) -> String {
    let places = columns.map { "'\(shortened($0.header))' (\($0.letters))" }
    let both = places.joined(separator: language.pick(" and ", " e "))
    let choice = "--map \(field.name)=\(columns.last?.letters ?? "")"
    return language.pick(
      "Two columns for \(word(field, language)): \(both). Say which, for example \(choice).",
      "Duas colunas para \(word(field, language)): \(both). Diga qual, por exemplo \(choice).")
  }

  /// The fields without a column, what there is instead, and the closest guess.
  private static func missing(
    _ fields: [FieldName], _ headers: [String], _ guesses: [FieldName: String],
    _ language: Language
  ) -> String {
    guard !headers.isEmpty else {
      return language.pick(
        "There is no JSON object that can be read. Look at the file with a text editor and export "
          + "it again.",
        "Não há objeto JSON legível. Veja o arquivo num editor de texto e exporte de novo.")
    }
    let names = fields.map { word($0, language) }.joined(separator: ", ")
    let meant = fields.compactMap { field in
      guesses[field].map { "--map \(field.name)=\(shellWord($0))" }
    }.joined(separator: " ")
    let example = "--map \(fields.first?.name ?? "name")=\(language.pick("COLUMN", "COLUNA"))"
    return language.pick(
      "No column for \(names). Found: \(list(headers)). Rename a column or use "
        + (meant.isEmpty ? "\(example)." : "--map; the closest guess: \(meant)."),
      "Falta coluna para \(names). Encontradas: \(list(headers)). Renomeie uma coluna ou use "
        + (meant.isEmpty ? "\(example)." : "--map; o palpite mais próximo: \(meant)."))
  }

  /// `banco (bank_code)`: what people say, and what `--map` takes.
  private static func word(_ field: FieldName, _ language: Language) -> String {
    let words = field.words.text(language)
    return words == field.name ? words : "\(words) (\(field.name))"
  }

  /// A header as a shell takes it for one word.
  private static func shellWord(_ header: String) -> String {
    let isPlain = header.allSatisfy { $0.isLetter || $0.isNumber || "_-./".contains($0) }
    return isPlain && !header.isEmpty
      ? header : "'" + header.replacing("'", with: #"'\''"#) + "'"
  }

  /// Names shown, and characters of one: a line for people, whatever the file has in its header.
  private static let (mostNames, mostCharacters) = (40, 60)

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(mostNames).map { "'\(shortened($0))'" }
    let rest = names.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? ", … (+\(rest))" : "")
  }

  private static func shortened(_ name: String) -> String {
    name.count > mostCharacters ? name.prefix(mostCharacters) + "…" : name
  }
}
