/// Loads text a word at a time: the common case of a field that holds nothing but digits.
extension ShortCode {
  /// The text as a code when it is 1–16 ASCII digits, else nil.
  @inlinable @inline(__always)
  public init?(digits text: Span<UInt8>) {
    let count = text.count
    guard count > 0, count <= 16 else { return nil }
    let bytes = unsafe text.bytes
    if count >= 8 {
      low = bytes.word(at: 0)
      // The last eight bytes overlap the first ones, which are shifted out.
      high = count == 8 ? 0 : bytes.word(at: count - 8) &>> UInt64((16 - count) * 8)
    } else {
      low = bytes.shortWord(count)
      high = 0
    }
    rest = 0
    length = UInt8(truncatingIfNeeded: count)
    guard areDigits(low, count: min(count, 8)), count <= 8 || areDigits(high, count: count - 8)
    else { return nil }
  }
}

extension ShortCode {
  /// The text as a code when it is one ASCII digit or upper-case letter, else nil.
  @inlinable @inline(__always)
  public init?(digit text: Span<UInt8>) {
    guard text.count == 1 else { return nil }
    let byte = text[0]
    guard byte &- 0x30 <= 9 || byte &- 0x41 <= 25 else { return nil }
    (low, high, rest, length) = (UInt64(byte), 0, 0, 1)
  }
}

extension RawSpan {
  /// Eight bytes, the first one lowest.
  @inlinable @inline(__always)
  func word(at offset: Int) -> UInt64 {
    // Any eight bytes are an integer; the load checks its bounds.
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The `count` bytes, 1…7, of the whole span, the first one lowest.
  @inlinable @inline(__always)
  func shortWord(_ count: Int) -> UInt64 {
    if count >= 4 {
      return half(at: 0) | half(at: count - 4) &<< UInt64((count - 4) * 8)
    }
    // One to three bytes: first, middle and last, which may be the same.
    let middle = count / 2
    return one(at: 0) | one(at: middle) &<< UInt64(middle * 8)
      | one(at: count - 1) &<< UInt64((count - 1) * 8)
  }

  @inlinable @inline(__always)
  func half(at offset: Int) -> UInt64 {
    UInt64(
      UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  @inlinable @inline(__always)
  func one(at offset: Int) -> UInt64 {
    UInt64(unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self))
  }
}
