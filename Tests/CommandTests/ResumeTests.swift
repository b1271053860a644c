import Foundation
import Simulator
import Testing

extension Promises {
  /// A run goes on where it stopped, on the same file and under the same settings.
  @Suite struct ResumeTests {
    private static let people = Payee.people(30, seed: 71)
    private static let outputs = ["results.csv", "valid.csv", "fix.csv", "findings.csv"]

    @Test("run again on a finished file sends nothing")
    func again() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        let before = try Self.files(desk)
        let posts = try await desk.statistics().posts
        #expect(try await desk.run("payees.csv").code == 0)
        #expect(try await desk.resume("payees.qualifica").code == 0)
        #expect(try await desk.statistics().posts == posts)
        #expect(try Self.files(desk) == before)
      }
    }

    @Test("An unfinished run goes on with run as with resume", arguments: ["run", "resume"])
    func unfinished(command: String) async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let sent = try await desk.run("payees.csv", "--no-wait")
        #expect(sent.code == 2, "\(sent.errors)")
        #expect(try desk.table("payees.qualifica/pending.csv").rows.count == Self.people.count)
        let end =
          try await command == "run"
          ? desk.run("payees.csv") : desk.resume("payees.qualifica")
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.statistics().repeatedSubmissions == 0)
        #expect(try desk.table("payees.qualifica/valid.csv").rows.count == Self.people.count)
        #expect(!desk.folder.exists("payees.qualifica/pending.csv"))
      }
    }

    @Test(
      "What a run was begun with cannot change: 64, and nothing happens",
      arguments: [
        ["--service", "4", "--yes"], ["--merchant-id", "9"], ["--batch-size", "7"],
        ["--map", "name=document"], ["--base-url", "http://127.0.0.1:1"],
      ])
    func changedSetting(options: [String]) async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        let end = try await desk.command(desk.runArguments("payees.csv", options))
        #expect(end.code == 64, "\(end.errors)")
        #expect(try await desk.statistics().records == Self.people.count)
      }
    }

    @Test("An input that changed is 65 for run and resume; put back, the run goes on")
    func changedInput() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        let original = Payroll(Self.people).text
        try desk.folder.write(original, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        try desk.folder.write(original.replacing("SAVINGS", with: "CHECKIN"), to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 65)
        #expect(try await desk.resume("payees.qualifica").code == 65)
        try desk.folder.remove("payees.csv")
        #expect(try await desk.resume("payees.qualifica").code == 66)
        try desk.folder.write(original, to: "payees.csv")
        #expect(try await desk.resume("payees.qualifica").code == 0)
      }
    }

    @Test("status says how much is left and what to do, for people and for scripts")
    func status() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        let status = ["status", "payees.qualifica"]
        let end = try await desk.command(status + ["--json"])
        #expect(end.code == 0)
        let report = try Desk.object(Data(end.output.utf8))
        #expect(report["left"] as? Int == Self.people.count)
        #expect(report["records"] as? Int == Self.people.count)
        #expect((report["statuses"] as? [String: Int])?["pending"] == Self.people.count)
        #expect((report["next"] as? String)?.hasPrefix("qualifica resume ") == true)
        #expect(try await desk.resume("payees.qualifica").code == 0)
        let after = try await desk.command(status)
        #expect(after.output.contains("\(Self.people.count)  valid"))
        #expect(!after.output.contains("resume"))
      }
    }

    @Test("export writes the same files again")
    func export() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        let before = try Self.files(desk)
        for name in Self.outputs { try desk.folder.remove("payees.qualifica/\(name)") }
        let end = try await desk.command(["export", "payees.qualifica"])
        #expect(end.code == 0, "\(end.errors)")
        #expect(try Self.files(desk) == before)
      }
    }

    @Test("Standard input is kept for the owner only, and the run can go on")
    func standardInput() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        let arguments = desk.runArguments("-", ["--output", "piped", "--no-wait"])
        let end = try await desk.command(arguments, input: Payroll(Self.people).text)
        #expect(end.code == 2, "\(end.errors)")
        #expect(try desk.folder.mode(of: "piped/standard-input") == 0o600)
        #expect(try await desk.resume("piped").code == 0)
        #expect(try desk.table("piped/valid.csv").rows.count == Self.people.count)
      }
    }

    private static func files(_ desk: Desk) throws -> [Data] {
      try outputs.map { try desk.folder.bytes(of: "payees.qualifica/\($0)") }
    }
  }
}
