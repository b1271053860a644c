import Foundation

/// Lays text out for a terminal: widths count columns, not characters.
enum TextLayout {
  /// Columns that the text takes: accents on their own take none, wide letters take two.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    guard scalar.value >= 0x300 else { return scalar.value < 0x20 ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// `text` with blanks behind it; never cut.
  static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - width(text)))
  }

  /// `text` with blanks before it; never cut.
  static func rightAligned(_ text: String, to columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - width(text))) + text
  }

  /// As much of `text` as fits, with `…` where something is missing.
  static func cut(_ text: String, to columns: Int) -> String {
    guard width(text) > columns, columns > 0 else { return text }
    var (kept, taken) = ("", 0)
    for character in text {
      let next = width(String(character))
      guard taken + next < columns else { break }
      kept.append(character)
      taken += next
    }
    return kept + "…"
  }

  /// Words on lines of at most `columns`, later ones behind `indent` blanks; `nil` breaks nothing.
  ///
  /// A word that is longer than a line, a path mostly, stays whole.
  static func wrapped(_ text: String, to columns: Int?, indent: Int = 0) -> [String] {
    guard let columns, width(text) > columns else { return [text] }
    let margin = String(repeating: " ", count: indent)
    let lead = text.prefix { $0 == " " }
    var lines: [String] = []
    var line = String(lead)
    var isEmpty = true
    for word in words(text.dropFirst(lead.count)) {
      if !isEmpty, width(line) + 1 + width(String(word)) > columns {
        lines.append(line)
        line = margin + word
      } else {
        line += (isEmpty ? "" : " ") + word
      }
      isEmpty = false
    }
    return lines + [line]
  }

  /// Words, a currency sign together with its amount.
  private static func words(_ text: Substring) -> [Substring] {
    var words: [Substring] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if let last = words.last, last.hasSuffix("R$") {
        words[words.count - 1] = "\(last) \(word)"
      } else {
        words.append(word)
      }
    }
    return words
  }

  /// Rows of cells as aligned lines. The last column is wrapped below itself, or, where that leaves it
  /// too little room, on lines of its own.
  ///
  /// - Parameters:
  ///   - margin: blanks before each row.
  ///   - numbers: columns that are aligned at their right.
  static func table(
    _ rows: [[String]], columns: Int?, margin: Int = 0, numbers: Set<Int> = []
  ) -> [String] {
    guard let count = rows.map(\.count).max(), count > 0 else { return [] }
    let widths = (0..<count - 1).map { column in
      rows.map { column < $0.count ? width($0[column]) : 0 }.max() ?? 0
    }
    let blanks = String(repeating: " ", count: margin)
    let start = margin + widths.reduce(0) { $0 + $1 + 2 }
    let room = columns.map { $0 - start }
    return rows.flatMap { row -> [String] in
      let cells = zip(row, widths).enumerated().map { index, cell in
        numbers.contains(index)
          ? rightAligned(cell.0, to: cell.1) : padded(cell.0, to: cell.1)
      }
      let front = blanks + cells.joined(separator: "  ")
      guard row.count == count, let last = row.last, !last.isEmpty else {
        return [trimmed(front)]
      }
      if let room, room < narrowest, width(last) > room {
        let indent = margin + (numbers.contains(0) ? (widths.first ?? 0) + 2 : 4)
        return [trimmed(front)]
          + wrapped(String(repeating: " ", count: indent) + last, to: columns, indent: indent)
      }
      let lines = wrapped(last, to: room.map { max(1, $0) })
      return [trimmed("\(front)\(count > 1 ? "  " : "")\(lines[0])")]
        + lines.dropFirst().map { String(repeating: " ", count: start) + $0 }
    }
  }

  /// Fewer columns are no room for a sentence.
  private static let narrowest = 24

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
