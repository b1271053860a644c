/// A scalar that a text stands for, and where it is written in the text.
struct WrittenScalar: Equatable {
  var scalar: Unicode.Scalar
  /// Scalars of the text, half-open.
  var start: Int32
  var end: Int32
}

/// Takes one layer of escapes off a text: those of JSON and of programming languages, of URLs and of
/// HTML. Its tags are a layer of their own.
///
/// A server may quote a quotation, so a text can have several layers.
enum TextEscapes {
  /// Longest name of an HTML entity that is looked at.
  private static let longestEntity = 16
  /// Longest tag that is looked at.
  private static let longestTag = 40

  /// Whether `text` has a character with which an escape begins.
  static func mayStand(in text: String) -> Bool {
    text.utf8.contains {
      $0 == 0x5C || $0 == 0x25 || $0 == 0x26 || $0 == 0x3C || $0 == 0x30
        || $0 == 0x2B
    } || text.unicodeScalars.contains { MisreadBytes.isFirst($0) }
  }

  /// - Returns: nil when nothing is escaped.
  static func removed(from text: [WrittenScalar]) -> [WrittenScalar]? {
    removed(from: text, by: escape) ?? removed(from: text, by: tag)
      ?? removed(from: text, by: MisreadBytes.scalar(at:))
  }

  private static func removed(
    from text: [WrittenScalar], by escape: (ArraySlice<WrittenScalar>) -> (Unicode.Scalar, Int)?
  ) -> [WrittenScalar]? {
    guard text.contains(where: { isBeginning($0.scalar) }) else { return nil }
    var plain: [WrittenScalar] = []
    plain.reserveCapacity(text.count)
    var index = 0
    var isChanged = false
    while index < text.count {
      guard let (scalar, length) = escape(text[index...]) else {
        plain.append(text[index])
        index += 1
        continue
      }
      isChanged = true
      plain.append(
        WrittenScalar(
          scalar: scalar, start: text[index].start, end: text[index + length - 1].end))
      index += length
    }
    return isChanged ? plain : nil
  }

  private static func isBeginning(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\\" || scalar == "%" || scalar == "&" || scalar == "<" || scalar == "0"
      || scalar == "U" || MisreadBytes.isFirst(scalar)
  }

  /// The escape that `text` begins with, and of how many scalars it consists.
  private static func escape(_ text: ArraySlice<WrittenScalar>) -> (Unicode.Scalar, Int)? {
    switch text[text.startIndex].scalar {
    case "\\": reverseSolidus(text)
    case "%": percent(text)
    case "&": entity(text)
    case "0": hexadecimal(text)
    case "U": codePoint(text)
    default: nil
    }
  }

  // MARK: JSON and its relatives

  private static func reverseSolidus(
    _ text: ArraySlice<WrittenScalar>
  ) -> (Unicode.Scalar, Int)? {
    let start = text.startIndex
    guard start + 1 < text.endIndex else { return nil }
    switch text[start + 1].scalar {
    case "\"", "\\", "/", "'", "<", ">", "&": return (text[start + 1].scalar, 2)
    case "n", "r", "t", "b", "f": return (" ", 2)
    case "u" where start + 2 < text.endIndex && text[start + 2].scalar == "{":
      return braces(text)
    case "u": return unicode(text, digits: 4)
    case "U": return unicode(text, digits: 8)
    case "x": return unicode(text, digits: 2)
    default: return nil
    }
  }

