import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// Several processes share one run on a server that the tests start.
  @Suite(.enabled(if: PostgresServer.isWanted, Comment(rawValue: PostgresServer.missing)))
  struct SharedRunTests {
    private static let people = Payee.people(60, seed: 77)
    /// A worker that ends is followed after some seconds.
    private static let terms = ["--lease", "9s", "--timeout", "2s"]

    private func begin(_ desk: Desk, _ journal: String, _ options: String...) throws
      -> RunningCommand
    {
      try desk.start(
        desk.runArguments("payees.csv", ["--journal", journal, "--batch-size", "3"])
          + Self.terms + options)
    }

    /// The code of the run, once the run has said it.
    private func code(of run: RunningCommand) async throws -> String {
      #expect(try await run.hasSaid("qualifica work "))
      let words = run.errors.split { $0 == " " || $0.isNewline }
      let place = try #require(words.firstIndex(of: "work"))
      return String(words[place + 1])
    }

    private func work(_ desk: Desk, _ code: String, _ journal: String) throws -> RunningCommand {
      try desk.start(
        ["work", code, "--journal", journal, "--input", "payees.csv", "--lang", "en"] + Self.terms)
    }

    @Test("Several processes send every record once, and the files are those of one process")
    func several() async throws {
      let journal = try PostgresServer.running().newDatabase()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let run = try begin(desk, journal, "--rate", "30")
        let code = try await code(of: run)
        let workers = try (1...2).map { _ in try work(desk, code, journal) }
        #expect(await run.end().code == 0)
        for worker in workers { #expect(await worker.end().code == 0) }
        let figures = try await desk.statistics()
        #expect(figures.doubleEffects == 0)
        let shared = try desk.table("payees.qualifica/valid.csv")
        #expect(shared.rows.count == 60)
        let status = try await desk.command(["status", code, "--journal", journal, "--json"])
        let report = try Desk.object(Data(status.output.utf8))
        #expect(report["state"] as? String == "finished")
        let requests = (report["figures"] as? [String: Any])?["requests"] as? [String: Any]
        #expect(requests?["sent"] as? Int == figures.posts + figures.gets, "\(report)")
      }
    }

    @Test(
      "What a killed process left is looked up and sent once; the next process goes on by itself")
    func killed() async throws {
      let journal = try PostgresServer.running().newDatabase()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let run = try begin(desk, journal, "--rate", "30")
        let code = try await code(of: run)
        try await desk.untilSent(5, by: run)
        run.signal(SIGKILL)
        #expect(await run.end().wasKilled)
        let worker = try await work(desk, code, journal).end()
        #expect(worker.code == 0, "\(worker.errors)")
        let export = try await desk.command([
          "export", code, "--journal", journal, "--input", "payees.csv", "-o", "files",
        ])
        #expect(export.code == 0, "\(export.errors)")
        #expect(try desk.table("files/valid.csv").rows.count == 60)
        let figures = try await desk.statistics()
        #expect(figures.doubleEffects == 0)
      }
    }

    @Test(
      "A process that is cut off from the server goes on when it is back; others send meanwhile")
    func cutOff() async throws {
      let server = try PostgresServer.running()
      let database = try server.databaseName()
      let proxy = try CuttingProxy(to: server.folder)
      defer { proxy.end() }
      let (journal, behind) = (
        server.address(of: database), "postgres://qualifica@/\(database)?host=\(proxy.folder)"
      )
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let run = try begin(desk, journal, "--rate", "5")
        let code = try await code(of: run)
        let worker = try work(desk, code, behind)
        try await desk.untilSent(4, by: run)
        proxy.sever()
        try await desk.untilSent(12, by: run)
        proxy.restore()
        #expect(await run.end().code == 0)
        let end = await worker.end()
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.statistics().doubleEffects == 0)
        #expect(try desk.table("payees.qualifica/valid.csv").rows.count == 60)
      }
    }

    @Test("The same file is joined and not planned again, and another file is refused")
    func joined() async throws {
      let journal = try PostgresServer.running().newDatabase()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try desk.folder.write(Payroll(Self.people).text, to: "same.csv")
        try desk.folder.write(Payroll(Payee.people(61, seed: 78)).text, to: "other.csv")
        let first = try await begin(desk, journal).end()
        let posts = try await desk.statistics().posts
        let second = try await desk.command(
          desk.runArguments("same.csv", ["--journal", journal, "--batch-size", "3"] + Self.terms))
        #expect(first.code == 0 && second.code == 0, "\(second.errors)")
        #expect(try await desk.statistics().posts == posts)
        let code = String(first.errors.split(separator: "qualifica work ")[1].prefix { $0 != " " })
        let other = try await desk.command(
          ["work", code, "--journal", journal, "--input", "other.csv"] + Self.terms)
        #expect(other.code == 65)
      }
    }

    @Test("The error budget of a process that joins holds for it")
    func budget() async throws {
      let journal = try PostgresServer.running().newDatabase()
      try await Desk.withSimulator { desk in
        let people = Self.people.prefix(5) + [Self.people[5].withWrongDocument()]
        try desk.folder.write(Payroll(Array(people)).text, to: "payees.csv")
        func run(_ options: [String]) async throws -> CommandEnd {
          try await desk.command(
            desk.runArguments("payees.csv", ["--journal", journal, "--service", "4"] + options)
              + Self.terms)
        }
        #expect(try await run([]).code == 64)
        let end = try await run(["--yes", "--max-errors", "0"])
        #expect(end.code == 3, "\(end.errors)")
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test("The same sheet of bills is joined later, too, and bills nobody twice")
    func joinedLater() async throws {
      let server = try PostgresServer.running()
      let database = try server.databaseName()
      let api = BillingAPI()
      try await api.whileRunning { desk in
        try desk.folder.write(Bills(3, seed: 31).text, to: "bills.csv")
        let options =
          ["--operation", "charge", "--yes", "--journal", server.address(of: database)]
          + Self.terms
        let first = try await desk.command(desk.runArguments("bills.csv", options))
        #expect(first.code == 0, "\(first.errors)")
        // It began before this minute.
        try server.execute(
          """
          UPDATE qualifica.run SET operation_settings = regexp_replace(
            operation_settings, '"begunAt":"[^"]*"', '"begunAt":"2026-01-05T09:41"')
          """, in: database)
        let second = try await desk.command(
          desk.runArguments("bills.csv", options + ["-o", "elsewhere"]))
        #expect(second.code == 0, "\(second.errors)")
        #expect(api.bills.count == 3 && api.bills.values.allSatisfy { $0 == 1 })
        #expect(try server.ask("SELECT count(*) FROM qualifica.run", in: database) == ["1"])
      }
    }

    @Test("Nobody's data stands in the database, and neither the key nor a path")
    func nothingPersonal() async throws {
      let server = try PostgresServer.running()
      let journal = try server.newDatabase()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await begin(desk, journal).end().code == 0)
        let dump = try server.dump(journal)
        #expect(dump.contains("settled"))
        for payee in Self.people {
          #expect(!dump.contains(payee.name) && !dump.contains(payee.document))
        }
        #expect(!dump.contains(Desk.token) && !dump.contains("payees.csv"))
      }
    }

    @Test("A claim that is shorter than a request, and a password in the address, are refused")
    func refused() async throws {
      let journal = try PostgresServer.running().newDatabase()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let short = try await desk.command(
          desk.runArguments("payees.csv", ["--journal", journal, "--lease", "2s"]))
        #expect(short.code == 64 && short.errors.contains("--lease"), "\(short.errors)")
        let password = try await desk.command(
          desk.runArguments("payees.csv", ["--journal", "postgres://ana:segredo@127.0.0.1/x"]))
        #expect(password.code == 64 && !password.errors.contains("segredo"), "\(password.errors)")
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test(
      "The library of PostgreSQL is opened for a journal on a server only, and named where it is missing"
    )
    func library() async throws {
      let desk = try Desk()
      let loaded = try await desk.command(
        ["rules"], environment: ["LD_TRACE_LOADED_OBJECTS": "1"])
      #expect(loaded.output.contains("libsqlite3") && !loaded.output.contains("libpq"))
      // A file that is no library stands before the system's own.
      try desk.folder.write("", to: "libpq.so.5")
      let search = [
        desk.folder.path, ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
      ].joined(separator: ":")
      let missing = try await desk.command(
        ["status", "R1", "--journal", "postgres://ana@127.0.0.1/x", "--lang", "en"],
        environment: ["LD_LIBRARY_PATH": search])
      #expect(missing.code == 78, "\(missing.code)")
      #expect(missing.errors.contains("apt install libpq5"), "\(missing.errors)")
    }
  }
}
