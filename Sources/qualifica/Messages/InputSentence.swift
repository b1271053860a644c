package import BulkEngine
import Spreadsheets

/// Why an input is of no use and what to do in the spreadsheet, for people.
extension InputError: CommandError {
  var status: ExitStatus {
    switch self {
    case .noRecords, .changed, .grown, .mojibake: .unusableInput
    case .unknownEncoding, .badDelimiter, .unknownCNABLayout: .usage
    }
  }

  package var explanation: Explanation {
    switch self {
    case .noRecords:
      Explanation(
        Bilingual(
          "There is no record, at most a header.",
          "Não há registro, no máximo um cabeçalho."),
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
          "Export again as CSV UTF-8 (and leave --encoding out), or mend them with "
            + "--fix-mojibake.",
          "Exporte de novo como CSV UTF-8 (e omita --encoding), ou conserte com --fix-mojibake."))
    case .unknownEncoding(let name):
      Explanation(
        Bilingual(
          "The encoding '\(name)' is not known.",
          "A codificação '\(name)' não é conhecida."),
        next: Bilingual(
          "Use utf-8, windows-1252, iso-8859-1, utf-16le or utf-16be.",
          "Use utf-8, windows-1252, iso-8859-1, utf-16le ou utf-16be."))
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
          "--cnab-layout: '\(name)' is not known.", "--cnab-layout: '\(name)' não é conhecido."),
        next: Bilingual("Use one of \(Self.layouts).", "Use um destes: \(Self.layouts)."))
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

  private static let layouts = CNABLayout.allCases.map(\.rawValue).joined(separator: ", ")
}

/// Why the columns of an input are of no use and what to do, for people.
extension ColumnMappingError: CommandError {
  var status: ExitStatus {
    switch self {
    case .ambiguous, .missing, .noHeader: .unusableInput
    case .unknownField, .unknownColumn, .sharedColumn: .usage
    }
  }

  package var explanation: Explanation {
    switch self {
    case .ambiguous(let field, let headers):
      Explanation(
        Bilingual(
          "Two columns for \(field): \(list(headers)).",
          "Duas colunas para \(field): \(list(headers))."),
        next: Bilingual(
          "Say which with --map \(field)=COLUMN.",
          "Diga qual com --map \(field)=COLUNA."))
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

  /// The fields without a column, what there is instead, and the closest guess.
  private static func missing(
    _ fields: [String], _ headers: [String], _ guesses: [String: String]
  ) -> Explanation {
    guard !headers.isEmpty else {
      return Explanation(
        Bilingual(
          "There is no JSON object that can be read.",
          "Não há objeto JSON legível."),
        next: Bilingual(
          "Look at the file with a text editor and export it again.",
          "Veja o arquivo num editor de texto e exporte de novo."))
    }
    let guesses = fields.compactMap { field in
      guesses[field].map { "--map '\(field)=\($0)'" }
    }
    let meant = guesses.joined(separator: " ")
    let found = list(headers)
    let names = list(fields)
    return Explanation(
      Bilingual(
        "No column for \(names). Found: \(found).",
        "Falta coluna para \(names). Encontradas: \(found)."),
      next: Bilingual(
        "Rename a column or use "
          + (guesses.isEmpty ? "--map FIELD=COLUMN." : "--map; the closest guess: \(meant)."),
        "Renomeie uma coluna ou use "
          + (guesses.isEmpty ? "--map CAMPO=COLUNA." : "--map; o palpite mais próximo: \(meant).")))
  }
}

/// Names shown, and characters of one: a line for people, whatever the file has in its header.
private let (mostNames, mostCharacters) = (40, 60)

private func list(_ names: [String]) -> String {
  let shown = names.prefix(mostNames).map { name in
    name.count > mostCharacters ? "'\(name.prefix(mostCharacters))…'" : "'\(name)'"
  }
  let rest = names.count - shown.count
  return shown.joined(separator: ", ") + (rest > 0 ? ", … (+\(rest))" : "")
}
