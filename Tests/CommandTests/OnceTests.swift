import Foundation
import Simulator
import Testing

extension PatientPromises {
  /// At most one effect per code, and no record forgotten, whatever the network does. The
  /// simulator stores every record as often as it is sent.
  @Suite struct OnceTests {
    private static let people = Payee.people(90, seed: 21).enumerated().map { number, payee in
      switch number {
      case 17: payee.ending(.invalid)
      case 68: payee.ending(.notVerifiable)
      case 81: payee.ending(.refused)
      default: payee
      }
    }

    /// What tempts a client to send again.
    private static func temptations(seed: UInt64) -> FaultPlan {
      FaultPlan(
        seed: seed,
        rules: [
          FaultRule(.post, Fault(.dropAfterStoring), at: [1]),
          FaultRule(.post, Fault(.dropAfterStoring), probability: 0.12),
          FaultRule(.post, Fault(.errorAfterStoring), probability: 0.08),
          FaultRule(.post, Fault(.errorAfterStoring, status: 502), probability: 0.05),
          FaultRule(.post, Fault(.late, delayMilliseconds: 1600), probability: 0.05),
          FaultRule(.post, Fault(.truncated), probability: 0.08),
          FaultRule(.post, Fault(.html), probability: 0.04),
          FaultRule(.post, Fault(.dropBeforeStoring), probability: 0.06),
          FaultRule(.post, Fault(.throttle, retryAfter: "1"), probability: 0.04),
          FaultRule(.get, Fault(.dropBeforeStoring), probability: 0.03),
        ])
    }

    @Test("Stored and not answered is looked up, never sent again", arguments: [1, 2])
    func atMostOneEffect(seed: UInt64) async throws {
      try await Desk.withSimulator(Self.forgiving(seed)) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let first = try await desk.run("payees.csv", "--batch-size", "10", "--timeout", "1s")
        let code = try await Self.settle(desk, after: first)
        #expect(code == 1)
        let statistics = try await desk.statistics()
        #expect(statistics.doubleEffects == 0)
        #expect(statistics.repeatedSubmissions == 0)
        #expect(statistics.faults["drop_after_storing"] ?? 0 > 0)
        try Self.expectEveryRecordOnce(desk)
      }
    }

    @Test("The canary: a client that sends again blindly does pay twice", arguments: [1, 2])
    func blindClient(seed: UInt64) async throws {
      try await Desk.withSimulator(Self.forgiving(seed)) { desk in
        let client = BlindClient(port: desk.port ?? 0, token: Desk.token)
        try await client.send(Array(Self.people.prefix(20)), batchSize: 10)
        #expect(try await desk.statistics().doubleEffects > 0)
      }
    }

    @Test("A lost journal: the same file again doubles nothing")
    func lostJournal() async throws {
      try await Desk.withSimulator { desk in
        let people = Array(Self.people.prefix(30).filter { Self.status($0) == "valid" })
        try desk.folder.write(Payroll(people) { $0.hasCodes = false }.text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        let before = try desk.table("payees.qualifica/results.csv")
        try desk.folder.remove("payees.qualifica")
        let again = try await desk.run("payees.csv")
        #expect(again.code == 0, "\(again.errors)")
        let after = try desk.table("payees.qualifica/results.csv")
        #expect(after["q_custom_code"] == before["q_custom_code"])
        #expect(after["q_status"] == before["q_status"])
        #expect(try await desk.statistics().records == people.count)
      }
    }

    private static func forgiving(_ seed: UInt64) -> (inout SimulatorSettings) -> Void {
      { settings in
        settings.uniqueness = false
        settings.faults = temptations(seed: seed)
      }
    }

    /// Resumes until the run is over.
    private static func settle(_ desk: Desk, after first: CommandEnd) async throws -> Int {
      var end = first
      for _ in 0..<8 where [2, 3, 69].contains(end.code) {
        end = try await desk.resume("payees.qualifica")
      }
      #expect(end.code < 3, "\(end.errors)")
      return end.code
    }

    private static func expectEveryRecordOnce(_ desk: Desk) throws {
      let results = try desk.table("payees.qualifica/results.csv")
      #expect(results["custom_code"] == people.map(\.code))
      #expect(results["q_custom_code"] == people.map(\.code))
      #expect(results["q_status"] == people.map(status))
    }

    /// What the simulator has in store for a payee.
    private static func status(_ payee: Payee) -> String {
      switch TestOutcome(rawValue: String(payee.name.suffix(3))) {
      case .invalid: "invalid"
      case .notVerifiable: "not_verifiable"
      case .refused: "refused"
      default: "valid"
      }
    }
  }
}
