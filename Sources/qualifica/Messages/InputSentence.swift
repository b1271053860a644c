package import BulkEngine
import Spreadsheets

/// Why an input is of no use and what to do in the spreadsheet, for people.
extension InputError: CommandError {
  var isWhole: Bool { false }

  var status: ExitStatus {
    switch self {
    case .noRecords, .changed, .grown, .mojibake, .otherEncoding, .codesRepeat, .severalSheets:
      .unusableInput
    case .unknownEncoding, .badDelimiter, .unknownCNABLayout, .unknownSheet: .usage
    }
  }

  package var explanation: Explanation {
    switch self {
    case .noRecords:
      Explanation(
        Bilingual(
          "There is no record, at most a header.",
          "Não há nenhum registro, no máximo um cabeçalho."),
        next: Bilingual(
          "Was a filter on, or another sheet exported?",
          "Havia um filtro, ou foi exportada outra planilha?"))
    case .mojibake(let names, let total, let line):
      Explanation(
        Bilingual(
          "\(names) of the first \(total) names have accents in the wrong encoding (Ã£ for ã; "
            + "the first on line \(line)): UTF-8 was read as Windows-1252.",
          "\(names) dos primeiros \(total) nomes têm acentos na codificação errada (Ã£ em vez "
            + "de ã; o primeiro na linha \(line)): UTF-8 lido como Windows-1252."),
        next: Bilingual(
          "Export again as CSV UTF-8 (and leave --encoding out), or repair them with "
            + "--fix-mojibake.",
          "Exporte de novo como CSV UTF-8 (e omita --encoding), ou conserte com --fix-mojibake."))
    case .codesRepeat(let column, let distinct, let records):
      Self.codesRepeat(shortened(column), distinct, records)
    case .unknownEncoding(let name):
      Explanation(
        Bilingual(
          "The encoding '\(name)' is not known.",
          "A codificação '\(name)' não é conhecida."),
        next: Bilingual(
          "Use utf-8, windows-1252, iso-8859-1, cp850, macintosh, utf-16le or utf-16be.",
          "Use utf-8, windows-1252, iso-8859-1, cp850, macintosh, utf-16le ou utf-16be."))
    case .otherEncoding(let name):
      Self.otherEncoding(name)
    case .unknownSheet(let name, let sheets):
      WorkbookSentence.choice(
        of: sheets,
        Bilingual(
          "The workbook has no sheet '\(PlainSentence.text(name))' with cells.",
          "A pasta de trabalho não tem planilha '\(PlainSentence.text(name))' com células."))
    case .severalSheets(let sheets):
      WorkbookSentence.choice(
        of: sheets,
        Bilingual(
          "Which sheet of the workbook holds the records?",
          "Qual planilha da pasta de trabalho tem os registros?"))
    case .badDelimiter(let text):
      Explanation(
        Bilingual(
          "The delimiter '\(text)' is not one character that can separate fields.",
          "O delimitador '\(text)' não é um caractere que separe campos."),
        next: Bilingual(
          "Use ; , | or tab.",
          "Use ; , | ou tab."))
    case .unknownCNABLayout(let name):
      Explanation(
        Bilingual(
          "--cnab-layout: '\(name)' is not known.",
          "--cnab-layout: '\(name)' não é conhecido."),
        next: Bilingual(
          "Use one of \(Self.layouts).",
          "Use um destes: \(Self.layouts)."))
    case .changed(let path):
      Explanation(
        Bilingual(
          "\(path) was saved again while it was read.",
          "\(path) foi salvo de novo enquanto era lido."),
        next: Bilingual(
          "Close it in the other program, then run this again.",
          "Feche-o no outro programa e execute de novo."))
    case .grown(let path):
      Explanation(
        Bilingual(
          "\(path) grows while it is read: it is still being copied.",
          "\(path) cresce enquanto é lido: ainda está sendo copiado."),
        next: Bilingual(
          "Run this again when it is whole.",
          "Execute de novo quando estiver completo."))
    }
  }

