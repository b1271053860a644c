import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// A column that is wrong as a whole is said once and first, not a thousand times.
  @Suite("check, inspect (ColumnRemark, ColumnReport)")
  struct ColumnRemarkTests {
    /// A sheet whose documents lost a leading zero, but for a few.
    private static func sheet(rows: Int, sound: Int) -> String {
      "nome;cpf;banco;agencia;conta;dv conta;tipo conta;valor\n"
        + (1...rows).map { row in
          let document = row <= sound ? "01234567890" : "1234567890"
          return "Ana Lima;\(document);341;2545;02366;1;corrente;\(row),00\n"
        }.joined()
    }

    @Test(
      "a check and an inspection say it once, before everything else, in both languages",
      arguments: [
        ("en", "1,990 of 2,000", "Result", "file "),
        ("pt-BR", "1.990 de 2.000", "Resultado", "arquivo "),
      ])
    func onceAndFirst(_ language: String, _ share: String, _ result: String, _ file: String)
      async throws
    {
      let desk = try Desk()
      try desk.folder.write(Self.sheet(rows: 2_000, sound: 10), to: "p.csv")
      let check = try await desk.command(["check", "p.csv", "--lang", language])
      #expect(check.errors.ranges(of: share).count == 1, "\(check.errors)")
      let said = try #require(check.errors.range(of: share))
      let rest = try #require(check.errors.range(of: result))
      #expect(said.lowerBound < rest.lowerBound)
      let inspect = try await desk.command(["inspect", "p.csv", "--lang", language])
      #expect(inspect.output.ranges(of: share).count == 1, "\(inspect.output)")
      let first = try #require(inspect.output.range(of: share))
      let facts = try #require(inspect.output.range(of: file))
      #expect(first.lowerBound < facts.lowerBound)
    }

    @Test("a few damaged cells are no column", arguments: ["check", "inspect"])
    func aFewAreNoColumn(_ command: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Self.sheet(rows: 100, sound: 60), to: "p.csv")
      let end = try await desk.command([command, "p.csv", "--lang", "en"])
      #expect(!(end.errors + end.output).contains("40 of 100"))
      #expect(!(end.errors + end.output).contains("Columns as a whole"))
    }
  }
}
