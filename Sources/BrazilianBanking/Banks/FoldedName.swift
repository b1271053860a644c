/// A name reduced to what people write alike: upper case, no accents, no `.` or `/`, and one blank
/// for everything else between words. At most 96 characters, held inline.
struct FoldedName: Equatable, Sendable {
  private static let capacity = 96
  private var bytes = InlineArray<96, UInt8>(repeating: 0)
  private(set) var count = 0

  /// Nil when the text holds no letter or digit, or is too long to be a bank's name.
  init?(_ text: Span<UInt8>) {
    var pendingBlank = false
    var index = 0
    while index < text.count {
      let (letter, length) = Self.fold(text, at: index)
      index += length
      guard letter != Self.dropped else { continue }
      guard letter != 0x20 else {
        pendingBlank = count > 0
        continue
      }
      guard count + 2 <= Self.capacity else { return nil }
      if pendingBlank { append(0x20) }
      pendingBlank = false
      append(letter)
    }
    if count == 0 { return nil }
  }

  static func == (left: FoldedName, right: FoldedName) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left.bytes[index] != right.bytes[index] { return false }
    return true
  }

  /// FNV-1a over the folded bytes: a stable key to sort and search by.
  var key: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<count { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return hash
  }

  /// Whether the words of `other` stand in this name next to each other, in the same order.
  func hasWords(of other: FoldedName) -> Bool {
    guard other.count <= count else { return false }
    return (0...(count - other.count)).contains { start in
      let end = start + other.count
      let isWhole =
        (start == 0 || bytes[start - 1] == 0x20) && (end == count || bytes[end] == 0x20)
      return isWhole && (0..<other.count).allSatisfy { bytes[start + $0] == other.bytes[$0] }
    }
  }

  private mutating func append(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  private static let dropped: UInt8 = 0

  /// The folded character at `index` and the bytes it takes in the text.
  private static func fold(_ text: Span<UInt8>, at index: Int) -> (letter: UInt8, length: Int) {
    let byte = text[index]
    if byte == 0x2E || byte == 0x2F { return (dropped, 1) }
    if byte < 0x80 {
      let letter = upperCased(byte)
      return (letter &- 0x41 <= 25 || letter &- 0x30 <= 9 ? letter : 0x20, 1)
    }
    guard byte == 0xC3, index + 1 < text.count else { return (0x20, 1) }
    return (baseLetter(text[index + 1] & 0xDF), 2)
  }

  /// The letter under an accent of U+00C0–U+00DF, given the second byte of its UTF-8 form.
  private static func baseLetter(_ second: UInt8) -> UInt8 {
    switch second {
    case 0x80...0x85: 0x41
    case 0x87: 0x43
    case 0x88...0x8B: 0x45
    case 0x8C...0x8F: 0x49
    case 0x91: 0x4E
    case 0x92...0x96: 0x4F
    case 0x99...0x9C: 0x55
    default: 0x20
    }
  }
}
