package import Foundation

/// Any value of JSON; numbers are decimal and exact.
package enum JSONTree: Decodable, Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Decimal)
  case text(String)
  case array([JSONTree])
  case object([String: JSONTree])

  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if value.decodeNil() {
      self = .null
    } else if let object = try? value.decode([String: JSONTree].self) {
      self = .object(object)
    } else if let array = try? value.decode([JSONTree].self) {
      self = .array(array)
    } else if let flag = try? value.decode(Bool.self) {
      self = .bool(flag)
    } else {
      self = .number(try value.decode(Decimal.self))
    }
  }

  /// What stands under a path such as `buyer.document.number`; nil for nothing and `null`.
  package subscript(path: String) -> JSONTree? {
    var value = self
    for name in path.split(separator: ".") {
      guard case .object(let members) = value, let next = members[String(name)] else { return nil }
      value = next
    }
    return value == .null ? nil : value
  }

  package var items: [JSONTree]? {
    guard case .array(let items) = self else { return nil }
    return items
  }

  /// The value as a cell has it; lists and objects as compact JSON.
  package var text: String {
    switch self {
    case .null: ""
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): "\(number)"
    case .text(let text): text
    case .array, .object: json
    }
  }

  /// A number, or a text of one.
  package var number: Decimal? {
    switch self {
    case .number(let number): number
    case .text(let text):
      text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) == nil ? nil : Decimal(string: text)
    default: nil
    }
  }

  package var whole: Int? {
    number.flatMap { number in
      let text = "\(number)"
      return Int(text)
    }
  }

  /// Compact, members in the order of their names: equal values have equal texts.
  package var json: String {
    switch self {
    case .null, .bool: self == .null ? "null" : text
    case .number(let number): "\(number)"
    case .text(let text): Self.quoted(text)
    case .array(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }
        .map { "\(Self.quoted($0.key)):\($0.value.json)" }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONText.append(string: text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
