import Foundation
import Testing

extension Promises {
  /// Names, order and form of what scripts and spreadsheets read back.
  @Suite struct OutputTests {
    private static let people = Payee.people(12, seed: 81)
    private static let ownColumns = [
      "q_line", "q_status", "q_code", "q_field", "q_message", "q_repairs", "q_custom_code",
      "q_batch_code", "q_service_id", "q_status_id", "q_api_id", "q_attempts", "q_submitted_at",
      "q_settled_at",
    ]
    private static let validColumns = [
      "custom_code", "name", "document_type", "document", "bank_code", "bank_branch",
      "bank_branch_digit", "account", "account_digit", "account_type", "amount", "q_line",
      "settled_at",
    ]

    @Test("Columns stand in the order that scripts rely on, records in that of the input")
    func columns() async throws {
      let people = Self.people.dropLast() + [Self.people[11].withWrongDocument()]
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Array(people)).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        let results = try desk.table("payees.qualifica/results.csv")
        #expect(results.columns == Payee.columns + Self.ownColumns)
        #expect(results.without(Self.ownColumns) == people.map(\.cells))
        #expect(results["q_line"] == (2...13).map(String.init))
        let valid = try desk.table("payees.qualifica/valid.csv")
        #expect(valid.columns == Self.validColumns)
        #expect(valid["custom_code"] == people.dropLast().map(\.code))
        #expect(valid["document"] == people.dropLast().map(\.document))
        let findings = try desk.table("payees.qualifica/findings.csv")
        #expect(
          findings.columns == ["line", "field", "severity", "code", "message", "masked_value"])
        #expect(findings.rows.count == 1)
        #expect(findings["code"] == ["document.check_digit"])
      }
    }

    @Test("Outputs are written as the input was", arguments: Dialect.all)
    func dialect(_ dialect: Dialect) async throws {
      let desk = try Desk()
      try desk.folder.write(dialect.payroll(Self.people).text, to: "payees.csv")
      let end = try await desk.command(["check", "payees.csv"])
      #expect(end.code == 0, "\(end.errors)")
      for name in ["results.csv", "fix.csv", "findings.csv"] {
        let text = try desk.folder.text(of: "payees.check/\(name)")
        #expect(text.unicodeScalars.first == "\u{FEFF}" || !dialect.hasByteOrderMark, "\(name)")
        #expect(text.contains(dialect.delimiter), "\(name)")
        #expect(text.hasSuffix(dialect.lineEnd), "\(name)")
        let lineEnds = text.utf8.filter { $0 == 10 }.count
        let returns = text.utf8.filter { $0 == 13 }.count
        #expect(returns == (dialect.lineEnd == "\r\n" ? lineEnds : 0), "\(name)")
      }
      let results = CSVTable(
        try desk.folder.text(of: "payees.check/results.csv").replacing("\u{FEFF}", with: ""),
        delimiter: Character(dialect.delimiter))
      #expect(results.columns == Payee.columns + Self.ownColumns)
      #expect(results["name"] == Self.people.map(\.name))
    }

    struct Dialect: Sendable, CustomTestStringConvertible {
      let testDescription: String
      var delimiter = ";"
      var lineEnd = "\n"
      var hasByteOrderMark = false

      static let all = [
        Dialect(testDescription: "semicolon"),
        Dialect(testDescription: "comma", delimiter: ","),
        Dialect(testDescription: "tab", delimiter: "\t"),
        Dialect(testDescription: "byte order mark", hasByteOrderMark: true),
        Dialect(testDescription: "CRLF", lineEnd: "\r\n"),
        Dialect(
          testDescription: "comma, mark, CRLF", delimiter: ",", lineEnd: "\r\n",
          hasByteOrderMark: true),
      ]

      func payroll(_ people: [Payee]) -> Payroll {
        Payroll(people) {
          $0.delimiter = delimiter
          $0.lineEnd = lineEnd
          $0.hasByteOrderMark = hasByteOrderMark
        }
      }
    }

    @Test("Lines are those of the file: quoted line ends, blank lines and title rows count")
    func lines() async throws {
      let desk = try Desk()
      var people = Array(Self.people.prefix(4))
      people[1].name = "\"Aurélia\nExemplo Quaresma\""
      var lines = Payroll(people).text
      lines = lines.replacing(people[3].code, with: "\n" + people[3].code)
      try desk.folder.write(lines, to: "payees.csv")
      let end = try await desk.command(["check", "payees.csv"])
      #expect(end.code == 0, "\(end.errors)")
      let results = try desk.table("payees.check/results.csv")
      #expect(results["q_line"] == ["2", "3", "5", "7"])
      #expect(results["custom_code"] == people.map(\.code))
    }

    @Test(
      "--json puts the summary and nothing else on standard output",
      arguments: [
        ["check", "payees.csv"], ["run", "payees.csv", "--simulate"],
      ])
    func json(_ arguments: [String]) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let end = try await desk.command(arguments + ["--json"])
      #expect(end.code == 0, "\(end.errors)")
      let folder = arguments[0] == "check" ? "payees.check" : "payees.qualifica"
      let written = try desk.folder.text(of: "\(folder)/summary.json")
      #expect(end.output == written)
      #expect(try desk.summary(folder)["records"] as? Int == Self.people.count)
    }

    @Test("A closed standard output and error stop nothing")
    func closedOutputs() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let script = "\"$0\" run payees.csv --simulate --json 2>&1 | true"
      _ = try await RunningCommand(
        ["-c", script, BuiltCommand.url.path], home: desk.folder,
        executable: URL(fileURLWithPath: "/bin/sh")
      ).end()
      #expect(try await Self.appears("payees.qualifica/summary.json", desk))
      #expect(try desk.table("payees.qualifica/valid.csv").rows.count == Self.people.count)
    }

    @Test("fix.csv, corrected, is fed back as it is and keeps its codes")
    func fixFedBack() async throws {
      try await Desk.withSimulator { desk in
        var people = Self.people
        people[4] = people[4].withWrongDocument()
        try desk.folder.write(Payroll(people) { $0.hasCodes = false }.text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        let fix = try desk.folder.text(of: "payees.qualifica/fix.csv")
        let code = try desk.table("payees.qualifica/fix.csv")["q_custom_code"]
        #expect(code.count == 1 && code.allSatisfy { !$0.isEmpty })
        try desk.folder.write(
          fix.replacing(people[4].document, with: Self.people[4].document), to: "fixed.csv")
        let end = try await desk.run("fixed.csv")
        #expect(end.code == 0, "\(end.errors)")
        let results = try desk.table("fixed.qualifica/results.csv")
        #expect(results["q_custom_code"] == code)
        #expect(results.columns.filter { $0 == "q_status" }.count == 1)
        let statistics = try await desk.statistics()
        #expect(statistics.customCodes == Self.people.count)
      }
    }

    /// Whether a file comes to be within ten seconds.
    private static func appears(_ name: String, _ desk: Desk) async throws -> Bool {
      for _ in 0..<100 where !desk.folder.exists(name) {
        try await Task.sleep(for: .milliseconds(100))
      }
      return desk.folder.exists(name)
    }
  }
}
