/// Check digits of CPF and CNPJ.
///
/// Both are modulo 11: `remainder < 2 → 0, else 11 − remainder`. The value of a character is its
/// ASCII code minus 48, so digits and letters share one algorithm (Serpro, alphanumeric CNPJ).
enum DocumentDigits {
  @inline(__always)
  static func digit(ofSum sum: UInt32) -> UInt32 {
    let remainder = sum % 11
    return remainder < 2 ? 0 : 11 - remainder
  }

  /// Whether both check digits of 11 digits fit. Weights 10…2, then 11…2.
  ///
  /// Running sums give the weights without multiplication: adding the sum so far once per digit
  /// counts the first digit most often.
  @inline(__always)
  static func fitsCPF(_ code: ShortCode) -> Bool {
    var plain: UInt32 = 0
    var weighted: UInt32 = 0
    for index in 0..<9 {
      plain &+= UInt32(code.bytes[index] &- 0x30)
      weighted &+= plain
    }
    let first = digit(ofSum: weighted &+ plain)
    guard first == UInt32(code.bytes[9] &- 0x30) else { return false }
    plain &+= first
    weighted &+= plain
    return digit(ofSum: weighted &+ plain) == UInt32(code.bytes[10] &- 0x30)
  }

  /// Whether both check digits of 14 characters fit.
  /// Weights 5,4,3,2,9,8,7,6,5,4,3,2 and the same with a 6 in front.
  @inline(__always)
  static func fitsCNPJ(_ code: ShortCode) -> Bool {
    var first: UInt32 = 0
    var second: UInt32 = 0
    for index in 0..<12 {
      let value = UInt32(code.bytes[index] &- 0x30)
      // From the right: position 12 weighs 2, each before it one more, 9 is followed by 2.
      first &+= value &* UInt32(2 + ((11 - index) & 7))
      second &+= value &* UInt32(2 + ((12 - index) & 7))
    }
    let digit1 = digit(ofSum: first)
    guard digit1 == UInt32(code.bytes[12] &- 0x30) else { return false }
    return digit(ofSum: second &+ digit1 &* 2) == UInt32(code.bytes[13] &- 0x30)
  }

  /// Whether all characters are the same digit.
  @inline(__always)
  static func isRepeatedDigit(_ code: ShortCode) -> Bool {
    let first = code.bytes[0]
    guard first &- 0x30 <= 9 else { return false }
    for index in 1..<code.count where code.bytes[index] != first { return false }
    return true
  }
}
