/// The characters of a code as numbers, for hashing and comparing without a loop.
extension ShortCode {
  /// The first eight characters, the first one lowest; unused bytes are zero.
  @inlinable public var firstWord: UInt64 { low }

  /// Characters 9 to 16, the ninth lowest; unused bytes are zero.
  @inlinable public var secondWord: UInt64 { high }

  /// Characters 17 to 20, the seventeenth lowest; unused bytes are zero.
  @inlinable public var lastWord: UInt32 { rest }

  /// The code without the zeros in front, which never count; empty when there is nothing else.
  @inlinable @inline(__always)
  public var withoutLeadingZeros: ShortCode {
    // Bytes that are not `0`, unused ones among them; the lowest set bit stands in the first of them.
    let others = low ^ 0x3030_3030_3030_3030
    let zeros = others.trailingZeroBitCount &>> 3
    if zeros == 0 { return self }
    guard zeros < 8, length <= 16 else { return withoutManyLeadingZeros }
    let shift = UInt64(truncatingIfNeeded: zeros &* 8)
    var code = ShortCode()
    code.low = low &>> shift | high &<< (64 &- shift)
    code.high = high &>> shift
    code.length = length &- UInt8(truncatingIfNeeded: zeros)
    return code
  }

  @usableFromInline var withoutManyLeadingZeros: ShortCode { suffix(from: firstSignificant) }
}
