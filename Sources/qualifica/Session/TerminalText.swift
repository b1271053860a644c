import Spreadsheets

/// Makes text of any origin harmless for a terminal and for the eye that reads it.
///
/// Controls (line ends and escapes among them), marks that turn the direction of writing, and
/// characters that cannot be seen are what a name or a sentence can deceive with.
enum TerminalText {
  /// One line: what could deceive stands as U+FFFD, which everyone sees.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDeceiving) else { return text }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      clean.append(scalar == "\t" ? " " : isDeceiving(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(clean)
  }

  /// JSON of the same value: what could deceive is escaped, as it may be in any string. The line
  /// ends of JSON stand between its values and stay.
  static func json(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 != "\n" && isDeceiving($0) }) else {
      return text
    }
    var clean = ""
    for scalar in text.unicodeScalars {
      guard scalar != "\n", isDeceiving(scalar) else {
        clean.unicodeScalars.append(scalar)
        continue
      }
      for unit in UTF16.encode(scalar) ?? .init() {
        clean += "\\u" + unit.zeroPadded(to: 4, radix: 16)
      }
    }
    return clean
  }

  /// The lines of a message that repeats what was typed; a line end that was typed makes no line.
  static func lines(of message: String, typed arguments: [String]) -> [String] {
    var message = message
    let values = arguments.flatMap { [$0] + $0.split(separator: "=").map(String.init) }
    for value in values where value.contains(where: \.isNewline) {
      message = message.replacing(value, with: line(value))
    }
    return message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func isDeceiving(_ scalar: Unicode.Scalar) -> Bool {
    guard !(0x20...0x7E).contains(scalar.value) else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
      return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