  private static func unicode(
    _ text: ArraySlice<WrittenScalar>, digits: Int
  ) -> (Unicode.Scalar, Int)? {
    let start = text.startIndex + 2
    guard let value = number(text, at: start, digits: digits, radix: 16) else { return nil }
    if let scalar = Unicode.Scalar(value) { return (scalar, 2 + digits) }
    let next = start + digits
    guard (0xD800..<0xDC00).contains(value), next + 1 < text.endIndex,
      text[next].scalar == "\\", text[next + 1].scalar == "u",
      let low = number(text, at: next + 2, digits: 4, radix: 16), (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00))
    else { return ("\u{FFFD}", 2 + digits) }
    return (scalar, 12)
  }

  /// `\u{41}`, as Swift, Rust and newer JavaScript write it.
  private static func braces(_ text: ArraySlice<WrittenScalar>) -> (Unicode.Scalar, Int)? {
    let window = text.dropFirst(3).prefix(9)
    guard let end = window.firstIndex(where: { $0.scalar == "}" }), end > window.startIndex,
      let value = number(text, at: window.startIndex, digits: end - window.startIndex, radix: 16)
    else { return nil }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", end + 1 - text.startIndex)
  }

  /// `0x41`, as a list of bytes is shown.
  private static func hexadecimal(
    _ text: ArraySlice<WrittenScalar>
  ) -> (Unicode.Scalar, Int)? {
    let start = text.startIndex
    guard start + 1 < text.endIndex, text[start + 1].scalar == "x" || text[start + 1].scalar == "X",
      let value = number(text, at: start + 2, digits: 2, radix: 16)
    else { return nil }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", 4)
  }

  /// `U+0041`, as a list of characters is shown.
  private static func codePoint(_ text: ArraySlice<WrittenScalar>) -> (Unicode.Scalar, Int)? {
    let start = text.startIndex
    guard start + 1 < text.endIndex, text[start + 1].scalar == "+" else { return nil }
    return number(text, at: start + 2, digits: 4, radix: 16)
      .map { (Unicode.Scalar($0) ?? "\u{FFFD}", 6) }
  }

  // MARK: URLs

  private static func percent(_ text: ArraySlice<WrittenScalar>) -> (Unicode.Scalar, Int)? {
    let start = text.startIndex
    if start + 1 < text.endIndex, text[start + 1].scalar == "u" {
      return number(text, at: start + 2, digits: 4, radix: 16)
        .map { (Unicode.Scalar($0) ?? "\u{FFFD}", 6) }
    }
    guard let first = byte(text, at: start) else { return nil }
    let count = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    var bytes = [first]
    while bytes.count < count, let next = byte(text, at: start + 3 * bytes.count),
      next & 0xC0 == 0x80
    {
      bytes.append(next)
    }
    let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    return (scalar, 3 * bytes.count)
  }

  private static func byte(_ text: ArraySlice<WrittenScalar>, at index: Int) -> UInt8? {
    guard index < text.endIndex, text[index].scalar == "%" else { return nil }
    return number(text, at: index + 1, digits: 2, radix: 16).map { UInt8($0) }
  }

  // MARK: HTML

  /// A tag cannot be seen, and stands between the letters of one word as between words.
  private static func tag(_ text: ArraySlice<WrittenScalar>) -> (Unicode.Scalar, Int)? {
    let window = text.dropFirst().prefix(longestTag)
    guard text[text.startIndex].scalar == "<", let first = window.first?.scalar,
      first == "/" || (first.isASCII && first.properties.isAlphabetic),
      let end = window.firstIndex(where: { $0.scalar == ">" })
    else { return nil }
    return ("\u{200B}", end + 1 - text.startIndex)
  }

  private static func entity(_ text: ArraySlice<WrittenScalar>) -> (Unicode.Scalar, Int)? {
    let window = text.dropFirst().prefix(longestEntity)
    guard let end = window.firstIndex(where: { $0.scalar == ";" }) else { return nil }
    let name = String(String.UnicodeScalarView(window[..<end].map(\.scalar)))
    guard let scalar = name.hasPrefix("#") ? reference(name.dropFirst()) : named(name) else {
      return nil
    }
    return (scalar, end + 1 - text.startIndex)
  }

  private static func reference(_ digits: Substring) -> Unicode.Scalar? {
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    return UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
      .flatMap(Unicode.Scalar.init)
  }

  private static func named(_ name: String) -> Unicode.Scalar? {
    if let scalar = entities[name] { return scalar }
    let accents = ["acute", "grave", "circ", "tilde", "uml", "cedil", "ring", "slash", "caron"]
    guard let letter = name.unicodeScalars.first, letter.isASCII, letter.properties.isAlphabetic,
      accents.contains(String(name.dropFirst()))
    else { return nil }
    return letter
  }

  private static let entities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "shy": "\u{AD}",
    "commat": "@", "period": ".", "sol": "/", "bsol": "\\", "lowbar": "_", "hyphen": "-",
    "plus": "+", "equals": "=", "percnt": "%", "num": "#", "colon": ":", "zwj": "\u{200D}",
    "zwnj": "\u{200C}", "ensp": " ", "emsp": " ", "thinsp": " ", "ndash": "-", "mdash": "-",
  ]

  private static func number(
    _ text: ArraySlice<WrittenScalar>, at start: Int, digits: Int, radix: UInt32
  ) -> UInt32? {
    guard start + digits <= text.endIndex else { return nil }
    var value: UInt32 = 0
    for written in text[start..<start + digits] {
      guard let digit = Character(written.scalar).hexDigitValue, written.scalar.isASCII else {
        return nil
      }
      value = (value &* radix) &+ UInt32(digit)
    }
    return value
  }
}
