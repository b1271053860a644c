import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// No sheet with card data is read, and nothing of it is left anywhere.
  @Suite("card data (CardDataRefusal, CardColumns, CardSearch, Seal)") struct CardDataTests {
    static let people = Payee.people(30, seed: 905)
    /// Published test numbers.
    static let number = "4012888888881881"
    static let grouped = "4012 8888 8888 1881"

    /// The sheet with another column, filled on the last line only.
    static func sheet(
      _ header: String, _ cell: String = "", delimiter: String = ";", people: [Payee] = people
    ) -> String {
      var lines = [(Payee.columns + [header]).joined(separator: delimiter)]
      for (index, payee) in people.enumerated() {
        let last = index == people.count - 1 ? cell : ""
        lines.append((payee.cells + [last]).joined(separator: delimiter))
      }
      return lines.joined(separator: "\n") + "\n"
    }

    private static func expectRefusal(_ end: CommandEnd, line: Int?, column: String) {
      #expect(end.code == 65, "\(end.errors)")
      #expect(end.errors.contains("card.data_present"), "\(end.errors)")
      #expect(end.errors.contains("'\(column)'"), "\(end.errors)")
      if let line { #expect(end.errors.contains("ine \(line),"), "\(end.errors)") }
      #expect(end.output.isEmpty)
    }

    /// Nothing in the desk's folder but the inputs holds the digits, grouped or not.
    static func expectNothingLeft(_ desk: Desk, but inputs: Set<String>) throws {
      let found = FileManager.default.enumerator(atPath: desk.folder.path)
      for name in found?.compactMap({ $0 as? String }) ?? [] where !inputs.contains(name) {
        guard let bytes = try? desk.folder.bytes(of: name) else { continue }
        // The standard input that a process was given.
        if name.hasPrefix(".process-"), name.hasSuffix(".in") { continue }
        for secret in [number, grouped, String(number.suffix(8))] {
          #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
        }
      }
    }

    @Test(
      "A number of a card is refused before anything is made, wherever the sheet comes from",
      arguments: [
        ["check", "p.csv"], ["inspect", "p.csv"], ["inspect", "p.csv", "--json"],
        ["run", "p.csv", "--simulate"], ["run", "p.csv", "--simulate", "--json", "-v"],
        ["check", "-"], ["inspect", "-"], ["run", "-", "--simulate"],
      ])
    func refused(_ command: [String]) async throws {
      let desk = try Desk()
      let text = Self.sheet("Notas", "pago no \(Self.grouped)")
      if !command.contains("-") { try desk.folder.write(text, to: "p.csv") }
      let log = command.contains("inspect") ? [] : ["--log-file", "log.jsonl"]
      let end = try await desk.command(
        command + ["--lang", "en"] + log,
        input: command.contains("-") ? text : nil)
      Self.expectRefusal(end, line: 31, column: "Notas")
      try Self.expectNothingLeft(desk, but: ["p.csv"])
      let folders = ["p.qualifica", "p.check", "standard-input.qualifica", "standard-input.check"]
      for folder in folders { #expect(!desk.folder.exists(folder), "\(folder)") }
    }

    @Test("A number far into a long sheet leaves nothing either, of what was read before it")
    func long() async throws {
      let desk = try Desk()
      let people = Payee.people(4_000, seed: 906)
      let text = Self.sheet("Notas", Self.number, people: people)
      try desk.folder.write(text, to: "p.csv")
      for command in [["check", "p.csv"], ["run", "p.csv", "--simulate"], ["inspect", "p.csv"]] {
        let end = try await desk.command(command + ["--lang", "en"])
        Self.expectRefusal(end, line: 4_001, column: "Notas")
      }
      for command in [["check", "-"], ["run", "-", "--simulate"]] {
        let end = try await desk.command(command + ["--lang", "en"], input: text)
        Self.expectRefusal(end, line: 4_001, column: "Notas")
      }
      try Self.expectNothingLeft(desk, but: ["p.csv"])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
          .filter { $0.hasSuffix(".qualifica") || $0.hasSuffix(".check") }.isEmpty)
    }

    @Test(
      "A column of card data is refused by its name, filled or not",
      arguments: [
        "cartão", "Número do Cartão", "NUMERO_CARTAO", "Nº do cartão", "cartão de crédito",
        "card number", "cardNumber", "Credit Card", "PAN", "CVV", "cvc", "CVV2",
        "Código de Segurança", "cod. segurança", "security code", "cvv do cartão",
      ])
    func named(_ header: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Self.sheet(header), to: "p.csv")
      for command in ["check", "inspect"] {
        let end = try await desk.command([command, "p.csv", "--lang", "en"])
        Self.expectRefusal(end, line: 1, column: header)
      }
    }

    @Test("Portuguese says it, too, and what to do")
    func portuguese() async throws {
      let desk = try Desk()
      try desk.folder.write(Self.sheet("Observação", Self.number), to: "p.csv")
      let end = try await desk.command(["check", "p.csv", "--lang", "pt-BR"])
      #expect(end.errors.contains("Linha 31, coluna 'Observação' (K): há um número de cartão"))
      #expect(end.errors.contains("nada foi guardado nem enviado"))
      #expect(!end.errors.contains(Self.number))
    }

    @Test(
      "JSON is refused by its keys and its values",
      arguments: [
        (#""obs": "cartao 4012888888881881""#, "obs"),
        (#""pagamento": {"cvv": ""}"#, "pagamento.cvv"),
        (#""obs": ["4012 8888 8888 1881"]"#, "obs"), (#""card": {"number": 1}"#, "card.number"),
        (#""q": 4012888888881881"#, "q"), (#""q": 4.012888888881881e15"#, "q"),
        (#""paid_with": [{"holder": "x", "cvv": "123"}]"#, "paid_with"),
      ])
    func json(_ member: String, _ key: String) async throws {
      let desk = try Desk()
      let lines = Self.people.enumerated().map { index, payee in
        let members = zip(Payee.columns, payee.cells).map { "\"\($0)\": \"\($1)\"" }
        let last = index == Self.people.count - 1 ? ", \(member)" : ""
        return "{\(members.joined(separator: ", "))\(last)}"
      }
      try desk.folder.write(lines.joined(separator: "\n") + "\n", to: "p.jsonl")
      try desk.folder.write("[\(lines.joined(separator: ","))]", to: "p.json")
      for command in [
        ["check", "p.jsonl"], ["run", "p.jsonl", "--simulate"], ["inspect", "p.jsonl"],
      ] {
        let end = try await desk.command(command + ["--lang", "en"])
        Self.expectRefusal(end, line: 30, column: key)
      }
      Self.expectRefusal(
        try await desk.command(["check", "p.json", "--lang", "en"]), line: nil, column: key)
      try Self.expectNothingLeft(desk, but: ["p.jsonl", "p.json"])
    }

    @Test("A workbook is refused by its names and its cells, texts and numbers")
    func workbook() async throws {
      let desk = try Desk()
      func write(_ header: String, _ cell: String, isNumber: Bool = false) throws {
        var rows = [Payee.columns + [header]] + Self.people.map { $0.cells + [""] }
        if !isNumber { rows[30][10] = cell }
        var sheet = WorkbookFile.Sheet("Folha", rows: rows.map { $0.map { Optional($0) } })
        if isNumber {
          sheet.content = sheet.content.replacing(
            WorkbookFile.cell(10, 31, text: ""), with: "<c r=\"K31\"><v>\(cell)</v></c>")
        }
        try Data(WorkbookFile([sheet]).bytes).write(
          to: URL(fileURLWithPath: desk.folder.path("p.xlsx")))
      }
      for (cell, isNumber) in [(Self.grouped, false), (Self.number, true)] {
        try write("Notas", cell, isNumber: isNumber)
        for command in [
          ["check", "p.xlsx"], ["run", "p.xlsx", "--simulate"], ["inspect", "p.xlsx"],
        ] {
          let end = try await desk.command(command + ["--lang", "en"])
          Self.expectRefusal(end, line: 31, column: "Notas")
        }
      }
      try write("CVV", "")
      Self.expectRefusal(
        try await desk.command(["check", "p.xlsx", "--lang", "en"]), line: 1, column: "CVV")
      try Self.expectNothingLeft(desk, but: ["p.xlsx"])
    }

    @Test("A payment file for a bank is refused by the company's numbers")
    func cnab() async throws {
      let desk = try Desk()
      let path = "\(BuiltCommand.project)/Tests/CNAB/febraban-10-salarios.rem"
      var lines = try String(contentsOfFile: path, encoding: .isoLatin1)
        .components(separatedBy: "\r\n")
      let index = try #require(lines.firstIndex { $0.dropFirst(13).hasPrefix("A") })
      let line = lines[index]
      lines[index] =
        line.prefix(73) + Self.number.padding(toLength: 20, withPad: " ", startingAt: 0)
        + line.dropFirst(93)
      try Data(lines.joined(separator: "\r\n").utf8).write(
        to: URL(fileURLWithPath: desk.folder.path("p.rem")))
      for command in [["check", "p.rem"], ["inspect", "p.rem"], ["run", "p.rem", "--simulate"]] {
        let end = try await desk.command(command + ["--lang", "en"])
        Self.expectRefusal(end, line: index + 1, column: "custom_code")
      }
      try Self.expectNothingLeft(desk, but: ["p.rem"])
    }

    @Test(
      "Columns that an earlier run added are searched, too",
      arguments: ["q_message", "q_status", "q_custom_code", "q_batch_code"])
    func earlierRun(_ column: String) async throws {
      let desk = try Desk()
      let pair = ["q_custom_code", "q_status"]
      let columns = pair + (pair.contains(column) ? [] : [column])
      var rows = Self.people.map { $0.cells + columns.map { _ in "" } }
      rows[3][Payee.columns.count + (columns.firstIndex(of: column) ?? 0)] = Self.number
      let lines = [Payee.columns + columns] + rows
      let text = lines.map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n"
      for command in ["check", "run"] {
        let simulate = command == "run" ? ["--simulate"] : []
        let end = try await desk.command([command, "-", "--lang", "en"] + simulate, input: text)
        Self.expectRefusal(end, line: 5, column: column)
      }
      try Self.expectNothingLeft(desk, but: [])
    }

    @Test("A column is named by its letter where its header holds the number")
    func header() async throws {
      let desk = try Desk()
      try desk.folder.write(Self.sheet(Self.number), to: "p.csv")
      for command in [
        ["check", "p.csv"], ["inspect", "p.csv"], ["check", "p.csv", "--map", "name=x"],
      ] {
        let end = try await desk.command(command + ["--lang", "en"])
        #expect(end.code == 65 && end.errors.contains("column K: there is"), "\(end.errors)")
        #expect(!end.errors.contains(Self.number) && end.output.isEmpty)
      }
    }

    @Test(
      "A number is found in names, codes and accounts, in broken rows and in surplus cells",
      arguments: [
        (1, "Ana \(number)"), (0, number), (6, number), (6, "\(number)-1"), (0, grouped),
        (9, "1;\(number)"), (1, "\"Ana \(number)"),
      ])
    func mapped(_ column: Int, _ cell: String) async throws {
      let desk = try Desk()
      var rows = Self.people.map(\.cells)
      rows[3][column] = cell
      let lines = [Payee.columns] + rows
      try desk.folder.write(
        lines.map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n", to: "p.csv")
      let end = try await desk.command(["check", "p.csv", "--lang", "en"])
      #expect(end.code == 65 && end.errors.contains("Line 5"), "\(end.errors)")
      #expect(end.errors.contains("card.data_present"))
      try Self.expectNothingLeft(desk, but: ["p.csv"])
    }

    @Test(
      "Honest numbers of a card's length are no card data",
      arguments: [
        // Each fits Luhn's digit and begins like a card.
        ("CNPJ da filial", "30010016000146"), ("CNPJ da filial", "30.010.016/0001-46"),
        ("CNPJ com zeros", "030010016000146"), ("Celular", "+4915112345678"),
        ("Celular", "5541987456321"), ("Boleto", "23790448095616862379336011058009740430000124020"),
        ("Chave NF-e", "3521 0612 4111 1111 1111 1111 1000 0000 1111 0000 0014"),
        ("PIS", "12053412345"), ("NSR", "000000001"), ("Rateio", "0.4111111111111111"),
        ("Hash", "c0ffee4111111111111111ab"), ("cartão ponto", "00123"),
        ("Cartão SUS", "898001160660761"),
        ("Salário base", "4.111,11"), ("Admissão", "20261130"),
        ("Conta contábil", "4.1.1.02.01.0001"),
      ])
    func honest(_ header: String, _ cell: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Self.sheet(header, cell), to: "p.csv")
      let end = try await desk.command(["check", "p.csv", "--lang", "en"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(try await desk.command(["inspect", "p.csv"]).code == 0)
    }

    @Test(
      "Documents and amounts, accounts of 13 and 14 digits and codes with a letter are no card data",
      arguments: [
        (2, number), (9, number), (6, "4222222222222"), (6, "30569309025904"),
        (0, "P4012888888881881"),
        (0, "4222222222222"), (6, "0004012888888881881"), (0, "30569309025904"),
      ])
    func honestMapped(_ column: Int, _ cell: String) async throws {
      let desk = try Desk()
      var rows = Self.people.map(\.cells)
      rows[3][column] = cell
      let lines = [Payee.columns] + rows
      try desk.folder.write(
        lines.map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n", to: "p.csv")
      let end = try await desk.command(["check", "p.csv", "--lang", "en"])
      #expect([0, 1].contains(end.code), "\(end.errors)")
    }
  }
}
