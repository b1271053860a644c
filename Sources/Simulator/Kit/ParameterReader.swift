/// Reads the parameters of a query; an empty one counts as absent.
struct ParameterReader {
  let parameter: (String) -> String?

  func integer(_ name: String) throws(InvalidParameter) -> Int? { try choice(name) { Int($0) } }

  func choice<Value>(
    _ name: String, _ read: (String) -> Value?
  ) throws(InvalidParameter) -> Value? {
    guard let text = parameter(name), !text.isEmpty else { return nil }
    guard let value = read(text) else { throw InvalidParameter(name: name) }
    return value
  }
}

/// A query parameter whose value has no meaning.
struct InvalidParameter: Error, Equatable {
  let name: String
}
