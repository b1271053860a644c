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

  /// Adds one ASCII character; the caller has made sure that there is room.
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
