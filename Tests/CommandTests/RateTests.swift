import Foundation
import Simulator
import Testing

extension Promises {
  /// `--rate` holds for all requests together, in any second.
  @Suite struct RateTests {
    private static let people = Payee.people(240, seed: 41)

    @Test("Never more requests in a second than --rate and one", arguments: [10, 25])
    func rate(_ rate: Int) async throws {
      // In a process of its own: what it counts is when requests come, not when a busy test sees them.
      let home = try TemporaryFolder()
      let options = ["--enforce-rate", "\(rate)", "--token", Desk.token]
      try await SimulatorProcess.withRunning(options, home: home) { simulator in
        let desk = try Desk(port: simulator.port)
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run(
          "payees.csv", "--rate", "\(rate)", "--batch-size", "8", "--timeout", "20s")
        #expect(end.code == 0, "\(end.errors)")
        let statistics = try await desk.statistics()
        #expect(statistics.peakRequestsPerSecond <= rate + 1)
        #expect(statistics.throttled == 0)
        #expect(statistics.posts == 30)
      }
    }

    @Test("After 429 and 503 with Retry-After the same codes are sent again, once")
    func throttled() async throws {
      let plan = FaultPlan(rules: [
        FaultRule(.post, Fault(.throttle, retryAfter: "1"), at: [2]),
        FaultRule(.post, Fault(.throttle, status: 503, retryAfter: "date+2"), at: [5]),
        FaultRule(.post, Fault(.throttle, retryAfter: "-5"), at: [8]),
      ])
      try await Desk.withSimulator({
        $0.uniqueness = false
        $0.faults = plan
      }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--batch-size", "20")
        #expect(end.code == 0, "\(end.errors)")
        let statistics = try await desk.statistics()
        #expect(statistics.throttled == 3)
        #expect(statistics.posts == 15)
        #expect(statistics.doubleEffects == 0)
      }
    }
  }
}
