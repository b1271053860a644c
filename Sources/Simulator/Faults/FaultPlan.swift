/// Which requests go wrong, and how. The same plan and the same order of requests give the same
/// faults: the nth POST (or GET) decides by its number alone, never by time or by what else is in
/// flight.
package struct FaultPlan: Sendable, Equatable {
  /// Behind the rules that have a probability.
  package var seed: UInt64
  package var rules: [FaultRule]

  package init(seed: UInt64 = 0, rules: [FaultRule]) {
    self.seed = seed
    self.rules = rules
  }

  /// The faults of one request, in the order of the rules; several may meet.
  ///
  /// - Parameter ordinal: the number of the request among those of its method, 1-based.
  func faults(for method: FaultRule.Method, ordinal: Int) -> [Fault] {
    rules.enumerated().compactMap { number, rule in
      guard rule.method == method, rule.selects(ordinal) else { return nil }
      guard let probability = rule.probability else { return rule.fault }
      let roll = Self.unitInterval(seed: seed, rule: number, ordinal: ordinal)
      return roll < probability ? rule.fault : nil
    }
  }

  private static func unitInterval(seed: UInt64, rule: Int, ordinal: Int) -> Double {
    var generator = SplitMix64(
      seed: seed ^ UInt64(rule + 1) &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(ordinal) << 32)
    return generator.nextUnitInterval()
  }
}

/// One line of a plan: a fault and the requests it strikes. Conditions that are given must all hold.
package struct FaultRule: Sendable, Equatable {
  package enum Method: String, Sendable, CaseIterable {
    case post, get
  }

  package var method: Method
  package var fault: Fault
  /// The numbers of the requests struck, 1-based.
  package var at: [Int]?
  package var from: Int?
  package var to: Int?
  /// 0…1, of each request the other conditions leave.
  package var probability: Double?

  package init(
    _ method: Method, _ fault: Fault, at: [Int]? = nil, from: Int? = nil, to: Int? = nil,
    probability: Double? = nil
  ) {
    self.method = method
    self.fault = fault
    self.at = at
    self.from = from
    self.to = to
    self.probability = probability
  }

  func selects(_ ordinal: Int) -> Bool {
    if let at, !at.contains(ordinal) { return false }
    if let from, ordinal < from { return false }
    if let to, ordinal > to { return false }
    return true
  }
}
