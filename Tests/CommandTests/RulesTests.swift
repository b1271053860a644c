import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// `qualifica rules`: what is known about a bank, in the user's language and for tools.
  ///
  /// Covers RulesCommand.swift, BankQuestion.swift, RuleReport.swift, RuleWords.swift,
  /// RuleTable.swift, RuleRecord.swift.
  @Suite struct RulesTests {
    @Test("Without a bank every bank with a rule stands in a table")
    func table() async throws {
      let desk = try Desk()
      let end = try await desk.command(["rules", "--lang", "en"])
      #expect(end.code == 0, "\(end.errors)")
      let lines = end.output.split(separator: "\n")
      #expect(lines.count == 47)
      #expect(lines.contains { $0.hasPrefix("237   Bradesco (also Next)") })
      let portuguese = try await desk.command(
        ["rules", "237", "--lang", "pt-BR"], environment: [:])
      #expect(portuguese.output.hasPrefix("237 Bradesco (também Next)"), "\(portuguese.output)")
      #expect(lines.last?.hasPrefix("*     any other bank") == true)
      let json = try Desk.object(
        Data(try await desk.command(["rules", "--json"]).output.utf8))
      #expect((json["banks"] as? [Any])?.count == 45)
      #expect(json["list_date"] as? String == "2026-08-22")
      #expect(json["default"] != nil)
    }

    @Test(
      "A bank is found by code, ISPB, name of the list or words of its name",
      arguments: ["341", "60701190", "Itaú Unibanco S.A.", "itau", "341 - Itaú"])
    func bank(question: String) async throws {
      let desk = try Desk()
      let end = try await desk.command(["rules", question, "--lang", "pt-BR"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.output.hasPrefix("341 Itaú Unibanco\n"))
      for words in ["até 5 dígitos", "Luhn", "confiança: alta", "exemplo: agência 1234", "Icatu"] {
        #expect(end.output.contains(words), "\(words)")
      }
      #expect(end.errors.isEmpty)
    }

    @Test(
      "Table and rule are as their schema says, and sources are told in Portuguese",
      arguments: [[], ["237"], ["104"], ["999"], ["no such bank"]])
    func schema(_ bank: [String]) async throws {
      let json = try await Desk().command(["rules", "--json"] + bank)
      #expect(try SchemaSubset(named: "rules").problems(in: Array(json.output.utf8)) == [])
      let told = try await Desk().command(["rules", "--lang", "pt-BR"] + bank)
      #expect(
        !told.output.contains(/\b(of|and|table|check|program|accounts|digits|rule|public)\b/),
        "\(told.output)")
    }

    @Test("The rule is there for tools, in both languages")
    func json() async throws {
      let end = try await Desk().command(["rules", "237", "--json"])
      let rule = try Desk.object(Data(end.output.utf8))
      let account = try #require(rule["account"] as? [String: Any])
      #expect(rule["compe"] as? String == "237" && rule["confidence"] as? String == "high")
      #expect(account["enforcement"] as? String == "hard" && account["max_digits"] as? Int == 7)
      let ways = try #require(account["algorithms"] as? [[String: String]])
      #expect(ways.count == 1 && ways[0]["en"] != ways[0]["pt-BR"])
      #expect((rule["example"] as? [String: String])?["digit"] == "4")
      #expect((rule["sources"] as? [String])?.isEmpty == false)
    }

    @Test(
      "A bank without a rule gets the rule of form, and the message says so",
      arguments: ["999", "007", "12345678", "no such bank"])
    func unknown(question: String) async throws {
      let end = try await Desk().command(["rules", question, "--lang", "en"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.errors.contains("rule of its own"))
      #expect(end.output.contains("up to 19 digits"))
      #expect(end.output.contains("BNDES") == (question == "007"))
    }

    @Test(
      "What names no bank, or many, is a matter of usage",
      arguments: ["1234", "000", "banco", " "])
    func refused(question: String) async throws {
      let end = try await Desk().command(["rules", question])
      #expect(end.code == 64 && end.output.isEmpty && !end.errors.isEmpty)
    }

    @Test("Names are those of --banks-file")
    func ownList() async throws {
      let desk = try Desk()
      try desk.folder.write("compe;ispb;short_name\n777;1;Banco Xis\n", to: "banks.csv")
      let end = try await desk.command(
        ["rules", "banco xis", "--banks-file", "banks.csv", "--lang", "en"])
      #expect(end.output.hasPrefix("777 Banco Xis\nISPB 00000001"))
    }
  }
}
