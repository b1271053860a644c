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
