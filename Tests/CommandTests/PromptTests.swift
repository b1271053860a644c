import Foundation
import Testing

extension Promises {
  /// Who is asked on a terminal sees what it is about, and only a whole yes is one.
  @Suite struct PromptTests {
    private static let people = Payee.people(4, seed: 83)
    private static let question = "Type yes to send: "

    private static func withQuestion(
      _ options: [String] = [], file: String = "payees.csv",
      _ body: @escaping @Sendable (Desk, TerminalCommand) async throws -> Void
    ) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(people).text, to: file)
        let command = try TerminalCommand(
          desk.runArguments(file, ["--service", "4"] + options), home: desk.folder,
          environment: ["QUALIFICA_TOKEN": Desk.token])
        #expect(try await command.hasShown(question), "\(command.shown)")
        try await body(desk, command)
        command.signal(SIGKILL)
      }
    }

    @Test("The plan names environment, host and file before the question, also when quiet")
    func plan() async throws {
      for options in [[], ["--quiet"]] {
        try await Self.withQuestion(options) { desk, command in
          #expect(command.shown.contains("SANDBOX: http://127.0.0.1:\(desk.port ?? 0)"))
          #expect(command.shown.contains("file: \(desk.folder.path("payees.csv"))"))
          #expect(command.shown.contains("4 deposits"))
        }
      }
    }

    @Test("A typed yes sends, in either language", arguments: ["yes", "sim", " SIM "])
    func yes(word: String) async throws {
      try await Self.withQuestion { desk, command in
        try command.type("\(word)\n")
        #expect(await command.end() == 0, "\(command.shown)")
        #expect(try await desk.statistics().customCodes == Self.people.count)
      }
    }

    @Test("A letter is explained and asked again", arguments: ["s", "S", "y", "sim!"])
    func letter(word: String) async throws {
      try await Self.withQuestion { desk, command in
        try command.type("\(word)\n")
        #expect(try await command.hasShown("type the whole word"))
        #expect(try await command.hasShown(Self.question, times: 2))
        try command.type("yes\n")
        #expect(await command.end() == 0, "\(command.shown)")
      }
    }

    @Test(
      "Anything else sends nothing, is 64 and gives the whole command",
      arguments: ["no\n", "\n", "maybe\n", "\u{4}"])
    func refusal(answer: String) async throws {
      try await Self.withQuestion(file: "folha de maio.csv") { desk, command in
        try command.type(answer)
        #expect(await command.end() == 64, "\(command.shown)")
        #expect(try await desk.statistics().posts == 0)
        let shown = command.shown
        #expect(shown.contains("qualifica run 'folha de maio.csv' --base-url "), "\(shown)")
        #expect(shown.contains("--service 4 --yes"), "\(shown)")
      }
    }

    @Test("What was typed before the question is no answer")
    func typedAhead() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let command = try TerminalCommand(
          desk.runArguments("payees.csv", ["--service", "4"]), home: desk.folder,
          environment: ["QUALIFICA_TOKEN": Desk.token])
        try command.type("yes\n")
        #expect(try await command.hasShown(Self.question), "\(command.shown)")
        try command.type("no\n")
        #expect(await command.end() == 64)
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test(
      "A signal at the question is heeded; nothing is sent and the run can go on",
      arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 143)])
    func signal(number: Int32, code: Int) async throws {
      try await Self.withQuestion { desk, command in
        command.signal(number)
        #expect(await command.end() == code, "\(command.shown)")
        #expect(command.shown.contains("Stopping"))
        #expect(command.shown.contains("qualifica resume"))
        let posts = try await desk.statistics().posts
        #expect(posts == 0)
        let resumed = try await desk.resume("payees.qualifica", "--yes")
        #expect(resumed.code == 0, "\(resumed.errors)")
      }
    }

    @Test("Nobody is asked whose terminal does not show the question")
    func hidden() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--service", "4")
        #expect(end.code == 64)
        #expect(end.lastWords.contains("--service 4 --yes"), "\(end.lastWords)")
      }
    }
  }
}
