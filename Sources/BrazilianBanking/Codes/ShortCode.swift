/// Up to 20 ASCII characters held inline: a document, branch, account, digit or operation.
///
/// Comparable and hashable without a heap allocation. Twenty is the longest account number any
/// Brazilian rail accepts (DICT: 1–20 digits including the check digit).
public struct ShortCode: Hashable, Sendable {
  /// The most characters a code holds.
  public static let capacity = 20

  @usableFromInline var bytes: InlineArray<20, UInt8>
  @usableFromInline var length: UInt8

  /// The empty code.
  @inlinable
  public init() {
    bytes = InlineArray(repeating: 0)
    length = 0
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
    precondition(index < count, "index beyond the end of the code")
    return bytes[index]
  }

  /// Adds the characters of the code to the end of `output`.
  @inlinable
  public func append(to output: inout [UInt8]) {
    for index in 0..<count { output.append(bytes[index]) }
  }

  /// Whether both codes hold the same characters.
  @inlinable
  public static func == (left: ShortCode, right: ShortCode) -> Bool {
    guard left.length == right.length else { return false }
    for index in 0..<left.count where left.bytes[index] != right.bytes[index] { return false }
    return true
  }

  /// Hashes the characters.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    hasher.combine(length)
    for index in 0..<count { hasher.combine(bytes[index]) }
  }

  /// Adds one ASCII character; the caller has made sure that there is room.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bytes[Int(length)] = byte
    length += 1
  }
}

extension ShortCode: CustomStringConvertible {
  /// The characters as a string. Allocates: for output, not for the check path.
  public var description: String {
    var text = ""
    for index in 0..<count { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    return text
  }
}
