extension FaultPlan {
  /// Reads a plan file: `{"seed": 7, "rules": [{"on": "post", "kind": "late", "at": [2]}]}`.
  ///
  /// Unknown members are errors: a misspelled condition would otherwise strike every request.
  /// - Throws: ``SimulatorError`` naming the rule (1-based) and what is wrong with it.
  package init(json: [UInt8]) throws(SimulatorError) {
    var seed = 0
    var drafts: [FaultRuleDraft] = []
    do {
      var reader = JSONReader(json)
      try reader.readObject { (key, reader) throws(JSONReadingError) in
        switch key {
        case "seed": seed = try reader.readIntegerIfPresent() ?? 0
        case "rules":
          try reader.readArray { (reader) throws(JSONReadingError) in
            drafts.append(try FaultRuleDraft(&reader))
          }
        default: throw reader.failure("unknown member \(key)")
        }
      }
      try reader.expectEnd()
    } catch {
      throw SimulatorError("fault plan: \(error.reason), at byte \(error.byteOffset)")
    }
    var rules: [FaultRule] = []
    for (offset, draft) in drafts.enumerated() {
      rules.append(try draft.rule(number: offset + 1))
    }
    self.init(seed: UInt64(bitPattern: Int64(seed)), rules: rules)
  }
}

/// The members of one rule as they stand in the file.
private struct FaultRuleDraft {
  private var texts: [String: String] = [:]
  private var numbers: [String: Double] = [:]
  private var at: [Int]?

  private static let integerNames = [
    "from", "to", "delay_ms", "status", "records", "megabytes", "every",
  ]

  init(_ reader: inout JSONReader) throws(JSONReadingError) {
    var draft = Self()
    try reader.readObject { (key, reader) throws(JSONReadingError) in
      switch key {
      case "on", "kind", "retry_after": draft.texts[key] = try reader.readString()
      case "at": draft.at = try Self.readOrdinals(&reader)
      case "probability": draft.numbers[key] = try reader.readNumberIfPresent()
      case _ where Self.integerNames.contains(key):
        draft.numbers[key] = try reader.readNumberIfPresent()
      default: throw reader.failure("unknown member \(key)")
      }
    }
    self = draft
  }

  private init() {}

  private static func readOrdinals(
    _ reader: inout JSONReader
  ) throws(JSONReadingError) -> [Int] {
    var ordinals: [Int] = []
    try reader.readArray { (reader) throws(JSONReadingError) in
      guard let ordinal = try reader.readIntegerIfPresent(), ordinal > 0 else {
        throw reader.failure("\"at\" holds numbers from 1")
      }
      ordinals.append(ordinal)
    }
    return ordinals
  }

  func rule(number: Int) throws(SimulatorError) -> FaultRule {
    func failure(_ reason: String) -> SimulatorError {
      SimulatorError("fault plan, rule \(number): \(reason)")
    }
    guard let method = FaultRule.Method(rawValue: texts["on"] ?? "") else {
      throw failure("\"on\" must be post or get")
    }
    guard let kind = FaultKind(rawValue: texts["kind"] ?? "") else {
      let known = FaultKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("\"kind\" must be one of \(known)")
    }
    guard kind.applies(to: method) else {
      throw failure("\(kind.rawValue) has no meaning for \(method.rawValue)")
    }
    for name in Self.integerNames {
      guard let value = numbers[name] else { continue }
      guard let whole = Int(exactly: value), whole >= (name == "delay_ms" ? 0 : 1) else {
        throw failure("\"\(name)\" must be a whole number from \(name == "delay_ms" ? 0 : 1)")
      }
    }
    guard (200...599).contains(integer("status") ?? 500) else {
      throw failure("\"status\" must be 200…599")
    }
    guard (0...1).contains(numbers["probability"] ?? 0) else {
      throw failure("\"probability\" must be 0…1")
    }
    return FaultRule(
      method, fault(kind), at: at, from: integer("from"), to: integer("to"),
      probability: numbers["probability"])
  }

  private func fault(_ kind: FaultKind) -> Fault {
    Fault(
      kind, delayMilliseconds: integer("delay_ms"), status: integer("status"),
      retryAfter: texts["retry_after"], records: integer("records"),
      megabytes: integer("megabytes"), every: integer("every"))
  }

  private func integer(_ name: String) -> Int? { numbers[name].flatMap { Int(exactly: $0) } }
}
