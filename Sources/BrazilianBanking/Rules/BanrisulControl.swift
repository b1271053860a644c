/// Banrisul's two-digit control number of a branch (Icatu, section Banrisul).
enum BanrisulControl {
  /// Both digits of a branch of at most four digits.
  ///
  /// d1: weights 1, 2, 1, 2 from the left, digits of products added, 10 − sum mod 10. d2: mod11 with
  /// weights 6…2 over branch and d1; when its remainder is 1 there is no d2, so d1 grows by one and
  /// d2 is calculated again. Remainder 0 gives 0. Example: 9194 → 38.
  static func digits(of branch: ShortCode) -> ShortCode {
    let sum = DigitRow(branch).luhnSum
    var first = UInt32(tenComplement(sum) &- 0x30)
    let branchSum = Weights.twoToNine.sum(branch, at: 1)
    var remainder = (branchSum + first * 2) % 11
    while remainder == 1 {
      first = (first + 1) % 10
      remainder = (branchSum + first * 2) % 11
    }
    var digits = ShortCode()
    digits.append(UInt8(truncatingIfNeeded: 0x30 + first))
    digits.append(UInt8(truncatingIfNeeded: 0x30 + (remainder == 0 ? 0 : 11 - remainder)))
    return digits
  }
}
