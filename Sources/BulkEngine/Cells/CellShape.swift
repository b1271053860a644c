/// What kinds of bytes a cell has: tells in one pass whether it needs more than the plain reading.
@usableFromInline package struct CellShape: OptionSet, Sendable {
  @usableFromInline package let rawValue: UInt8

  @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }

  @usableFromInline package static let digit = CellShape(rawValue: 1 << 0)
  @usableFromInline package static let letter = CellShape(rawValue: 1 << 1)
  @usableFromInline package static let letterE = CellShape(rawValue: 1 << 2)
  @usableFromInline package static let dotOrComma = CellShape(rawValue: 1 << 3)
  /// A quote, an equals sign or a number sign: what a spreadsheet wraps values in.
  @usableFromInline package static let wrapping = CellShape(rawValue: 1 << 4)
  /// Not ASCII.
  @usableFromInline package static let high = CellShape(rawValue: 1 << 5)
  @usableFromInline package static let blank = CellShape(rawValue: 1 << 6)
  @usableFromInline package static let other = CellShape(rawValue: 1 << 7)

  /// Whether `cell` is empty or nothing but ASCII digits: most cells that are codes.
  @inlinable @inline(__always)
  package static func isDigits(_ cell: Span<UInt8>) -> Bool {
    let bytes = unsafe cell.bytes
    var index = 0
    while index + 8 <= cell.count {
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let values = word ^ 0x3030_3030_3030_3030
      let tooLarge = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
      if tooLarge != 0 { return false }
      index += 8
    }
    while index < cell.count, cell[index] &- 0x30 <= 9 { index += 1 }
    return index == cell.count
  }

  /// Whether a code stands in `cell` with nothing around it that has to be unwrapped or judged.
  @inlinable @inline(__always)
  package static func isPlainCode(_ cell: Span<UInt8>) -> Bool {
    isDigits(cell)
      || CellShape(of: cell).isDisjoint(with: [.wrapping, .high, .letterE, .dotOrComma, .blank])
  }

  /// The shape of `cell`; empty for an empty cell.
  @inlinable package init(of cell: Span<UInt8>) {
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

  @inlinable @inline(__always)
  static func kind(of byte: UInt8) -> UInt8 {
    if byte &- 0x30 <= 9 { return CellShape.digit.rawValue }
    if byte >= 0x80 { return CellShape.high.rawValue }
    switch byte {
    case 0x45, 0x65: return CellShape.letterE.rawValue
    case 0x41...0x5A, 0x61...0x7A: return CellShape.letter.rawValue
    case 0x2E, 0x2C: return CellShape.dotOrComma.rawValue
    // A control character, too: it is taken off like a blank.
    case 0x00...0x20, 0x7F: return CellShape.blank.rawValue
    case 0x22, 0x27, 0x3D, 0x23: return CellShape.wrapping.rawValue
    default: return CellShape.other.rawValue
    }
  }
}
