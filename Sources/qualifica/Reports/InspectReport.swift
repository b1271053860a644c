import Foundation
import Qualification
import Spreadsheets

/// What was recognised in a file; no cell but those of the header.
struct InspectReport: Encodable {
  private var encoding: String
  private var content: String
  private var delimiter: String?
  private var lineEnd: String?
  private var headerLine: Int?
  private var titleRows: Int
  private var columns: [String: String]
  private var unmappedColumns: [String]

  enum CodingKeys: String, CodingKey {
    case encoding, content, delimiter, columns
    case lineEnd = "line_end"
    case headerLine = "header_line"
    case titleRows = "title_rows"
    case unmappedColumns = "unmapped_columns"
  }

  init(_ input: Input) {
    encoding = input.format.encoding.name
    content = input.format.dialect == nil ? "json" : "csv"
    delimiter = input.format.dialect.map { String(Unicode.Scalar($0.delimiter)) }
    lineEnd = input.format.dialect?.lineEnd.rawValue
    headerLine = input.header?.line
    titleRows = input.titleRows
    columns = Dictionary(
      uniqueKeysWithValues: input.mapping.columns.map {
        ($0.key.rawValue, input.mapping.headers[$0.value])
      })
    unmappedColumns = input.mapping.unmapped.map { input.mapping.headers[$0] }
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  func text(_ language: Language) -> String {
    var lines = [
      language.pick("encoding", "codificação") + ": \(encoding)",
      language.pick("content", "conteúdo") + ": \(content)",
    ]
    if let delimiter {
      lines.append(
        language.pick("delimiter", "delimitador") + ": \(delimiter == "\t" ? "tab" : delimiter)")
    }
    if let headerLine {
      lines.append(language.pick("header on line", "cabeçalho na linha") + " \(headerLine)")
    }
    for field in Field.allCases {
      guard let column = columns[field.rawValue] else { continue }
      lines.append("  \(field.rawValue) <- \(column)")
    }
    if !unmappedColumns.isEmpty {
      lines.append(
        language.pick("not used", "não usadas") + ": " + unmappedColumns.joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }
}
