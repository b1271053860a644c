/// Weights of a sum of products, from the right, repeated over 16 places.
struct Weights: Sendable {
  // The weights of the bytes of a ``DigitRow``: of its upper and lower word, of each the even and
  // the odd bytes as four lanes of 16 bits. The lanes are in reverse order, so that the highest lane
  // of the product is the sum of products: lane i × lane 3−i. Sums stay below 4 × 9 × 15.
  private let upperEven: UInt64
  private let upperOdd: UInt64
  private let lowerEven: UInt64
  private let lowerOdd: UInt64

  /// - Parameter cycle: the weights from the right, each 0…15, repeated as often as needed.
  init(_ cycle: Int...) {
    precondition(!cycle.isEmpty, "a rule without weights")
    precondition(cycle.allSatisfy { (0...15).contains($0) }, "weights are 0 to 15")
    func lanes(firstByte: Int) -> UInt64 {
      var word: UInt64 = 0
      for lane in 0..<4 {
        let position = 15 - (firstByte + 2 * lane)
        word |= UInt64(cycle[position % cycle.count]) << UInt64(16 * (3 - lane))
      }
      return word
    }
    upperEven = lanes(firstByte: 8)
    upperOdd = lanes(firstByte: 9)
    lowerEven = lanes(firstByte: 0)
    lowerOdd = lanes(firstByte: 1)
  }

  /// The sum of digit × weight.
  @inline(__always)
  func sum(_ row: DigitRow) -> UInt32 {
    let upper = UInt64(truncatingIfNeeded: row.value >> 64)
    let lower = UInt64(truncatingIfNeeded: row.value)
    let even: UInt64 = 0x00FF_00FF_00FF_00FF
    let sum =
      ((upper & even) &* upperEven) &>> 48
      &+ ((upper &>> 8 & even) &* upperOdd) &>> 48
      &+ ((lower & even) &* lowerEven) &>> 48
      &+ ((lower &>> 8 & even) &* lowerOdd) &>> 48
    return UInt32(truncatingIfNeeded: sum)
  }

  /// The sum for digits alone, the last one `position` places from the right.
  @inline(__always)
  func sum(_ code: ShortCode, at position: Int = 0) -> UInt32 {
    var row = DigitRow(ShortCode())
    row.add(code, at: position)
    return sum(row)
  }

  /// Weights already laid out; constants of this form need no initialisation when they are used.
  @inline(__always)
  init(upperEven: UInt64, upperOdd: UInt64, lowerEven: UInt64, lowerOdd: UInt64) {
    self.upperEven = upperEven
    self.upperOdd = upperOdd
    self.lowerEven = lowerEven
    self.lowerOdd = lowerOdd
  }

  /// 2…9, the weights of most banks.
  static let twoToNine = Weights(
    upperEven: 0x0009_0007_0005_0003, upperOdd: 0x0008_0006_0004_0002,
    lowerEven: 0x0009_0007_0005_0003, lowerOdd: 0x0008_0006_0004_0002)
  /// 2…7: Bradesco, Mercado Pago.
  static let twoToSeven = Weights(2, 3, 4, 5, 6, 7)
}

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
