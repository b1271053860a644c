import Foundation
import Simulator
import Testing

extension PatientPromises {
  /// Callbacks settle a run: signed ones only, once, whatever else knocks.
  @Suite struct ListenTests {
    private static let people = Payee.people(8, seed: 66).enumerated().map { number, payee in
      switch number {
      case 2: payee.ending(.invalid)
      case 5: payee.ending(.notVerifiable)
      default: payee
      }
    }
    private static let verdicts = [
      "valid", "valid", "invalid", "valid", "valid", "not_verifiable", "valid", "valid",
    ]
    /// Nothing is settled by itself within a test.
    private static let slow = Pace(received: .seconds(3600))

    @Test("The simulator's own callbacks settle a run that nobody polls for")
    func listen() async throws {
      let port = try await Desk.closedPort()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let url = "http://127.0.0.1:\(port)/hook"
        let sent = try await desk.run("payees.csv", "--no-wait", "--notification-url", url)
        #expect(sent.code == 2, "\(sent.errors)")
        // Polling begins after half a minute: by then the test has given up.
        let end = try await desk.command(
          ["listen", "payees.qualifica", "--listen", "127.0.0.1:\(port)", "--lang", "en"])
        #expect(end.code == 1, "\(end.errors)")
        #expect(try desk.table("payees.qualifica/results.csv")["q_status"] == Self.verdicts)
        #expect(try await desk.statistics().posts == 1)
      }
    }

    @Test("A run receives callbacks while it submits and waits")
    func runListening() async throws {
      let port = try await Desk.closedPort()
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run(
          "payees.csv", "--listen", "127.0.0.1:\(port)", "--notification-url",
          "http://127.0.0.1:\(port)/hook", "--batch-size", "2")
        #expect(end.code == 1, "\(end.errors)")
        #expect(try desk.table("payees.qualifica/results.csv")["q_status"] == Self.verdicts)
        #expect(try await desk.statistics().doubleEffects == 0)
      }
    }

    @Test("Only signed callbacks are believed; replays and older messages undo nothing")
    func signatures() async throws {
      try await Self.whileListening { desk, listening, sender in
        let valid = CallbackSender.body(Self.people[0].code, status: 5)
        let older = CallbackSender.body(Self.people[0].code, status: 999)
        let foreign = CallbackSender.body("code-of-another-run", status: 5)
        let wrong = CallbackSender.signature(of: older, token: Desk.token)
        #expect(try await sender.post(valid, authorization: "Bearer \(Desk.token)") == 401)
        #expect(try await sender.post(valid, authorization: wrong) == 401)
        #expect(try await sender.post(foreign, authorization: wrong) == 401)
        #expect(try await sender.post("{}") == 400)
        #expect(try await Self.count("valid", desk) == 0)
        for body in [valid, valid, older, foreign] {
          #expect(try await sender.post(body) == 200)
        }
        #expect(try await Self.count("valid", desk) == 1)
        listening.signal(SIGTERM)
        let end = await listening.end()
        #expect(end.code == 143, "\(end.errors)")
        #expect(end.lastWords.contains("qualifica resume"))
        #expect(!end.errors.contains(Desk.token))
        let statuses = try desk.table("payees.qualifica/results.csv")["q_status"]
        #expect(statuses == ["valid"] + Array(repeating: "pending", count: 7))
      }
    }

    @Test("What was answered with 200 survives the end of the process")
    func durable() async throws {
      try await Self.whileListening { desk, listening, sender in
        for payee in Self.people {
          let told = try await sender.post(CallbackSender.body(payee.code, status: 7))
          #expect(told == 200)
          if payee == Self.people[4] { break }
        }
        listening.signal(SIGKILL)
        _ = await listening.end()
        let count = try await Self.count("not_verifiable", desk)
        #expect(count == 5)
      }
    }

    @Test("The last verdict ends it, and the folder holds nothing but the journal and the outputs")
    func theLastVerdict() async throws {
      try await Self.whileListening { desk, listening, sender in
        let second = try await desk.command(["listen", "payees.qualifica", "--listen", ":0"])
        #expect(second.code == 75, "\(second.errors)")
        let before = try desk.folder.names(in: "payees.qualifica")
        for payee in Self.people {
          #expect(try desk.folder.names(in: "payees.qualifica") == before)
          #expect(try await sender.post(CallbackSender.body(payee.code, status: 5)) == 200)
        }
        let end = await listening.end()
        #expect(end.code == 0, "\(end.errors)")
        #expect(try desk.table("payees.qualifica/valid.csv").rows.count == Self.people.count)
      }
    }

    @Test("A retired key without --listen is not passed over")
    func retiredKeyOfNoUse() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let end = try await desk.command(
        ["run", "payees.csv", "--simulate", "--retired-token-file", "nowhere", "--lang", "en"])
      #expect(end.code == 64 && end.errors.contains("--retired-token-file"), "\(end.errors)")
    }

    @Test("A retired key still signs", arguments: ["environment", "file"])
    func retiredKey(source: String) async throws {
      try await Self.whileListening(retiredKeyBy: source) { desk, _, sender in
        var old = sender
        old.token = "retired-key-51"
        let body = CallbackSender.body(Self.people[0].code, status: 5)
        let right = try await old.post(body)
        #expect(right == 200)
        old.token = "never-a-key"
        let wrong = try await old.post(body)
        #expect(wrong == 401)
        let count = try await Self.count("valid", desk)
        #expect(count == 1)
      }
    }

    @Test(
      "An address that is none, or of somebody else",
      arguments: [("nonsense", 64), ("192.0.2.1:1", 78)])
    func address(text: String, code: Int) async throws {
      try await Desk.withSimulator({ $0.pace = Self.slow }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        let end = try await desk.command(["listen", "payees.qualifica", "--listen", text])
        #expect(end.code == code, "\(end.errors)")
      }
    }

    /// A run whose records are all sent, and `listen` on a port of its own.
    private static func whileListening(
      retiredKeyBy source: String = "",
      _ body: @escaping @Sendable (Desk, RunningCommand, CallbackSender) async throws -> Void
    ) async throws {
      try await Desk.withSimulator({ $0.pace = slow }) { desk in
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        var arguments = ["listen", "payees.qualifica", "--listen", "127.0.0.1:0", "--lang", "en"]
        var environment = ["QUALIFICA_TOKEN": Desk.token]
        switch source {
        case "environment": environment["QUALIFICA_RETIRED_TOKENS"] = "another, retired-key-51"
        case "file":
          try desk.folder.write("retired-key-51\n", to: "old")
          try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: desk.folder.path("old"))
          arguments += ["--retired-token-file", "old"]
        default: break
        }
        let listening = try desk.start(arguments, environment: environment)
        let port = try #require(try await listening.listeningPort(), "\(listening.errors)")
        try await body(desk, listening, CallbackSender(port: port))
        listening.signal(SIGKILL)
      }
    }

    private static func count(_ status: String, _ desk: Desk) async throws -> Int? {
      try await desk.counts("payees.qualifica")[status]
    }
  }
}
