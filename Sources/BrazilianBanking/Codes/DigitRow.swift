/// Sixteen digits in a row, one per byte, aligned to the right: the highest byte is the last digit.
///
/// Every rule with weights calculates with at most 16 places (branch 4, gap or operation 3, account
/// up to 13), so the sum of products takes four multiplications.
struct DigitRow: Sendable {
  private(set) var value: UInt128

  /// - Parameter code: digits only; of more than 16 the last 16 count.
  @inline(__always)
  init(_ code: ShortCode) {
    value = 0
    add(code, at: 0)
  }

  /// - Parameter cnpj: 14 characters `[0-9A-Z]`, whose values are their ASCII codes minus 48.
  @inline(__always)
  init(cnpj: ShortCode) {
    let bytes = UInt128(truncatingIfNeeded: cnpj.high) &<< 64 | UInt128(cnpj.low)
    value = bytes &<< 16 &- 0x3030_3030_3030_3030_3030_3030_3030_0000
  }

  /// Puts `code`, digits only, `position` places from the right, over places that are zero.
  @inline(__always)
  mutating func add(_ code: ShortCode, at position: Int) {
    value |= Self.digits(code, endingAt: position)
  }

  @inline(__always)
  private static func digits(_ code: ShortCode, endingAt position: Int) -> UInt128 {
    let shift = 16 - code.count - position
    if code.count > 16 { return longDigits(code, endingAt: position) }
    let bytes = UInt128(truncatingIfNeeded: code.high) &<< 64 | UInt128(code.low)
    let aligned = shift >= 0 ? bytes &<< UInt128(shift &* 8) : bytes &>> UInt128(-shift &* 8)
    // The values of ASCII digits are their low four bits; unused bytes are zero.
    return aligned & 0x0F0F_0F0F_0F0F_0F0F_0F0F_0F0F_0F0F_0F0F
  }

  @inline(never)
  private static func longDigits(_ code: ShortCode, endingAt position: Int) -> UInt128 {
    digits(code.suffix(from: code.count - 16), endingAt: position)
  }

  /// Luhn's sum: every second digit from the right doubled, digits of products added.
  @inline(__always)
  var luhnSum: UInt32 {
    Self.luhnSum(UInt64(truncatingIfNeeded: value >> 64))
      &+ Self.luhnSum(UInt64(truncatingIfNeeded: value))
  }

  @inline(__always)
  private static func luhnSum(_ word: UInt64) -> UInt32 {
    let plain = word & 0x00FF_00FF_00FF_00FF
    let doubled = (word & 0xFF00_FF00_FF00_FF00) &<< 1
    // 9 is taken from each product above 9: its carry bit after adding 0x76 says which.
    let large = ((doubled &+ 0x7600_7600_7600_7600) & 0x8000_8000_8000_8000) &>> 7
    let sum = plain &+ doubled &- large &* 9
    return UInt32(truncatingIfNeeded: (sum &* 0x0101_0101_0101_0101) &>> 56)
  }
}