  private static func otherEncoding(_ name: String) -> Explanation {
    let origin =
      name == "macintosh"
      ? Bilingual("Mac Roman, as \"CSV (Macintosh)\"", "Mac Roman, como \"CSV (Macintosh)\"")
      : Bilingual("code page 850, as DOS programs do", "página de código 850, como programas DOS")
    return Explanation(
      Bilingual(
        "The accents make sense in \(name) and not in Windows-1252: the file was probably saved in "
          + "\(origin.english).",
        "Os acentos fazem sentido em \(name) e não em Windows-1252: o arquivo deve ter sido salvo em "
          + "\(origin.portuguese)."),
      next: Bilingual(
        "Say --encoding \(name), or --encoding windows-1252 if that is what it is.",
        "Use --encoding \(name), ou --encoding windows-1252 se for mesmo essa."))
  }

  private static func codesRepeat(_ column: String, _ distinct: Int, _ records: Int) -> Explanation
  {
    guard distinct > 0 else {
      return Explanation(
        Bilingual(
          "The column '\(column)' was taken for the code of each record, but it is empty in the first "
            + "\(records) records.",
          "A coluna '\(column)' foi tomada como código de cada registro, mas está vazia nos primeiros "
            + "\(records) registros."),
        next: Bilingual(
          "Fill it in, or say --map custom_code=- and codes are made.",
          "Preencha-a, ou use --map custom_code=- e os códigos são gerados."))
    }
    let found =
      Bilingual(
        "has only \(distinct) different \(distinct == 1 ? "value" : "values")",
        "tem só \(distinct) \(distinct == 1 ? "valor diferente" : "valores diferentes")")
    return Explanation(
      Bilingual(
        "The column '\(column)' was taken for the code of each record, but it \(found.english) in the "
          + "first \(records) records: of records with one code only the first would be sent.",
        "A coluna '\(column)' foi tomada como código de cada registro, mas \(found.portuguese) nos "
          + "primeiros \(records) registros: entre registros com o mesmo código só o primeiro seria "
          + "enviado."),
      next: Bilingual(
        "If it is no code, say --map custom_code=- and codes are made; if another column is, name that "
          + "one.",
        "Se não é código, use --map custom_code=- e os códigos são gerados; se o código está em outra "
          + "coluna, informe-a."))
  }

  private static let layouts = CNABLayout.allCases.map(\.rawValue).joined(separator: ", ")
}

/// Why the columns of an input are of no use and what to do, for people.
extension ColumnMappingError: CommandError {
  var isWhole: Bool { false }

  var status: ExitStatus {
    switch self {
    case .ambiguous, .missing, .noHeader, .linesInQuotes, .twoTables: .unusableInput
    case .unknownField, .unknownColumn, .sharedColumn: .usage
    }
  }

