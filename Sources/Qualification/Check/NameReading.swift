import Foundation
import Spreadsheets

/// Reads a name: outer blanks off, inner ones collapsed, canonical composition; accents stay.
package enum NameReading {
  /// What reading a name showed.
  package struct Outcome: Sendable, Equatable {
    /// Anything but outer blanks had to be changed.
    package var isMended = false
    /// There is `Ã` or `Â` followed by what makes it mojibake.
    package var isMojibake = false
  }

  /// Appends the normalised name to `output`.
  package static func read(_ text: Span<UInt8>, into output: inout [UInt8]) -> Outcome {
    var needsMending = false
    var maySuffer = false
    var previousIsBlank = false
    var first = 0
    while first < text.count, CellMending.isBlank(text[first]) { first += 1 }
    for index in first..<text.count {
      let byte = text[index]
      let isBlank = CellMending.isBlank(byte)
      // A combining accent begins with CC or CD; C2 A0 and E2 80 are blanks or invisible.
      if byte >= 0xC2 {
        if byte == 0xCC || byte == 0xCD || byte == 0xC2 || byte == 0xE2 || byte == 0xEF {
          needsMending = true
        }
        // Ã or Â: as in JOÃO, or what is left of an accent.
        if byte == 0xC3, index + 1 < text.count, text[index + 1] & 0xFE == 0x82 { maySuffer = true }
      }
      if isBlank, previousIsBlank || byte != 0x20 { needsMending = true }
      previousIsBlank = isBlank
      output.append(byte)
    }
    while let last = output.last, CellMending.isBlank(last) { output.removeLast() }
    let isMojibake = maySuffer && Mojibake.isFound(in: text)
    return Outcome(isMended: needsMending && mend(&output), isMojibake: isMojibake)
  }

  private static func mend(_ name: inout [UInt8]) -> Bool {
    let text = String(decoding: name, as: UTF8.self)
    let visible = text.unicodeScalars.filter { scalar in
      !(0x200B...0x200F).contains(scalar.value) && scalar.value != 0x2060 && scalar.value != 0xFEFF
    }
    let words = String(String.UnicodeScalarView(visible))
      .precomposedStringWithCanonicalMapping
      .split(whereSeparator: \.isWhitespace)
    let mended = Array(words.joined(separator: " ").utf8)
    let isChanged = mended != name
    name = mended
    return isChanged
  }

  /// Whether a spreadsheet would run the name as a formula.
  package static func isFormula(_ name: [UInt8]) -> Bool {
    switch name.first {
    case 0x3D, 0x2B, 0x2D, 0x40: true
    default: false
    }
  }
}
