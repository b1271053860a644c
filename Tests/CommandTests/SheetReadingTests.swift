import Foundation
import Testing

extension Promises {
  /// What a file means as a whole, through the built command.
  @Suite struct SheetReadingTests {
    private static let people = Payee.people(5, seed: 23)

    @Test(
      "A column that is no code stops the run by name; said to be none, it goes through to resume")
    func noCodes() async throws {
      try await Desk.withSimulator { desk in
        let months = Self.people.map { person in
          var person = person
          person.code = "082026"
          return person
        }
        try desk.folder.write(Payroll(months).text, to: "payees.csv")
        for command in ["check", "run"] {
          let stopped = try await desk.command([command, "payees.csv", "--lang", "en"])
          #expect(stopped.code == 65)
          #expect(stopped.errors.contains("'custom_code'"))
          #expect(stopped.errors.contains("--map custom_code=-"))
        }
        let inspected = try await desk.command(["inspect", "payees.csv", "--json"])
        #expect(inspected.output.contains("codes.repeat"))
        let none = ["--map", "custom_code=-"]
        let seen = try await desk.command(["inspect", "payees.csv", "--json"] + none)
        #expect(!seen.output.contains("codes.repeat"))
        #expect(try await desk.command(["check", "payees.csv"] + none).code == 0)
        let begun = try await desk.run("payees.csv", "--map", "custom_code=-", "--no-wait")
        #expect([0, 2].contains(begun.code))
        #expect(try await desk.resume("payees.qualifica").code == 0)
        let results = try desk.table("payees.qualifica/results.csv")
        #expect(results["custom_code"] == months.map(\.code))
        #expect(Set(results["q_custom_code"]).count == Self.people.count)
        #expect(try await desk.statistics().records == Self.people.count)
      }
    }

    @Test(
      "A file of another code page stops by name; named, it is read and written so",
      arguments: [("cp850", "IBM850"), ("macintosh", "MACINTOSH")])
    func codePages(_ option: String, _ name: String) async throws {
      let desk = try Desk()
      let accents: [Character: UInt8] =
        option == "cp850" ? ["ã": 0xC6, "ç": 0x87, "é": 0x82] : ["ã": 0x8B, "ç": 0x8D, "é": 0x8E]
      let text = Payroll(
        Self.people.map { person in
          var person = person
          person.name = "José da Conceição"
          return person
        }
      ).text
      let bytes = text.flatMap { accents[$0].map { [$0] } ?? Array(String($0).utf8) }
      try Data(bytes).write(to: URL(fileURLWithPath: desk.folder.path("payees.csv")))
      let stopped = try await desk.command(["check", "payees.csv"])
      #expect(stopped.code == 65)
      #expect(stopped.errors.contains("--encoding \(option)"))
      #expect(try await desk.command(["check", "payees.csv", "--encoding", option]).code == 0)
      let results = try desk.folder.bytes(of: "payees.check/results.csv")
      #expect(results.range(of: Data("Jos".utf8) + [accents["é"] ?? 0]) != nil)
    }

    @Test("Decimal commas between the cells of a file with commas deposit nothing")
    func decimalCommas() async throws {
      try await Desk.withSimulator { desk in
        let lines = Self.people.map { person in
          person.cells.dropLast().joined(separator: ",") + ",1234,56,"
        }
        let header = Payee.columns.joined(separator: ",") + ",note"
        try desk.folder.write(
          ([header] + lines).joined(separator: "\n") + "\n", to: "payees.csv")
        let end = try await desk.run("payees.csv", "--service", "4", "--yes")
        #expect(end.code == 1)
        #expect(try await desk.statistics().posts == 0)
        let results = try desk.table("payees.qualifica/results.csv", delimiter: ",")
        #expect(Set(results["q_code"]) == ["amount.cut_in_two"])
      }
    }

    @Test("Two columns for one field are named with their letters, and a letter decides")
    func letters() async throws {
      let desk = try Desk()
      let payee = Self.people[0]
      try desk.folder.write(
        "name;document;bank_code;bank_branch;account;account_digit;Conta corrente\n"
          + [
            payee.name, payee.document, payee.bank, payee.branch, payee.account, payee.accountDigit,
            "0",
          ].joined(separator: ";") + "\n", to: "payees.csv")
      let stopped = try await desk.command(["check", "payees.csv", "--lang", "en"])
      #expect(stopped.code == 65)
      #expect(stopped.errors.contains("'account' (E) and 'Conta corrente' (G)"))
      #expect(try await desk.command(["check", "payees.csv", "--map", "account=E"]).code == 0)
    }

    @Test("Two exports with two delimiters in one file are no title above a sheet")
    func twoTables() async throws {
      let desk = try Desk()
      let text = Payroll(Self.people).text
      try desk.folder.write(text + text.replacing(";", with: ","), to: "payees.csv")
      let stopped = try await desk.command(["check", "payees.csv", "--lang", "en"])
      let told = stopped.code == 65 && stopped.errors.contains("line 7")
      let rejected = stopped.code == 1
      #expect(told || rejected)
      try desk.folder.write(
        "Folha de agosto: nome, CPF, banco, agência e conta\n" + text, to: "titled.csv")
      #expect(try await desk.command(["check", "titled.csv"]).code == 0)
    }

    @Test("Lines that stand in quotes as a whole are called that", arguments: [true, false])
    func linesInQuotes(_ headerToo: Bool) async throws {
      let desk = try Desk()
      let lines = Payroll(Self.people).text.split(separator: "\n").enumerated().map { index, line in
        index > 0 || headerToo ? "\"\(line)\"" : String(line)
      }
      try desk.folder.write(lines.joined(separator: "\n") + "\n", to: "payees.csv")
      let end = try await desk.command(["check", "payees.csv", "--lang", "en"])
      #expect(end.code == (headerToo ? 65 : 1))
      let told =
        headerToo ? end.errors : try desk.table("payees.check/results.csv")["q_message"].joined()
      #expect(told.contains("in quotes"))
    }

    @Test("A missing column is named with its word and with what --map takes")
    func missing() async throws {
      let desk = try Desk()
      try desk.folder.write("Nome;CPF;Agência;Conta;Entidade\nAna;1;2;3;4\n", to: "payees.csv")
      let stopped = try await desk.command(["check", "payees.csv", "--lang", "pt-BR"])
      #expect(stopped.code == 65)
      #expect(stopped.errors.contains("banco (bank_code)"))
      #expect(stopped.errors.contains("--map bank_code="))
    }
  }
}
