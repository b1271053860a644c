import Synchronization
import Testing

@testable import Simulator

@Suite("FaultTally: what the faults did, in words people use")
struct FaultTallyTests {
  @Test("every kind of fault is told of")
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

  @Test("whoever started the simulator is told when it ends")
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
