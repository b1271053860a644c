import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// What the samples' README promises a newcomer.
  @Suite struct SampleTests {
    private static let samples = "\(BuiltCommand.project)/samples"

    @Test("The samples give the expected files", arguments: Golden.all)
    func samples(_ golden: Golden) async throws {
      let desk = try desk(with: golden.sample)
      let end = try await desk.command(golden.arguments + ["--lang", "en"], environment: [:])
      #expect(end.code == golden.code, "\(end.errors)")
      let actual = try Self.normalised(
        desk, "\(golden.stem).\(golden.arguments[0] == "check" ? "check" : "qualifica")")
      let names = try FileManager.default.contentsOfDirectory(atPath: golden.folder).sorted()
      #expect(actual.keys.sorted() == names)
      for name in names {
        let wanted = try String(contentsOfFile: "\(golden.folder)/\(name)", encoding: .utf8)
        Self.expectSameLines(actual[name] ?? "", wanted, name)
      }
    }

    struct Golden: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let sample: String
      let arguments: [String]
      let code: Int

      var stem: Substring { sample.prefix { $0 != "." } }
      var folder: String { "\(SampleTests.samples)/expected/\(testDescription)" }

      private static let weepay = [
        ("transactions", "transaction"), ("captures", "capture"), ("voids", "void"),
        ("customers", "customer"), ("deletions", "card-delete"),
      ].map { file, operation in
        Golden(
          testDescription: "card-\(file).check", sample: "card-\(file).csv",
          arguments: ["check", "card-\(file).csv", "--operation", "weepay-\(operation)"], code: 1)
      }

      static let all =
        [("every-case", "every-case.csv"), ("every-case-jsonl", "every-case.jsonl")]
        .flatMap {
          [
            Golden(
              testDescription: "\($0.0).check", sample: $0.1, arguments: ["check", $0.1], code: 1),
            Golden(
              testDescription: "\($0.0).run", sample: $0.1,
              arguments: ["run", $0.1, "--simulate", "--wait", "3s"], code: 2),
          ]
        } + weepay + [
          Golden(
            testDescription: "charges.check", sample: "charges.csv",
            arguments: [
              "check", "charges.csv", "--operation", "charge", "--sender-name", "Escola Inventada",
              "--sender-document", "11444777000161",
            ], code: 1),
          Golden(
            testDescription: "recipients.check", sample: "recipients.csv",
            arguments: ["check", "recipients.csv", "--operation", "recipient-update"], code: 1),
        ]
        + [
          ("refunds", "refund"), ("charge-cancels", "charge-cancel"),
          ("subscriptions", "subscription-create"), ("subscription-cancels", "subscription-cancel"),
        ].map { stem, operation in
          Golden(
            testDescription: "\(stem).check", sample: "\(stem).csv",
            arguments: ["check", "\(stem).csv", "--operation", operation], code: 1)
        }
    }

    @Test("The friendly sheet ends in 1 with two corrections, and corrected in 0: all ten to pay")
    func friendly() async throws {
      let desk = try desk(with: "payroll.csv")
      for name in ["payroll.corrected.csv", "payable.csv"] {
        try FileManager.default.copyItem(
          atPath: "\(Self.samples)/\(name)", toPath: desk.folder.path("expected-\(name)"))
      }
      let end = try await desk.command(
        ["run", "payroll.csv", "--simulate", "--lang", "en"], environment: [:])
      #expect(end.code == 1, "\(end.errors)")
      #expect(end.lastWords.hasPrefix("Next: correct fix.csv, then: qualifica run --simulate "))
      #expect(try desk.table("payroll.qualifica/fix.csv").rows.count == 2)
      try desk.folder.write(
        try desk.folder.text(of: "expected-payroll.corrected.csv"), to: "payroll.corrected.csv")
      let corrected = try await desk.command(
        ["run", "payroll.corrected.csv", "--simulate", "--lang", "en"], environment: [:])
      #expect(corrected.code == 0, "\(corrected.errors)")
      let payable = try desk.table("payroll.qualifica/payable.csv")
      let expected = try desk.table("expected-payable.csv")
      #expect(payable.columns == expected.columns)
      #expect(payable["Matrícula"] == expected["Matrícula"])
      #expect(payable["account"] == expected["account"])
    }

    @Test("The JSON Lines twin ends as the samples' README says, line by line")
    func jsonTwin() async throws {
      let desk = try desk(with: "every-case.jsonl")
      let check = try await desk.command(["check", "every-case.jsonl"], environment: [:])
      #expect(check.code == 1, "\(check.errors)")
      let run = try await desk.command(
        ["run", "every-case.jsonl", "--simulate", "--wait", "3s"], environment: [:])
      #expect(run.code == 2, "\(run.errors)")
      let actual = try Self.statuses(desk, "every-case.qualifica/results.ndjson")
      let expected = try Self.statusesOfREADME()
      #expect(expected.count > 60)
      for (line, status) in expected.sorted(by: { $0.key < $1.key }) {
        #expect(actual[line] == status, "line \(line)")
      }
    }

    @Test("The payroll as a workbook gets the verdicts of the sheet; inspect names its formats")
    func workbook() async throws {
      let desk = try desk(with: "payroll.xlsx")
      try FileManager.default.copyItem(
        atPath: "\(Self.samples)/payroll.csv", toPath: desk.folder.path("sheet.csv"))
      for name in ["payroll.xlsx", "sheet.csv"] {
        #expect(try await desk.command(["check", name], environment: [:]).code == 1)
      }
      let (book, sheet) = (
        try CSVTable(String(desk.folder.text(of: "payroll.check/results.csv").dropFirst())),
        try desk.table("sheet.check/results.csv")
      )
      for column in ["Matrícula", "CPF", "Banco", "Agência", "Conta", "q_status", "q_code"] {
        #expect(book[column] == sheet[column], "\(column)")
      }
      let inspect = try await desk.command(
        ["inspect", "payroll.xlsx", "--lang", "pt-BR"], environment: [:])
      #expect(inspect.output.contains("guardado nas células como"), "\(inspect.output)")
      #expect(inspect.output.contains(/CPF +número, formato 000"\."000"\."000"-"00\n/))
      #expect(inspect.output.contains(/Conta +texto\n/))
      #expect(inspect.output.contains(/Matrícula +número sem formato\n/))
      let json = try await desk.command(["inspect", "payroll.xlsx", "--json"], environment: [:])
      #expect(try SchemaSubset(named: "inspect").problems(in: Array(json.output.utf8)) == [])
    }

    @Test("check says the same twice, byte for byte but for the time in the summary")
    func repeatable() async throws {
      let desk = try desk(with: "every-case.csv")
      var copies: [[String: String]] = []
      for _ in 0..<2 {
        _ = try await desk.command(["check", "every-case.csv"], environment: [:])
        copies.append(try Self.normalised(desk, "every-case.check"))
      }
      #expect(copies[0] == copies[1])
    }

    private func desk(with sample: String) throws -> Desk {
      let desk = try Desk()
      try FileManager.default.copyItem(
        atPath: "\(Self.samples)/\(sample)", toPath: desk.folder.path(sample))
      return desk
    }

    /// The output files with what changes from run to run replaced, by name.
    private static func normalised(_ desk: Desk, _ run: String) throws -> [String: String] {
      let summary = try desk.summary(run)
      var replacements: [(String, String)] = []
      if let code = summary["run"] as? String { replacements.append((code, "<run>")) }
      replacements.append((desk.folder.path(run), "<folder>"))
      let files = summary["files"] as? [String: String] ?? [:]
      replacements += files.values.map { ($0, "<sha256>") }
      let version = summary["version"] as? String ?? ""
      replacements.append(("\"version\": \"\(version)\"", "\"version\": \"<version>\""))
      var texts: [String: String] = [:]
      for name in try desk.folder.names(in: run) where isOutput(name) {
        var text = try desk.folder.text(of: "\(run)/\(name)")
        for (actual, placeholder) in replacements {
          text = text.replacing(actual, with: placeholder)
        }
        text = text.replacing(/<run>-[a-z0-9]{6}-\d{5}/, with: "<batch>")
        // How long it took, and what requests came to.
        if name == "summary.json" {
          text = text.replacing(/[ ]{2}"figures": \{\n(?:(?:    .*)?\n)*  \},\n/, with: "")
        }
        texts[name] = text.replacing(
          /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/, with: "<time>")
      }
      return texts
    }

    /// The files the samples show; the page for people is compared by nobody.
    private static func isOutput(_ name: String) -> Bool {
      [".csv", ".ndjson", ".json"].contains { name.hasSuffix($0) }
    }

    /// Names the first lines that differ; the rest mostly follows from them.
    private static func expectSameLines(_ actual: String, _ expected: String, _ name: String) {
      let difference = lines(actual, name).difference(from: lines(expected, name))
      let isSame = difference.isEmpty
      let missing = difference.removals.prefix(3)
      let surplus = difference.insertions.prefix(3)
      #expect(isSame, "\(name): missing \(missing), surplus \(surplus)")
    }

    /// Of a JSON object its members, however it is laid out.
    private static func lines(_ text: String, _ name: String) -> [String] {
      guard name.hasSuffix(".json"),
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
        let content = try? JSONSerialization.data(
          withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
      else { return text.components(separatedBy: "\n") }
      return String(decoding: content, as: UTF8.self).components(separatedBy: "\n")
    }

    private static func statuses(_ desk: Desk, _ name: String) throws -> [Int: String] {
      var statuses: [Int: String] = [:]
      for line in try desk.folder.text(of: name).split(separator: "\n") {
        let object = try Desk.object(Data(line.utf8))
        if let number = object["q_line"] as? Int {
          statuses[number] = object["q_status"] as? String
        }
      }
      return statuses
    }

    /// The second and third column of the table "Who ends how".
    private static func statusesOfREADME() throws -> [Int: String] {
      let text = try String(contentsOfFile: "\(samples)/README.md", encoding: .utf8)
      var statuses: [Int: String] = [:]
      for line in text.split(separator: "\n") where line.hasPrefix("|") {
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard cells.count == 4 else { continue }
        // `rejected`; JSON `valid`: the last word is that of the JSON file.
        let words = cells[2].split(separator: "`").map(String.init)
        guard words.count > 0, let status = words.last(where: { $0.allSatisfy(isOfWord) })
        else { continue }
        for number in numbers(cells[1]) { statuses[number] = status }
      }
      return statuses
    }

    private static func isOfWord(_ character: Character) -> Bool {
      character.isLowercase || character == "_"
    }

    /// `35–37, 54` as numbers.
    private static func numbers(_ text: String) -> [Int] {
      text.split(separator: ",").flatMap { part -> [Int] in
        let ends = part.split(separator: "–").compactMap {
          Int($0.trimmingCharacters(in: .whitespaces))
        }
        guard let first = ends.first, let last = ends.last else { return [] }
        return Array(first...last)
      }
    }
  }
}
