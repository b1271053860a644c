import Foundation
import Simulator
import Testing

extension Promises {
  /// What was agreed is what is done: a sheet that is saved again at a bad moment changes nothing
  /// that was planned.
  @Suite struct PlannedIsSentTests {
    private static let people = Payee.people(60, seed: 71)
    private static let planned = Payroll(people).text
    private static let name = "payees.csv"

    /// The same length, other accounts and amounts.
    private static let edited: String = {
      let others = people.map { payee in
        var other = payee.withAccountMoved(by: 3)
        other.amount = payee.amount.map { $0 == "1" ? "2" : $0 == "2" ? "1" : $0 }
          .map(String.init).joined()
        return other
      }
      return Payroll(others).text
    }()

    /// Account, digit and amount as they were planned, by code.
    private static let agreed = Dictionary(
      uniqueKeysWithValues: people.map {
        ($0.code, [$0.account, $0.accountDigit, String(Int($0.amount.filter(\.isNumber)) ?? 0)])
      })

    enum Way: String, CaseIterable, Sendable {
      case inPlace
      case renamed
    }

    private static func save(_ text: String, _ way: Way, _ desk: Desk) throws {
      let url = URL(fileURLWithPath: desk.folder.path(name))
      guard way == .inPlace else { return try Data(text.utf8).write(to: url, options: .atomic) }
      let file = try FileHandle(forWritingTo: url)
      try file.write(contentsOf: Data(text.utf8))
      try file.truncate(atOffset: UInt64(text.utf8.count))
      try file.close()
    }

    private static func isAgreed(_ sent: [String: [String]]) -> Bool {
      sent.allSatisfy { agreed[$0.key] == $0.value }
    }

    private static let slowly = ["--rate", "8", "--batch-size", "5", "--concurrency", "1"]

    @Test(
      "Saved again at the question, nothing is sent and nobody has consented: 65",
      arguments: Way.allCases)
    func atTheQuestion(way: Way) async throws {
      #expect(Self.edited.utf8.count == Self.planned.utf8.count && Self.edited != Self.planned)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Self.planned, to: Self.name)
        let terminal = try TerminalCommand(
          desk.runArguments(Self.name, ["--service", "4"]), home: desk.folder,
          environment: ["QUALIFICA_TOKEN": Desk.token])
        #expect(try await terminal.hasShown("Type yes"))
        try Self.save(Self.edited, way, desk)
        try terminal.type("yes\n")
        let code = await terminal.end()
        #expect(code == 65, "\(terminal.shown)")
        #expect(terminal.shown.contains("Nothing of this run has been sent"))
        #expect(try await desk.statistics().posts == 0)
        try Self.save(Self.planned, way, desk)
        let resumed = try await desk.resume("payees.qualifica")
        #expect(resumed.code == 64, "\(resumed.errors)")
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test("Saved in its place while it is sent, nothing of the changed part leaves: 65")
    func whileSending() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Self.planned, to: Self.name)
        let options = ["--service", "4", "--yes"] + Self.slowly
        let running = try desk.start(desk.runArguments(Self.name, options))
        try await desk.untilSent(2, by: running)
        try Self.save(Self.edited, .inPlace, desk)
        let end = await running.end()
        #expect(end.code == 65, "\(end.errors)")
        let sent = try await desk.sent()
        #expect(!sent.isEmpty && sent.count < Self.people.count)
        #expect(Self.isAgreed(sent))
        // Who has been sent is told, and no file speaks of amounts that were not.
        #expect(end.errors.contains("Already sent: \(sent.count) records, numbers 1-\(sent.count)"))
        #expect(!desk.folder.exists("payees.qualifica/valid.csv"))
        let stuck = try await desk.resume("payees.qualifica")
        #expect(stuck.code == 65, "\(stuck.errors)")
        #expect(stuck.errors.contains("Already sent: \(sent.count) records"))
        try Self.save(Self.planned, .inPlace, desk)
        let resumed = try await desk.resume("payees.qualifica")
        #expect(resumed.code == 0, "\(resumed.errors)")
        #expect(Self.isAgreed(try await desk.sent()))
        #expect(try await desk.statistics().customCodes == Self.people.count)
      }
    }

    @Test("Another file under its name while it is sent: the planned one is sent and written")
    func renamedWhileSending() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Self.planned, to: Self.name)
        let options = ["--service", "4", "--yes"] + Self.slowly
        let running = try desk.start(desk.runArguments(Self.name, options))
        try await desk.untilSent(2, by: running)
        try Self.save(Self.edited, .renamed, desk)
        let end = await running.end()
        #expect(end.code == 0, "\(end.errors)")
        #expect(Self.isAgreed(try await desk.sent()))
        let valid = try desk.table("payees.qualifica/valid.csv")
        #expect(valid["account"] == Self.people.map(\.account))
      }
    }

    @Test("Saved in its place while verdicts are waited for, no file tells of it: 65")
    func whileWaiting() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        try desk.folder.write(Self.planned, to: Self.name)
        let running = try desk.start(
          desk.runArguments(Self.name, ["--service", "4", "--yes"]))
        #expect(try await running.hasSaid("Waiting for verdicts"))
        try Self.save(Self.edited, .inPlace, desk)
        let end = await running.end()
        #expect(end.code == 65, "\(end.errors)")
        #expect(!desk.folder.exists("payees.qualifica/valid.csv"))
        try Self.save(Self.planned, .inPlace, desk)
        let resumed = try await desk.resume("payees.qualifica")
        #expect(resumed.code == 0, "\(resumed.errors)")
        let valid = try desk.table("payees.qualifica/valid.csv")
        #expect(valid["account"] == Self.people.map(\.account))
      }
    }

    @Test("A file that grows at the question is not sent; what was planned is written: 65")
    func growing() async throws {
      try await Desk.withSimulator { desk in
        let half = Payroll(Array(Self.people.prefix(30))).text
        try desk.folder.write(half, to: Self.name)
        let terminal = try TerminalCommand(
          desk.runArguments(Self.name, ["--service", "4"]), home: desk.folder,
          environment: ["QUALIFICA_TOKEN": Desk.token])
        #expect(try await terminal.hasShown("Type yes"))
        try Self.save(Self.planned, .inPlace, desk)
        try terminal.type("yes\n")
        let code = await terminal.end()
        #expect(code == 65, "\(terminal.shown)")
        #expect(terminal.shown.contains("still being copied"))
        #expect(try await desk.statistics().posts == 0)
        #expect(try desk.table("payees.qualifica/results.csv").rows.count == 30)
        #expect(try await desk.command(["export", "payees.qualifica"]).code == 2)
        let resumed = try await desk.resume("payees.qualifica", "--yes")
        #expect(resumed.code == 65, "\(resumed.errors)")
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test("A plan of a program with other rules is not gone on with: 78")
    func otherRules() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Self.planned, to: Self.name)
        #expect(try await desk.run(Self.name, "--service", "4").code == 64)
        try await StoredJournal(desk).execute("UPDATE run SET rules = 'x', program = '0.0.9'")
        for command in [
          ["resume", "payees.qualifica", "--yes"],
          desk.runArguments(Self.name, ["--service", "4"]),
          ["export", "payees.qualifica"],
        ] {
          let end = try await desk.command(command)
          #expect(end.code == 78, "\(end.errors)")
          #expect(end.errors.contains("0.0.9"))
        }
        #expect(try await desk.statistics().posts == 0)
      }
    }
  }
}
