import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// A file of payments for a bank is checked and run like a sheet.
  @Suite struct CNABTests {
    private static let folder = "\(BuiltCommand.project)/Tests/CNAB"

    private static func bytes(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
    }

    private static func desk(_ name: String) throws -> Desk {
      let desk = try Desk()
      try desk.folder.write(String(decoding: bytes(name), as: UTF8.self), to: name)
      return desk
    }

    /// Without its byte order mark.
    private static func table(_ name: String, _ desk: Desk) throws -> CSVTable {
      CSVTable(String(try desk.folder.text(of: name).dropFirst()))
    }

    private static let columns =
      "custom_code;name;document_type;document;bank_code;bank_branch;bank_branch_digit;account;"
      + "account_digit;account_type;amount"

    @Test("Outputs are UTF-8 with byte order mark and ;, our field names first, line of segment A")
    func outputs() async throws {
      let desk = try Self.desk("itau-sispag-salarios.rem")
      let end = try await desk.command(["check", "itau-sispag-salarios.rem", "--lang", "en"])
      #expect(end.code == 1, "\(end.errors)")
      #expect(end.errors.contains("read as itau-sispag-080"))
      let results = try desk.folder.text(of: "itau-sispag-salarios.check/results.csv")
      #expect(results.hasPrefix("\u{FEFF}" + Self.columns + ";q_line;q_status;"))
      #expect(results.contains("\r\n"))
      let table = try Self.table("itau-sispag-salarios.check/results.csv", desk)
      #expect(table["q_line"] == ["3", "6", "8", "9", "10"])
      #expect(table["q_status"] == ["ready", "ready", "ready", "ready", "rejected"])
      let summary = try desk.summary("itau-sispag-salarios.check")
      let input = try #require(summary["input"] as? [String: Any])
      #expect(input["content"] as? String == "cnab240")
    }

    @Test("Two payments under one number, corrected and fed back: both are sent")
    func fedBack() async throws {
      try await Desk.withSimulator { desk in
        let text = String(decoding: try Self.bytes("febraban-86-fornecedores.rem"), as: UTF8.self)
        // The same number, two accounts, each with a wrong digit.
        let parts = text.components(separatedBy: "0000007654324")
        #expect(parts.count == 3)
        try desk.folder.write(
          parts[0] + "0000007654327" + parts[1] + "0000001234561" + parts[2], to: "p.rem")
        let first = try await desk.command(desk.runArguments("p.rem"))
        #expect(first.code == 1, "\(first.errors)")
        let fix = try desk.folder.text(of: "p.qualifica/fix.csv")
          .replacing(";765432;7;", with: ";765432;4;").replacing(";123456;1;", with: ";123456;0;")
        try desk.folder.write(fix, to: "p.qualifica/fix.csv")
        let end = try await desk.command(desk.runArguments("p.qualifica/fix.csv"))
        #expect(end.code == 0, "\(end.errors)")
        let results = try Self.table("p.qualifica/fix.qualifica/results.csv", desk)
        #expect(results["custom_code"] == ["NF-2026-118", "NF-2026-118"])
        #expect(results["q_status"] == ["valid", "valid"])
      }
    }

    @Test("What is no record is counted in the summary and has one warning each")
    func skipped() async throws {
      let desk = try Self.desk("bradesco-pix-chave.rem")
      let end = try await desk.command(["check", "bradesco-pix-chave.rem", "--lang", "pt-BR"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.errors.contains("Não verificados: 4 pagamentos para chaves PIX"))
      let summary = try desk.summary("bradesco-pix-chave.check")
      let cnab = try #require(summary["cnab"] as? [String: Any])
      #expect(cnab["skipped"] as? [String: Int] == ["pix_key": 4])
      #expect((summary["findings"] as? [String: Int])?["payment.pix_key"] == 4)
      let findings = try Self.table("bradesco-pix-chave.check/findings.csv", desk)
      #expect(findings["line"] == ["3", "5", "7", "9"])
      #expect(findings["severity"].allSatisfy { $0 == "warning" })
    }

    @Test(
      "Broken files and files from the bank are refused with 65, in both languages",
      arguments: [
        ("broken-short-line.rem", "Line 3, position 240", "Linha 3, posição 240"),
        ("broken-totals.rem", "Line 19, position 24", "Linha 19, posição 24"),
        ("broken-no-trailer.rem", "Line 19", "Linha 19"),
        ("febraban-10-retorno.ret", "return file", "arquivo de retorno"),
      ])
    func refused(name: String, english: String, portuguese: String) async throws {
      let desk = try Self.desk(name)
      for (language, words) in [("en", english), ("pt-BR", portuguese)] {
        for command in ["check", "inspect", "run"] {
          let options = command == "run" ? ["--simulate"] : []
          let end = try await desk.command([command, name, "--lang", language] + options)
          #expect(end.code == 65, "\(command): \(end.errors)")
          #expect(end.errors.contains(words), "\(end.errors)")
        }
      }
    }

    @Test("A run sends what the segments say, is exported again, and its layout cannot change")
    func run() async throws {
      try await Desk.withSimulator { desk in
        let text = String(decoding: try Self.bytes("febraban-10-salarios.rem"), as: UTF8.self)
        try desk.folder.write(text, to: "salarios.rem")
        let end = try await desk.run("salarios.rem")
        #expect(end.code == 0, "\(end.errors)")
        let sent = try await desk.sent()
        #expect(sent["FOLHA-0001"]?.prefix(2) == ["123465", "X"])
        #expect(sent.count == 7)
        let valid = try desk.folder.text(of: "salarios.qualifica/valid.csv")
        try FileManager.default.removeItem(
          atPath: desk.folder.path("salarios.qualifica/valid.csv"))
        let export = try await desk.command(["export", "salarios.qualifica", "--lang", "en"])
        #expect(export.code == 0, "\(export.errors)")
        #expect(try desk.folder.text(of: "salarios.qualifica/valid.csv") == valid)
        let same = try await desk.resume(
          "salarios.qualifica", "--cnab-layout", "febraban-10")
        #expect(same.code == 64 || same.code == 0)
        let other = try await desk.resume("salarios.qualifica", "--cnab-layout", "caixa-080")
        #expect(other.code == 64)
        #expect(other.errors.contains("--cnab-layout cannot change within a run"))
      }
    }

    @Test("A file that was changed after it was planned is not sent")
    func changed() async throws {
      try await Desk.withSimulator { desk in
        let bytes = try Self.bytes("febraban-10-salarios.rem")
        try desk.folder.write(String(decoding: bytes, as: UTF8.self), to: "salarios.rem")
        let planned = try await desk.run("salarios.rem", "--service", "4", "--no-input")
        #expect(planned.code == 64, "\(planned.errors)")
        let text = String(decoding: bytes, as: UTF8.self)
        try desk.folder.write(
          text.replacing("000000123465X", with: "000000123466X"), to: "salarios.rem")
        let resumed = try await desk.resume("salarios.qualifica", "--yes")
        #expect(resumed.code == 65, "\(resumed.errors)")
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test("Standard input, packed or not, is read by its content")
    func standardInput() async throws {
      let text = String(decoding: try Self.bytes("caixa-salarios.rem"), as: UTF8.self)
      let desk = try Desk()
      let end = try await desk.command(["check", "-", "-o", "out"], input: text)
      #expect(end.code == 0, "\(end.errors)")
      #expect(try Self.table("out/results.csv", desk)["custom_code"] == ["000041", "000042"])
    }

    @Test("inspect shows the dialect, and its JSON follows the schema")
    func inspect() async throws {
      let desk = try Self.desk("santander-pagfor.rem")
      let text = try await desk.command(["inspect", "santander-pagfor.rem", "--lang", "en"])
      #expect(text.output.contains("CNAB 240, santander-pagfor-060 (bank 033, version 060)"))
      let end = try await desk.command(["inspect", "santander-pagfor.rem", "--json"])
      #expect(try SchemaSubset(named: "inspect").problems(in: Array(end.output.utf8)) == [])
      #expect(!end.output.contains("123465"))
    }
  }
}
