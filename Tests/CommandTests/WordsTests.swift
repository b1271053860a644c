import Foundation
import Simulator
import Testing

extension Promises {
  /// Numbers, plurals, next steps and help as a reader of the language expects them.
  @Suite struct WordsTests {
    private static let people = Payee.people(4, seed: 631)

    @Test("One record is told as one, in both languages")
    func one() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Array(Self.people.prefix(1))).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--lang", "pt-BR")
        for words in [
          "1  registro\n", "em 1 lote;", "Resultado de 1 registro", "1  válido (valid)",
        ] {
          #expect(end.errors.contains(words), "\(words): \(end.errors)")
        }
        #expect(!end.errors.contains(/\b1 +(registros|lotes|segundos|válidos|linhas|avisos)/))
      }
    }

    @Test("What was repaired and doubted is told, and where a whole column has it, once")
    func columnWide() async throws {
      let desk = try Desk()
      let rows = Payee.people(1_200, seed: 632).map { payee in
        [payee.code, payee.name, payee.document, payee.bank, payee.branch, payee.account]
          + [payee.accountDigit]
      }
      let header = "Matrícula;Nome;CPF;Banco;Agência;Conta;Dígito\n"
      try desk.folder.write(
        header + rows.map { $0.joined(separator: ";") + "\n" }.joined(), to: "payees.csv")
      let end = try await desk.command(["check", "payees.csv", "--lang", "pt-BR"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.errors.contains("1.200 avisos: veja findings.csv"), "\(end.errors)")
      #expect(end.errors.contains(": 1.200 de 1.200 "), "\(end.errors)")
      #expect(end.lastWords == "Próximo passo: qualifica run payees.csv --lang pt-BR")
    }

    @Test("check ends with the whole command to go on, with the mapping that was used")
    func checkGoesOn() async throws {
      let desk = try Desk()
      let text = Payroll(Self.people).text.replacing("bank_code", with: "Casa")
      try desk.folder.write(text, to: "payees.csv")
      let missing = try await desk.command(["check", "payees.csv", "--lang", "pt-BR"])
      #expect(missing.code == 65)
      #expect(missing.lastWords.contains("Falta coluna para banco (bank_code)"))
      #expect(missing.lastWords.contains("--map"))
      #expect(!desk.folder.exists("payees.check"))
      let end = try await desk.command([
        "check", "payees.csv", "--map", "bank_code=Casa", "--json", "--lang", "en",
      ])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.lastWords == "Next: qualifica run payees.csv --map 'bank_code=Casa' --lang en")
    }

    @Test("A refused input leaves no folder behind; one that was there stays")
    func noEmptyFolder() async throws {
      let desk = try Desk()
      try desk.folder.write("a;b\n1;2\n", to: "payees.csv")
      #expect(try await desk.command(["run", "payees.csv", "--simulate"]).code == 65)
      #expect(!desk.folder.exists("payees.qualifica"))
      try FileManager.default.createDirectory(
        atPath: desk.folder.path("mine"), withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700])
      let end = try await desk.command(["run", "payees.csv", "--simulate", "--output", "mine"])
      #expect(end.code == 65)
      #expect(desk.folder.exists("mine"))
    }

    @Test("In a failure the cause comes first, then what to do, in the reader's language")
    func causeFirst() async throws {
      let desk = try Desk(port: try await Desk.closedPort())
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let end = try await desk.run("payees.csv", "--lang", "pt-BR")
      #expect(end.code == 69, "\(end.errors)")
      let lines = end.errors.split(separator: "\n")
      #expect(lines.last?.hasPrefix("Próximo passo: qualifica resume ") == true)
      #expect(lines.dropLast().last?.contains("nada responde no endereço e na porta") == true)
    }

    @Test(
      "A misspelled command gets the nearest, in both languages",
      arguments: [("rum", "run"), ("rnu", "run"), ("chek", "check"), ("stat", "status")])
    func nearestCommand(_ typed: String, _ meant: String) async throws {
      for (language, words) in [("en", "Did you mean"), ("pt-BR", "Você quis dizer")] {
        let end = try await Desk().command([typed, "x"], environment: ["QUALIFICA_LANG": language])
        #expect(end.code == 64)
        #expect(end.lastWords.hasSuffix("\(words) 'qualifica \(meant)'?"), "\(end.errors)")
      }
    }

    @Test(
      "Help and the parser's errors have no English in Portuguese",
      arguments: [
        [], ["run"], ["check"], ["inspect"], ["resume"], ["listen"], ["status"], ["export"],
        ["purge"], ["doctor"], ["rules"], ["config"], ["simulator"],
      ])
    func help(_ command: [String]) async throws {
      let end = try await Desk().command(
        command + ["--help"], environment: ["LANG": "pt_BR.UTF-8"])
      #expect(end.code == 0)
      #expect(end.output.contains("USO: ") && end.output.contains("OPÇÕES:"))
      let english = end.output.matches(
        of: /\b(the|of|and|with|Show|USAGE|OPTIONS|Default|Print|which|where)\b/)
      #expect(english.isEmpty, "\(english.map { $0.output.0 }): \(end.output)")
      let wrong = try await Desk().command(
        command + ["--rubbish"], environment: ["LANG": "pt_BR.UTF-8"])
      #expect(wrong.code == 64)
      let isEnglish = wrong.errors.contains(/\b(Missing|Unknown|Unexpected|Usage|See|Error)\b/)
      #expect(wrong.errors.contains("Erro: ") && !isEnglish, "\(wrong.errors)")
    }

    @Test("A taken port is told as such")
    func takenPort() async throws {
      try await Desk.withSimulator { desk in
        let end = try await desk.command(
          ["simulator", "--port", "\(desk.port ?? 0)"], environment: ["LANG": "pt_BR.UTF-8"])
        #expect(end.code == 78)
        #expect(end.lastWords.contains("está em uso por outro programa"))
      }
    }
  }
}
