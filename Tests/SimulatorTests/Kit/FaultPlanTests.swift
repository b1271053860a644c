import Testing

@testable import Simulator

@Suite("FaultPlan, FaultPlanReader")
struct FaultPlanTests {
  @Test("splitmix64 gives its published numbers")
  func splitMix() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    let unit = generator.nextUnitInterval()
    #expect(unit >= 0 && unit < 1)
  }

  @Test("conditions of a rule must all hold, and methods are counted apart")
  func selection() {
    let plan = FaultPlan(rules: [
      FaultRule(.post, Fault(.dropAfterStoring), at: [2, 4]),
      FaultRule(.post, Fault(.listLag), from: 4),
      FaultRule(.get, Fault(.html), to: 1),
    ])
    func kinds(_ method: FaultRule.Method, _ ordinal: Int) -> [FaultKind] {
      plan.faults(for: method, ordinal: ordinal).map(\.kind)
    }
    #expect(kinds(.post, 1) == [] && kinds(.post, 2) == [.dropAfterStoring])
    #expect(kinds(.post, 4) == [.dropAfterStoring, .listLag] && kinds(.post, 5) == [.listLag])
    #expect(kinds(.get, 1) == [.html] && kinds(.get, 2) == [])
  }

  @Test("a probability strikes at about its rate, the same requests every time")
  func probability() {
    let plan = FaultPlan(seed: 3, rules: [FaultRule(.post, Fault(.late), probability: 0.2)])
    let struck = (1...5000).filter { !plan.faults(for: .post, ordinal: $0).isEmpty }
    #expect((900...1100).contains(struck.count))
    #expect(struck == (1...5000).filter { !plan.faults(for: .post, ordinal: $0).isEmpty })
    var other = plan
    other.seed = 4
    #expect(struck != (1...5000).filter { !other.faults(for: .post, ordinal: $0).isEmpty })
  }

  @Test("a rehearsal is the same for a seed, always tempts at once, and changes no verdict")
  func rehearsal() {
    for seed in 0..<50 as Range<UInt64> {
      let plan = FaultPlan(seed: seed)
      #expect(plan == FaultPlan(seed: seed))
      #expect(!plan.faults(for: .post, ordinal: 1).isEmpty)
      let kinds = Set(plan.rules.map(\.fault.kind))
      #expect(kinds.isDisjoint(with: [.refuseRecords, .changeService, .tokenRefused]))
    }
    #expect(FaultPlan(seed: 1) != FaultPlan(seed: 2))
  }

  @Test("Retry-After as sent: seconds, negative, date, absent")
  func retryAfter() {
    let now = Moment(milliseconds: 784_111_777_000)
    func header(_ text: String?) -> String? {
      Fault(.throttle, retryAfter: text).retryAfterHeader(at: now)
    }
    #expect(header("2") == "2" && header("-5") == "-5" && header(nil) == nil)
    #expect(header("date+3") == "Sun, 06 Nov 1994 08:49:40 GMT")
    #expect(header("date-7") == "Sun, 06 Nov 1994 08:49:30 GMT")
  }

  @Test("a plan file with every member")
  func file() throws {
    let json = #"""
      {"seed": 7, "rules": [
        {"on": "post", "kind": "throttle", "at": [1, 3], "status": 503, "retry_after": "date+2"},
        {"on": "post", "kind": "list_lag", "from": 2, "to": 9, "probability": 0.5,
         "delay_ms": 0},
        {"on": "post", "kind": "two_lists", "every": 3},
        {"on": "post", "kind": "payload_too_large", "records": 50},
        {"on": "get", "kind": "endless", "megabytes": 2}]}
      """#
    let plan = try FaultPlan(json: Array(json.utf8))
    #expect(
      plan
        == FaultPlan(
          seed: 7,
          rules: [
            FaultRule(.post, Fault(.throttle, status: 503, retryAfter: "date+2"), at: [1, 3]),
            FaultRule(
              .post, Fault(.listLag, delayMilliseconds: 0), from: 2, to: 9, probability: 0.5),
            FaultRule(.post, Fault(.twoLists, every: 3)),
            FaultRule(.post, Fault(.payloadTooLarge, records: 50)),
            FaultRule(.get, Fault(.endless, megabytes: 2)),
          ]))
  }

  @Test(
    "a plan that cannot be meant is refused with its reason",
    arguments: [
      ("[", "byte"), (#"{"rule":[]}"#, "unknown member rule"),
      (#"{"rules":[{"on":"post","kind":"late","probabilty":1}]}"#, "unknown member probabilty"),
      (#"{"rules":[{"on":"put","kind":"late"}]}"#, "rule 1: \"on\""),
      (#"{"rules":[{"on":"post","kind":"explode"}]}"#, "drop_before_storing"),
      (#"{"rules":[{"on":"get","kind":"two_lists"}]}"#, "no meaning for get"),
      (#"{"rules":[{"on":"post","kind":"filter_ignored"}]}"#, "no meaning for post"),
      (#"{"rules":[{"on":"post","kind":"late","at":[0]}]}"#, "from 1"),
      (#"{"rules":[{"on":"post","kind":"late","probability":2}]}"#, "0…1"),
      (#"{"rules":[{"on":"post","kind":"late","status":99}]}"#, "200…599"),
      (#"{"rules":[{"on":"post","kind":"two_lists","every":0}]}"#, "\"every\""),
    ])
  func unusable(json: String, reason: String) {
    let error = #expect(throws: SimulatorError.self) { try FaultPlan(json: Array(json.utf8)) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
