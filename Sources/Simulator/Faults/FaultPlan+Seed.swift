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
