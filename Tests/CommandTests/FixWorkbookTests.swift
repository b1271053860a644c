import Foundation
import QualificaTestKit
import Spreadsheets
import Testing

extension Promises {
  /// `fix.xlsx`: what a person corrects in a workbook comes back like `fix.csv`.
  @Suite("fix.xlsx (FixWorkbook)") struct FixWorkbookTests {
    private static let right = Payee.people(4, seed: 601)
    private static let sent = [
      right[0], right[1].withWrongDocument(), right[2].withAccountMoved(by: 1).ending(.invalid),
      right[3],
    ]

    private static func write(_ people: [Payee], to name: String, _ desk: Desk) throws {
      let rows = [Payee.columns] + people.map(\.cells)
      let file = WorkbookFile([.init("Folha", rows: rows.map { $0.map { Optional($0) } })])
      try Data(file.bytes).write(to: URL(fileURLWithPath: desk.folder.path(name)))
    }

    /// The rows of the first sheet, as our own reader reads them.
    private static func rows(of name: String, _ desk: Desk) throws -> [[String]] {
      let workbook = try Workbook(
        InputFile(path: desk.folder.path(name)), folder: desk.folder.path("."))
      let sheet = try workbook.spool(workbook.sheets[0], width: 26, headerRow: 1)
      let reader = try RowReader(sheet.rows, format: .workbookRows)
      var (block, rows) = (RowBlock(), [[String]]())
      while try reader.next(into: &block) {
        for index in 0..<block.rowCount { rows.append(block.texts(of: block.row(index))) }
      }
      return rows
    }

    @Test("Whoever hands in a workbook is told to correct fix.xlsx, and the command takes it")
    func named() async throws {
      let desk = try Desk()
      try FileManager.default.copyItem(
        atPath: "\(BuiltCommand.project)/samples/payroll.xlsx", toPath: desk.folder.path("p.xlsx"))
      let end = try await desk.command(
        ["run", "p.xlsx", "--simulate", "--rate", "200", "--lang", "en"], environment: [:])
      #expect(end.code == 1, "\(end.errors)")
      #expect(!end.errors.contains("fix.csv"), "\(end.errors)")
      #expect(end.lastWords.hasPrefix("Next: correct fix.xlsx, then: qualifica run --simulate "))
      #expect(end.lastWords.hasSuffix("p.qualifica/fix.xlsx"))
      let page = try WrittenPage(desk, "p.qualifica").text
      #expect(page.contains("Correct fix.xlsx: 2 records"), "\(page)")
      let status = try await desk.command(["status", "p.qualifica", "--lang", "en"])
      #expect(status.output.contains("p.qualifica/fix.xlsx") && !status.output.contains("fix.csv"))
      let mapped = try await desk.command(
        [
          "run", "p.xlsx", "--simulate", "--rate", "200", "--lang", "en", "-o", "m", "--map",
          "bank_code=4",
        ],
        environment: [:])
      #expect(mapped.lastWords.hasSuffix("m/fix.csv"), "\(mapped.errors)")
    }

    @Test("It has the rows of fix.csv behind what to correct, and the sheets that explain")
    func content() async throws {
      let desk = try Desk()
      try Self.write(Self.sent, to: "p.xlsx", desk)
      #expect(try await desk.command(["check", "p.xlsx", "--lang", "pt-BR"]).code == 1)
      let fix = try desk.table("p.check/fix.csv")
      let rows = try Self.rows(of: "p.check/fix.xlsx", desk)
      #expect(rows.first == ["O que corrigir", "Campo"] + fix.columns)
      #expect(rows.dropFirst().map { Array($0.dropFirst(2)) } == fix.rows)
      #expect(rows[1][0].contains("dígito"))
      #expect(rows[1][1] == "document")
      #expect(try desk.folder.mode(of: "p.check/fix.xlsx") == 0o600)
      let workbook = try Workbook(
        InputFile(path: desk.folder.path("p.check/fix.xlsx")), folder: desk.folder.path("."))
      #expect(workbook.sheets.map(\.name) == ["Corrigir", "Resumo", "Como corrigir"])
      #expect(try desk.folder.names(in: "p.check").allSatisfy { !$0.hasSuffix(".tmp") })
    }

    @Test("The account type is chosen from a list in the reader's language, every row of it")
    func dropDown() async throws {
      let desk = try Desk()
      try Self.write(Self.sent, to: "p.xlsx", desk)
      let column = try #require(Payee.columns.firstIndex(of: "account_type")) + 2
      let letter = String(UnicodeScalar(UInt8(0x41 + column)))
      for (language, words) in [("pt-BR", "Corrente,Poupança"), ("en", "Checking,Savings")] {
        #expect(try await desk.command(["check", "p.xlsx", "--lang", language]).code == 1)
        let sheet = try Self.part("xl/worksheets/sheet1.xml", of: "p.check/fix.xlsx", desk)
        #expect(sheet.contains("<formula1>\"\(words)\"</formula1>"), "\(language)")
        #expect(sheet.contains("sqref=\"\(letter)2\""), "\(language)")
        #expect(!sheet.contains("showErrorMessage=\"1\""))
      }
    }

    /// A part of a workbook, as another program unpacks it.
    private static func part(_ name: String, of path: String, _ desk: Desk) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [
        "python3", "-c",
        "import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())",
        desk.folder.path(path), name,
      ]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let content = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: content, as: UTF8.self)
    }

    @Test("Corrected and saved it is fed back: nobody is paid twice, its columns do not pile up")
    func fedBack() async throws {
      try await Desk.withSimulator { desk in
        try Self.write(Self.sent, to: "p.xlsx", desk)
        #expect(try await desk.run("p.xlsx", "--service", "4", "--yes").code == 1)
        var rows = try Self.rows(of: "p.qualifica/fix.xlsx", desk)
        #expect(rows.count == 3)
        for (row, payee) in [(1, Self.right[1]), (2, Self.right[2])] {
          for (column, cell) in payee.cells.enumerated() where column > 0 {
            rows[row][column + 2] = cell
          }
        }
        let file = WorkbookFile([
          .init("Corrigir", rows: rows.map { $0.map { Optional($0) } }), .init("Resumo", rows: []),
        ])
        let path = desk.folder.path("p.qualifica/fix.xlsx")
        try Data(file.bytes).write(to: URL(fileURLWithPath: path))
        let end = try await desk.run(
          "p.qualifica/fix.xlsx", "--service", "4", "--yes", "-o", "second")
        #expect(end.code == 0, "\(end.errors)")
        let results = try desk.table("second/results.csv")
        #expect(!results.columns.contains("Campo") && !results.columns.contains("Column"))
        let counted = try await desk.statistics()
        #expect(counted.doubleEffects == 0 && counted.repeatedSubmissions == 0)
        // What was corrected in its place is kept.
        #expect(try await desk.command(["export", "p.qualifica"]).code == 1)
        #expect(desk.folder.exists("p.qualifica/fix.edited.xlsx"))
      }
    }

    @Test(
      "--output-format adds it to CSV, leaves it out of a workbook's outputs, or writes JSON lines")
    func formats() async throws {
      let desk = try Desk()
      try Self.write(Self.sent, to: "p.xlsx", desk)
      try desk.folder.write(Payroll(Self.sent).text, to: "c.csv")
      #expect(try await desk.command(["check", "c.csv"]).code == 1)
      #expect(!desk.folder.exists("c.check/fix.xlsx"))
      #expect(try await desk.command(["check", "c.csv", "--output-format", "xlsx"]).code == 1)
      #expect(try Self.rows(of: "c.check/fix.xlsx", desk).count == 2)
      #expect(try await desk.command(["check", "p.xlsx", "--output-format", "xlsx"]).code == 1)
      #expect(desk.folder.exists("p.check/fix.xlsx"))
      #expect(try await desk.command(["check", "p.xlsx", "--output-format", "csv"]).code == 1)
      #expect(!desk.folder.exists("p.check/fix.xlsx"))
      #expect(
        try await desk.command(["check", "p.xlsx", "-o", "n", "--output-format", "ndjson"]).code
          == 1)
      let line = try #require(
        try desk.folder.text(of: "n/results.ndjson").split(separator: "\n").first)
      #expect(line.hasPrefix("{\"custom_code\":\"\(Self.sent[0].code)\",\"name\":\""))
      #expect(line.contains("\"q_line\":2"))
      #expect(try await desk.command(["check", "n/fix.ndjson", "-o", "m"]).code == 1)
      #expect(try await desk.command(["check", "p.xlsx", "--output-format", "pdf"]).code == 64)
    }
  }
}
