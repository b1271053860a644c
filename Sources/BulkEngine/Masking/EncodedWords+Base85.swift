extension EncodedWords {
  /// Fewer characters hold nothing that tells a person.
  private static let shortestBase85 = 8
  private static let alphabets = [
    (0x21...0x75).map { UInt8($0) },
    Array(
      ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        + "!#$%&()*+-;<=>?@^_`{|}~").utf8),
    Array(
      ("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        + ".-:+=^!/*?&<>()[]{}@%$#").utf8),
  ].map(Base85Alphabet.init)

  /// `text` with `***` for each word between blanks that is a telling text in base 85, whichever of its
  /// alphabets it is written in.
  static func hidingBase85(
    in text: String, _ layers: Int, _ isTelling: (String) -> Bool
  ) -> String {
    let parts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
    guard parts.contains(where: { $0.utf8.count >= shortestBase85 }) else { return text }
    var result = ""
    for part in parts {
      let isEncoded = words(in: part).contains { word in
        alphabets.contains { alphabet in
          guard let plain = alphabet.decoded(word) else { return false }
          return isTelling(plain)
            || hiding(in: plain, layers: layers - 1, where: isTelling) != plain
        }
      }
      result += isEncoded ? "***" : part
      if part.endIndex < text.endIndex { result.append(text[part.endIndex]) }
    }
    return result
  }

  /// What may be encoded of a part between blanks: all of it, or what marks and brackets leave.
  private static func words(in part: Substring) -> [ArraySlice<UInt8>] {
    let bytes = Array(part.utf8)
    guard bytes.count >= shortestBase85 else { return [] }
    let isWord =
      bytes.allSatisfy { ($0 | 0x20) &- 0x61 < 26 } && bytes.dropFirst().allSatisfy { $0 >= 0x61 }
    guard !isWord else { return [] }
    let marks = Set("\"'`.,;:()[]{}<>~=".utf8)
    var core = bytes.drop { marks.contains($0) }
    while let last = core.last, marks.contains(last) { core.removeLast() }
    let afterMark = core.lastIndex { $0 == 0x3D || $0 == 0x3A }.map { core[($0 + 1)...] }
    return [bytes[...], core, afterMark ?? []].filter { $0.count >= shortestBase85 }
  }
}

/// One of the alphabets in which four bytes are five characters.
private struct Base85Alphabet {
  /// By character; nil for none of the alphabet.
  private var values = [UInt8?](repeating: nil, count: 256)

  init(_ characters: [UInt8]) {
    for (value, character) in characters.enumerated() {
      values[Int(character)] = UInt8(truncatingIfNeeded: value)
    }
  }

  func decoded(_ word: ArraySlice<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var (block, count): (UInt64, Int) = (0, 0)
    for character in word {
      guard let value = values[Int(character)] else { return nil }
      (block, count) = (block * 85 + UInt64(value), count + 1)
      guard count == 5 else { continue }
      guard block <= UInt32.max else { return nil }
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: block >> shift)) }
      (block, count) = (0, 0)
    }
    guard count != 1 else { return nil }
    if count > 1 {
      for _ in count..<5 { block = block * 85 + 84 }
      for shift in [24, 16, 8].prefix(count - 1) {
        bytes.append(UInt8(truncatingIfNeeded: block >> shift))
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
