import BulkEngine
import Foundation
import Simulator
import Testing

@testable import qualifica

extension Promises {
  /// Every exit code of the README's table that can be brought about.
  @Suite struct ExitCodeTests {
    private static let people = Payee.people(6, seed: 11)

    /// One bad document among six.
    private static let oneRejected = [people[0].withWrongDocument()] + people.dropFirst()

    @Test("A finished run ends with the first of 3, 2, 1, 0 that applies", arguments: Outcome.all)
    func outcome(_ outcome: Outcome) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(outcome.payees).text, to: "payees.csv")
        let arguments = desk.runArguments("payees.csv", outcome.options)
        let end = try await desk.command(arguments)
        #expect(end.code == outcome.code, "\(end.errors)")
        let summary = try desk.summary("payees.qualifica")
        #expect(summary["exit_code"] as? Int == outcome.code)
        #expect(end.output.isEmpty)
      }
    }

    struct Outcome: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let payees: [Payee]
      let options: [String]
      let code: Int

      static let all = [
        Outcome(testDescription: "all valid", payees: people, options: [], code: 0),
        Outcome(testDescription: "one rejected", payees: oneRejected, options: [], code: 1),
        Outcome(
          testDescription: "one invalid", payees: people.dropLast() + [people[5].ending(.invalid)],
          options: [], code: 1),
        Outcome(
          testDescription: "one rejected, one waits",
          payees: oneRejected.dropLast() + [people[5].ending(.awaitingBalance)],
          options: ["--wait", "1s"],
          code: 2),
        Outcome(
          testDescription: "more rejected than allowed", payees: oneRejected,
          options: ["--max-errors", "0"], code: 3),
        Outcome(
          testDescription: "a larger share rejected than allowed", payees: oneRejected,
          options: ["--max-errors", "10%"], code: 3),
        Outcome(
          testDescription: "as many rejected as allowed", payees: oneRejected,
          options: ["--max-errors", "1"], code: 1),
      ]
    }

    @Test(
      "The page of exit codes has the words of the man pages, each code and nothing else",
      arguments: [("ExitCodes", "en"), ("pt-BR/CodigosDeSaida", "pt-BR")])
    func reference(_ name: String, _ language: String) throws {
      let language = try #require(Language(rawValue: language))
      let page = Documented("Sources/qualifica/Documentation.docc/\(name).md").text
      let rows = page.matches(of: /\| ([0-9]+) \| ([^|]*) \|\n/).map {
        (Int32($0.1) ?? -1, $0.2.filter { $0 != "`" })
      }
      #expect(rows.map(\.0) == ExitStatus.allCases.map(\.rawValue))
      for (code, meaning) in rows {
        #expect(ExitStatus(rawValue: code)?.meaning.text(language) == meaning, "\(code)")
      }
    }

    @Test("Above --max-errors nothing is sent")
    func nothingIsSent() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.oneRejected).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--max-errors", "0").code == 3)
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test("check ends with 0 or 1", arguments: [(people, 0), (oneRejected, 1)])
    func check(payees: [Payee], code: Int) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(payees).text, to: "payees.csv")
      let end = try await desk.command(["check", "payees.csv"])
      #expect(end.code == code, "\(end.errors)")
    }

    @Test(
      "What cannot be understood is 64",
      arguments: [
        ["run"], ["run", "payees.csv", "--no-such-option"], ["fly", "payees.csv"],
        ["run", "payees.csv", "--simulate", "--rate", "0"],
        ["run", "payees.csv", "--simulate", "--wait", "soon"],
        ["run", "payees.csv", "--simulate", "--service", "6"],
        ["check", "payees.csv", "--digits", "sometimes"],
        ["check", "payees.csv", "--max-errors", "many"],
        ["check", "payees.csv", "--map", "salary=Valor"],
        ["check", "payees.csv", "--map", "name=document", "--map", "document=document"],
      ])
    func usage(_ arguments: [String]) async throws {
      try await expect(64, arguments, file: Payroll(Self.people).text)
    }

    @Test(
      "An input that is of no use is 65",
      arguments: [
        Payroll([]).text, "", "PK\u{3}\u{4}\u{14}\u{0}\u{6}\u{0}xl/workbook.xml",
        "a;b;c\n1;2;3\n", "nome;cpf\nAurélia Exemplo;31042797722\n",
      ])
    func unusableInput(_ content: String) async throws {
      try await expect(65, ["check", "payees.csv"], file: content)
      try await expect(65, ["run", "payees.csv", "--simulate"], file: content)
    }

    @Test(
      "What is not there is 66",
      arguments: [
        ["run", "nobody.csv", "--simulate"], ["check", "nobody.csv"], ["inspect", "nobody.csv"],
        ["resume", "nobody.qualifica"], ["status", "nobody.qualifica"],
        ["export", "nobody.qualifica"],
      ])
    func noInput(_ arguments: [String]) async throws {
      try await expect(66, arguments, file: Payroll(Self.people).text)
    }

    @Test("A file of the run folder is no input for the same folder: 64, and it stays as it is")
    func ownOutput() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.oneRejected).text, to: "payees.csv")
      #expect(try await desk.command(["check", "payees.csv"]).code == 1)
      for name in ["fix.csv", "results.csv"] {
        let before = try desk.folder.text(of: "payees.check/\(name)")
        let end = try await desk.command([
          "check", "payees.check/\(name)", "--output", "payees.check/", "--lang", "en",
        ])
        #expect(end.code == 64, "\(end.errors)")
        #expect(end.lastWords.contains("--output"))
        #expect(try desk.folder.text(of: "payees.check/\(name)") == before)
      }
    }

    @Test("A folder that cannot be made is 73", arguments: ["run", "check"])
    func cannotCreate(_ command: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let folder = command == "run" ? "payees.qualifica" : "payees.check"
      try desk.folder.write("in the way\n", to: folder)
      let simulate = command == "run" ? ["--simulate"] : []
      let end = try await desk.command([command, "payees.csv"] + simulate)
      #expect(end.code == 73, "\(end.errors)")
      #expect(try desk.folder.text(of: folder) == "in the way\n")
    }

    @Test(
      "Settings that reach no API are 78",
      arguments: [
        ["--base-url", "http://example.com"], ["--base-url", "ftp://127.0.0.1"],
        ["--base-url", "http://127.0.0.1:1", "--token-file", "no-such-file"],
      ])
    func configuration(_ options: [String]) async throws {
      try await expect(78, ["run", "payees.csv"] + options, file: Payroll(Self.people).text)
    }

    @Test("Without a token nothing begins: 78")
    func noToken() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let end = try await desk.command(
        ["run", "payees.csv", "--base-url", "http://127.0.0.1:1"], environment: [:])
      #expect(end.code == 78, "\(end.errors)")
      #expect(end.errors.contains("QUALIFICA_TOKEN"))
    }

    private func expect(
      _ code: Int, _ arguments: [String], file: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let desk = try Desk()
      try desk.folder.write(file, to: "payees.csv")
      let end = try await desk.command(arguments)
      #expect(end.code == code, "\(arguments): \(end.errors)", sourceLocation: sourceLocation)
      #expect(end.output.isEmpty, sourceLocation: sourceLocation)
      #expect(!end.lastWords.isEmpty, sourceLocation: sourceLocation)
    }
  }
}
