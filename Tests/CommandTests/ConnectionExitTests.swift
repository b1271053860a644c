import Foundation
import Simulator
import Testing

extension PatientPromises {
  /// Exit codes that the API or another process brings about; afterwards the run can go on.
  @Suite struct ConnectionExitTests {
    private static let people = Payee.people(6, seed: 12)

    @Test("A closed port is 69, and nothing counts as sent")
    func unreachable() async throws {
      let desk = try Desk(port: try await Desk.closedPort())
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let end = try await desk.run("payees.csv")
      #expect(end.code == 69, "\(end.errors)")
      let statuses = try desk.table("payees.qualifica/results.csv")["q_status"]
      #expect(Set(statuses) == ["not_sent"])
    }

    @Test("A token the API refuses is 77; the right one goes on")
    func refusedToken() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let denied = try await desk.command(
          desk.runArguments("payees.csv"), environment: ["QUALIFICA_TOKEN": "wrong-token-77"])
        #expect(denied.code == 77, "\(denied.errors)")
        #expect(denied.errors.contains("token") && denied.errors.contains("IP"))
        #expect(denied.errors.contains("permission") && !denied.errors.contains("wrong-token-77"))
        let resumed = try await desk.resume("payees.qualifica")
        #expect(resumed.code == 0, "\(resumed.errors)")
        #expect(try await desk.statistics().doubleEffects == 0)
      }
    }

    @Test("An address the API does not allow is 77")
    func refusedAddress() async throws {
      try await Desk.withSimulator({ $0.allowedIPs = ["192.0.2.1"] }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv")
        #expect(end.code == 77, "\(end.errors)")
      }
    }

    @Test("A token refused in the middle is 77; then the run goes on and nothing is lost")
    func refusedInTheMiddle() async throws {
      let plan = FaultPlan(rules: [FaultRule(.post, Fault(.tokenRefused), from: 2, to: 4)])
      try await Desk.withSimulator({ $0.faults = plan }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--batch-size", "2", "--concurrency", "1")
        #expect(end.code == 77, "\(end.errors)")
        var code = end.code
        for _ in 0..<5 where code == 77 { code = try await desk.resume("payees.qualifica").code }
        #expect(code == 0)
        #expect(try await desk.statistics().customCodes == Self.people.count)
      }
    }

    @Test("A server that knows no such path is 78", arguments: [404, 405])
    func misdirected(status: Int) async throws {
      let nowhere = Fault(.errorBeforeStoring, status: status)
      let plan = FaultPlan(rules: [FaultRule(.post, nowhere), FaultRule(.get, nowhere)])
      try await Desk.withSimulator({ $0.faults = plan }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv")
        #expect(end.code == 78, "\(end.errors)")
        #expect(end.errors.contains("--base-url"))
      }
    }

    @Test("A wait longer than a quarter of an hour is 75", arguments: ["1200", "date+259200"])
    func comeBackLater(retryAfter: String) async throws {
      let plan = FaultPlan(rules: [FaultRule(.post, Fault(.throttle, retryAfter: retryAfter))])
      try await Desk.withSimulator({ $0.faults = plan }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv")
        #expect(end.code == 75, "\(end.errors)")
        #expect(end.errors.contains("resume"))
      }
    }

    @Test("An API that keeps failing is 3")
    func keepsFailing() async throws {
      let broken = Fault(.errorBeforeStoring, status: 500)
      let plan = FaultPlan(rules: [FaultRule(.post, broken), FaultRule(.get, broken)])
      try await Desk.withSimulator({ $0.faults = plan }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--batch-size", "1", "--timeout", "1s")
        #expect(end.code == 3, "\(end.errors)")
        #expect(end.errors.contains("qualifica resume"))
      }
    }

    @Test("A run another process holds is 75")
    func lockedFolder() async throws {
      try await Self.withWaitingRun { desk, waiting in
        for command in [["resume", "payees.qualifica"], ["export", "payees.qualifica"]] {
          let second = try await desk.command(command)
          #expect(second.code == 75, "\(command): \(second.errors)")
        }
        let again = try await desk.run("payees.csv")
        #expect(again.code == 75, "\(again.errors)")
        waiting.signal(SIGINT)
        #expect(await waiting.end().code == 130)
      }
    }

    @Test(
      "A polite signal saves everything and says how to go on",
      arguments: [(SIGINT, 130), (SIGTERM, 143)])
    func interrupted(signal: Int32, code: Int) async throws {
      try await Self.withWaitingRun { desk, waiting in
        waiting.signal(signal)
        let end = await waiting.end()
        #expect(end.code == code, "\(end.errors)")
        #expect(!end.wasKilled)
        #expect(end.lastWords.contains("qualifica resume"), "\(end.errors)")
        let results = try desk.table("payees.qualifica/results.csv")
        #expect(results["q_custom_code"] == Self.people.map(\.code))
        #expect(Set(results["q_status"]) == ["pending"])
      }
    }

    /// A run that has sent everything and waits for verdicts that do not come.
    private static func withWaitingRun(
      _ body: @escaping @Sendable (Desk, RunningCommand) async throws -> Void
    ) async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        let waiting = try desk.start(desk.runArguments("payees.csv", ["--wait", "1h"]))
        #expect(try await waiting.hasSaid("Waiting for verdicts"))
        try await body(desk, waiting)
        waiting.signal(SIGKILL)
      }
    }
  }
}
