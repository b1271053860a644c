import Foundation
import QualificaTestKit
import Testing

extension PatientPromises {
  /// What becomes of a shared run when its server is not as it should be.
  @Suite(.enabled(if: PostgresServer.isWanted, Comment(rawValue: PostgresServer.missing)))
  struct SharedServerTests {
    private static let people = Payee.people(60, seed: 83)
    private static let terms = ["--lease", "9s", "--timeout", "2s"]

    private static func arguments(_ desk: Desk, _ journal: String) -> [String] {
      desk.runArguments("payees.csv", ["--journal", journal, "--batch-size", "3"] + terms)
    }

    private static func code(of run: RunningCommand) async throws -> String {
      #expect(try await run.hasSaid("qualifica work "))
      let words = run.errors.split { $0 == " " || $0.isNewline }
      let place = try #require(words.firstIndex(of: "work"))
      return String(words[place + 1])
    }

    @Test(
      "A pooler that gives each transaction another connection may stand before the server",
      .enabled(if: PostgresServer.hasPooler, Comment(rawValue: PostgresServer.missingPooler)))
    func pooler() async throws {
      let journal = try PostgresServer.running().pooledDatabase()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let run = try desk.start(Self.arguments(desk, journal) + ["--rate", "30"])
        let code = try await Self.code(of: run)
        let worker = try desk.start(
          ["work", code, "--journal", journal, "--input", "payees.csv", "--lang", "en"]
            + Self.terms)
        for command in [run, worker] {
          let end = await command.end()
          #expect(end.code == 0, "\(end.errors)")
        }
        let figures = try await desk.statistics()
        #expect(figures.doubleEffects == 0 && figures.customCodes == Self.people.count)
      }
    }

    @Test("A user without grants is told which file grants them, and nothing is sent")
    func wrongGrants() async throws {
      let server = try PostgresServer.running()
      let database = try server.databaseName()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        // The first run makes the tables.
        let owner = try await desk.command(Self.arguments(desk, server.address(of: database)))
        #expect(owner.code == 0, "\(owner.errors)")
        try server.execute("CREATE ROLE stranger_\(database) LOGIN", in: database)
        let posts = try await desk.statistics().posts
        let end = try await desk.command(
          Self.arguments(desk, server.address(of: database, as: "stranger_\(database)")))
        #expect(end.code == 78, "\(end.errors)")
        #expect(end.errors.contains("schemas/journal.postgres.sql"), "\(end.errors)")
        #expect(try await desk.statistics().posts == posts)
      }
    }

    @Test("A run that others changed is damaged or another one, and nothing is sent")
    func changedRun() async throws {
      let server = try PostgresServer.running()
      let database = try server.databaseName()
      let journal = server.address(of: database)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let first = try desk.start(Self.arguments(desk, journal))
        let code = try await Self.code(of: first)
        #expect(await first.end().code == 0)
        let posts = try await desk.statistics().posts
        for change in ["variant = '9'", "operation = 'charge'", "operation_settings = '[['"] {
          try server.execute("UPDATE qualifica.run SET \(change)", in: database)
          for command in ["status", "resume"] {
            let input = command == "resume" ? ["--input", "payees.csv"] : []
            let end = try await desk.command(
              [command, code, "--journal", journal, "--lang", "en"] + input)
            #expect(end.code == 65, "\(change) \(command): \(end.code) \(end.errors)")
          }
        }
        #expect(try await desk.statistics().posts == posts)
      }
    }

    @Test("Tables of a later version are refused with a sentence, and nothing is sent")
    func otherFormat() async throws {
      let server = try PostgresServer.running()
      let database = try server.databaseName()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(
          try await desk.command(Self.arguments(desk, server.address(of: database))).code == 0)
        try server.execute("UPDATE qualifica.format SET version = 99", in: database)
        let posts = try await desk.statistics().posts
        let end = try await desk.command(Self.arguments(desk, server.address(of: database)))
        #expect(end.code == 65 && end.errors.contains("99"), "\(end.errors)")
        #expect(try await desk.statistics().posts == posts)
      }
    }

    @Test("A process whose server lost its standby ends soon when it is told to, with its files")
    func standbyGone() async throws {
      let server = try PostgresServer()
      let journal = try server.newDatabase()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let run = try desk.start(Self.arguments(desk, journal) + ["--rate", "5"])
        let code = try await Self.code(of: run)
        try await desk.untilSent(4, by: run)
        try server.loseStandby(true)
        while try server.waitingCommits() == 0 { await Task.yield() }
        run.signal(SIGINT)
        let end = await run.end()
        #expect(end.code == 130, "\(end.errors)")
        #expect(try desk.table("payees.qualifica/results.csv").rows.count == 60)
        #expect(try desk.table("payees.qualifica/pending.csv").rows.count > 20)
        try server.loseStandby(false)
        let rest = try await desk.command(
          ["resume", code, "--journal", journal, "--input", "payees.csv", "-o", "rest"]
            + Self.terms)
        #expect(rest.code == 0, "\(rest.errors)")
        let figures = try await desk.statistics()
        #expect(figures.doubleEffects == 0 && figures.customCodes == Self.people.count)
      }
    }

    @Test("Two processes come to what one comes to, record by record")
    func equal() async throws {
      let journal = try PostgresServer.running().newDatabase()
      var people = Self.people
      for (number, verdict) in [(4, TestOutcome.invalid), (9, .notVerifiable), (33, .invalid)] {
        people[number] = people[number].ending(verdict)
      }
      people[20] = people[20].withWrongDocument()
      let rows = people
      var results: [[[String]]] = []
      for isShared in [true, false] {
        let columns = try await Self.results(of: rows, at: isShared ? journal : nil)
        results.append(columns)
      }
      #expect(results[0] == results[1])
    }

    private static func results(of people: [Payee], at journal: String?) async throws -> [[String]]
    {
      let columns = Columns()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        if let journal {
          let run = try desk.start(arguments(desk, journal) + ["--rate", "30"])
          let code = try await code(of: run)
          let worker = try desk.start(
            ["work", code, "--journal", journal, "--input", "payees.csv", "--lang", "en"] + terms)
          #expect(await run.end().code == 1)
          #expect(await worker.end().code == 1)
        } else {
          #expect(try await desk.run("payees.csv", "--batch-size", "3").code == 1)
        }
        let table = try desk.table("payees.qualifica/results.csv")
        await columns.set(
          ["q_line", "q_status", "q_code", "q_field", "q_custom_code", "q_status_id", "q_attempts"]
            .map { table[$0] })
      }
      return await columns.values
    }

    private actor Columns {
      var values: [[String]] = []

      func set(_ values: [[String]]) { self.values = values }
    }
  }
}
