/// What kinds of bytes a cell has: tells in one pass whether it needs more than the plain reading.
package struct CellShape: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  static let digit = CellShape(rawValue: 1 << 0)
  static let letter = CellShape(rawValue: 1 << 1)
  static let letterE = CellShape(rawValue: 1 << 2)
  static let dotOrComma = CellShape(rawValue: 1 << 3)
  /// A quote, an equals sign or a number sign: what a spreadsheet wraps values in.
  static let wrapping = CellShape(rawValue: 1 << 4)
  /// Not ASCII.
  static let high = CellShape(rawValue: 1 << 5)
  static let blank = CellShape(rawValue: 1 << 6)
  static let other = CellShape(rawValue: 1 << 7)

  /// The shape of `cell`; empty for an empty cell.
  package init(of cell: Span<UInt8>) {
    var index = 0
    while index < cell.count, cell[index] &- 0x30 <= 9 { index += 1 }
    var bits: UInt8 = index > 0 ? Self.digit.rawValue : 0
    // Most cells are digits only and end here.
    while index < cell.count {
      bits |= Self.kind(of: cell[index])
      index += 1
    }
    self.init(rawValue: bits)
  }

  @inline(__always)
  private static func kind(of byte: UInt8) -> UInt8 {
    if byte &- 0x30 <= 9 { return CellShape.digit.rawValue }
    if byte >= 0x80 { return CellShape.high.rawValue }
    switch byte {
    case 0x45, 0x65: return CellShape.letterE.rawValue
    case 0x41...0x5A, 0x61...0x7A: return CellShape.letter.rawValue
    case 0x2E, 0x2C: return CellShape.dotOrComma.rawValue
    case 0x20, 0x09, 0x0A, 0x0D: return CellShape.blank.rawValue
    case 0x22, 0x27, 0x3D, 0x23: return CellShape.wrapping.rawValue
    default: return CellShape.other.rawValue
    }
  }
}
