import Foundation

/// Makes a foreign sentence fit for a cell and a terminal line: one line, bounded, and nothing in it
/// that a program would obey.
package enum PlainSentence {
  /// Longest sentence in Unicode scalars; what says more says it in the first three hundred.
  package static let longest = 300
  /// As much is looked at, so that masking has the whole of what will be shown.
  static let longestConsidered = 2_000

  /// The beginning of `text`, whole words only; a reply may hold a sentence of a megabyte.
  static func beginning(of text: String) -> String {
    let scalars = text.unicodeScalars
    guard
      let end = scalars.index(
        scalars.startIndex, offsetBy: longestConsidered, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    let beginning = scalars[..<end]
    let lastBlank = beginning.lastIndex { $0.properties.isWhitespace }
    return String(beginning[..<(lastBlank ?? end)])
  }

  /// `text` with control and invisible characters as blanks, blanks collapsed, cut to ``longest``.
  ///
  /// A formula's first character behind what may separate cells elsewhere gets an apostrophe: the
  /// file may be opened with another delimiter than its own. The very first character is left to
  /// the writer of the file, who knows whether a spreadsheet will open it.
  package static func text(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    var last: Unicode.Scalar?
    var isBehindSeparator = false
    for scalar in text.unicodeScalars where count < longest {
      if isBlank(scalar) {
        if let last, last != " " {
          result.append(" ")
          count += 1
        }
        last = last == nil ? nil : " "
        continue
      }
      if isBehindSeparator, startsFormula(scalar) {
        result.append("'")
        count += 1
      }
      result.append(scalar)
      count += 1
      isBehindSeparator = scalar == ";" || scalar == "," || scalar == "|" || scalar == "\""
      last = scalar
    }
    if result.last == " " { result.removeLast() }
    return String(result)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F }
    return isBlankBeyondASCII(scalar)
  }

  private static func isBlankBeyondASCII(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      true
    default: scalar.properties.isWhitespace
    }
  }

  private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "＝", "＋", "－", "＠": true
    default: false
    }
  }
}
