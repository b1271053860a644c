import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// Workbooks are taken wherever CSV is.
  @Suite("Workbooks as input (Workbook, WorkbookInput)") struct WorkbookInputTests {
    private static let people = Payee.people(40, seed: 501)

    private static func sheet(_ people: [Payee], _ name: String = "Folha") -> WorkbookFile.Sheet {
      .init(name, rows: [Payee.columns] + people.map { $0.cells.map { Optional($0) } })
    }

    private static func write(_ file: WorkbookFile, _ desk: Desk, to name: String = "p.xlsx") throws
    {
      try Data(file.bytes).write(to: URL(fileURLWithPath: desk.folder.path(name)))
    }

    @Test("A workbook and the same sheet as CSV come to the same records")
    func sameAsCSV() async throws {
      let desk = try Desk()
      var people = Self.people
      people[7] = people[7].withWrongDocument()
      try Self.write(WorkbookFile([Self.sheet(people)]), desk)
      try desk.folder.write(Payroll(people).text, to: "c.csv")
      #expect(try await desk.command(["check", "p.xlsx"]).code == 1)
      #expect(try await desk.command(["check", "c.csv"]).code == 1)
      let (one, other) = try (desk.table("p.check/results.csv"), desk.table("c.check/results.csv"))
      for column in ["q_line", "q_status", "q_code", "q_message", "q_custom_code", "name"] {
        #expect(one[column] == other[column], "\(column)")
      }
      let text = try desk.folder.text(of: "p.check/results.csv")
      #expect(text.hasPrefix("\u{FEFF}custom_code;"))
      #expect(text.utf8.suffix(2).elementsEqual([0x0D, 0x0A]))
      #expect(try desk.folder.text(of: "p.check/summary.json").contains("\"content\": \"xlsx\""))
    }

    @Test("A workbook is planned, sent and settled, and a second process goes on with it")
    func runAndResume() async throws {
      try await Desk.withSimulator { desk in
        try Self.write(WorkbookFile([Self.sheet(Self.people)]), desk)
        let first = try await desk.run("p.xlsx", "--no-wait", "--service", "4", "--yes")
        #expect(first.code == 2, "\(first.errors)")
        let end = try await desk.resume("p.qualifica")
        #expect(end.code == 0, "\(end.errors)")
        let valid = try desk.table("p.qualifica/valid.csv")
        #expect(valid["custom_code"] == Self.people.map(\.code))
        #expect(valid["q_line"] == (2...41).map(String.init))
        #expect(try await desk.statistics().doubleEffects == 0)
        #expect(try await desk.run("p.xlsx", "--service", "4", "--yes").code == 0)
        #expect(try await desk.statistics().records == 40)
      }
    }

    @Test("A workbook saved again after it was planned is not carried out")
    func changed() async throws {
      try await Desk.withSimulator { desk in
        try Self.write(WorkbookFile([Self.sheet(Self.people)]), desk)
        let plan = try await desk.run("p.xlsx", "--service", "4")
        #expect(plan.code == 64, "\(plan.errors)")
        let others = Self.people.map { $0.withAccountMoved(by: 3) }
        try Self.write(WorkbookFile([Self.sheet(others)]), desk)
        #expect(try await desk.resume("p.qualifica", "--yes").code == 65)
        #expect(try await desk.statistics().records == 0)
      }
    }

    @Test(
      "Several sheets that fit are listed, one is chosen by name or number, a hidden one only so")
    func sheets() async throws {
      let desk = try Desk()
      let (one, other) = (Array(Self.people[..<3]), Array(Self.people[3..<5]))
      var hidden = Self.sheet(Array(Self.people[5..<6]), "Velha")
      hidden.state = "hidden"
      try Self.write(
        WorkbookFile([
          .init("Notas", rows: [["Total"], ["3"]]), Self.sheet(one, "Janeiro"), hidden,
        ]), desk)
      #expect(try await desk.command(["check", "p.xlsx"]).code == 0)
      #expect(try desk.table("p.check/results.csv")["custom_code"] == one.map(\.code))
      try Self.write(
        WorkbookFile([Self.sheet(one, "Janeiro"), Self.sheet(other, "Março"), hidden]), desk)
      let end = try await desk.command(["check", "p.xlsx", "--lang", "pt-BR"])
      #expect(end.code == 65)
      #expect(end.errors.contains("1 'Janeiro', 2 'Março', 3 'Velha' (oculta)"))
      for (choice, count) in [("março", 2), ("1", 3), ("Velha", 1)] {
        #expect(try await desk.command(["check", "p.xlsx", "--sheet", choice]).code == 0)
        #expect(try desk.table("p.check/results.csv")["custom_code"].count == count)
      }
      let unknown = try await desk.command(["check", "p.xlsx", "--sheet", "Abril"])
      #expect(unknown.code == 64)
      #expect(unknown.errors.contains("'Janeiro'"))
    }

    @Test("Hidden rows are counted before anything is sent; inspect names sheet and hidden things")
    func hidden() async throws {
      let desk = try Desk()
      var file = WorkbookFile([Self.sheet(Array(Self.people[..<3])), .init("Outra", rows: [])])
      file.change("xl/worksheets/sheet1.xml") {
        $0.replacing("<row r=\"3\">", with: "<row r=\"3\" hidden=\"1\">")
          .replacing(
            "<sheetData>", with: "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>")
      }
      try Self.write(file, desk)
      let check = try await desk.command(["check", "p.xlsx", "--lang", "en"])
      #expect(check.errors.contains("in hidden rows"))
      let inspect = try await desk.command(["inspect", "p.xlsx", "--lang", "en"])
      #expect(inspect.code == 0)
      #expect(inspect.output.contains("Folha (others: Outra)"))
      #expect(inspect.output.contains("columns name"))
      let json = try await desk.command(["inspect", "p.xlsx", "--json"]).output
      #expect(json.contains("\"hidden_rows\": 1"))
    }

    @Test("Zeros that a format shows are taken with a note that --no-repair lets pass")
    func shownZeros() async throws {
      let desk = try Desk()
      let payee = Self.people[0]
      let cells = payee.cells.enumerated().map { column, text in
        Payee.columns[column] == "document"
          ? "<c s=\"1\"><v>\(Int(text) ?? 0)</v></c>" : WorkbookFile.cell(column, 2, text: text)
      }
      let header = Payee.columns.enumerated().map { WorkbookFile.cell($0, 1, text: $1) }
      let content =
        "<sheetData><row r=\"1\">\(header.joined())</row><row r=\"2\">\(cells.joined())</row></sheetData>"
      let styles =
        "<numFmts><numFmt numFmtId=\"165\" formatCode=\"00000000000\"/></numFmts><cellXfs><xf/><xf "
        + "numFmtId=\"165\"/></cellXfs>"
      try Self.write(WorkbookFile([.init("Folha", content)], styles: styles), desk)
      #expect(try await desk.command(["check", "p.xlsx", "--no-repair"]).code == 0)
      let results = try desk.table("p.check/results.csv")
      #expect(results["q_repairs"] == ["repair.shown_zeros"])
      #expect(results["document"] == [payee.document])
    }

    @Test(
      "The point of a number is a decimal point, that of a text may group thousands",
      arguments: [
        ("<c><v>12.345</v></c>", "rejected"), ("<c><v>12.3450</v></c>", "rejected"),
        ("<c><v>1.2345E1</v></c>", "rejected"), ("<c><f>A9/1000</f><v>12.345</v></c>", "rejected"),
        ("<c><v>12345</v></c>", "ready"), ("<c><v>12345.0</v></c>", "ready"),
        ("<c t=\"str\"><v>12.345</v></c>", "ready"),
      ])
    func decimals(_ account: String, _ status: String) async throws {
      let desk = try Desk()
      try Self.write(Self.sheet(account: account, name: Self.people[0].name), desk)
      _ = try await desk.command(["check", "p.xlsx"])
      let results = try desk.table("p.check/results.csv")
      #expect(results["q_status"] == [status])
      if status == "rejected" { #expect(results["q_code"] == ["account.characters"]) }
    }

    @Test(
      "The point of a number is one also where another cell of the row was repaired",
      arguments: [
        ("<c><v>12.345</v></c>", "rejected"), ("<c><v>12345</v></c>", "ready"),
        ("<c t=\"str\"><v>12.345</v></c>", "ready"),
      ])
    func decimalsBesideRepairs(_ account: String, _ status: String) async throws {
      let desk = try Desk()
      try Self.write(Self.sheet(account: account, name: "JoÃ£o da Silva"), desk)
      _ = try await desk.command(["check", "p.xlsx", "--fix-mojibake"])
      let results = try desk.table("p.check/results.csv")
      #expect(results["q_status"] == [status])
      #expect(try #require(results["q_repairs"].first).contains("mojibake"))
      if status == "rejected" { #expect(results["q_code"] == ["account.characters"]) }
    }

    /// A sheet of one payee.
    ///
    /// - Parameter account: the account's cell.
    private static func sheet(account: String, name: String) -> WorkbookFile {
      let own = [
        "name": name, "bank_code": "756", "bank_branch": "2545", "account_digit": "5",
      ]
      let cells = zip(Payee.columns, people[0].cells).enumerated().map { column, cell in
        cell.0 == "account"
          ? account : WorkbookFile.cell(column, 2, text: own[cell.0] ?? cell.1)
      }
      let header = Payee.columns.enumerated().map { WorkbookFile.cell($0, 1, text: $1) }
      let content =
        "<sheetData><row r=\"1\">\(header.joined())</row><row r=\"2\">\(cells.joined())</row></sheetData>"
      return WorkbookFile([.init("Folha", content)])
    }

    @Test(
      "What else looks like a workbook is named, with what to click",
      arguments: [
        (["EncryptedPackage"], "Criptografar com Senha"),
        ([], "Pasta de Trabalho do Excel (*.xlsx)"),
      ])
    func otherKinds(streams: [String], sentence: String) async throws {
      let desk = try Desk()
      let bytes: [UInt8] =
        [0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600)
        + streams.flatMap { $0.utf8.flatMap { byte -> [UInt8] in [byte, 0] } }
      try Data(bytes).write(to: URL(fileURLWithPath: desk.folder.path("p.xls")))
      let end = try await desk.command(["check", "p.xls", "--lang", "pt-BR"])
      #expect(end.code == 65)
      #expect(end.errors.contains(sentence))
    }
  }
}
