/// A delimited file as a stranger reads it: quotes, doubled quotes, line ends of either kind.
struct CSVTable: Equatable {
  let columns: [String]
  let rows: [[String]]

  init(_ text: String, delimiter: Character = ";") {
    let mark = "\u{FEFF}"
    var rows = Self.rows(
      text.hasPrefix(mark) ? String(text.unicodeScalars.dropFirst()) : text, delimiter: delimiter)
    columns = rows.isEmpty ? [] : rows.removeFirst()
    self.rows = rows
  }

  /// One column from top to bottom; empty when there is none of that name.
  subscript(column: String) -> [String] {
    guard let index = columns.firstIndex(of: column) else { return [] }
    return rows.map { index < $0.count ? $0[index] : "" }
  }

  /// The table without some columns.
  func without(_ names: [String]) -> [[String]] {
    let kept = columns.indices.filter { !names.contains(columns[$0]) }
    return rows.map { row in kept.map { $0 < row.count ? row[$0] : "" } }
  }

  /// Columns that no two runs share: times, codes of batches, numbers the API gives, attempts.
  static let volatile = [
    "q_batch_code", "q_api_id", "q_attempts", "q_submitted_at", "q_settled_at", "settled_at",
  ]

  private static func rows(_ text: String, delimiter: Character) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    for character in text {
      switch character {
      case "\"":
        // A doubled quote closes and opens again: the second one stands for itself.
        if !isQuoted, field.last == closed { field.removeLast(); field.append("\"") }
        isQuoted.toggle()
        if !isQuoted { field.append(closed) }
      case delimiter where !isQuoted:
        row.append(field.filter { $0 != closed })
        field = ""
      case "\n" where !isQuoted, "\r\n" where !isQuoted:
        rows.append(row + [field.filter { $0 != closed }])
        row = []
        field = ""
      default: field.append(character)
      }
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [field.filter { $0 != closed }]) }
    return rows
  }

  /// Marks the end of a quoted part while it may still turn out to be a doubled quote.
  private static let closed: Character = "\u{1}"
}
