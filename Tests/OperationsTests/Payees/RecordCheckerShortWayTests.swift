import QualificaTestKit
import Testing

@testable import BulkEngine

/// Plain digits go a short way into the record; what a spreadsheet wrapped goes the long one. Both must
/// come to the same: `RecordChecker`.
struct RecordCheckerShortWayTests {
  @Test("Digits mean the same however they are read", arguments: 1...6 as ClosedRange<UInt64>)
  func digitsMeanTheSameHoweverTheyAreRead(_ seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let rows = (0..<1_000).map { _ in Self.cells(&generator) }
    let plain = try await checkedRows(of: Self.sheet(rows) { $0 })
    let wrapped = try await checkedRows(of: Self.sheet(rows) { "=\"\($0)\"" })
    #expect(plain.count == rows.count && wrapped.count == rows.count)
    for (row, (short, long)) in zip(rows, zip(plain, wrapped)) {
      #expect(short.judgement == long.judgement, "\(row)")
      #expect(short.codes == long.codes.filter { $0 != "unwrapped" }, "\(row)")
      #expect(short.record == long.record, "\(row)")
    }
    #expect(plain.count { $0.judgement == .ready } > 100)
    #expect(plain.count { $0.judgement == .rejected } > 100)
  }

  /// Document, bank, branch, account, digit: mostly those of a right payee, one of them sometimes another.
  private static func cells(_ generator: inout SeededGenerator) -> [String] {
    let payee = Payees.payee(Int.random(in: 1...400, using: &generator))
    var cells = PayeeSheet.line(payee).split(separator: ";", omittingEmptySubsequences: false)
      .dropFirst().prefix(5).map(String.init)
    guard Bool.random(using: &generator) else { return cells }
    let place = Int.random(in: 0..<cells.count, using: &generator)
    // Numbers of 15 and 16 digits may be those of cards, with which no sheet is read.
    let lengths = place == 4 ? [1] : Array(1...14) + [17, 18]
    let length = lengths.randomElement(using: &generator) ?? 1
    let alphabet = place == 4 ? "0123456789XPE" : "0000123456789"
    cells[place] =
      place == 1
      ? ["000", "001", "033", "104", "237", "999", "1"].randomElement(using: &generator) ?? ""
      : String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "0" })
    return cells
  }

  private static func sheet(_ rows: [[String]], _ written: (String) -> String) -> String {
    "nome;cpf;banco;agencia;conta;dv conta;tipo conta\n"
      + rows.map { cells in
        "Ana Lima;"
          + cells.map { "\"\(written($0).replacing("\"", with: "\"\""))\"" }.joined(separator: ";")
          + ";C\n"
      }.joined()
  }
}
