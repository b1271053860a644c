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

  /// Words, a currency sign together with its amount, a number together with its unit, and a command together with all that is to be
  /// pasted: up to the apostrophe that ends it, else to the end.
  private static func words(_ text: Substring) -> [Substring] {
    var words: [Substring] = []
    var isQuoted = false
    var isCommand = false
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if let last = words.last,
        isCommand || last.hasSuffix("R$") || last.last?.isNumber == true && isUnit(word)
      {
        words[words.count - 1] = "\(last) \(word)"
      } else {
        words.append(word)
        isQuoted = word == "'qualifica"
        isCommand = isQuoted || word == "qualifica"
      }
      if isQuoted, word.contains("'"), word != "'qualifica" { isCommand = false }
    }
    return words
  }

  /// Units of times and sizes, and what may stand behind one.
  private static func isUnit(_ word: Substring) -> Bool {
    ["d", "h", "min", "s", "ms", "%", "kB", "KB", "MB", "GB"].contains(
      String(word.prefix { !".,;:)".contains($0) }))
  }

  /// Rows of cells as aligned lines. The last column is wrapped below itself; where it has too little
  /// room, it and those before it that do not fit go on lines of their own.
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
    // Columns that stand side by side, before the last.
    var together = widths.count
    if let columns {
      let ends = widths.indices.map { margin + widths[...$0].reduce(-2) { $0 + $1 + 2 } }
      together = max(min(1, widths.count), ends.prefix { $0 <= columns }.count)
    }
    let layout = TableLayout(
      widths: Array(widths.prefix(together)), count: count, margin: margin, numbers: numbers,
      columns: columns)
    return rows.flatMap(layout.lines)
  }

  /// Fewer columns are no room for a sentence.
  fileprivate static let narrowest = 24

  fileprivate static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// How the rows of a table are laid out.
private struct TableLayout {
  /// Of the columns that stand side by side.
  let widths: [Int]
  /// All columns.
  let count: Int
  let margin: Int
  let numbers: Set<Int>
  /// Of the terminal; nil where nothing is wrapped.
  let columns: Int?

  func lines(_ row: [String]) -> [String] {
    let cells = zip(row, widths).enumerated().map { index, cell in
      numbers.contains(index)
        ? TextLayout.rightAligned(cell.0, to: cell.1) : TextLayout.padded(cell.0, to: cell.1)
    }
    let front = String(repeating: " ", count: margin) + cells.joined(separator: "  ")
    let rest = row.dropFirst(widths.count).filter { !$0.isEmpty }
    guard !rest.isEmpty else { return [TextLayout.trimmed(front)] }
    let start = margin + widths.reduce(0) { $0 + $1 + 2 }
    let text = rest.joined(separator: "  ")
    let room = columns.map { $0 - start }
    let isOfTwoParts = widths.count < count - 1
    if let room, isOfTwoParts || room < TextLayout.narrowest && TextLayout.width(text) > room {
      let indent = margin + (numbers.contains(0) ? (widths.first ?? 0) + 2 : 4)
      let first = TextLayout.trimmed(front)
      return (first.isEmpty ? [] : [first])
        + TextLayout.wrapped(
          String(repeating: " ", count: indent) + text, to: columns, indent: indent)
    }
    let lines = TextLayout.wrapped(text, to: room.map { max(1, $0) })
    return [TextLayout.trimmed("\(front)\(count > 1 ? "  " : "")\(lines[0])")]
      + lines.dropFirst().map { String(repeating: " ", count: start) + $0 }
  }
}