  package var explanation: Explanation {
    switch self {
    case .ambiguous(let field, let columns):
      Self.ambiguous(field, columns)
    case .missing(let fields, let headers, let guesses):
      Self.missing(fields, headers, guesses)
    case .noHeader(let cells):
      Explanation(
        Bilingual(
          "No header row in the first 20 rows; the first row has \(cells.count) columns.",
          "Nenhum cabeçalho nas primeiras 20 linhas; a primeira tem \(cells.count) colunas."),
        next: Bilingual(
          "Put the headers above the records, or use --map FIELD=COLUMN with a header row."
            + (cells.count == 1
              ? " If columns are missing, name their delimiter with --delimiter." : ""),
          "Ponha os cabeçalhos acima dos registros, ou use --map CAMPO=COLUNA com uma linha de "
            + "cabeçalho."
            + (cells.count == 1 ? " Se faltam colunas, diga o delimitador com --delimiter." : "")))
    case .linesInQuotes:
      Explanation(
        Bilingual(
          "Each line stands in quotes as one cell: the file was opened with another delimiter "
            + "and saved again.",
          "Cada linha está entre aspas, como uma célula só: o arquivo foi aberto com outro "
            + "delimitador e salvo de novo."),
        next: Bilingual(
          "Export it anew, or take away the quotes around the lines and the doubling of those "
            + "within.",
          "Exporte-o outra vez, ou retire as aspas em volta das linhas e desfaça as duplicadas "
            + "dentro delas."))
    case .twoTables(let line, let other):
      Explanation(
        Bilingual(
          "Line \(line) is a header, and so is line \(other), with another delimiter: two exports "
            + "were put into one file.",
          "A linha \(line) é um cabeçalho e a linha \(other) também, com outro delimitador: duas "
            + "exportações foram juntadas num arquivo."),
        next: Bilingual(
          "Give each a file of its own, or say with --delimiter which one is meant.",
          "Separe-as, ou diga com --delimiter qual vale."))
    case .unknownField(let name, let known):
      Explanation(
        Bilingual(
          "--map: there is no field '\(name)'.",
          "--map: não existe o campo '\(name)'."),
        next: Bilingual(
          "Name one of these fields: \(list(known)).",
          "Use um destes campos: \(list(known))."))
    case .sharedColumn(let column, let fields):
      Explanation(
        Bilingual(
          "--map: the column '\(column)' is given to \(list(fields)).",
          "--map: a coluna '\(column)' foi dada a \(list(fields))."),
        next: Bilingual(
          "Give each field a column of its own.",
          "Dê a cada campo uma coluna própria."))
    case .unknownColumn(let column, let field, let headers):
      Explanation(
        Bilingual(
          "--map \(field): there is no column '\(column)'.",
          "--map \(field): não existe a coluna '\(column)'."),
        next: Bilingual(
          "Name one of the columns found: \(list(headers)).",
          "Use uma das colunas encontradas: \(list(headers))."))
    }
  }

  /// The columns with the letters by which the spreadsheet shows them, and how to choose one.
  private static func ambiguous(_ field: FieldName, _ columns: [NamedColumn]) -> Explanation {
    let places = columns.map { "'\(shortened($0.header))' (\($0.letters))" }
    let choice = "--map \(field.name)=\(columns.last?.letters ?? "")"
    return Explanation(
      Bilingual(
        "Two columns for \(word(field, .english)): \(places.joined(separator: " and ")).",
        "Duas colunas para \(word(field, .portuguese)): \(places.joined(separator: " e "))."),
      next: Bilingual("Say which, for example \(choice).", "Diga qual, por exemplo \(choice)."))
  }

  /// The fields without a column, what there is instead, and the closest guess.
  private static func missing(
    _ fields: [FieldName], _ headers: [String], _ guesses: [FieldName: String]
  ) -> Explanation {
    guard !headers.isEmpty else {
      return Explanation(
        Bilingual("There is no JSON object that can be read.", "Não há objeto JSON legível."),
        next: Bilingual(
          "Look at the file with a text editor and export it again.",
          "Veja o arquivo num editor de texto e exporte de novo."))
    }
    func names(_ language: Language) -> String {
      fields.map { word($0, language) }.joined(separator: ", ")
    }
    let meant = fields.compactMap { field in
      guesses[field].map { "--map \(field.name)=\(shellWord($0))" }
    }.joined(separator: " ")
    let example = "--map \(fields.first?.name ?? "name")="
    return Explanation(
      Bilingual(
        "No column for \(names(.english)). Found: \(list(headers)).",
        "Falta coluna para \(names(.portuguese)). Encontradas: \(list(headers))."),
      next: Bilingual(
        "Rename a column or use "
          + (meant.isEmpty ? "\(example)COLUMN." : "--map; the closest guess: \(meant)."),
        "Renomeie uma coluna ou use "
          + (meant.isEmpty ? "\(example)COLUNA." : "--map; o palpite mais próximo: \(meant).")))
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
}

/// Names shown, and characters of one: a line for people, whatever the file has in its header.
private let (mostNames, mostCharacters) = (40, 60)

private func list(_ names: [String]) -> String {
  let shown = names.prefix(mostNames).map { "'\(shortened($0))'" }
  let rest = names.count - shown.count
  return shown.joined(separator: ", ") + (rest > 0 ? ", … (+\(rest))" : "")
}

private func shortened(_ name: String) -> String {
  name.count > mostCharacters ? name.prefix(mostCharacters) + "…" : name
}
