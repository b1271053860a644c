import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// A row whose cells may have moved is never read, and the reason is said.
struct RowShapeTests {
  private let header = PayeeSheet.header
  private let line = PayeeSheet.line(Payees.payee(1))

  /// The rows below a header with further columns, all with commas.
  private func withCommas(
    _ columns: String, _ tails: [String], needsAmount: Bool = true
  ) async throws -> [CheckedRow] {
    let lines = [header + columns] + tails.map { line + $0 }
    return try await checkedRows(
      of: lines.joined(separator: "\n").replacing(";", with: ",") + "\n",
      settings: CheckSettings(needsAmount: needsAmount))
  }

  @Test(
    "An amount that a comma cuts is no amount",
    arguments: [
      ",1234,56", ",1234,56,", ",1234,56,ok", ",1.234,56,", ",R$ 1.234,56,", ",1 234,56,",
      ",1234,5,",
      ",1,234.56", ",1,234.56,", ",1,234.56,ok", ",1,234,", ",12,345,678.90,",
    ], [true, false])
  func anAmountThatACommaCutsIsNoAmount(_ tail: String, _ needsAmount: Bool) async throws {
    for columns in [",valor,observação", ",valor,chave pix"] {
      let rows = try await withCommas(columns, [tail, ",1234.56,"], needsAmount: needsAmount)
      #expect(rows[0].codes.contains("amount.cut_in_two"))
      #expect(rows[0].record?.amountInCents == nil)
      #expect(rows[1].record?.amountInCents == 123_456)
      if needsAmount { #expect(rows[0].judgement == .rejected) }
    }
  }

  @Test("In the middle of the row it is told as well")
  func inTheMiddleOfTheRowItIsToldAsWell() async throws {
    let payee = line.replacing(";", with: ",")
    let names = header.replacing(";", with: ",")
    for needsAmount in [true, false] {
      let rows = try await checkedRows(
        of: "valor,\(names),obs\n1234,56,\(payee),\n1234.56,\(payee),x\n\"1234,56\",\(payee),\n",
        settings: CheckSettings(needsAmount: needsAmount))
      #expect(rows[0].errors == ["amount.cut_in_two"])
      #expect(rows[1].record?.amountInCents == 123_456)
      #expect(!rows[2].errors.contains("amount.cut_in_two"))
    }
  }

  @Test(
    "Whole amounts are left alone",
    arguments: ["", ",,", ",1234.56,ok", ",\"1234,56\",", ",1500,parcela 3", ",1500,2026"])
  func wholeAmountsAreLeftAlone(_ tail: String) async throws {
    let rows = try await withCommas(",valor,observação", [tail == "" ? ",15," : tail])
    #expect(!rows[0].codes.contains("amount.cut_in_two"))
  }

  @Test("Empty surplus cells are no finding where nothing is cut")
  func emptySurplusCellsAreNoFindingWhereNothingIsCut() async throws {
    let rows = try await withCommas(",valor", [",1234.56,,", ",,"], needsAmount: false)
    #expect(rows.map(\.errors) == [[], []])
  }

  @Test("A delimiter too many at the end of the header names no column")
  func aDelimiterTooManyAtTheEndOfTheHeaderNamesNoColumn() async throws {
    let rows = try await checkedRows(of: "\(header);\n\(line)\n\(line);\n\(line);x\n\(line);;\n")
    #expect(rows.map(\.errors).prefix(1) == [[]])
    #expect(rows.allSatisfy { !$0.errors.contains("row.column_count") })
    let short = try await checkedRows(of: "\(header);\nAna;1\n")
    #expect(short[0].findings.first?.detail == .counts(found: 2, expected: 7))
  }

  @Test(
    "A ragged row says what its quotes tell",
    arguments: [
      ("\(1);2", .none), ("\"a;b;c;d\"", .lineInQuotes), ("\"a,b,c\"", .lineInQuotes),
      ("\"Ana\" Lima;52998224725;1;2;3;4;C;\"x\"", .quoteInCell),
      ("Ana \"Nina;52998224725;1;2", .quoteInCell),
      ("\"Ana;52998224725;341\";2545;02366;1;C;x", .cellsInQuotes),
    ] as [(String, RowHint)])
  func aRaggedRowSaysWhatItsQuotesTell(_ row: String, _ hint: RowHint) async throws {
    let rows = try await checkedRows(of: "\(header);setor\n\(row)\n\(line);x\n")
    guard case .counts(_, _, let found) = rows[0].findings.first?.detail else {
      Issue.record("no finding of the row")
      return
    }
    #expect(found == hint)
    #expect(rows[1].errors == [])
  }

  @Test("A short row that lacks only unused cells says so")
  func aShortRowThatLacksOnlyUnusedCellsSaysSo() async throws {
    let rows = try await checkedRows(of: "\(header);setor;obs\n\(line)\n\(line);RH\n\(line);;\n")
    #expect(
      rows.prefix(2).map { $0.findings.first?.detail } == [
        .counts(found: 7, expected: 9, hint: .unusedMissing),
        .counts(found: 8, expected: 9, hint: .unusedMissing),
      ])
    #expect(rows[2].errors == [])
    let text = FindingSentences.payees.text(try #require(rows[0].findings.first), .portuguese)
    #expect(text.hasSuffix("acrescente os delimitadores."))
  }

  @Test("A quote that never closes says where it stands")
  func aQuoteThatNeverClosesSaysWhereItStands() async throws {
    let rows = try await checkedRows(of: "\(header)\n\"Ana\" Lima;1;2;3;4;5;C\n\(line)\n")
    #expect(
      rows[0].findings == [Finding(.openQuote, detail: .line(2, hint: .quoteInCell))])
    #expect(rows[1].errors == [])
  }

  // MARK: Headers among the records

  @Test("A repeated header is called one", arguments: ["", "\u{FEFF}"])
  func aRepeatedHeaderIsCalledOne(_ mark: String) async throws {
    let rows = try await checkedRows(of: "\(header)\n\(line)\n\(mark)\(header)\n\(line)\n")
    #expect(rows.map(\.errors) == [[], ["row.header"], ["row.duplicate"]])
    let shouted = try await checkedRows(of: "\(header)\n\(line)\n\(header.uppercased())\n")
    #expect(shouted[1].errors == ["row.header"])
  }

  @Test("Below a header of another order nothing is read")
  func belowAHeaderOfAnotherOrderNothingIsRead() async throws {
    let other = "nome;cpf/cnpj;banco;conta;agencia;dv conta;tipo conta"
    let lines = [header, line, other, line, "x", header, PayeeSheet.line(Payees.payee(2))]
    let rows = try await checkedRows(of: lines.joined(separator: "\n") + "\n")
    #expect(
      rows.map(\.errors) == [
        [], ["row.header"], ["row.other_header"], ["row.other_header"], ["row.header"], [],
      ])
    #expect(rows[2].findings.first?.detail == .line(3))
  }

  @Test("A header with fewer columns is one too")
  func aHeaderWithFewerColumnsIsOneToo() async throws {
    let rows = try await checkedRows(
      of: "\(header)\n\(line)\nnome;cpf;banco;agência;conta\nAna;1\n")
    #expect(rows.map(\.errors) == [[], ["row.header"], ["row.other_header"]])
  }
}
