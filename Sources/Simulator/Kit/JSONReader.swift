/// A pull reader over the UTF-8 bytes of one JSON text.
///
/// Foundation's decoder builds a tree and a container per value; at a million records that alone
/// would take longer than the whole exchange may. This reader touches each byte once.
struct JSONReader {
  /// Objects and arrays inside each other; deeper texts are refused instead of overflowing the stack.
  static let maximumDepth = 32

  let bytes: [UInt8]
  var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads an object, calling `member` after each key; `member` must consume the value.
  mutating func readObject(
    _ member: (String, inout JSONReader) throws(JSONReadingError) -> Void
  ) throws(JSONReadingError) {
    try enter("{")
    if try closes("}") { return }
    repeat {
      let key = try readString()
      try expect(":")
      try member(key, &self)
    } while try continues(until: "}")
  }

  /// Reads an array, calling `element` before each element; `element` must consume it.
  mutating func readArray(
    _ element: (inout JSONReader) throws(JSONReadingError) -> Void
  ) throws(JSONReadingError) {
    try enter("[")
    if try closes("]") { return }
    repeat { try element(&self) } while try continues(until: "]")
  }

  /// Skips one value of any kind.
  mutating func skipValue() throws(JSONReadingError) {
    switch try nextKind() {
    case .object: try readObject { (_, reader) throws(JSONReadingError) in try reader.skipValue() }
    case .array: try readArray { (reader) throws(JSONReadingError) in try reader.skipValue() }
    case .string: _ = try readString()
    case .number: _ = try readNumberText()
    case .literal: _ = try readLiteral()
    }
  }

  /// Fails unless nothing but blanks follows.
  mutating func expectEnd() throws(JSONReadingError) {
    skipBlanks()
    guard position == bytes.count else { throw failure("text after the end of the value") }
  }

  /// The kind of the value that comes next, nothing consumed but blanks.
  mutating func nextKind() throws(JSONReadingError) -> JSONKind {
    skipBlanks()
    guard position < bytes.count else { throw failure("unexpected end") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: return .literal
    }
  }

  func failure(_ reason: String) -> JSONReadingError {
    JSONReadingError(reason: reason, byteOffset: position)
  }

  mutating func expect(_ character: Unicode.Scalar) throws(JSONReadingError) {
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
      throw failure("expected \(character)")
    }
    position += 1
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] <= 0x20 {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func enter(_ opening: Unicode.Scalar) throws(JSONReadingError) {
    try expect(opening)
    depth += 1
    guard depth <= Self.maximumDepth else { throw failure("nested too deeply") }
  }

  private mutating func closes(_ closing: Unicode.Scalar) throws(JSONReadingError) -> Bool {
    skipBlanks()
    guard position < bytes.count else { throw failure("unexpected end") }
    guard bytes[position] == UInt8(ascii: closing) else { return false }
    position += 1
    depth -= 1
    return true
  }

  private mutating func continues(
    until closing: Unicode.Scalar
  ) throws(JSONReadingError) -> Bool {
    if try closes(closing) { return false }
    try expect(",")
    return true
  }
}

// MARK: Strings, numbers and literals

extension JSONReader {
  /// Reads a string, its escapes resolved.
  mutating func readString() throws(JSONReadingError) -> String {
    try expect("\"")
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return try text(bytes[start..<position])
      case UInt8(ascii: "\\"): return try readEscapedString(from: start)
      case 0..<0x20: throw failure("control character in a string")
      default: position += 1
      }
    }
    throw failure("string without an end")
  }

  /// Reads a string; nil for `null` and for any other kind of value, which is skipped.
  mutating func readStringIfPresent() throws(JSONReadingError) -> String? {
    guard try nextKind() == .string else {
      try skipValue()
      return nil
    }
    return try readString()
  }

  /// Reads a number; nil for any other kind of value, which is skipped.
  mutating func readNumberIfPresent() throws(JSONReadingError) -> Double? {
    guard try nextKind() == .number else {
      try skipValue()
      return nil
    }
    return Double(try readNumberText())
  }

  /// Reads a whole number; nil for anything else, which is skipped.
  mutating func readIntegerIfPresent() throws(JSONReadingError) -> Int? {
    guard let number = try readNumberIfPresent() else { return nil }
    return Int(exactly: number)
  }

  /// Reads `true` or `false`; nil for anything else, which is skipped.
  mutating func readBooleanIfPresent() throws(JSONReadingError) -> Bool? {
    guard try nextKind() == .literal else {
      try skipValue()
      return nil
    }
    return try readLiteral()
  }

  /// Reads the characters of a number; the grammar is checked by the conversion that follows.
  mutating func readNumberText() throws(JSONReadingError) -> String {
    let start = position
    while position < bytes.count, Self.isNumberByte(bytes[position]) { position += 1 }
    let number = try text(bytes[start..<position])
    guard Double(number) != nil else { throw failure("number of no known form") }
    return number
  }

  /// Reads `true`, `false` or `null` (nil).
  mutating func readLiteral() throws(JSONReadingError) -> Bool? {
    for (word, value) in [("null", nil), ("true", true), ("false", false)] as [(String, Bool?)]
    where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw failure("value of no known kind")
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private func text(_ utf8: ArraySlice<UInt8>) throws(JSONReadingError) -> String {
    do {
      return String(copying: try UTF8Span(validating: utf8.span))
    } catch {
      throw failure("string that is not UTF-8")
    }
  }

  private mutating func readEscapedString(from start: Int) throws(JSONReadingError) -> String {
    var unescaped = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(unescaped[...])
      case UInt8(ascii: "\\"): unescaped.append(contentsOf: try readEscape().utf8)
      case 0..<0x20: throw failure("control character in a string")
      default: unescaped.append(byte)
      }
    }
    throw failure("string without an end")
  }

  private mutating func readEscape() throws(JSONReadingError) -> String {
    guard position < bytes.count else { throw failure("string without an end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try readUnicodeEscape()
    default: throw failure("unknown escape")
    }
  }

  private mutating func readUnicodeEscape() throws(JSONReadingError) -> String {
    let first = try readHexadecimalUnit()
    guard UTF16.isLeadSurrogate(first) else { return String(decoding: [first], as: UTF16.self) }
    guard bytes[position...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    position += 2
    return String(decoding: [first, try readHexadecimalUnit()], as: UTF16.self)
  }

  private mutating func readHexadecimalUnit() throws(JSONReadingError) -> UInt16 {
    guard position + 4 <= bytes.count,
      let digits = String(validating: bytes[position..<position + 4], as: UTF8.self),
      digits.allSatisfy(\.isHexDigit),
      let unit = UInt16(digits, radix: 16)
    else { throw failure("broken \\u escape") }
    position += 4
    return unit
  }
}

/// What a JSON value is, as its first byte tells.
enum JSONKind {
  case object, array, string, number, literal
}

/// A text that is not JSON, or not the JSON asked for.
struct JSONReadingError: Error, Equatable {
  let reason: String
  /// 0-based position in the text.
  let byteOffset: Int
}
