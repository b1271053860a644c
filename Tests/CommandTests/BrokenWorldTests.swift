import Foundation
import Simulator
import Testing

extension PatientPromises {
  /// Full disks, closed outputs, impatient people and broken journals: nothing is sent twice,
  /// nothing is lost, and the last line says what to do.
  @Suite struct BrokenWorldTests {
    private static let people = Payee.people(120, seed: 91)

    /// From a disk that cannot hold the plan to one that lacks room for the outputs.
    @Test("A full disk is 74; with room the run goes on", arguments: [16, 60, 140, 200, 260])
    func fullDisk(blocks: Int) async throws {
      try await Desk.withSimulator({ $0.uniqueness = false }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let arguments = desk.runArguments("payees.csv", ["--batch-size", "5"])
        let full = try await Self.shell("ulimit -f \(blocks); exec \"$0\" \"$@\"", arguments, desk)
        #expect(full.code == 74, "\(full.errors)")
        #expect(!full.lastWords.isEmpty)
        let end = try await desk.command(arguments)
        #expect(end.code == 0, "\(end.errors)")
        let statistics = try await desk.statistics()
        #expect(statistics.doubleEffects == 0)
        #expect(statistics.customCodes == Self.people.count)
        #expect(try desk.table("payees.qualifica/valid.csv").rows.count == Self.people.count)
      }
    }

    @Test("A workbook that does not fit is told in our words alone")
    func fullDiskOfAWorkbook() async throws {
      try await Desk.withSimulator { desk in
        let end = try await Self.shell(
          "ulimit -f 2; exec \"$0\" \"$@\"",
          ["template", "charge", "--output", "charges.xlsx", "--lang", "en"], desk)
        #expect(end.code == 74)
        #expect(end.errors.contains("charges.xlsx failed: File too large"), "\(end.errors)")
        #expect(!end.errors.contains("[ERROR]") && !end.errors.contains("zip"), "\(end.errors)")
      }
    }

    @Test("With all descriptors closed no message ends up in a file or a connection")
    func closedDescriptors() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let arguments = desk.runArguments("payees.csv", ["--json", "-v"])
        let end = try await Self.shell("exec \"$0\" \"$@\" <&- >&- 2>&-", arguments, desk)
        #expect(end.code == 74)
        let results = try desk.table("payees.qualifica/results.csv")
        #expect(results["custom_code"] == Self.people.map(\.code))
        #expect(Set(results["q_status"]) == ["valid"])
        #expect(try await desk.resume("payees.qualifica").code == 0)
      }
    }

    @Test(
      "A second signal leaves at once, and that is safe",
      arguments: [(SIGINT, 130), (SIGTERM, 143)])
    func impatience(signal: Int32, code: Int) async throws {
      let late = FaultRule(.post, Fault(.late, delayMilliseconds: 9_000), at: [1])
      try await Desk.withSimulator({
        $0.uniqueness = false
        $0.faults = FaultPlan(rules: [late])
      }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let running = try desk.start(
          desk.runArguments("payees.csv", ["--concurrency", "1", "--timeout", "30s"]))
        while try await desk.statistics().posts == 0 {
          try await Task.sleep(for: .milliseconds(20))
        }
        running.signal(signal)
        try await Task.sleep(for: .milliseconds(300))
        let before = ContinuousClock.now
        running.signal(signal)
        let end = await running.end()
        #expect(end.code == code && !end.wasKilled, "\(end.errors)")
        #expect(ContinuousClock.now - before < .seconds(5))
        let resumed = try await desk.resume("payees.qualifica")
        #expect(resumed.code == 0, "\(resumed.errors)")
        #expect(try await desk.statistics().repeatedSubmissions == 0)
      }
    }

    @Test("A pause of days is kept: resume is 75 again and asks the API nothing")
    func longPause() async throws {
      let busy = FaultRule(.post, Fault(.throttle, retryAfter: "259200"))
      try await Desk.withSimulator({ $0.faults = FaultPlan(rules: [busy]) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let first = try await desk.run("payees.csv", "--concurrency", "1")
        #expect(first.code == 75, "\(first.errors)")
        let before = try await desk.statistics()
        let second = try await desk.resume("payees.qualifica")
        #expect(second.code == 75, "\(second.errors)")
        #expect(second.errors.contains("Resume after"))
        #expect(second.lastWords.hasPrefix("Next: qualifica resume "))
        let after = try await desk.statistics()
        #expect(after.posts == before.posts && after.gets == before.gets)
      }
    }

    @Test("A damaged journal is 65 and stays as it is", arguments: [0, 3_000])
    func damagedJournal(kept: Int) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        let path = URL(fileURLWithPath: desk.folder.path("payees.qualifica/journal.sqlite"))
        let damaged = try Data(contentsOf: path).prefix(kept)
        try damaged.write(to: path)
        for command in [["resume", "payees.qualifica"], desk.runArguments("payees.csv")] {
          let end = try await desk.command(command)
          #expect(end.code == 65, "\(end.errors)")
          #expect(end.lastWords.contains("move the folder away"))
          #expect(try Data(contentsOf: path) == damaged)
        }
      }
    }

    @Test("A lost journal: the same codes, other batches")
    func lostJournal() async throws {
      try await Desk.withSimulator { desk in
        let payees = Payroll(Array(Self.people.prefix(12))) { $0.hasCodes = false }
        try desk.folder.write(payees.text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        let before = try desk.table("payees.qualifica/results.csv")
        try desk.folder.remove("payees.qualifica/journal.sqlite")
        let again = try await desk.run("payees.csv")
        #expect(again.code == 0, "\(again.errors)")
        let after = try desk.table("payees.qualifica/results.csv")
        #expect(after["q_custom_code"] == before["q_custom_code"])
        #expect(Set(after["q_batch_code"]).isDisjoint(with: before["q_batch_code"]))
        #expect(try await desk.statistics().doubleEffects == 0)
      }
    }

    @Test("A run that was killed before it began says so; run begins it")
    func notBegun() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try FileManager.default.createDirectory(
          atPath: desk.folder.path("payees.qualifica"), withIntermediateDirectories: false)
        try desk.folder.write("", to: "payees.qualifica/journal.sqlite")
        let resumed = try await desk.resume("payees.qualifica")
        #expect(resumed.code == 66, "\(resumed.errors)")
        #expect(resumed.lastWords.contains("nothing was sent"))
        #expect(resumed.lastWords.contains("qualifica run FILE"))
        #expect(try await desk.run("payees.csv").code == 0)
      }
    }

    private static func shell(
      _ script: String, _ arguments: [String], _ desk: Desk
    ) async throws -> CommandEnd {
      try await RunningCommand(
        ["-c", script, BuiltCommand.url.path] + arguments, home: desk.folder,
        environment: ["QUALIFICA_TOKEN": Desk.token],
        executable: URL(fileURLWithPath: "/bin/sh")
      ).end()
    }
  }
}
