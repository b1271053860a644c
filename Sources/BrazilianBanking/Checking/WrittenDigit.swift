/// A check digit as it was written.
extension ShortCode {
  /// Whether the code can be a check digit of some bank: one or two of `0`–`9`, `X`, `P`.
  var isDigitShaped: Bool {
    guard (1...2).contains(count) else { return false }
    for index in 0..<count {
      let byte = upperCased(byte(index))
      guard byte &- 0x30 <= 9 || byte == 0x58 || byte == 0x50 else { return false }
    }
    return true
  }
}

/// The ASCII letter in upper case, any other character unchanged.
@inline(__always)
func upperCased(_ byte: UInt8) -> UInt8 {
  byte &- 0x61 <= 25 ? byte & 0xDF : byte
}

extension DigitCheck {
  /// How a written digit relates to the calculated one.
  enum Match: Sendable {
    case equal
    /// Not equal, but banks take it for the calculated one (`0` for a letter).
    case accepted
    case different
  }

  @inline(__always)
  func match(written: UInt8, computed: UInt8) -> Match {
    let written = upperCased(written)
    if written == computed { return .equal }
    guard let accepts, accepts.computed.byte == computed, accepts.written.byte == written else {
      return .different
    }
    return .accepted
  }
}
