/// A JSON value as a tree, for requests of one record; batches are read by a ``JSONReader`` alone.
enum JSONValue: Equatable, Sendable {
  struct Member: Equatable, Sendable {
    let name: String
    let value: JSONValue
  }

  case null
  case boolean(Bool)
  /// The digits as they were written.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// - Throws: ``JSONReadingError`` when the bytes are not one JSON value.
  init(_ bytes: [UInt8]) throws(JSONReadingError) {
    var reader = JSONReader(bytes)
    self = try reader.readValue()
    try reader.expectEnd()
  }

  /// The member of an object; nil when it is absent or null.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self,
      let value = members.first(where: { $0.name == name })?.value, value != .null
    else { return nil }
    return value
  }

  var isObject: Bool { if case .object = self { true } else { false } }
  var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let digits) = self { Double(digits) } else { nil } }
  /// A whole number; a text is none.
  var integer: Int? { number.flatMap { Int(exactly: $0) } }
}

extension JSONReader {
  /// Reads one value of any kind.
  mutating func readValue() throws(JSONReadingError) -> JSONValue {
    switch try nextKind() {
    case .object:
      var members: [JSONValue.Member] = []
      try readObject { (name, reader) throws(JSONReadingError) in
        members.append(JSONValue.Member(name: name, value: try reader.readValue()))
      }
      return .object(members)
    case .array:
      var elements: [JSONValue] = []
      try readArray { (reader) throws(JSONReadingError) in
        elements.append(try reader.readValue())
      }
      return .array(elements)
    case .string: return .string(try readString())
    case .number: return .number(try readNumberText())
    case .literal: return try readLiteral().map { .boolean($0) } ?? .null
    }
  }
}
