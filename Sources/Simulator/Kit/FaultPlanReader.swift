extension FaultPlan {
  /// Reads a plan file: `{"seed": 7, "rules": [{"on": "post", "kind": "late", "at": [2]}]}`.
  ///
  /// Unknown members are errors: a misspelled condition would otherwise strike every request.
  /// - Throws: ``SimulatorError`` naming the rule (1-based) and what is wrong with it.
  package init(json: [UInt8]) throws(SimulatorError) {
    var seed: Int64 = 0
    var drafts: [FaultRuleDraft] = []
    do {
      var reader = JSONReader(json)
      try reader.readObject { (key, reader) throws(JSONReadingError) in
        switch key {
        case "seed": seed = try Self.readSeed(&reader)
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
    self.init(seed: UInt64(bitPattern: seed), rules: rules)
  }

  /// Beyond this a number of JSON is not exact.
  private static let largestSeed = Double(1 << 53)

  private static func readSeed(_ reader: inout JSONReader) throws(JSONReadingError) -> Int64 {
    guard let number = try reader.readNumberIfPresent(), abs(number) <= largestSeed,
      let seed = Int64(exactly: number)
    else { throw reader.failure("\"seed\" must be a whole number of at most 2^53") }
    return seed
  }
}

/// The members of one rule as they are in the file.
private struct FaultRuleDraft {
  private var texts: [String: String] = [:]
  private var numbers: [String: Double] = [:]
  private var at: [Int]?

  /// Whole numbers by name and their bounds: a day, a terabyte, more requests or records than any run
  /// has.
  private static let ranges: KeyValuePairs<String, ClosedRange<Int>> = [
    "from": 1...1_000_000_000, "to": 1...1_000_000_000, "delay_ms": 0...86_400_000,
    "status": 200...599, "records": 1...1_000_000_000, "megabytes": 1...1_000_000,
    "every": 1...1_000_000_000,
  ]
  /// Of `date+SECONDS`, to either side: a century.
  private static let longestRetry: Int64 = 100 * 366 * 86_400

  init(_ reader: inout JSONReader) throws(JSONReadingError) {
    var draft = Self()
    try reader.readObject { (key, reader) throws(JSONReadingError) in
      switch key {
      case "on", "kind", "retry_after": draft.texts[key] = try reader.readString()
      case "at": draft.at = try Self.readOrdinals(&reader)
      case "probability": draft.numbers[key] = try Self.readNumber(key, &reader)
      case _ where Self.ranges.contains(where: { $0.key == key }):
        draft.numbers[key] = try Self.readNumber(key, &reader)
      default: throw reader.failure("unknown member \(key)")
      }
    }
    self = draft
  }

  private init() {}

  /// Refuses a condition of another kind: ignored, it would let the rule strike every request.
  private static func readNumber(
    _ name: String, _ reader: inout JSONReader
  ) throws(JSONReadingError) -> Double {
    guard let number = try reader.readNumberIfPresent() else {
      throw reader.failure("\"\(name)\" must be a number")
    }
    return number
  }

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
    for (name, range) in Self.ranges {
      guard let value = numbers[name] else { continue }
      guard let whole = Int(exactly: value), range.contains(whole) else {
        throw failure(
          "\"\(name)\" must be a whole number, \(range.lowerBound)…\(range.upperBound)")
      }
    }
    guard texts["retry_after"].map(Self.isHeader) ?? true else {
      throw failure("\"retry_after\" must be what a header can hold, or date+SECONDS")
    }
    guard (0...1).contains(numbers["probability"] ?? 0) else {
      throw failure("\"probability\" must be 0…1")
    }
    return FaultRule(
      method, fault(kind), at: at, from: integer("from"), to: integer("to"),
      probability: numbers["probability"])
  }

  /// Whether the text can be sent, and names a date that a calendar has.
  private static func isHeader(_ text: String) -> Bool {
    guard text.utf8.count <= 100, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      return false
    }
    guard text.hasPrefix("date"), let seconds = Int64(text.dropFirst(4)) else { return true }
    return (-longestRetry...longestRetry).contains(seconds)
  }

  private func fault(_ kind: FaultKind) -> Fault {
    Fault(
      kind, delayMilliseconds: integer("delay_ms"), status: integer("status"),
      retryAfter: texts["retry_after"], records: integer("records"),
      megabytes: integer("megabytes"), every: integer("every"))
  }

  private func integer(_ name: String) -> Int? { numbers[name].flatMap { Int(exactly: $0) } }
}
