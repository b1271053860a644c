/// UTF-8 that a program took for Windows-1252 and saved again: `JoÃ£o` for `João`.
package enum Mojibake {
  /// Whether `text` (UTF-8) has `Ã` or `Â` followed by a character that is a byte of 0x80–0xBF in
  /// Windows-1252. Words in capitals such as `JOÃO` have none.
  package static func isFound(in text: Span<UInt8>) -> Bool {
    var index = firstIndex(of: 0xC3, in: text, from: 0)
    while index + 2 < text.count {
      if text[index + 1] & 0xFE == 0x82, continuation(in: text, at: index + 2) != nil {
        return true
      }
      index = firstIndex(of: 0xC3, in: text, from: index + 1)
    }
    return false
  }

  /// `text` with every character that was split put together again; nil when there is none.
  package static func repaired(_ text: Span<UInt8>) -> [UInt8]? {
    var output = ByteBuffer(capacity: text.count)
    var index = 0
    while index < text.count {
      if let (scalar, length) = character(in: text, at: index) {
        output.append(scalar: scalar)
        index += length
      } else {
        output.append(text[index])
        index += 1
      }
    }
    return output.count < text.count ? output.bytes : nil
  }

  /// The character whose UTF-8 bytes stand as characters of their own at `index`, and their length.
  ///
  /// Only what names and sheets have: Latin letters (C2, C3), accents of their own (CC, CD) and
  /// typographic marks (E2).
  private static func character(in text: Span<UInt8>, at index: Int) -> (UInt32, Int)? {
    guard text[index] == 0xC3, index + 1 < text.count else { return nil }
    let lead = UInt32(text[index + 1] & 0x3F | 0xC0)
    guard [0xC2, 0xC3, 0xCC, 0xCD, 0xE2].contains(lead) else { return nil }
    var scalar = lead < 0xE0 ? lead & 0x1F : lead & 0x0F
    var end = index + 2
    for _ in 0..<(lead < 0xE0 ? 1 : 2) {
      guard let (byte, length) = continuation(in: text, at: end) else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
      end += length
    }
    // E2 followed by less would be a second spelling of a shorter character.
    return lead < 0xE0 || scalar >= 0x2000 ? (scalar, end - index) : nil
  }

  /// The byte of 0x80–0xBF that the character at `index` is in Windows-1252 or ISO-8859-1, and its
  /// UTF-8 length.
  private static func continuation(in text: Span<UInt8>, at index: Int) -> (UInt8, Int)? {
    guard index < text.count, text[index] >= 0xC2 else { return nil }
    let (scalar, length) = utf8Scalar(in: text, at: index)
    // In ISO-8859-1 these bytes are control characters.
    if (0x80...0x9F).contains(scalar) { return (UInt8(scalar), length) }
    guard let byte = singleByte(for: scalar, in: .windows1252), (0x80...0xBF).contains(byte)
    else { return nil }
    return (byte, length)
  }
}
