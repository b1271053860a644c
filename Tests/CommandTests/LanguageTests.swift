import Foundation
import Simulator
import Testing

extension Promises {
  /// Failures speak the language that was asked for: `ExplainedError`,
  /// `FormatSentence`, `ListenSentence`.
  @Suite struct LanguageTests {
    struct Failing: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let arguments: [String]
      var environment = ["QUALIFICA_TOKEN": Desk.token]
      let code: Int
      let english: String
      let portuguese: String
    }

    private static let failing = [
      Failing(
        testDescription: "a key file that others may read",
        arguments: ["run", "payees.csv", "--token-file", "open"], code: 78,
        english: "others may read it", portuguese: "outros podem lê-lo"),
      Failing(
        testDescription: "a key with blanks", arguments: ["run", "payees.csv"],
        environment: ["QUALIFICA_TOKEN": "two words"], code: 78, english: "Copy it again",
        portuguese: "Copie-a de novo"),
      Failing(
        testDescription: "plain http",
        arguments: ["run", "payees.csv", "--base-url", "http://example.org"], code: 78,
        english: "Use https.", portuguese: "Use https."),
      Failing(
        testDescription: "no certificates",
        arguments: ["run", "payees.csv", "--ca-cert", "payees.csv"], code: 78,
        english: "holds certificates in PEM form", portuguese: "comum com certificados"),
      Failing(
        testDescription: "an empty file", arguments: ["check", "empty.csv"], code: 65,
        english: "is empty", portuguese: "está vazio"),
      Failing(
        testDescription: "a setting that is none",
        arguments: ["check", "payees.csv", "--service", "9"],
        code: 64, english: "number from 1 to 5", portuguese: "inteiro de 1 a 5"),
      Failing(
        testDescription: "a duration that is none",
        arguments: ["run", "payees.csv", "--simulate", "--wait", "soon"], code: 64,
        english: "is not a duration", portuguese: "não é uma duração"),
      Failing(
        testDescription: "a file in the folder's place",
        arguments: ["check", "payees.csv", "--output", "empty.csv"], code: 73,
        english: "is a file and no folder", portuguese: "é um arquivo, não uma pasta"),
      Failing(
        testDescription: "no folder for the outputs",
        arguments: ["check", "payees.csv", "--output", "no/such"], code: 73,
        english: "cannot be created", portuguese: "não pode ser criado"),
      Failing(
        testDescription: "no journal in the journal's place",
        arguments: ["status", "damaged"], code: 65, english: "is damaged",
        portuguese: "está danificado"),
    ]

    @Test("A language's name that is too long for one does not crash the command")
    func longName() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      let name = String(repeating: "a", count: 5_000)
      let end = try await desk.command(
        ["check", "payees.csv", "--lang", "en"], environment: ["LANG": name, "LC_ALL": name])
      #expect(end.code == 0 && !end.wasKilled, "\(end.code) \(end.errors)")
    }

    @Test("In English and in Portuguese", arguments: failing)
    func bothLanguages(_ failing: Failing) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      try desk.folder.write("", to: "empty.csv")
      try desk.folder.write(Desk.token, to: "open")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o644], ofItemAtPath: desk.folder.path("open"))
      try FileManager.default.createDirectory(
        atPath: desk.folder.path("damaged"), withIntermediateDirectories: false)
      try desk.folder.write(
        String(repeating: "no journal ", count: 400), to: "damaged/journal.sqlite")
      for (language, sentence) in [("en", failing.english), ("pt-BR", failing.portuguese)] {
        let end = try await desk.command(
          failing.arguments + ["--lang", language], environment: failing.environment)
        #expect(end.code == failing.code, "\(end.errors)")
        #expect(end.errors.contains(sentence), "\(end.errors)")
        #expect(!end.errors.contains(Desk.token))
      }
    }
  }
}
