import Foundation
import QualificaTestKit
import Simulator
import Testing

extension Promises {
  /// `payable.csv`: everybody found good over all rounds of correction, once, in the first folder.
  @Suite struct PayableTests {
    private static let right = Payee.people(6, seed: 611)
    private static var sent: [Payee] {
      right.enumerated().map { $0 < 2 ? $1.withWrongDocument() : $1 }
    }
    private static let first = "payees.qualifica"

    /// Writes a file of a run with the documents of some payees put right.
    private static func correct(
      _ desk: Desk, _ name: String, _ payees: Range<Int>, to copy: String
    ) throws {
      var text = try desk.folder.text(of: name)
      for (wrong, right) in zip(sent, right)[payees] {
        text = text.replacing(wrong.document, with: right.document)
      }
      try desk.folder.write(text, to: copy)
    }

    @Test("Two rounds of correction, in the folder and beside it: all stand in it once, in order")
    func rounds() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.sent).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        #expect(try desk.table("\(Self.first)/payable.csv").rows.count == 4)
        // Of two one is corrected, in its place.
        try Self.correct(desk, "\(Self.first)/fix.csv", 0..<1, to: "\(Self.first)/fix.csv")
        let end = try await desk.run("\(Self.first)/fix.csv")
        #expect(end.code == 1, "\(end.errors)")
        #expect(end.errors.contains("To pay, over the 2 runs of this sheet: 5 records"))
        #expect(end.errors.contains("To correct, over the 2 runs of this sheet: 1 record"))
        // The other one was saved beside the sheet, under a name of its own.
        let second = "\(Self.first)/fix.qualifica/fix.csv"
        try Self.correct(desk, second, 1..<2, to: "last.csv")
        let last = try await desk.run("last.csv")
        #expect(last.code == 0, "\(last.errors)")
        #expect(last.lastWords == "Next: pay with \(desk.folder.path(Self.first))/payable.csv.")
        let payable = try desk.table("\(Self.first)/payable.csv")
        #expect(Set(payable["document"]) == Set(Self.right.map(\.document)))
        #expect(payable.rows.count == 6)
        #expect(!desk.folder.exists("last.qualifica/payable.csv"))
        let status = try await desk.command(["status", Self.first, "--json"])
        let family = try Desk.object(Data(status.output.utf8))["family"] as? [String: Int]
        #expect(family?["runs"] == 3 && family?["payable"] == 6 && family?["to_correct"] == 0)
      }
    }

    @Test("status of the first folder goes on with the latest round: its fix.csv, or its waiting")
    func next() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.sent).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        try Self.correct(desk, "\(Self.first)/fix.csv", 0..<1, to: "\(Self.first)/fix.csv")
        #expect(try await desk.run("\(Self.first)/fix.csv").code == 1)
        for command in [["status", Self.first], ["export", Self.first]] {
          let end = try await desk.command(command + ["--lang", "en"])
          let said = end.output + end.errors
          #expect(
            said.contains(/Next: correct fix\.csv, then: .*fix\.qualifica\/fix\.csv/), "\(said)")
        }
        let second = "\(Self.first)/fix.qualifica"
        try Self.correct(desk, "\(second)/fix.csv", 1..<2, to: "last.csv")
        #expect(try await desk.run("last.csv", "--no-wait", "-o", "last").code == 2)
        let waiting = try await desk.command(["status", Self.first, "--lang", "en"])
        #expect(
          waiting.output.contains(/Next: qualifica resume .*last\n/), "\(waiting.output)")
      }
    }

    @Test("Its layout does not depend on the input: UTF-8, semicolons, the sheet's key in front")
    func layout() async throws {
      try await Desk.withSimulator { desk in
        let header = "Matrícula,Nome,CPF,Banco,Agência,Conta,Dígito,Setor,Valor"
        let rows = Self.right.map { payee in
          [
            payee.code, payee.name, payee.document, payee.bank, payee.branch, payee.account,
            payee.accountDigit, "Área \(payee.code.last ?? "0")", payee.amount,
          ].map { "\"\($0)\"" }.joined(separator: ",")
        }
        let text = ([header] + rows).joined(separator: "\r\n") + "\r\n"
        let content = try #require(text.data(using: .windowsCP1252))
        try content.write(to: URL(fileURLWithPath: desk.folder.path("payees.csv")))
        let end = try await desk.run("payees.csv", "--keep", "setor")
        #expect(end.code == 0, "\(end.errors)")
        let payable = try desk.folder.text(of: "\(Self.first)/payable.csv")
        #expect(payable.hasPrefix("Matrícula;Setor;custom_code;name;document_type;document;"))
        let table = try desk.table("\(Self.first)/payable.csv")
        #expect(table["Matrícula"] == Self.right.map(\.code))
        #expect(table["Setor"].allSatisfy { $0.hasPrefix("Área ") })
        let missing = try await desk.run("payees.csv", "--keep", "Loja")
        #expect(missing.code == 64 && missing.lastWords.contains("there is no column 'Loja'"))
      }
    }

    @Test(
      "Without codes of the file's own, and refused and invalid ones corrected: still once each")
    func derivedCodes() async throws {
      try await Desk.withSimulator { desk in
        var people = Self.right
        people[0] = people[0].ending(.invalid)
        people[1] = people[1].withWrongDocument()
        try desk.folder.write(Payroll(people) { $0.hasCodes = false }.text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        var fix = try desk.folder.text(of: "\(Self.first)/fix.csv")
        for (wrong, right) in zip(people, Self.right) {
          fix = fix.replacing(wrong.name, with: right.name)
            .replacing(wrong.document, with: right.document)
        }
        try desk.folder.write(fix, to: "\(Self.first)/fix.csv")
        let end = try await desk.run("\(Self.first)/fix.csv")
        #expect(end.code == 0, "\(end.errors)")
        let payable = try desk.table("\(Self.first)/payable.csv")
        #expect(payable["document"].sorted() == Self.right.map(\.document).sorted())
      }
    }

    @Test("A sheet that was changed since is told, and the file that was there stays")
    func changed() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.sent).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        let before = try desk.folder.text(of: "\(Self.first)/payable.csv")
        try Self.correct(desk, "\(Self.first)/fix.csv", 0..<2, to: "\(Self.first)/fix.csv")
        try desk.folder.write(Payroll(Self.right).text, to: "payees.csv")
        let end = try await desk.run("\(Self.first)/fix.csv")
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("payable.csv was not written again"))
        #expect(end.lastWords == "Next: pay with valid.csv.")
        #expect(try desk.folder.text(of: "\(Self.first)/payable.csv") == before)
        // Put back, it can be written again.
        try desk.folder.write(Payroll(Self.sent).text, to: "payees.csv")
        #expect(try await desk.command(["export", Self.first]).code == 1)
        #expect(try desk.table("\(Self.first)/payable.csv").rows.count == 6)
      }
    }

    @Test("A correction belongs to the sheet it came from, not to one that shares a code with it")
    func sharedCode() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.sent).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        // A later month has one of the two again, wrong as before, and others.
        let others = Payee.people(3, seed: 613).map { $0.withWrongDocument() }
        try desk.folder.write(Payroll([Self.sent[0]] + others).text, to: "later.csv")
        #expect(try await desk.run("later.csv").code == 1)
        let before = try desk.folder.text(of: "later.qualifica/payable.csv")
        try Self.correct(desk, "\(Self.first)/fix.csv", 0..<2, to: "corrected.csv")
        let end = try await desk.run("corrected.csv")
        #expect(end.code == 0, "\(end.errors)")
        #expect(try desk.table("\(Self.first)/payable.csv").rows.count == 6)
        #expect(try desk.folder.text(of: "later.qualifica/payable.csv") == before)
      }
    }

    @Test("A family.json that names somebody else's folder changes nothing there")
    func foreignFamily() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.right).text, to: "payees.csv")
        try desk.folder.write(Payroll(Payee.people(3, seed: 612)).text, to: "others.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        #expect(try await desk.run("others.csv").code == 0)
        let before = try desk.folder.text(of: "payees.qualifica/payable.csv")
        try desk.folder.write(
          #"{"format":"qualifica-family/1","first":"../payees.qualifica"}"#,
          to: "others.qualifica/family.json")
        #expect(try await desk.command(["export", "others.qualifica"]).code == 0)
        #expect(try desk.folder.text(of: "payees.qualifica/payable.csv") == before)
        #expect(try desk.table("others.qualifica/payable.csv").rows.count == 3)
      }
    }
  }
}

extension Zip2Sequence where Sequence1 == [Payee], Sequence2 == [Payee] {
  fileprivate subscript(range: Range<Int>) -> ArraySlice<(Payee, Payee)> { Array(self)[range] }
}
