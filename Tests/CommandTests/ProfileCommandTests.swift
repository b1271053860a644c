import Foundation
import QualificaTestKit
import Simulator
import Testing

@testable import qualifica

extension Promises {
  /// The good records in the layout that a payroll system imports.
  @Suite struct ProfileCommandTests {
    private static let people = Payee.people(12, seed: 907)
    private static let payer = [
      "bank=077", "payer_document=99888777000100", "payer_name=Empresa Inventada",
      "payer_branch=0001", "payer_account=1112223", "payer_account_digit=4",
      "payment_date=2026-01-05",
    ].flatMap { ["--set", $0] }

    private static func desk() throws -> Desk {
      let desk = try Desk()
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      return desk
    }

    @Test("profiles lists every profile with its proof, and prints one that loads again")
    func list() async throws {
      let desk = try Self.desk()
      let text = try await desk.command(["profiles", "--lang", "en"], environment: [:])
      #expect(text.code == 0, "\(text.errors)")
      for name in [
        "canonical", "totvs-rm", "senior", "oracle-hcm", "sap-0009", "cnab240", "fixed-width",
      ] {
        #expect(text.output.contains("\(name): "))
        let one = try await desk.command(["profiles", name], environment: [:])
        #expect(one.code == 0)
        #expect(
          try SchemaSubset(named: "profile").problems(in: Array(one.output.utf8)).filter {
            problem in
            !["allOf", "oneOf", "default"].contains { problem.hasSuffix($0) }
          } == [])
        try desk.folder.write(one.output, to: "\(name).json")
        let again = try await desk.command(["profiles", "\(name).json"], environment: [:])
        #expect(again.code == 0, "\(again.errors)")
      }
      let json = try await desk.command(["profiles", "--json"], environment: [:])
      #expect(json.output.contains("\"proven\" : \"unproven\""))
      let unknown = try await desk.command(
        ["profiles", "nothing", "--lang", "en"], environment: [:])
      #expect(unknown.code == 78)
    }

    @Test("The list speaks the reader's language; JSON and the files are the same in each")
    func languages() async throws {
      let desk = try Self.desk()
      func said(_ words: String...) async throws -> String {
        try await desk.command(["profiles"] + words, environment: [:]).output
      }
      let (english, portuguese) = (
        try await said("--lang", "en"), try await said("--lang", "pt-BR")
      )
      let strange = /\b(the|of|own|with|each|columns?|field|accounts?|start|is)\b/
      #expect(!portuguese.contains(strange), "\(portuguese)")
      #expect(!english.contains(/\b(de|com|cada|colunas?|contas?|seu)\b/), "\(english)")
      #expect(portuguese.split(separator: "\n").count == english.split(separator: "\n").count)
      #expect(try await said("--json") == said("--json", "--lang", "pt-BR"))
      #expect(try await said("senior") == said("senior", "--lang", "pt-BR"))
    }

    @Test(
      "All that a profile says of itself has Portuguese words, and all missing settings are named")
    func words() async throws {
      let desk = try Self.desk()
      let json = try await desk.command(["profiles", "--json"], environment: [:]).output
      let profiles = try #require(
        try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
      #expect(profiles.count == 7)
      for profile in profiles {
        let settings = profile["settings"] as? [String: String] ?? [:]
        for sentence in [profile["title"] as? String ?? ""] + settings.values {
          #expect(ProfileWords.portuguese[sentence] != nil, "\(sentence)")
        }
      }
      let end = try await desk.command(
        ["check", "payees.csv", "--profile", "cnab240", "--lang", "pt-BR"], environment: [:])
      #expect(end.code == 78 && end.errors.contains("bank (o banco do pagador, três dígitos"))
      for name in ["payer_account", "payer_document", "payment_date"] {
        #expect(end.errors.contains("--set \(name)=…"), "\(end.errors)")
      }
    }

