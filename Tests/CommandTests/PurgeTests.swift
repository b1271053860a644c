import Foundation
import Simulator
import Testing

extension Promises {
  /// After a purge a run folder tells what happened and of whom nothing.
  @Suite struct PurgeTests {
    private static let people = Payee.people(6, seed: 71).enumerated().map { number, payee in
      number == 2 ? payee.ending(.invalid) : payee
    }
    private static let run = "piped"

    private static func withFinishedRun(
      _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
      try await Desk.withSimulator { desk in
        let end = try await desk.command(
          desk.runArguments("-", ["--output", run]), input: Payroll(people).text)
        #expect(end.code == 1, "\(end.errors)")
        try await body(desk)
      }
    }

    @Test("Outputs and the copy of standard input go, the journal stays and still tells")
    func purged() async throws {
      try await Self.withFinishedRun { desk in
        let end = try await desk.command(["purge", Self.run, "--json"])
        #expect(end.code == 0, "\(end.errors)")
        let names = try desk.folder.names(in: Self.run)
          .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        #expect(names == ["journal.sqlite", "journal.sqlite-sent", "summary.json"])
        for name in try desk.folder.names(in: Self.run) {
          let content = try desk.folder.bytes(of: "\(Self.run)/\(name)")
          for payee in Self.people {
            #expect(content.range(of: Data(payee.document.utf8)) == nil, "\(name)")
            #expect(content.range(of: Data(payee.name.utf8)) == nil, "\(name)")
          }
        }
        let status = try await desk.command(["status", Self.run, "--json"])
        #expect(status.code == 0)
        let report = try Desk.object(Data(status.output.utf8))
        #expect((report["statuses"] as? [String: Int])?["valid"] == 5)
        #expect(report["purged_at"] as? String != nil)
        #expect(report["next"] == nil)
      }
    }

    @Test("A second purge has nothing to do")
    func again() async throws {
      try await Self.withFinishedRun { desk in
        #expect(try await desk.command(["purge", Self.run]).code == 0)
        let first = try desk.folder.names(in: Self.run)
        let again = try await desk.command(["purge", Self.run, "--lang", "en"])
        #expect(again.code == 0)
        #expect(again.errors.contains("Nothing personal was left"))
        #expect(try desk.folder.names(in: Self.run) == first)
      }
    }

    @Test("Nothing goes on after it, and every command says why")
    func afterwards() async throws {
      try await Self.withFinishedRun { desk in
        #expect(try await desk.command(["purge", Self.run]).code == 0)
        for command in [
          ["resume", Self.run], ["export", Self.run], ["listen", Self.run, "--listen", ":0"],
        ] {
          let end = try await desk.command(command + ["--lang", "en"])
          #expect(end.code == 64, "\(command): \(end.errors)")
          #expect(end.errors.contains("were removed on"), "\(end.errors)")
        }
        let again = try await desk.command(
          desk.runArguments("-", ["--output", Self.run]), input: Payroll(Self.people).text)
        #expect(again.code == 64, "\(again.errors)")
        #expect(!desk.folder.exists("\(Self.run)/results.csv"))
        #expect(!desk.folder.exists("\(Self.run)/standard-input"))
      }
    }

    @Test("An unfinished run keeps everything unless it is given up")
    func unfinished() async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        let before = try desk.folder.names(in: "payees.qualifica")
        let refused = try await desk.command(["purge", "payees.qualifica", "--yes"])
        #expect(refused.code == 64)
        #expect(refused.errors.contains("qualifica resume"))
        #expect(try desk.folder.names(in: "payees.qualifica") == before)
        let given = try await desk.command(["purge", "payees.qualifica", "--unfinished"])
        #expect(given.code == 0, "\(given.errors)")
        #expect(!desk.folder.exists("payees.qualifica/results.csv"))
        #expect(desk.folder.exists("payees.csv"))
      }
    }

    @Test("Exactly our files go: corrected ones and folders of fix.csv too, a like name stays")
    func wholeNames() async throws {
      try await Self.withFinishedRun { desk in
        try desk.folder.write("mine", to: "\(Self.run)/standard-input-notes.txt")
        let fix = try desk.folder.text(of: "\(Self.run)/fix.csv")
        try desk.folder.write(fix.replacing("T81", with: "T82"), to: "\(Self.run)/fix.csv")
        #expect(try await desk.run("\(Self.run)/fix.csv").code == 1)
        #expect(try await desk.command(["check", "\(Self.run)/fix.csv"]).code == 0)
        #expect(try await desk.command(["export", Self.run]).code == 1)
        #expect(desk.folder.exists("\(Self.run)/fix.edited.csv"))
        let end = try await desk.command(["purge", Self.run, "--lang", "en"])
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("left alone: standard-input-notes.txt."))
        for (name, stay) in [
          (
            "",
            [
              "fix.check", "fix.qualifica", "journal.sqlite", "standard-input-notes.txt",
              "summary.json",
            ]
          ),
          ("/fix.qualifica", ["journal.sqlite", "summary.json"]), ("/fix.check", ["summary.json"]),
        ] {
          let names = try desk.folder.names(in: Self.run + name)
            .filter { !$0.hasPrefix("journal.sqlite-") }
          #expect(names == stay)
        }
      }
    }

    @Test("A run of fix.csv that is not finished is named and keeps its files")
    func unfinishedInside() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        // Another person takes the place, and nobody consents.
        let fix = try desk.folder.text(of: "payees.qualifica/fix.csv")
        let other = Payee.people(1, seed: 72)[0].cells.joined(separator: ";")
        let cells = Self.people[2].cells.joined(separator: ";")
        try desk.folder.write(
          fix.replacing(cells, with: other), to: "payees.qualifica/fix.csv")
        let child = try await desk.run(
          "payees.qualifica/fix.csv", "--no-wait", "--service", "2")
        #expect(child.code == 64, "\(child.errors)")
        let end = try await desk.command(["purge", "payees.qualifica", "--lang", "en"])
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("payees.qualifica/fix.qualifica is not finished"))
        #expect(desk.folder.exists("payees.qualifica/fix.qualifica/input-copy"))
        #expect(!desk.folder.exists("payees.qualifica/fix.csv"))
      }
    }

    @Test("Files of other people's making are named and left alone")
    func strangers() async throws {
      try await Self.withFinishedRun { desk in
        try desk.folder.write("mine", to: "\(Self.run)/notes.txt")
        let end = try await desk.command(["purge", Self.run, "--lang", "en"])
        #expect(end.errors.contains("notes.txt"))
        #expect(try desk.folder.text(of: "\(Self.run)/notes.txt") == "mine")
        #expect(try await desk.command(["purge", "no-such-run"]).code == 66)
      }
    }
  }
}
