import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// `inspect` shows what was found in anything that can be read, and nothing personal.
  @Suite("inspect (InspectReport, InspectText, InputOptions, StandardInputCopy)")
  struct InspectTests {
    private static let people = Payee.people(40, seed: 501)

    /// Files of all kinds, with what `usable` must be.
    static let files: [(name: String, text: String, isUsable: Bool)] = [
      ("sound.csv", Payroll(people).text, true),
      ("marked.csv", Payroll(people) { $0.hasByteOrderMark = true }.text, true),
      ("separator.csv", "sep=;\r\n" + Payroll(people) { $0.lineEnd = "\r\n" }.text, true),
      (
        "headerless.csv",
        Payroll(people).text.split(separator: "\n").dropFirst().joined(separator: "\n"), false
      ),
      ("headeronly.csv", Payee.columns.joined(separator: ";") + "\n", false),
      ("twice.csv", "cpf;" + Payroll(people).text, false),
      (
        "lines.jsonl",
        people.map { #"{"name":"\#($0.name)","cpf":"\#($0.document)"}"# }.joined(separator: "\n"),
        false
      ),
    ]

    @Test("--json follows its schema, whatever the file", arguments: files.map(\.name))
    func schema(_ name: String) async throws {
      let desk = try Desk()
      let file = try #require(Self.files.first { $0.name == name })
      try desk.folder.write(file.text, to: name)
      for language in ["en", "pt-BR"] {
        let end = try await desk.command(["inspect", name, "--json", "--lang", language])
        #expect(end.code == 0, "\(end.errors)")
        #expect(try SchemaSubset(named: "inspect").problems(in: Array(end.output.utf8)) == [])
        let report = try Desk.object(Data(end.output.utf8))
        #expect(report["usable"] as? Bool == file.isUsable)
        #expect(report["name"] as? String == name)
      }
    }

    @Test("Nobody's name, document or account is shown", arguments: files.map(\.name))
    func privacy(_ name: String) async throws {
      let desk = try Desk()
      try desk.folder.write(try #require(Self.files.first { $0.name == name }).text, to: name)
      for options in [["--json"], []] {
        let end = try await desk.command(["inspect", name, "--lang", "en"] + options)
        for payee in Self.people {
          for value in [payee.name, payee.document, payee.account + ";", payee.code] {
            #expect(!(end.output + end.errors).contains(value), "\(name) \(options)")
          }
        }
      }
    }

    @Test("Standard input is shown like a file, and nothing of it is left")
    func standardInput() async throws {
      let desk = try Desk()
      let temporary = desk.folder.path("temporary")
      try FileManager.default.createDirectory(
        atPath: temporary, withIntermediateDirectories: false)
      let end = try await desk.start(
        ["inspect", "-", "--json"], environment: ["TMPDIR": temporary],
        input: Payroll(Self.people).text
      ).end()
      #expect(end.code == 0, "\(end.errors)")
      let report = try Desk.object(Data(end.output.utf8))
      #expect(report["records"] as? Int == Self.people.count)
      #expect(report["name"] as? String == "-")
      #expect(try desk.folder.names(in: "temporary").isEmpty)
    }

    @Test("Damage is listed with its lines and the way to avoid it, in both languages")
    func damage() async throws {
      let desk = try Desk()
      var people = Array(Self.people.prefix(4))
      people[1].document = "1,23457E+10"
      people[2].name = "=Ana"
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      let english = try await desk.command(["inspect", "payees.csv", "--lang", "en"]).output
      #expect(english.contains("document: 1 × numbers in scientific notation"))
      #expect(english.contains("(line 3) [scientific_notation]"))
      #expect(english.contains("Home > Number Format > Text"))
      let portuguese = try await desk.command(["inspect", "payees.csv", "--lang", "pt-BR"]).output
      #expect(portuguese.contains("name: 1 × começa como fórmula"))
      #expect(portuguese.contains("(linha 4) [formula]"))
      #expect(portuguese.contains("Colar Valores"))
    }

    @Test(
      "What cannot be read is 65 with a sentence", arguments: ["PK\u{3}\u{4}x", "%PDF-1.7", ""])
    func unreadable(_ text: String) async throws {
      let desk = try Desk()
      try desk.folder.write(text, to: "payees.csv")
      let end = try await desk.command(["inspect", "payees.csv"])
      #expect(end.code == 65)
      #expect(!end.lastWords.isEmpty)
      #expect(end.output.isEmpty)
    }
  }
}
