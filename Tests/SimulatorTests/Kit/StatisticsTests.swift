import Foundation
import Synchronization
import Testing

@testable import Simulator

@Suite("Statistics and SlidingWindow")
struct StatisticsTests {
  @Test("the window counts the last second, its peak any second")
  func window() {
    var window = SlidingWindow()
    for milliseconds in [0, 400, 999, 1000, 1100, 5000] as [Int64] {
      window.record(Moment(milliseconds: milliseconds))
    }
    #expect(window.peak == 4)
    #expect(window.count(at: Moment(milliseconds: 5999)) == 1)
    #expect(window.count(at: Moment(milliseconds: 6000)) == 0)
  }

  @Test("a long run does not keep every moment")
  func longRun() {
    var window = SlidingWindow()
    for milliseconds in 0..<50_000 as Range<Int64> {
      window.record(Moment(milliseconds: milliseconds))
    }
    #expect(window.peak == 1000 && window.retainedCount < 12_000)
  }

  @Test("the report counts requests, records, effects and faults")
  func report() async throws {
    let settings = SimulatorSettings.with {
      $0.faults = FaultPlan(rules: [FaultRule(.post, Fault(.refuseRecords, every: 3), at: [1])])
    }
    try await withSimulator(settings) { api in
      _ = try await api.create((1...3).map { Payee(code: "c\($0)") })
      _ = try await api.create([Payee(code: "c1")])
      _ = try await api.get("")
      let stats = try await api.stats()
      let expected = [
        "records": 2, "custom_codes": 2, "double_effects": 0, "repeated_submissions": 1,
        "refused_records": 2, "requests": 3, "posts": 2, "gets": 1, "throttled": 0,
        "unauthorized": 0, "most_effects_of_a_code": 1, "codes_with_several_effects": 0,
      ]
      for (name, number) in expected { #expect(stats[name] as? Int == number, "\(name)") }
      #expect(stats["faults"] as? [String: Int] == ["refuse_records": 1])
      #expect(stats["custom_codes_by_effects"] as? [String: Int] == ["1": 2])
      #expect(stats["requests_by_kind"] as? [String: Int] == ["create": 2, "list": 1])
    }
  }

  @Test("without uniqueness the report tells what came how often")
  func effects() async throws {
    try await withSimulator(.with { $0.uniqueness = false }) { api in
      #expect(try await api.stats()["most_effects_of_a_code"] as? Int == 0)
      for codes in [["a", "b"], ["b"], ["b", "c"]] {
        _ = try await api.create(codes.map { Payee(code: $0) })
      }
      let stats = try await api.stats()
      #expect(stats["most_effects_of_a_code"] as? Int == 3)
      #expect(stats["codes_with_several_effects"] as? Int == 1)
      #expect(stats["double_effects"] as? Int == 2)
      #expect(stats["doubled_custom_codes"] as? [String] == ["b"])
    }
  }

  @Test("requests are counted by what they ask for (RequestKind)")
  func kinds() async throws {
    try await withSimulator { api in
      for path in ["", "?custom_code=a", "/services", "/status", "/1", "/custom-code/a"] {
        _ = try await api.get(path)
      }
      let kinds = try await api.stats()["requests_by_kind"] as? [String: Int] ?? [:]
      #expect(
        Set(kinds.keys)
          == Set(DataQualification.RequestKind.allCases.map(\.rawValue)).subtracting(["create"]))
      #expect(kinds.values.allSatisfy { $0 == 1 })
    }
  }
}

@Suite("FaultTally: what the faults did, in words people use")
struct FaultTallyTests {
  @Test("every kind of fault counts in the tally")
  func kinds() {
    for kind in FaultKind.allCases {
      var statistics = Statistics()
      statistics.faultCounts[kind] = 2
      let tally = FaultTally(statistics)
      #expect(!tally.isQuiet, "\(kind)")
      #expect((tally + tally).isQuiet == false)
    }
    #expect(FaultTally(Statistics()).isQuiet)
  }

  @Test("tallies add up")
  func sum() {
    var statistics = Statistics()
    statistics.faultCounts = [.truncated: 1, .dropAfterStoring: 2, .throttle: 3, .html: 4]
    statistics.repeatedCodeCount = 5
    let sum = FaultTally(statistics) + FaultTally(statistics)
    #expect(sum.droppedReplies == 6 && sum.refusedRequests == 6 && sum.misleadingAnswers == 8)
    #expect(sum.repeatedRecords == 10 && sum.delays == 0 && sum.failedRequests == 0)
  }

  @Test("the starter of the simulator receives the tally at its end")
  func told() async throws {
    let settings = SimulatorSettings.with {
      $0.faults = FaultPlan(rules: [FaultRule(.get, Fault(.late, delayMilliseconds: 0))])
    }
    let told = Mutex(FaultTally())
    try await SimulatorServer(settings: settings, onEnd: { tally in told.withLock { $0 = tally } })
      .whileRunning { port in
        _ = try await Caller.onNewConnection(port: port) { try await $0.get("/services") }
      }
    #expect(told.withLock { $0.delays } == 1)
  }
}
