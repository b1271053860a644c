import Foundation
import Testing

extension Promises {
  /// A number of a card is refused however it is written, and honest sheets are read.
  @Suite("parts of card numbers (MarkedCard, PlainDigits, SplitCardSearch)") struct CardPartsTests {
    private static let groups = ["4012", "8888", "8888", "1881"]

    @Test(
      "A number between marks, in other digits or with hidden hyphens is refused",
      arguments: [
        groups.joined(separator: "/"), groups.joined(separator: "_"),
        groups.joined(separator: ","), groups.joined(separator: "\u{AD}"),
        "４０１２８８８８８８８８１８８１",
      ])
    func written(_ number: String) async throws {
      try await Self.expectRefusal(of: [number, "pago com \(number)"])
    }

    @Test("A number with marks at its thousands is refused")
    func amount() async throws {
      try await Self.expectRefusal(of: ["4.012.888.888.881.881", "4,012,888,888,881,881.00"])
    }

    private static func expectRefusal(of cells: [String]) async throws {
      let desk = try Desk()
      for cell in cells {
        try desk.folder.write(CardDataTests.sheet("Notas", cell), to: "p.csv")
        for command in [["check", "p.csv"], ["inspect", "p.csv"]] {
          let end = try await desk.command(command + ["--lang", "en"])
          #expect(end.code == 65 && end.errors.contains("card.data_present"), "\(end.errors)")
          #expect(!end.errors.contains("8888"))
        }
      }
    }

    /// The sheet with columns beside those of the payees, filled by `cells` for each row.
    private static func sheet(
      _ headers: [String], _ cells: (Int) -> [String]
    ) -> String {
      let rows = CardDataTests.people.indices.map { CardDataTests.people[$0].cells + cells($0) }
      return ([Payee.columns + headers] + rows)
        .map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n"
    }

    @Test("A number over several cells is refused, and the column of its first group named")
    func split() async throws {
      let desk = try Desk()
      let sheets = [
        Self.sheet(["N1", "N2", "N3", "N4"]) { $0 == 7 ? Self.groups : ["", "", "", ""] },
        Self.sheet(["Obs", "N1", "N2", "N3"]) { _ in ["x", "3782", "822463", "10005"] },
      ]
      for (text, line) in zip(sheets, [9, 2]) {
        try desk.folder.write(text, to: "p.csv")
        for command in ["check", "inspect"] {
          let end = try await desk.command([command, "p.csv", "--lang", "en"])
          #expect(end.code == 65, "\(end.errors)")
          #expect(
            end.errors.contains("Line \(line), column 'N1'")
              && end.errors.contains("those behind it"), "\(end.errors)")
          #expect(!end.errors.contains("8888") && !end.errors.contains("822463"))
        }
        let end = try await desk.command(["check", "p.csv", "--lang", "pt-BR"])
        #expect(end.errors.contains("e as seguintes"), "\(end.errors)")
      }
      let piped = try await desk.command(
        ["run", "-", "--simulate", "--lang", "en"], input: sheets[0])
      #expect(piped.code == 65 && piped.errors.contains("card.data_present"), "\(piped.errors)")
      try CardDataTests.expectNothingLeft(desk, but: ["p.csv"])
    }

    @Test("Columns of four digits that look like a card in one row of thirty are read")
    func honestColumns() async throws {
      let desk = try Desk()
      let text = Self.sheet(["Horas", "Adicional", "Desconto", "Bônus"]) { row in
        row == 7 ? Self.groups : ["4012", "1200", "\(1100 + row)", "0300"]
      }
      try desk.folder.write(text, to: "p.csv")
      let end = try await desk.command(["check", "p.csv", "--lang", "en"])
      #expect(end.code == 0, "\(end.errors)")
    }

    @Test(
      "Lists, dates and telephones with marks are no card data",
      arguments: [
        "NF 4521/4522/4523/4534", "4521, 4522, 4523, 4534", "4133-1234/4133-5678",
        "01/12/2026 a 31/12/2026", "2026/2027/2028/2029", "1.234.567.890.123,00",
        "Área 51, lote 4, quadra 12, nº 4111", "PED_4111_2026",
      ])
    func honest(_ cell: String) async throws {
      let desk = try Desk()
      try desk.folder.write(CardDataTests.sheet("Notas", cell), to: "p.csv")
      let end = try await desk.command(["check", "p.csv", "--lang", "en"])
      #expect(end.code == 0, "\(end.errors)")
    }
  }
}
