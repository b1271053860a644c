/// Up to 20 ASCII characters held inline: a document, branch, account, digit or operation.
///
/// Comparable and hashable without a heap allocation. Twenty is the longest account number any
/// Brazilian rail accepts (DICT: 1–20 digits including the check digit).
public struct ShortCode: Hashable, Sendable {
  /// The most characters a code holds.
  public static let capacity = 20

  // The first character is the lowest byte of `low`; bytes beyond the length are zero. Words, not
  // an array: rules calculate with eight characters at a time.
  @usableFromInline var low: UInt64
  @usableFromInline var high: UInt64
  @usableFromInline var rest: UInt32
  @usableFromInline var length: UInt8

  /// The empty code.
  @inlinable
  public init() {
    (low, high, rest, length) = (0, 0, 0, 0)
  }

  /// Copies `text`; nil when it is longer than ``capacity`` or holds anything but ASCII.
  public init?(_ text: Span<UInt8>) {
    self.init()
    guard text.count <= Self.capacity else { return nil }
    for index in text.indices {
      guard text[index] < 0x80 else { return nil }
      append(text[index])
    }
  }

  /// Copies `text`; nil when it is longer than ``capacity`` or holds anything but ASCII.
  public init?(_ text: some StringProtocol) {
    self.init()
    for byte in text.utf8 {
      guard byte < 0x80, count < Self.capacity else { return nil }
      append(byte)
    }
  }

  /// How many characters the code holds, 0…20.
  @inlinable
  public var count: Int { Int(length) }

  /// Whether the code holds no character.
  @inlinable
  public var isEmpty: Bool { length == 0 }

  /// The ASCII character at `index`, 0…``count``-1.
  @inlinable
  public subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "index beyond the end of the code")
    return byte(index)
  }

  /// Adds the characters of the code to the end of `output`.
  @inlinable
  public func append(to output: inout [UInt8]) {
    for index in 0..<count { output.append(byte(index)) }
  }

  /// The character at `index`, 0 beyond the end.
  @inlinable
  @inline(__always)
  func byte(_ index: Int) -> UInt8 {
    let word = index < 8 ? low : index < 16 ? high : UInt64(rest)
    return UInt8(truncatingIfNeeded: word &>> (UInt64(truncatingIfNeeded: index & 7) &* 8))
  }

  /// Adds one ASCII character; the code must have room for it.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    let shift = UInt64(length & 7) &* 8
    if length < 8 {
      low |= UInt64(byte) &<< shift
    } else if length < 16 {
      high |= UInt64(byte) &<< shift
    } else {
      rest |= UInt32(byte) &<< UInt32(truncatingIfNeeded: shift)
    }
    length &+= 1
  }
}

extension ShortCode: CustomStringConvertible {
  /// The characters as a string. Allocates: for output, not for the check path.
  public var description: String {
    var text = ""
    for index in 0..<count { text.unicodeScalars.append(Unicode.Scalar(byte(index))) }
    return text
  }
}

/// Digits, prefixes and suffixes, for the rules.
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
    // The lowest bit that differs from a `0` is in the first other character, or in the first
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
  public func padded(to width: Int) -> ShortCode {
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
    // Bytes that are not `0`, unused ones among them; the lowest set bit is in the first of them.
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
