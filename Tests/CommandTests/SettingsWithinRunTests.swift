import Foundation
import Simulator
import Testing

extension Promises {
  /// A second `run` and `resume` heed every flag or refuse it by name.
  @Suite struct SettingsWithinRunTests {
    private static let people = Payee.people(6, seed: 91)

    /// A run whose verdicts are outstanding.
    private static func withRun(
      _ options: [String] = [], _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        let end = try await desk.command(desk.runArguments("payees.csv", ["--no-wait"] + options))
        #expect(end.code == 2, "\(end.errors)")
        try await body(desk)
      }
    }

    private static let unchangeable = [
      ["--service", "2"], ["--merchant-id", "9"], ["--batch-size", "7"], ["--batch-bytes", "9000"],
      ["--map", "name=document"], ["--encoding", "windows-1252"], ["--delimiter", ","],
      ["--digits", "strict"], ["--no-repair"], ["--fix-mojibake"], ["--amount-in-cents"],
      ["--simulate"],
      ["--environment", "production"], ["--base-url", "http://127.0.0.1:1"],
      ["--notification-url", "https://example.org/hook"], ["--banks-file", "banks.csv"],
    ]

    @Test("What cannot change is 64, named, and nothing is sent", arguments: unchangeable)
    func fixed(options: [String]) async throws {
      try await Self.withRun { desk in
        let before = try await desk.statistics()
        let resumed = try await desk.command(["resume", "payees.qualifica"] + options)
        #expect(resumed.code == 64, "\(resumed.errors)")
        #expect(resumed.errors.contains("\(options[0]) cannot change"), "\(resumed.errors)")
        #expect(resumed.lastWords.contains("qualifica resume"))
        guard options[0] != "--simulate", options[0] != "--base-url" else { return }
        let again = try await desk.command(desk.runArguments("payees.csv", options))
        #expect(again.code == 64, "\(again.errors)")
        #expect(again.errors.contains("\(options[0]) cannot change"), "\(again.errors)")
        let after = try await desk.statistics()
        #expect(after.posts == before.posts && after.gets == before.gets)
      }
    }

    @Test(
      "What says what is so already changes nothing",
      arguments: [
        ["--encoding", "UTF8"], ["--delimiter", ";"], ["--service", "1"],
        ["--digits", "confident"],
        ["--map", "name=name"], ["--environment", "sandbox"], ["--batch-size", "100"],
      ])
    func same(options: [String]) async throws {
      try await Self.withRun { desk in
        for command in [["run", "payees.csv"], ["resume", "payees.qualifica"]] {
          let end = try await desk.command(command + options + ["--no-wait"])
          #expect(end.code == 2, "\(end.errors)")
        }
      }
    }

    @Test("Pace and wait may be given anew, and a second run keeps what the first was given")
    func anew() async throws {
      try await Self.withRun { desk in
        let options = ["--rate", "3", "--concurrency", "2", "--timeout", "9s", "--wait", "0s"]
        for command in [["run", "payees.csv"], ["resume", "payees.qualifica"]] {
          let end = try await desk.command(command + options)
          #expect(end.code == 2, "\(end.errors)")
        }
      }
    }

    @Test("The environment of today does not change a run, whatever it says")
    func environment() async throws {
      try await Self.withRun { desk in
        let end = try await desk.command(
          ["resume", "payees.qualifica", "--no-wait"],
          environment: [
            "QUALIFICA_TOKEN": Desk.token, "QUALIFICA_SERVICE": "4", "QUALIFICA_ENCODING": "latin1",
            "QUALIFICA_BASE_URL": "http://127.0.0.1:1",
          ])
        #expect(end.code == 2, "\(end.errors)")
      }
    }

    // MARK: The error budget

    private static let twoRejected = people.enumerated().map { number, payee in
      number < 2 ? payee.withWrongDocument() : payee
    }

    @Test("Above the budget nothing leaves, by run, run again or resume; the sentence says how")
    func budget() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.twoRejected).text, to: "payees.csv")
        let ends = [
          try await desk.run("payees.csv", "--max-errors", "5%"),
          try await desk.run("payees.csv"),
          try await desk.resume("payees.qualifica"),
          try await desk.resume("payees.qualifica", "--max-errors", "1"),
        ]
        for end in ends {
          #expect(end.code == 3, "\(end.errors)")
          #expect(end.lastWords.contains("2 of 6 records are rejected (33.3 %)"))
          #expect(end.lastWords.contains("payees.qualifica --max-errors 2"), "\(end.lastWords)")
        }
        #expect(try await desk.statistics().posts == 0)
        let status = try await desk.command(["status", "payees.qualifica", "--json"])
        #expect(status.output.contains("payees.qualifica --max-errors 2"))
        let next = try desk.summary("payees.qualifica")["next"] as? String
        #expect(next?.hasSuffix("--max-errors 2") == true)
        let end = try await desk.resume("payees.qualifica", "--max-errors", "2")
        #expect(end.code == 1, "\(end.errors)")
        #expect(try await desk.statistics().customCodes == 4)
      }
    }

    @Test("With money the budget comes before the question")
    func budgetBeforeConsent() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.twoRejected).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--service", "4", "--yes", "--max-errors", "0")
        #expect(end.code == 3, "\(end.errors)")
        let resumed = try await desk.resume("payees.qualifica", "--yes")
        #expect(resumed.code == 3, "\(resumed.errors)")
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test("A stricter budget given anew keeps back what would be sent again")
    func resend() async throws {
      let lost = FaultRule(.post, Fault(.dropBeforeStoring), at: [1])
      try await Desk.withSimulator({ $0.faults = FaultPlan(rules: [lost]) }) { desk in
        try desk.folder.write(Payroll(Self.twoRejected).text, to: "payees.csv")
        let running = try desk.start(desk.runArguments("payees.csv"))
        #expect(try await running.hasSaid("in doubt; to prove"))
        running.signal(SIGKILL)
        _ = await running.end()
        let kept = try await desk.resume("payees.qualifica", "--max-errors", "1")
        #expect(kept.code == 3, "\(kept.errors)")
        #expect(kept.lastWords.contains("nothing more was sent"), "\(kept.errors)")
        #expect(try await desk.statistics().posts == 1)
        #expect(try await desk.resume("payees.qualifica").code == 1)
        #expect(try await desk.statistics().customCodes == 4)
      }
    }
  }
}
