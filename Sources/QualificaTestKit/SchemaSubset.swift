import Foundation

/// The part of JSON Schema 2020-12 that the files in `schemas/` use. A keyword it does not know is
/// a problem of its own, so that no schema can promise what is not checked here.
package struct SchemaSubset {
  private let root: [String: Any]
  private let folder: URL

  private static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file of `samples/`.
  package static func sample(named name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: package.appending(path: "samples/\(name)")))
  }

  /// Reads `schemas/NAME.schema.json` of this package.
  package init(named name: String) throws {
    folder = Self.package.appending(path: "schemas")
    root = try Self.read(folder.appending(path: "\(name).schema.json"))
  }

  /// What is wrong with the JSON text, empty when it agrees with the schema.
  package func problems(in json: [UInt8]) throws -> [String] {
    let value = try JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)
    return try problems(value, root, at: "$")
  }

  /// What is wrong with the JSON text as one of the schema's definitions; nil where it has no such one.
  package func problems(in json: [UInt8], as definition: String) throws -> [String]? {
    guard let schema = (root["$defs"] as? [String: Any])?[definition] as? [String: Any] else {
      return nil
    }
    let value = try JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)
    return try problems(value, schema, at: "$")
  }

  /// The members that a definition names, and those that it requires.
  package func members(of definition: String) -> (named: Set<String>, required: Set<String>) {
    let schema = (root["$defs"] as? [String: Any])?[definition] as? [String: Any]
    let named = (schema?["properties"] as? [String: Any])?.keys.map { $0 } ?? []
    return (Set(named), Set(schema?["required"] as? [String] ?? []))
  }

  private static let annotations: Set = [
    "$schema", "$id", "$defs", "title", "description", "format", "examples",
  ]

  private func problems(_ value: Any, _ schema: [String: Any], at path: String) throws -> [String] {
    try schema.flatMap { keyword, rule -> [String] in
      switch keyword {
      case "$ref": return try follow(rule, value, at: path)
      case "properties": return try inProperties(value, rule, at: path)
      case "additionalProperties":
        return try inOtherProperties(value, rule, known: schema["properties"], at: path)
      case "items": return try inItems(value, rule, at: path)
      case "anyOf":
        let all = try (rule as? [[String: Any]] ?? []).map { try problems(value, $0, at: path) }
        return all.contains(where: \.isEmpty) ? [] : all.flatMap { $0 }
      case _ where Self.annotations.contains(keyword): return []
      default: return Self.holds(keyword, rule, value) ? [] : ["\(path): \(keyword)"]
      }
    }
  }

  private func follow(_ rule: Any, _ value: Any, at path: String) throws -> [String] {
    let reference = rule as? String ?? ""
    if let name = reference.split(separator: "/").last, reference.hasPrefix("#/$defs/") {
      let definitions = root["$defs"] as? [String: Any]
      return try problems(value, definitions?[String(name)] as? [String: Any] ?? [:], at: path)
    }
    let other = try SchemaSubset(named: reference.replacing(".schema.json", with: ""))
    return try other.problems(value, other.root, at: path)
  }

  private func inProperties(_ value: Any, _ rule: Any, at path: String) throws -> [String] {
    guard let object = value as? [String: Any], let schemas = rule as? [String: [String: Any]]
    else { return [] }
    return try schemas.flatMap { name, schema in
      try object[name].map { try problems($0, schema, at: "\(path).\(name)") } ?? []
    }
  }

  private func inOtherProperties(
    _ value: Any, _ rule: Any, known: Any?, at path: String
  ) throws -> [String] {
    let known = known as? [String: Any] ?? [:]
    let others = (value as? [String: Any] ?? [:]).filter { known[$0.key] == nil }
    guard let schema = rule as? [String: Any] else {
      return rule as? Bool == false ? others.keys.map { "\(path).\($0): additional" } : []
    }
    return try others.flatMap { try problems($0.value, schema, at: "\(path).\($0.key)") }
  }

  private func inItems(_ value: Any, _ rule: Any, at path: String) throws -> [String] {
    guard let array = value as? [Any], let schema = rule as? [String: Any] else { return [] }
    return try array.enumerated().flatMap { try problems($1, schema, at: "\(path)[\($0)]") }
  }

  private static func holds(_ keyword: String, _ rule: Any, _ value: Any) -> Bool {
    let text = value as? String
    let number = isNumber(value) ? (value as? NSNumber)?.doubleValue : nil
    let bound = (rule as? NSNumber)?.doubleValue ?? 0
    switch keyword {
    case "type": return types(rule).contains { isOfType(value, $0) }
    case "required":
      let names = rule as? [String] ?? []
      return (value as? [String: Any]).map { object in names.allSatisfy { object[$0] != nil } }
        ?? true
    case "enum":
      return (rule as? [Any] ?? []).contains { NSObject.isEqualJSON($0, value) }
    case "const": return NSObject.isEqualJSON(rule, value)
    case "pattern":
      return text?.range(of: rule as? String ?? "", options: .regularExpression) != nil
        || text == nil
    case "minLength": return text.map { Double($0.unicodeScalars.count) >= bound } ?? true
    case "maxLength": return text.map { Double($0.unicodeScalars.count) <= bound } ?? true
    case "minimum": return number.map { $0 >= bound } ?? true
    case "maximum": return number.map { $0 <= bound } ?? true
    case "maxItems": return (value as? [Any]).map { Double($0.count) <= bound } ?? true
    case "minItems": return (value as? [Any]).map { Double($0.count) >= bound } ?? true
    default: return false
    }
  }

  private static func types(_ rule: Any) -> [String] {
    rule as? [String] ?? (rule as? String).map { [$0] } ?? []
  }

  private static func isOfType(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": value is Bool
    case "number": isNumber(value)
    case "integer":
      isNumber(value)
        && (value as? NSNumber).map { $0.doubleValue.rounded() == $0.doubleValue } == true
    default: false
    }
  }

  private static func isNumber(_ value: Any) -> Bool { value is NSNumber && !(value is String) }

  private static func read(_ file: URL) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
  }
}

extension NSObject {
  fileprivate static func isEqualJSON(_ left: Any, _ right: Any) -> Bool {
    if let left = left as? String { return left == right as? String }
    return (left as? NSNumber) == (right as? NSNumber)
  }
}
