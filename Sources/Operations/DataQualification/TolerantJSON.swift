import Foundation

/// A value that may be missing, `null` or of another kind than documented, without harm to the rest.
struct Tolerant<Value: Decodable>: Decodable {
  let value: Value?

  init(from decoder: any Decoder) throws {
    value = try? Value(from: decoder)
  }
}

extension Tolerant: Sendable where Value: Sendable {}

/// A text that the API may also write as a whole number.
struct TextOrNumber: Decodable, Sendable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self.text = text
    } else {
      text = String(try container.decode(Int.self))
    }
  }
}

/// A whole number that the API may also write as a text.
struct NumberOrText: Decodable, Sendable {
  let number: Int

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self.number = number
      return
    }
    guard let number = Int(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a number")
    }
    self.number = number
  }
}

extension KeyedDecodingContainer {
  /// The text under `key`; `nil` when missing, `null`, or neither text nor whole number.
  func text(_ key: Key) -> String? {
    tolerant(TextOrNumber.self, key)?.text
  }

  /// The whole number under `key`; `nil` when missing, `null`, or neither number nor text of one.
  func number(_ key: Key) -> Int? {
    tolerant(NumberOrText.self, key)?.number
  }

  /// The whole hundredths under the first of `keys` that has a text or number; `nil` where that cannot be an
  /// amount: it is negative, or too large to be added up.
  func wholeCents(_ keys: Key...) -> Int64? {
    guard let shown = keys.lazy.compactMap({ text($0) }).first, let cents = Int64(shown),
      possibleCents.contains(cents)
    else { return nil }
    return cents
  }

  /// The hundredths of the amount under `key`, a number or a text; `nil` when it cannot be read.
  func amount(_ key: Key) -> Int64? {
    if let number = tolerant(Double.self, key) { return DecimalAmount.cents(String(number)) }
    return tolerant(String.self, key).flatMap(DecimalAmount.cents)
  }

  /// What stands under `key`; `nil` when missing, `null` or of another kind.
  func tolerant<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
    guard let value = try? decodeIfPresent(type, forKey: key) else { return nil }
    return value
  }
}

/// What can be an amount of the API, in hundredths.
private let possibleCents: ClosedRange<Int64> = 0...1_000_000_000_000_000

/// Reads `body`; `nil` when it is not JSON, is nested deeper than any reply, or has another shape.
func decoded<Value: Decodable>(_ type: Value.Type, from body: [UInt8]) -> Value? {
  guard isNestingBounded(body) else { return nil }
  return try? JSONDecoder().decode(type, from: Data(body))
}

/// Deepest nesting read, in arrays and objects; replies have about four levels.
private let deepestNesting = 32

/// Whether no more than ``deepestNesting`` brackets are open at once, those in strings left out.
private func isNestingBounded(_ body: [UInt8]) -> Bool {
  var depth = 0
  var isInString = false
  var isEscaped = false
  for byte in body {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      continue
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
    default: break
    }
    if depth > deepestNesting { return false }
  }
  return true
}
