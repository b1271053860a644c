/// Frees a cell of what spreadsheets wrap around values, and tells what cannot be repaired.
///
/// Only cells whose shape is not plain come here, so that allocating does no harm.
package enum CellRepair {
  /// A cell after repairing.
  package struct Repaired: Sendable, Equatable {
    package var bytes: [UInt8]
    /// What was done, in this order.
    package var repairs: [FindingCode] = []
    /// Why the value is lost.
    package var fault: FindingCode?
  }

  /// What the cell means to be.
  package enum Kind: Sendable {
    /// Digits whose loss matters.
    case identifier
    /// The same, written as a number of JSON or of a workbook with a decimal point.
    case number
    case other
  }

  package static func repair(_ cell: Span<UInt8>, as kind: Kind) -> Repaired {
    var repaired = Repaired(bytes: unwrapped(visible(cell)))
    if repaired.bytes.count != cell.count { repaired.repairs.append(.unwrapped) }
    if isSpreadsheetError(repaired.bytes) {
      repaired.fault = .spreadsheetError
      return repaired
    }
    guard kind != .other else { return repaired }
    if isScientific(repaired.bytes) {
      repaired.fault = .scientificNotation
    } else if let whole = kind == .number
      ? wholeNumber(repaired.bytes) : wholePart(repaired.bytes)
    {
      repaired.bytes = whole
      repaired.repairs.append(.fractionDropped)
    } else if kind == .number {
      repaired.fault = .numberWithFraction
    }
    return repaired
  }

  /// Without invisible characters; no-break blanks are blanks, full-width characters their usual
  /// ones.
  private static func visible(_ cell: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(cell.count)
    var index = 0
    while index < cell.count {
      let (byte, length) = visibleByte(cell, at: index)
      if let byte { bytes.append(byte) }
      index += length
    }
    return bytes
  }

  /// The byte that stands for the character at `index`, `nil` for an invisible one, and its length.
  private static func visibleByte(_ cell: Span<UInt8>, at index: Int) -> (UInt8?, Int) {
    let first = cell[index]
    if first < 0x80 { return (first, 1) }
    if first == 0xC2, index + 1 < cell.count {
      if cell[index + 1] == 0xA0 { return (0x20, 2) }
      // The soft hyphen.
      if cell[index + 1] == 0xAD { return (nil, 2) }
    }
    guard index + 2 < cell.count else { return (first, 1) }
    let (second, third) = (cell[index + 1], cell[index + 2])
    switch (first, second) {
    // Zero-width characters and marks of writing direction, as copied from address books. The one
    // that shows what follows backwards (AE) stays: without it `05,01` would not be what was seen.
    case (0xE2, 0x80) where (0x8B...0x8F).contains(third) || (0xAA...0xAD).contains(third):
      return (nil, 3)
    case (0xE2, 0x81) where third == 0xA0 || (0xA6...0xA9).contains(third): return (nil, 3)
    case (0xE2, 0x80) where third == 0xAF || (0x80...0x8A).contains(third): return (0x20, 3)
    case (0xEF, 0xBB) where third == 0xBF: return (nil, 3)
    case (0xE3, 0x80) where third == 0x80: return (0x20, 3)
    // U+FF01 to U+FF5E are ASCII in full width.
    case (0xEF, 0xBC) where (0x81...0xBF).contains(third): return (third - 0x80 + 0x20, 3)
    case (0xEF, 0xBD) where (0x80...0x9E).contains(third): return (third - 0x80 + 0x60, 3)
    default: return (first, 1)
    }
  }

  /// Without outer blanks and control characters, a leading apostrophe, or `="…"` around it.
  private static func unwrapped(_ bytes: [UInt8]) -> [UInt8] {
    var text = trimmed(bytes[...])
    if text.first == 0x27 { text = trimmed(text.dropFirst()) }
    if text.count >= 3, text.first == 0x3D, text.dropFirst().first == 0x22, text.last == 0x22 {
      text = trimmed(text.dropFirst(2).dropLast())
    } else if text.count >= 2, text.first == 0x3D, text.dropFirst().allSatisfy({ $0 &- 0x30 <= 9 })
    {
      text = text.dropFirst()
    }
    return Array(text)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = bytes
    while let last = text.last, isBlankOrControl(last) { text.removeLast() }
    return text.drop(while: isBlankOrControl)
  }

  /// Systems put control characters in front of numbers, too, so that spreadsheets keep the zeros.
  private static func isBlankOrControl(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// `#N/D` and its like in any language, `#REF!`, `#NOME?`, a column too narrow for its number
  /// (`####`), and `Err:502` of LibreOffice.
  package static func isSpreadsheetError(_ bytes: [UInt8]) -> Bool {
    if bytes.first == 0x23, bytes.count > 1 { return isErrorName(bytes.dropFirst()) }
    guard bytes.count == 7, bytes.starts(with: Array("Err:".utf8)) else { return false }
    return bytes[4...].allSatisfy { $0 &- 0x30 <= 9 }
  }

  /// `N/D`, `N/A`, `N/DISP`; letters (`Ú` too), `/` and a zero before `!` or `?`; nothing but `#`.
  private static func isErrorName(_ name: ArraySlice<UInt8>) -> Bool {
    if name.allSatisfy({ $0 == 0x23 }) { return true }
    let capitals = name.map { $0 &- 0x61 <= 25 ? $0 & 0xDF : $0 }
    if ["N/D", "N/A", "N/DISP"].contains(where: { $0.utf8.elementsEqual(capitals) }) {
      return true
    }
    guard let last = capitals.last, last == 0x21 || last == 0x3F, capitals.count > 2 else {
      return false
    }
    return capitals.dropLast().allSatisfy {
      $0 &- 0x41 <= 25 || $0 == 0x2F || $0 == 0x30 || $0 >= 0x80
    }
  }

  /// `1,23457E+10`; fourteen characters without sign and fraction may be a CNPJ with an E.
  static func isScientific(_ bytes: [UInt8]) -> Bool {
    guard let exponent = bytes.firstIndex(where: { $0 == 0x45 || $0 == 0x65 }), exponent > 0 else {
      return false
    }
    let mantissa = bytes[..<exponent]
    var power = bytes[(exponent + 1)...]
    let isSigned = power.first == 0x2B || power.first == 0x2D
    if isSigned { power.removeFirst() }
    let separators = mantissa.count { $0 == 0x2E || $0 == 0x2C }
    guard !power.isEmpty, power.count <= 3, power.allSatisfy({ $0 &- 0x30 <= 9 }), separators <= 1,
      mantissa.allSatisfy({ $0 &- 0x30 <= 9 || $0 == 0x2E || $0 == 0x2C })
    else { return false }
    return isSigned || separators == 1 || bytes.count < 14
  }

  /// What stands before the point of a number whose decimals are all zero; nil for any other.
  private static func wholeNumber(_ bytes: [UInt8]) -> [UInt8]? {
    guard let point = bytes.firstIndex(of: 0x2E), bytes[(point + 1)...].allSatisfy({ $0 == 0x30 })
    else { return nil }
    return Array(bytes[..<point])
  }

  /// The first character that cannot be seen, as a Unicode scalar; nil when there is none.
  package static func invisibleCharacter(in text: Span<UInt8>) -> UInt32? {
    let bytes = text.indices.map { text[$0] }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first { isInvisible($0) }?.value
  }

  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .format, .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    case .spaceSeparator: scalar != " "
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// What stands before `.0`, `,00`: digits, before a comma in groups, too (`12.345,00`); `nil` when
  /// there is no such fraction.
  static func wholePart(_ bytes: [UInt8]) -> [UInt8]? {
    guard let separator = bytes.lastIndex(where: { $0 == 0x2E || $0 == 0x2C }), separator > 0
    else { return nil }
    let fraction = bytes[(separator + 1)...]
    let mayHaveGroups = bytes[separator] == 0x2C && bytes[0] != 0x2E
    // `12345.000` as well: four digits in front are no group of thousands.
    let isFraction =
      fraction.count == 3 ? separator > 3 && !bytes[..<separator].contains(0x2E) : true
    guard !fraction.isEmpty, isFraction, fraction.allSatisfy({ $0 == 0x30 }),
      bytes[..<separator].allSatisfy({ $0 &- 0x30 <= 9 || (mayHaveGroups && $0 == 0x2E) })
    else { return nil }
    return Array(bytes[..<separator])
  }
}
