/// Check digits of CPF and CNPJ.
///
/// Both are modulo 11: `remainder < 2 → 0, else 11 − remainder`. The value of a character is its
/// ASCII code minus 48, so digits and letters share one algorithm (Serpro, alphanumeric CNPJ).
enum DocumentDigits {
  // Weights from the right over all characters; those not yet known at that step weigh nothing.

  /// 0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10 from the right.
  static let firstOfCPF = Weights(
    upperEven: 0x0007_0005_0003_0000, upperOdd: 0x0006_0004_0002_0000,
    lowerEven: 0x0000_0000_0000_0009, lowerOdd: 0x0000_0000_000A_0008)
  /// 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 from the right.
  static let secondOfCPF = Weights(
    upperEven: 0x0008_0006_0004_0002, upperOdd: 0x0007_0005_0003_0000,
    lowerEven: 0x0000_0000_0000_000A, lowerOdd: 0x0000_0000_000B_0009)
  /// 0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5 from the right.
  static let firstOfCNPJ = Weights(
    upperEven: 0x0007_0005_0003_0000, upperOdd: 0x0006_0004_0002_0000,
    lowerEven: 0x0000_0005_0003_0009, lowerOdd: 0x0000_0004_0002_0008)
  /// 0, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6 from the right.
  static let secondOfCNPJ = Weights(
    upperEven: 0x0008_0006_0004_0002, upperOdd: 0x0007_0005_0003_0000,
    lowerEven: 0x0000_0006_0004_0002, lowerOdd: 0x0000_0005_0003_0009)

  /// Whether both check digits of 11 digits fit. Weights 10…2, then 11…2.
  @inline(__always)
  static func fitsCPF(_ code: ShortCode) -> Bool {
    let row = DigitRow(code)
    return digit(ofSum: firstOfCPF.sum(row)) == code.byte(9)
      && digit(ofSum: secondOfCPF.sum(row)) == code.byte(10)
  }

  /// Whether 11 digits are a CPF: both check digits fit and it is not one digit repeated.
  @inline(__always)
  static func isCPF(_ code: ShortCode) -> Bool { fitsCPF(code) && !isRepeatedDigit(code) }

  /// Whether both check digits of 14 characters `[0-9A-Z]` fit.
  /// Weights 5,4,3,2,9,8,7,6,5,4,3,2 and the same with a 6 in front.
  @inline(__always)
  static func fitsCNPJ(_ code: ShortCode) -> Bool {
    let row = DigitRow(cnpj: code)
    return digit(ofSum: firstOfCNPJ.sum(row)) == code.byte(12)
      && digit(ofSum: secondOfCNPJ.sum(row)) == code.byte(13)
  }

  /// Whether 14 characters `[0-9A-Z]` are a CNPJ: the last two are the right check digits and it is
  /// not one digit repeated.
  @inline(__always)
  static func isCNPJ(_ code: ShortCode) -> Bool { fitsCNPJ(code) && !isRepeatedDigit(code) }

  /// Whether all characters are the same digit.
  @inline(__always)
  static func isRepeatedDigit(_ code: ShortCode) -> Bool {
    let first = code.byte(0)
    guard first == code.byte(1), first &- 0x30 <= 9 else { return false }
    for index in 2..<code.count where code.byte(index) != first { return false }
    return true
  }

  @inline(__always)
  private static func digit(ofSum sum: UInt32) -> UInt8 {
    let remainder = sum % 11
    return remainder < 2 ? 0x30 : UInt8(truncatingIfNeeded: 0x30 + 11 - remainder)
  }
}
