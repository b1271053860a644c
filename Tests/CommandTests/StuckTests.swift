import Foundation
import GRDB
import Testing

extension Promises {
  /// A signal is heeded also where the command waits for something that does not come.
  @Suite struct StuckTests {
    private static let people = Payee.people(4, seed: 97)

    /// Starts the command with a full pipe, which nobody reads, as the descriptor `number`.
    private static func unread(
      _ number: Int, _ arguments: [String], _ desk: Desk
    ) throws -> RunningCommand {
      #expect(unsafe mkfifo(desk.folder.path("pipe"), 0o600) == 0)
      return try RunningCommand(
        [
          "-c", "exec 9<>pipe; head -c 65536 /dev/zero >&9; exec \"$0\" \"$@\" \(number)>&9",
          BuiltCommand.url.path,
        ] + arguments,
        home: desk.folder, executable: URL(fileURLWithPath: "/bin/bash"))
    }

    @Test(
      "Where nobody reads what it says",
      arguments: [
        (1, ["operations", "--json"]), (1, ["check", "payees.csv", "--json"]),
        (2, ["check", "payees.csv"]), (2, ["run", "payees.csv", "--simulate"]),
      ], [(SIGINT, 130), (SIGTERM, 143)])
    func unread(_ command: (Int, [String]), signal: (Int32, Int)) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let running = try Self.unread(command.0, command.1 + ["--lang", "en"], desk)
      // Nothing tells when it waits.
      try await Task.sleep(for: .milliseconds(800))
      running.signal(signal.0)
      let end = await running.end()
      #expect(end.code == signal.1 && !end.wasKilled, "\(end.code) \(end.errors)")
    }

    @Test("Where another process holds the journal", arguments: [(SIGINT, 130), (SIGTERM, 143)])
    func lockedJournal(signal: (Int32, Int)) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      #expect(try await desk.command(["run", "payees.csv", "--simulate", "--no-wait"]).code == 2)
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let other = try DatabaseQueue(
        path: desk.folder.path("payees.qualifica/journal.sqlite"), configuration: configuration)
      try await other.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
      }
      let running = try desk.start(["status", "payees.qualifica", "--lang", "en"])
      try await Task.sleep(for: .milliseconds(400))
      running.signal(signal.0)
      let end = await running.end()
      #expect(end.code == signal.1 && !end.wasKilled, "\(end.code) \(end.errors)")
      #expect(end.lastWords.contains("Interrupted"), "\(end.errors)")
      try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    }
  }
}
