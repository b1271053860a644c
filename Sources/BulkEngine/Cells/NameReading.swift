import Foundation
import Spreadsheets

/// Reads a name: outer blanks off, inner ones collapsed, canonical composition; accents stay.
package enum NameReading {
  /// Whether the name stands as it should, so that nothing has to be changed.
  ///
  /// Eight bytes a step; true is certain, false means that ``read(_:into:)`` has to look.
  package static func isPlain(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text[0] != 0x20, text[text.count - 1] != 0x20 else { return false }
    let bytes = unsafe text.bytes
    var index = 0
    while index + 8 <= text.count {
      // Nine bytes are seen: the last of a step and the first of the next may be two blanks.
      guard isPlain(bytes, at: index) else { return false }
      if index + 8 < text.count, text[index + 7] == 0x20, text[index + 8] == 0x20 { return false }
      index += 8
    }
    // The last eight bytes overlap those before.
    if text.count >= 8 { return index == text.count || isPlain(bytes, at: text.count - 8) }
    while index < text.count {
      let byte = text[index]
      let isDoubled = byte == 0x20 && text[index - 1] == 0x20
      if byte < 0x20 || isDoubled || (byte >= 0xC0 && byte != 0xC3) { return false }
      index += 1
    }
    return true
  }

  /// Whether eight bytes hold no two blanks in a row, no control character and nothing suspicious:
  /// of the characters beyond ASCII those up to U+00FF alone, which begin with C3. The others are
  /// rare; among them are combining accents, blanks, invisible characters, and what follows
  /// `Ã` in a name saved in the wrong encoding.
  @inline(__always)
  private static func isPlain(_ bytes: RawSpan, at index: Int) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      .littleEndian
    // The top bit of a byte below 0x20 comes from the borrow; a borrow needs such a byte.
    if (word &- ones &* 0x20) & ~word & tops != 0 { return false }
    let others = word ^ ones &* 0x20
    // The top bit stays off where a byte is a blank.
    let blanks = ~((others & ~tops) &+ ~tops | others) & tops
    if blanks & blanks &<< 8 != 0 { return false }
    // Bytes that begin a character beyond ASCII, and bytes that are not C3.
    let leads = word & word &<< 1 & tops
    if leads == 0 { return true }
    let otherLeads = word ^ ones &* 0xC3
    return leads & ((otherLeads & ~tops) &+ ~tops | otherLeads) == 0
  }

  /// What reading a name showed.
  package struct Outcome: Sendable, Equatable {
    /// Blanks within it were changed.
    package var isCollapsed = false
    /// Accents were joined with their letters.
    package var isComposed = false
    /// Invisible characters were taken out.
    package var isFreed = false
    /// There is `Ã` or `Â` followed by what makes it mojibake.
    package var isMojibake = false
  }

  /// Reads a name that is not plain into `output`, which is empty.
  package static func read(_ text: Span<UInt8>, into output: inout [UInt8]) -> Outcome {
    var needsRepair = false
    var maySuffer = false
    var previousIsBlank = false
    var first = 0
    while first < text.count, CellRepair.isBlank(text[first]) { first += 1 }
    for index in first..<text.count {
      let byte = text[index]
      let isBlank = CellRepair.isBlank(byte)
      // A combining accent begins with CC or CD; C2 A0 and E2 80 are blanks or invisible.
      if byte >= 0xC2 {
        if byte == 0xCC || byte == 0xCD || byte == 0xC2 || byte == 0xE2 || byte == 0xEF {
          needsRepair = true
        }
        // Ã or Â: as in JOÃO, or what is left of an accent.
        if byte == 0xC3, index + 1 < text.count, text[index + 1] & 0xFE == 0x82 { maySuffer = true }
      }
      if isBlank, previousIsBlank || byte != 0x20 { needsRepair = true }
      if byte < 0x20 || byte == 0x7F { needsRepair = true }
      previousIsBlank = isBlank
      output.append(byte)
    }
    while let last = output.last, CellRepair.isBlank(last) { output.removeLast() }
    var outcome = needsRepair ? repair(&output) : Outcome()
    outcome.isMojibake = maySuffer && Mojibake.isFound(in: text)
    return outcome
  }

  private static func repair(_ name: inout [UInt8]) -> Outcome {
    var outcome = Outcome()
    let text = String(decoding: name, as: UTF8.self)
    let visible = text.unicodeScalars.filter { scalar in
      let isControl =
        scalar.properties.generalCategory == .control && !scalar.properties.isWhitespace
      return !isControl && !(0x200B...0x200F).contains(scalar.value) && scalar.value != 0x2060
        && scalar.value != 0xFEFF
    }
    outcome.isFreed = visible.count != text.unicodeScalars.count
    let freed = String(String.UnicodeScalarView(visible))
    let composed = freed.precomposedStringWithCanonicalMapping
    outcome.isComposed = !composed.utf8.elementsEqual(freed.utf8)
    let words = composed.split(whereSeparator: \.isWhitespace)
    name = Array(words.joined(separator: " ").utf8)
    outcome.isCollapsed = !composed.utf8.elementsEqual(name)
    return outcome
  }

  /// Whether a spreadsheet would run the name as a formula.
  package static func isFormula(_ name: [UInt8]) -> Bool {
    guard let first = name.first else { return false }
    // The same in full width, which some spreadsheets run, too.
    return beginsFormula(first)
      || first == 0xEF && ["＝", "＋", "－", "＠"].contains { name.starts(with: $0.utf8) }
  }

  /// Whether a spreadsheet would run what begins with this ASCII character as a formula.
  @inlinable @inline(__always)
  package static func beginsFormula(_ first: UInt8) -> Bool {
    first == 0x3D || first == 0x2B || first == 0x2D || first == 0x40
  }
}
