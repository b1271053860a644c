/// Questions the rules ask of a code.
extension ShortCode {
  /// Whether every character is an ASCII digit; true for the empty code.
  @inline(__always)
  var isDigitsOnly: Bool {
    if length <= 8 { return areDigits(low, count: count) }
    if length > 16, !areDigits(UInt64(rest), count: count - 16) { return false }
    return areDigits(low, count: 8) && areDigits(high, count: min(count - 8, 8))
  }

  /// Index of the first character that is not `0`; ``count`` when all are.
  @inline(__always)
  var firstSignificant: Int {
    // The lowest bit that differs from a `0` stands in the first other character, or in the first
    // unused byte.
    let zeros = (low ^ 0x3030_3030_3030_3030).trailingZeroBitCount &>> 3
    return zeros < 8 ? zeros : firstSignificantOfMany
  }

  @inline(never)
  private var firstSignificantOfMany: Int {
    var index = 8
    while index < count, byte(index) == 0x30 { index += 1 }
    return index
  }

  /// The code padded with zeros on the left to `width` characters; unchanged when it is as long.
  func padded(to width: Int) -> ShortCode {
    guard count < width, width <= Self.capacity else { return self }
    var code = ShortCode()
    for _ in count..<width { code.append(0x30) }
    for index in 0..<count { code.append(byte(index)) }
    return code
  }

  /// The characters from `start` to the end.
  func suffix(from start: Int) -> ShortCode {
    if start == 0 { return self }
    var code = ShortCode()
    var index = start
    while index < count {
      code.append(byte(index))
      index += 1
    }
    return code
  }

  /// The first `width` characters.
  func prefix(_ width: Int) -> ShortCode {
    var code = ShortCode()
    for index in 0..<min(width, count) { code.append(byte(index)) }
    return code
  }

  /// This code followed by `other`; nil when both together are longer than ``capacity``.
  func appending(_ other: ShortCode) -> ShortCode? {
    guard count + other.count <= Self.capacity else { return nil }
    var code = self
    for index in 0..<other.count { code.append(other.byte(index)) }
    return code
  }

  /// The digits as a number; nil when the code is empty, not digits only or of more than nine.
  var number: UInt32? {
    let start = firstSignificant
    guard !isEmpty, isDigitsOnly, count - start <= 9 else { return nil }
    var value: UInt32 = 0
    for index in start..<count { value = value &* 10 &+ UInt32(byte(index) &- 0x30) }
    return value
  }
}

/// Whether the `count` lowest bytes of a word, 0…8, are ASCII digits.
@inlinable @inline(__always)
func areDigits(_ word: UInt64, count: Int) -> Bool {
  let values = word ^ 0x3030_3030_3030_3030
  let tooLarge = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
  // A carry into a byte needs a byte below that is too large itself, so no byte escapes.
  return count == 8 ? tooLarge == 0 : tooLarge & ((1 &<< UInt64(count &* 8)) &- 1) == 0
}

/// Whether the `count` lowest bytes of a word, 0…8, are ASCII digits or upper-case letters.
@inline(__always)
func areLettersOrDigits(_ word: UInt64, count: Int) -> Bool {
  // Adding 0x80 − c sets the highest bit of a byte that is at least c.
  let fromZero = word &+ 0x5050_5050_5050_5050
  let aboveNine = word &+ 0x4646_4646_4646_4646
  let fromA = word &+ 0x3F3F_3F3F_3F3F_3F3F
  let aboveZ = word &+ 0x2525_2525_2525_2525
  let fitting = (fromZero & ~aboveNine | fromA & ~aboveZ) & ~word & 0x8080_8080_8080_8080
  let wanted: UInt64 = 0x8080_8080_8080_8080
  return count == 8
    ? fitting == wanted : (fitting ^ wanted) & ((1 &<< UInt64(count &* 8)) &- 1) == 0
}
