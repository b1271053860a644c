import Foundation
import QualificaTestKit
import Simulator
import Testing

extension PatientPromises {
  /// What people see of a shared run, and what they are told to do next.
  @Suite(.enabled(if: PostgresServer.isWanted, Comment(rawValue: PostgresServer.missing)))
  struct SharedPeopleTests {
    private static let people = Payee.people(12, seed: 79).enumerated().map {
      $0 == 3 ? $1.ending(.invalid) : $1
    }
    private static let terms = ["--lease", "12s", "--timeout", "2s"]
    /// Nothing is settled by itself within a test.
    private static let slow = Pace(received: .seconds(3600))

    private static func arguments(_ desk: Desk, _ file: String, _ journal: String) -> [String] {
      desk.runArguments(file, ["--journal", journal, "--batch-size", "2"] + terms)
    }

    private static func code(in errors: String) throws -> String {
      let words = errors.split { $0 == " " || $0.isNewline }
      let place = try #require(words.firstIndex(of: "work"))
      return String(words[place + 1])
    }

    private static func status(
      _ desk: Desk, _ code: String, _ journal: String
    ) async throws -> [String: Any] {
      let end = try await desk.command(["status", code, "--journal", journal, "--json"])
      return try Desk.object(Data(end.output.utf8))
    }

    @Test("Two processes receive callbacks for one run, and each writes the files in the end")
    func listening() async throws {
      let journal = try PostgresServer.running().newDatabase()
      try await Desk.withSimulator({ $0.pace = Self.slow }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let sent = try await desk.command(
          Self.arguments(desk, "payees.csv", journal) + ["--no-wait"])
        #expect(sent.code == 2, "\(sent.errors)")
        let code = try Self.code(in: sent.errors)
        var listening: [(RunningCommand, CallbackSender)] = []
        for folder in ["one", "two"] {
          let port = try await Desk.closedPort()
          let command = try desk.start(
            [
              "listen", code, "--journal", journal, "--input", "payees.csv", "-o", folder,
              "--listen", "127.0.0.1:\(port)", "--lang", "en",
            ] + Self.terms)
          #expect(try await command.hasSaid("127.0.0.1:\(port)"))
          listening.append((command, CallbackSender(port: port)))
        }
        for (number, payee) in Self.people.enumerated() {
          let body = CallbackSender.body(payee.code, status: 5)
          // The same may come to both.
          for (_, sender) in number == 4 ? listening : [listening[number % 2]] {
            #expect(try await sender.post(body) == 200)
          }
        }
        for (command, _) in listening {
          let end = await command.end()
          #expect(end.code == 0, "\(end.errors)")
        }
        for folder in ["one", "two"] {
          #expect(try desk.table("\(folder)/valid.csv").rows.count == Self.people.count)
        }
        #expect(try await desk.statistics().posts == 6)
      }
    }

    @Test("A shared run receives callbacks while it sends and waits")
    func runListening() async throws {
      let (journal, port) = (
        try PostgresServer.running().newDatabase(), try await Desk.closedPort()
      )
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.command(
          Self.arguments(desk, "payees.csv", journal) + [
            "--listen", "127.0.0.1:\(port)", "--notification-url",
            "http://127.0.0.1:\(port)/hook",
          ])
        #expect(end.code == 1, "\(end.errors)")
        #expect(try desk.table("payees.qualifica/valid.csv").rows.count == 11)
      }
    }

    @Test("What is to be done next of a shared run is a command that finds it, without a password")
    func nextCommand() async throws {
      let journal = try PostgresServer.running().newDatabase()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let environment = ["QUALIFICA_TOKEN": Desk.token, "PGPASSWORD": "segredo-do-banco"]
        let end = try await desk.command(
          Self.arguments(desk, "payees.csv", journal), environment: environment)
        #expect(end.code == 1, "\(end.errors)")
        #expect(!end.errors.contains("segredo-do-banco"))
        let told = try #require(end.errors.split(separator: "then: ").last)
        #expect(told.contains("--journal") && told.contains("--lease 12s"), "\(told)")
        let words = told.split { $0 == " " || $0.isNewline }
          .map { $0.filter { $0 != "'" } }
        let again = try await desk.command(
          Array(words.dropFirst()) + Desk.pace, environment: environment)
        #expect(again.code == 1, "\(again.errors)")
        let codes = [try Self.code(in: end.errors), try Self.code(in: again.errors)]
        #expect(codes[0] != codes[1])
        let second = try await Self.status(desk, codes[1], journal)
        #expect(second["records"] as? Int == 1)
      }
    }

    @Test("status shows processes, claims and pace; requests of all processes are added up")
    func status() async throws {
      let server = try PostgresServer.running()
      let database = try server.databaseName()
      let journal = server.address(of: database)
      let plan = FaultPlan(rules: [FaultRule(.post, Fault(.throttle, retryAfter: "600"), at: [3])])
      try await Desk.withSimulator({ $0.faults = plan }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let run = try desk.start(Self.arguments(desk, "payees.csv", journal) + ["--rate", "20"])
        #expect(try await run.hasSaid("qualifica work "))
        let code = try Self.code(in: run.errors)
        var report: [String: Any] = [:]
        repeat {
          report = try await Self.status(desk, code, journal)
        } while (report["pace"] as? [String: Any])?["closed_until"] == nil && run.isRunning
        let pace = try #require(report["pace"] as? [String: Any])
        #expect(pace["rate"] as? Double == 20)
        #expect(try #require(pace["lowered_rate"] as? Double) < 20)
        #expect((report["workers"] as? [[String: Any]])?.first?["claims"] is Int)
        let text = try await desk.command(
          ["status", code, "--journal", journal, "--lang", "pt-BR"])
        #expect(text.output.contains("ritmo: 20") && text.output.contains("nada sai antes de"))
        run.signal(SIGTERM)
        #expect(await run.end().code == 143)
        try server.execute("UPDATE qualifica.quota SET closed_until = NULL", in: database)
        let end = try await desk.command(
          ["resume", code, "--journal", journal, "--input", "payees.csv", "--lang", "en"]
            + Self.terms)
        #expect(end.code == 1, "\(end.errors)")
        let figures = try #require(
          try await Self.status(desk, code, journal)["figures"] as? [String: Any])
        #expect(figures["processes"] as? Int == 2)
        let requests = try #require(figures["requests"] as? [String: Any])
        let seen = try await desk.statistics()
        #expect(requests["sent"] as? Int == seen.posts + seen.gets)
      }
    }
  }
}
