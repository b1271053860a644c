/// Questions the rules ask of a code.
extension ShortCode {
  /// Whether every character is an ASCII digit; true for the empty code.
  var isDigitsOnly: Bool {
    for index in 0..<count where bytes[index] &- 0x30 > 9 { return false }
    return true
  }

  /// Index of the first character that is not `0`; ``count`` when all are.
  var firstSignificant: Int {
    var index = 0
    while index < count, bytes[index] == 0x30 { index += 1 }
    return index
  }

  /// The code padded with zeros on the left to `width` characters; unchanged when it is as long.
  func padded(to width: Int) -> ShortCode {
    guard count < width, width <= Self.capacity else { return self }
    var code = ShortCode()
    for _ in count..<width { code.append(0x30) }
    for index in 0..<count { code.append(bytes[index]) }
    return code
  }

  /// The characters from `start` to the end.
  func suffix(from start: Int) -> ShortCode {
    var code = ShortCode()
    var index = start
    while index < count {
      code.append(bytes[index])
      index += 1
    }
    return code
  }

  /// The first `width` characters.
  func prefix(_ width: Int) -> ShortCode {
    var code = ShortCode()
    for index in 0..<min(width, count) { code.append(bytes[index]) }
    return code
  }

  /// This code followed by `other`; nil when both together are longer than ``capacity``.
  func appending(_ other: ShortCode) -> ShortCode? {
    guard count + other.count <= Self.capacity else { return nil }
    var code = self
    for index in 0..<other.count { code.append(other.bytes[index]) }
    return code
  }

  /// The digits as a number; nil when the code is empty, not digits only or beyond `UInt32`.
  var number: UInt32? {
    guard !isEmpty, isDigitsOnly else { return nil }
    var value: UInt32 = 0
    for index in 0..<count {
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(UInt32(bytes[index] &- 0x30))
      if overflowed || carried { return nil }
      value = sum
    }
    return value
  }
}
