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

/// The one look-alike that would make a failed CNPJ fit.
public struct LookAlikeHint: Hashable, Sendable {
  /// 1-based position among the 14 characters, mask not counted.
  public let position: Int
  /// The character that was written.
  public let written: UInt8
  /// The look-alike with which the check digits fit.
  public let fitting: UInt8
}

/// Looks for the one look-alike (O/0, I/1, S/5, B/8, Z/2) that makes a failed CNPJ of 14 characters
/// with a letter in it fit; nil when none does, or more than one. A reason to look again, never to
/// correct. Digits alone get no hint: a number of the old form has no letter to be mistaken.
public func lookAlikeHint(_ text: Span<UInt8>) -> LookAlikeHint? {
  let written = DocumentText(text)
  guard written.writtenCount == 14, written.hasLetters, !written.hasForeign else { return nil }
  var found: LookAlikeHint?
  for index in 0..<14 {
    let character = written.code.byte(index)
    guard let other = lookAlike(character) else { continue }
    let candidate = written.code.replacing(index, with: other)
    guard DocumentDigits.isCNPJ(candidate) else { continue }
    if found != nil { return nil }
    found = LookAlikeHint(position: index + 1, written: character, fitting: other)
  }
  return found
}

/// A typing error that would explain why a CPF fails.
public enum TypingErrorHint: Hashable, Sendable {
  /// Two neighbouring digits exchanged.
  case transposition
  /// One digit changed.
  case changedDigit
}

/// Whether the digits of a failed CPF hold after one exchange of neighbours or, failing that, one
/// changed digit; nil for a CPF that holds or is not of 11 digits. Most wrong numbers are explained
/// by some changed digit, so this is only worth a "check for a typing error", never a correction.
public func typingErrorHint(_ text: Span<UInt8>) -> TypingErrorHint? {
  let written = DocumentText(text)
  guard written.writtenCount == 11, !written.hasForeign, !written.hasLetters,
    !DocumentDigits.isCPF(written.code)
  else { return nil }
  let code = written.code
  for index in 0..<10 {
    let swapped = code.replacing(index, with: code.byte(index + 1))
      .replacing(index + 1, with: code.byte(index))
    if DocumentDigits.isCPF(swapped) { return .transposition }
  }
  for index in 0..<11 {
    for digit: UInt8 in 0x30...0x39 where DocumentDigits.isCPF(code.replacing(index, with: digit)) {
      return .changedDigit
    }
  }
  return nil
}

private func lookAlike(_ character: UInt8) -> UInt8? {
  let pairs: [(UInt8, UInt8)] = [
    (0x4F, 0x30), (0x49, 0x31), (0x53, 0x35), (0x42, 0x38), (0x5A, 0x32),
  ]
  for (letter, digit) in pairs {
    if character == letter { return digit }
    if character == digit { return letter }
  }
  return nil
}

extension ShortCode {
  /// The code with another character at `position`, which it has.
  func replacing(_ position: Int, with character: UInt8) -> ShortCode {
    var code = self
    // The bits in which the two characters differ.
    let change = UInt64(byte(position) ^ character) &<< (UInt64(position & 7) &* 8)
    if position < 8 {
      code.low ^= change
    } else if position < 16 {
      code.high ^= change
    } else {
      code.rest ^= UInt32(truncatingIfNeeded: change)
    }
    return code
  }
}
