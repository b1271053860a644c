import Foundation
import QualificaTestKit
import Simulator
import Testing

extension PatientPromises {
  /// A journal that is gone or older than it seems leads to look-ups, not to a plan that is sent as if
  /// nothing had been; the servers here take everything twice.
  @Suite struct LostJournalTests {
    private static let people = Payee.people(30, seed: 85)

    /// Ends a run after some batches, with its outputs written.
    private static func interrupt(
      _ desk: Desk, _ arguments: [String], after posts: () async throws -> Bool
    ) async throws {
      let running = try desk.start(arguments + ["--rate", "8", "--concurrency", "1"])
      while running.isRunning, try await !posts() { try await Task.sleep(for: .milliseconds(20)) }
      running.signal(SIGTERM)
      let end = await running.end()
      #expect(end.code == 143, "\(end.errors)")
    }

    private static func removeJournal(_ desk: Desk, _ folder: String) throws {
      for name in try desk.folder.names(in: folder) where name.hasPrefix("journal.sqlite") {
        try desk.folder.remove("\(folder)/\(name)")
      }
    }

    @Test(
      "A folder with outputs and without any journal: everything is looked up first",
      arguments: [1, 4])
    func gone(service: Int) async throws {
      try await Desk.withSimulator({ $0.uniqueness = false }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let arguments = desk.runArguments(
          "payees.csv", ["--service", "\(service)", "--yes", "--batch-size", "5"])
        try await Self.interrupt(desk, arguments) { try await desk.statistics().posts >= 3 }
        try Self.removeJournal(desk, "payees.qualifica")
        let end = try await desk.command(arguments)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("looked up at the API first"), "\(end.errors)")
        let statistics = try await desk.statistics()
        #expect(statistics.doubleEffects == 0 && statistics.customCodes == Self.people.count)
        let again = try await desk.command(arguments)
        #expect(again.code == 0 && !again.errors.contains("looked up"), "\(again.errors)")
      }
    }

    @Test(
      "What the lost run sent is paid out although the ledger has it as sent",
      arguments: [false, true])
    func withLedger(keepsCount: Bool) async throws {
      try await BuiltCommand.$hasLedger.withValue(true) {
        try await Desk.withSimulator({ $0.uniqueness = false }) { desk in
          try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
          let arguments = desk.runArguments(
            "payees.csv", ["--service", "4", "--yes", "--batch-size", "5"])
          try await Self.interrupt(desk, arguments) { try await desk.statistics().posts >= 3 }
          if keepsCount {
            try desk.folder.remove("payees.qualifica/journal.sqlite")
          } else {
            try Self.removeJournal(desk, "payees.qualifica")
          }
          let end = try await desk.command(arguments)
          #expect(end.code == 0, "\(end.errors)")
          #expect(try desk.table("payees.qualifica/payable.csv").rows.count == Self.people.count)
          #expect(try await desk.statistics().doubleEffects == 0)
        }
      }
    }

    @Test("The same of bills: nobody is billed twice")
    func bills() async throws {
      let api = BillingAPI()
      try await api.whileRunning { desk in
        try desk.folder.write(Bills(8, seed: 86).text, to: "bills.csv")
        let arguments = desk.runArguments("bills.csv", ["--operation", "charge", "--yes"])
        try await Self.interrupt(desk, arguments) { api.posts >= 3 }
        try Self.removeJournal(desk, "bills.qualifica")
        let end = try await desk.command(arguments)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("looked up at the API first"), "\(end.errors)")
        #expect(api.bills.count == 8 && api.bills.values.allSatisfy { $0 == 1 })
      }
    }

    @Test("After a rehearsal nothing is looked up: it sent nothing")
    func rehearsal() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(
          try await desk.command(["run", "payees.csv", "--simulate", "--lang", "en"]).code == 0)
        try Self.removeJournal(desk, "payees.qualifica")
        let end = try await desk.run("payees.csv")
        #expect(end.code == 0 && !end.errors.contains("looked up"), "\(end.errors)")
      }
    }

    @Test(
      "A server that was restored, which nothing shows: --look-first pays nobody twice",
      .enabled(if: PostgresServer.isWanted, Comment(rawValue: PostgresServer.missing)))
    func restoredServer() async throws {
      let server = try PostgresServer.running()
      let database = try server.databaseName()
      let terms = ["--lease", "9s", "--timeout", "2s"]
      try await Desk.withSimulator({ $0.uniqueness = false }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let arguments = desk.runArguments(
          "payees.csv",
          [
            "--journal", server.address(of: database), "--service", "4", "--batch-size", "5",
            "--rate", "8", "--concurrency", "1",
          ] + terms)
        let planned = try await desk.command(arguments)
        #expect(planned.code == 64, "\(planned.errors)")
        let words = planned.errors.split { $0 == " " || $0.isNewline }
        let place = try #require(words.firstIndex(of: "work"))
        try server.execute("CREATE DATABASE older_\(database) TEMPLATE \(database)", in: "postgres")
        try await Self.interrupt(desk, arguments + ["--yes"]) {
          try await desk.statistics().posts >= 3
        }
        let end = try await desk.command(
          [
            "resume", String(words[place + 1]), "--journal",
            server.address(of: "older_\(database)"), "--input", "payees.csv", "-o", "after",
            "--yes", "--look-first", "--lang", "en",
          ] + terms)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("looked up at the API first"), "\(end.errors)")
        let statistics = try await desk.statistics()
        #expect(statistics.doubleEffects == 0 && statistics.customCodes == Self.people.count)
      }
    }
  }
}
