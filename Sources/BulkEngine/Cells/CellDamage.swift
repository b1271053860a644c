import Spreadsheets

/// Tells what has happened to a cell, from the cell alone.
package enum CellDamage {
  /// - Parameters:
  ///   - cell: UTF-8, as the reader gives it.
  ///   - field: what the column holds; nil when it holds no known field.
  package static func find(in cell: Span<UInt8>, of field: SheetField?) -> DamageSet {
    guard !cell.isEmpty else { return [] }
    var found: DamageSet = []
    // Most cells are letters or digits only.
    if CellShape(of: cell).isSubset(of: [.digit, .letter, .letterE]) {
      if let hasLostZeros = field?.hasLostZeros { found.insert(.lostZeros, if: hasLostZeros(cell)) }
      return found
    }
    let bytes = (0..<cell.count).map { cell[$0] }
    found.insert(.nulByte, if: bytes.contains(0))
    found.insert(.lineBreak, if: bytes.contains { $0 == 0x0A || $0 == 0x0D })
    found.insert(.doubleBlanks, if: hasDoubleBlanks(bytes))
    found.insert(.errorCell, if: CellRepair.isSpreadsheetError(bytes))
    found.insert(.wrappedText, if: isWrapped(bytes))
    found.insert(.formula, if: isFormula(bytes) && !isWrapped(bytes))
    found.insert(.mojibake, if: Mojibake.isFound(in: cell))
    if bytes.contains(where: { $0 >= 0x80 || $0 < 0x20 || $0 == 0x3F || $0 == 0x7F }) {
      insertCharacters(
        String(decoding: bytes, as: UTF8.self), isText: field?.kind == .text, into: &found)
    }
    if field?.kind != .text { found.insert(.scientificNotation, if: isScientific(bytes)) }
    if field?.kind == .identifier {
      found.insert(.decimalFraction, if: CellRepair.wholePart(bytes) != nil)
      found.insert(.date, if: DateText.isDate(String(decoding: bytes, as: UTF8.self)))
    }
    return found
  }

  /// `1,23457E+10`: a sign or a separator, so that a code such as `12E3` is none.
  private static func isScientific(_ bytes: [UInt8]) -> Bool {
    CellRepair.isScientific(bytes)
      && bytes.contains { $0 == 0x2B || $0 == 0x2D || $0 == 0x2E || $0 == 0x2C }
  }

  private static func hasDoubleBlanks(_ bytes: [UInt8]) -> Bool {
    var isBlank = false
    for byte in bytes {
      if byte == 0x20, isBlank { return true }
      isBlank = byte == 0x20
    }
    return false
  }

  /// `="0123"`, `=0123` or `'0123`: text that was kept from becoming a number.
  private static func isWrapped(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 1 else { return false }
    if bytes[0] == 0x27 { return true }
    guard bytes[0] == 0x3D else { return false }
    return bytes[1] == 0x22 && bytes[bytes.count - 1] == 0x22
      || bytes[1...].allSatisfy { $0 &- 0x30 <= 9 }
  }

  /// Begins like a formula and is no number: signs, digits and what stands between them.
  private static func isFormula(_ bytes: [UInt8]) -> Bool {
    switch bytes[0] {
    case 0x3D, 0x40: bytes.count > 1
    case 0x2B, 0x2D: bytes.contains { ($0 | 0x20) &- 0x61 < 26 }
    default: false
    }
  }

  /// - Parameter isText: no name ends a word with a question mark; texts of unknown columns may ask.
  private static func insertCharacters(
    _ text: String, isText: Bool, into found: inout DamageSet
  ) {
    var previousIsLetter = false
    var isBehindQuestionMark = false
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      found.insert(.lostAccents, if: scalar == "\u{FFFD}")
      if isBehindQuestionMark, properties.isAlphabetic || (isText && scalar == " ") {
        found.insert(DamageSet(.lostAccents))
      }
      isBehindQuestionMark = scalar == "?" && previousIsLetter
      previousIsLetter = properties.isAlphabetic
      found.insert(.invisibleCharacters, if: isInvisible(scalar))
      found.insert(
        .foreignDigits, if: !scalar.isASCII && properties.generalCategory == .decimalNumber)
    }
    found.insert(.lostAccents, if: isText && isBehindQuestionMark)
    // A question mark in an address of the web is one.
    if text.contains("://"), !text.contains("\u{FFFD}") { found.remove(DamageSet(.lostAccents)) }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator: true
    case .spaceSeparator: scalar != " "
    case .control: scalar != "\0" && scalar != "\t" && scalar != "\n" && scalar != "\r"
    default: false
    }
  }
}
