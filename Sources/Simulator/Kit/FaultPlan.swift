/// Which requests go wrong, and how. The same plan and the same order of requests give the same
/// faults: the nth POST (or GET) decides by its number alone, never by time or by what else is in
/// flight.
package struct FaultPlan: Sendable, Equatable {
  /// Decides the rolls of rules that have a probability.
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
    /// PUT and DELETE included.
    case post
    case get
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

/// A kind with its settings; nil means the kind's default.
package struct Fault: Sendable, Equatable {
  package var kind: FaultKind
  package var delayMilliseconds: Int?
  /// HTTP status, 200…599.
  package var status: Int?
  /// A `Retry-After` header: seconds as they are to be sent (`"2"`, `"-5"`), or `date+SECONDS` for
  /// an HTTP date that far from now (`"date+2"`, `"date-60"`). Nil sends no header.
  package var retryAfter: String?
  package var records: Int?
  package var megabytes: Int?
  package var every: Int?

  package init(
    _ kind: FaultKind, delayMilliseconds: Int? = nil, status: Int? = nil,
    retryAfter: String? = nil, records: Int? = nil, megabytes: Int? = nil, every: Int? = nil
  ) {
    self.kind = kind
    self.delayMilliseconds = delayMilliseconds
    self.status = status
    self.retryAfter = retryAfter
    self.records = records
    self.megabytes = megabytes
    self.every = every
  }

  /// The value of the `Retry-After` header at `now`.
  func retryAfterHeader(at now: Moment) -> String? {
    guard let retryAfter, retryAfter.hasPrefix("date"), let seconds = Int64(retryAfter.dropFirst(4))
    else { return retryAfter }
    return now.advanced(byMilliseconds: seconds * 1000).httpDate
  }
}

/// What a fault does to a request. Names are those of the plan file.
package enum FaultKind: String, Sendable, CaseIterable {
  /// The connection closes without an answer; a POST has stored nothing.
  case dropBeforeStoring = "drop_before_storing"
  /// The records are stored, then the connection closes without an answer.
  case dropAfterStoring = "drop_after_storing"
  /// `status` (default 500), nothing stored.
  case errorBeforeStoring = "error_before_storing"
  /// The records are stored, then `status` (default 500).
  case errorAfterStoring = "error_after_storing"
  /// `status` (default 429) with `retry_after`; nothing stored.
  case throttle
  /// `status` (default 401), nothing stored.
  case tokenRefused = "token_refused"
  /// 413 when the POST has more than `records` records; nothing stored.
  case payloadTooLarge = "payload_too_large"
  /// The true answer, `delay_ms` (default 2,000) late; a POST has stored its records at once.
  case late
  /// `status` (default 200) with an HTML page; a POST has stored its records.
  case html
  /// Half of the true answer, then the connection closes.
  case truncated
  /// A body that goes on for `megabytes` (default 8), then the connection closes.
  case endless
  /// The true lists, even when every record was taken, under `status` (default 422).
  case partialOnErrorStatus = "partial_on_error_status"
  /// Every `every`-th record (default 5) is stored but listed in `errors` as well.
  case twoLists = "two_lists"
  /// The lists with wrong `line` numbers, even when every record was taken.
  case lyingLines = "lying_lines"
  /// Amounts in the answer are one cent more than those stored.
  case lyingAmounts = "lying_amounts"
  /// Bar codes in the answer are whole and those of another amount.
  case lyingBarCodes = "lying_bar_codes"
  /// Every `every`-th record (default 5) is accepted under another service.
  case changeService = "change_service"
  /// Every `every`-th record (default 5) is refused.
  case refuseRecords = "refuse_records"
  /// Reads do not show the stored records for `delay_ms` (default 2,000).
  case listLag = "list_lag"
  /// A list answers as if nothing had been filtered.
  case filterIgnored = "filter_ignored"

  /// Whether the fault has a meaning for requests of a method.
  func applies(to method: FaultRule.Method) -> Bool {
    switch self {
    case .payloadTooLarge, .partialOnErrorStatus, .twoLists, .lyingLines, .changeService,
      .refuseRecords, .listLag:
      method == .post
    case .filterIgnored: method == .get
    default: true
    }
  }
}

// MARK: Rehearsals

extension FaultPlan {
  /// A rehearsal: the faults that a client can survive without a record ending differently, at
  /// rates that vary with the seed.
  ///
  /// The first POST always meets one of the kinds that tempt a client to send again. Of the kinds
  /// in ``rehearsal`` each strikes at between none and twice its usual rate. Left out are faults
  /// that change a verdict (refused records, changed services) and those that end a run (a refused
  /// token, waits of days). The same seed always gives the same plan.
  package init(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let scaled = Self.rehearsal.map { rule in
      var rule = rule
      rule.probability = rule.probability.map { $0 * 2 * generator.nextUnitInterval() }
      return rule
    }
    let first = Self.openings[Int(generator.next() % UInt64(Self.openings.count))]
    self.init(seed: seed, rules: [FaultRule(.post, first, at: [1])] + scaled)
  }

  private static let openings = [
    Fault(.dropAfterStoring), Fault(.errorAfterStoring), Fault(.truncated), Fault(.html),
    Fault(.dropBeforeStoring), Fault(.errorBeforeStoring),
  ]

  private static let rehearsal = submissions + reads

  private static let submissions = [
    FaultRule(.post, Fault(.listLag, delayMilliseconds: 1500), probability: 0.05),
    FaultRule(.post, Fault(.dropBeforeStoring), probability: 0.03),
    FaultRule(.post, Fault(.dropAfterStoring), probability: 0.04),
    FaultRule(.post, Fault(.errorBeforeStoring), probability: 0.02),
    FaultRule(.post, Fault(.errorAfterStoring, status: 502), probability: 0.02),
    FaultRule(.post, Fault(.throttle, retryAfter: "1"), probability: 0.03),
    FaultRule(.post, Fault(.throttle, status: 503, retryAfter: "date+2"), probability: 0.01),
    FaultRule(.post, Fault(.throttle, retryAfter: "-5"), probability: 0.01),
    FaultRule(.post, Fault(.throttle), probability: 0.01),
    FaultRule(.post, Fault(.late, delayMilliseconds: 1000), probability: 0.02),
    FaultRule(.post, Fault(.partialOnErrorStatus), probability: 0.03),
    FaultRule(.post, Fault(.twoLists, every: 7), probability: 0.02),
    FaultRule(.post, Fault(.lyingLines), probability: 0.03),
    FaultRule(.post, Fault(.html), probability: 0.01),
    FaultRule(.post, Fault(.truncated), probability: 0.02),
    FaultRule(.post, Fault(.endless), probability: 0.002),
    // A batch of one record would be refused for good.
    FaultRule(.post, Fault(.payloadTooLarge, records: 1), probability: 0.01),
  ]

  private static let reads = [
    FaultRule(.get, Fault(.dropBeforeStoring), probability: 0.02),
    FaultRule(.get, Fault(.errorBeforeStoring), probability: 0.02),
    FaultRule(.get, Fault(.errorBeforeStoring, status: 404), probability: 0.01),
    FaultRule(.get, Fault(.throttle, retryAfter: "1"), probability: 0.02),
    FaultRule(.get, Fault(.truncated), probability: 0.01),
    FaultRule(.get, Fault(.html), probability: 0.01),
    FaultRule(.get, Fault(.late, delayMilliseconds: 1000), probability: 0.01),
    FaultRule(.get, Fault(.filterIgnored), probability: 0.02),
  ]
}

/// Sebastiano Vigna's splitmix64: small, seedable, and the same on every machine.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// 0 ≤ result < 1, in steps of 2^-53.
  mutating func nextUnitInterval() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}