    @Test("resume writes the profile's file, too")
    func resume() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        let end = try await desk.command(
          ["resume", "payees.qualifica", "--profile", "cnab240"] + Desk.pace + Self.payer)
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("Profile cnab240: 12 records in payroll.rem."))
        let missing = try await desk.command(
          ["resume", "payees.qualifica", "--profile", "cnab240"] + Desk.pace)
        #expect(missing.code == 78, "\(missing.errors)")
      }
    }

    @Test("check writes the profile's file beside the others; a CNAB file is read back")
    func check() async throws {
      let desk = try Self.desk()
      let end = try await desk.command(
        ["check", "payees.csv", "--lang", "en", "--profile", "cnab240"] + Self.payer,
        environment: [:])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.errors.contains("Profile cnab240: 12 records in payroll.rem."))
      let again = try await desk.command(
        ["check", "payees.check/payroll.rem", "-o", "again", "--lang", "en"], environment: [:])
      #expect(again.code == 0, "\(again.errors)")
      let table = CSVTable(String(try desk.folder.text(of: "again/results.csv").dropFirst()))
      let accounts = Dictionary(
        uniqueKeysWithValues: zip(table["document"], zip(table["account"], table["account_digit"])))
      for payee in Self.people {
        let digits = payee.document.filter(\.isNumber)
        let account = try #require(accounts[digits])
        #expect(account.0 == payee.account.drop { $0 == "0" })
        #expect(account.1 == payee.accountDigit)
      }
      let summary = try desk.summary("payees.check")
      #expect(summary["profile_files"] as? [String] == ["payroll.rem"])
    }

    @Test(
      "A profile that cannot be used, or misses a setting, is 78 before anything is sent or made")
    func unusable() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try desk.folder.write(
          #"{"profile":"own","version":1,"kind":"delimited","text":{"encoding":"utf-8","line_end":"lf"},"#
            + #""delimited":{"delimiter":";","columns":[{"value":"{acount}"}]}}"#, to: "own.json")
        for (options, word) in [
          (["--profile", "nothing"], "no such profile"),
          (["--profile", "own.json"], "delimited.columns[0].value"),
          (["--profile", "cnab240"], "--set bank="),
          (["--profile", "cnab240", "--set", "bank=7"] + Self.payer.dropFirst(2), "bank"),
        ] {
          let end = try await desk.command(desk.runArguments("payees.csv", options))
          #expect(end.code == 78, "\(end.errors)")
          #expect(end.errors.contains(word), "\(end.errors)")
        }
        #expect(try await desk.statistics().posts == 0)
        #expect(!desk.folder.exists("payees.qualifica"))
      }
    }

    @Test("A value that does not fit is 65 with record and field; the other files stand")
    func misfit() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try desk.folder.write(
          #"{"profile":"own","version":1,"kind":"delimited","file_name":"own.txt","#
            + #""text":{"encoding":"utf-8","line_end":"lf"},"#
            + #""delimited":{"delimiter":";","columns":[{"name":"KONTO","value":"{account}","max":1}]}}"#,
          to: "own.json")
        let end = try await desk.run("payees.csv", "--profile", "own.json")
        #expect(end.code == 65, "\(end.errors)")
        #expect(end.errors.contains("line 2, KONTO"), "\(end.errors)")
        #expect(!desk.folder.exists("payees.qualifica/own.txt"))
        #expect(try desk.table("payees.qualifica/valid.csv").rows.count == 12)
        let export = try await desk.command(
          ["export", "payees.qualifica", "--profile", "canonical", "--lang", "en"])
        #expect(export.code == 0, "\(export.errors)")
        let table = CSVTable(
          String(try desk.folder.text(of: "payees.qualifica/payroll.csv").dropFirst()))
        #expect(table.rows.count == 12)
        #expect(table["account"] == (try desk.table("payees.qualifica/valid.csv"))["account"])
        let purge = try await desk.command(["purge", "payees.qualifica", "--yes"])
        #expect(purge.code == 0, "\(purge.errors)")
        #expect(!desk.folder.exists("payees.qualifica/payroll.csv"))
      }
    }

    @Test("Settings of profiles may stand in the configuration")
    func configuration() async throws {
      let desk = try Self.desk()
      try desk.folder.write(
        #"{"profile": "oracle-hcm", "profile_settings": {"source_system_owner": "HRC"}}"#,
        to: "config.json")
      let end = try await desk.command(
        ["check", "payees.csv", "--lang", "en"],
        environment: ["QUALIFICA_CONFIG": desk.folder.path("config.json")])
      #expect(end.code == 0, "\(end.errors)")
      let text = try desk.folder.text(of: "payees.check/ExternalBankAccount.dat")
      #expect(text.contains("MERGE|ExternalBankAccount|HRC|"))
    }
  }
}
