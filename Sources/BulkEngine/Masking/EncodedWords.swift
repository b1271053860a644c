import Foundation

/// Words of a text that are another text in base 85, 64, 32 or in hexadecimal digits, twice too.
package enum EncodedWords {
  /// Shorter ones hold nothing that tells a person.
  private static let shortest = 8
  /// Codings of a coding that are taken off.
  private static let mostLayers = 3

  /// `text` with `***` for each word whose decoded text `isTelling`.
  static func hiding(
    in text: String, layers: Int = mostLayers, where isTelling: (String) -> Bool
  ) -> String {
    guard layers > 0 else { return text }
    let text = hidingBase85(in: text, layers, isTelling)
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var copied = 0
    var start = 0
    for index in 0...bytes.count {
      guard index == bytes.count || !isOfWord(bytes[index]) else { continue }
      let word = bytes[start..<index]
      if word.count >= shortest, !isOrdinary(word),
        isEncoded(String(decoding: word, as: UTF8.self), layers, isTelling)
      {
        result += bytes[copied..<start]
        result += "***".utf8
        copied = index
      }
      start = index + 1
    }
    guard copied > 0 else { return text }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  private static func isEncoded(
    _ word: String, _ layers: Int, _ isTelling: (String) -> Bool
  ) -> Bool {
    [base64(word), hexadecimal(word), base32(word)].compactMap { $0 }.contains { text in
      isTelling(text) || hiding(in: text, layers: layers - 1, where: isTelling) != text
    }
  }

  /// Whether all is small but the first letter, as in words of a language.
  private static func isOrdinary(_ word: ArraySlice<UInt8>) -> Bool {
    word.dropFirst().allSatisfy { (0x61...0x7A).contains($0) }
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D, 0x2D, 0x5F: return true
    default: return false
    }
  }

  /// UTF-8, or the characters of UTF-16 that have a byte of zeros.
  private static func text(of bytes: [UInt8]) -> String? {
    guard bytes.count(where: { $0 == 0 }) >= bytes.count / 3 else {
      return String(validating: bytes, as: UTF8.self)
    }
    return String(String.UnicodeScalarView(bytes.filter { $0 != 0 }.map { Unicode.Scalar($0) }))
  }

  private static func base64(_ word: String) -> String? {
    let plain = word.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
    let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain + padding).flatMap { text(of: Array($0)) }
  }

  private static func base32(_ word: String) -> String? {
    var bytes: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in word.utf8 where byte != 0x3D {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x32...0x37: value = byte - 0x32 + 26
      default: return nil
      }
      (bits, count) = ((bits << 5 | Int(value)) & 0xFFF, count + 5)
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ word: String) -> String? {
    let digits = word.compactMap(\.hexDigitValue)
    guard digits.count == word.count, digits.count.isMultiple(of: 2) else { return nil }
    let bytes = stride(from: 0, to: digits.count, by: 2).map { index in
      UInt8(digits[index] << 4 | digits[index + 1])
    }
    return text(of: bytes)
  }
}

extension EncodedWords {
  /// Fewer characters hold nothing that tells a person.
  private static let shortestBase85 = 8
  private static let decoders = base85.map(Base85Alphabet.init)
  /// The alphabets of base 85 that are in use.
  package static let base85: [[UInt8]] = [
    (0x21...0x75).map { UInt8($0) },
    Array(
      ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        + "!#$%&()*+-;<=>?@^_`{|}~").utf8),
    Array(
      ("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        + ".-:+=^!/*?&<>()[]{}@%$#").utf8),
  ]

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
        decoders.contains { alphabet in
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
