import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// What spreadsheets wrap around codes, names and types comes off, with a note; see `RecordChecker`.
struct RecordCheckerWrappingTests {
  @Test(
    "Own codes are unwrapped",
    arguments: [
      ("=\"0012\"", "0012", ["unwrapped"]), ("1001.0", "1001", ["fraction_dropped"]),
      ("'-a1", "-a1", ["unwrapped"]), ("\u{A0}a1", "a1", ["unwrapped"]), ("a1", "a1", []),
    ])
  func ownCodesAreUnwrapped(_ cell: String, _ code: String, _ repairs: [String]) async throws {
    let row = try #require(try await checkedRow(["codigo": cell]))
    #expect(row.record?.customCode == code)
    #expect(row.repairs == repairs)
  }

  @Test(
    "Own codes that are lost",
    arguments: [
      ("1,2E+05", "scientific_notation"), ("#N/D", "spreadsheet_error"),
      ("=\"\"", "custom_code.required"), ("a b", "custom_code.format"),
    ])
  func ownCodesThatAreLost(_ cell: String, _ code: String) async throws {
    #expect(try await checkedRow(["codigo": cell])?.errors == [code])
  }

  @Test("A corrected row keeps its code when a spreadsheet wrapped it")
  func aCorrectedRowKeepsItsCodeWhenASpreadsheetWrappedIt() async throws {
    let row = try await checkedRow([
      "codigo": "=\"0012\"", "q_custom_code": "0012", "q_status": "refused",
    ])
    #expect(row?.record?.customCode != "0012")
  }

  @Test("The mark of text comes off names")
  func theMarkOfTextComesOffNames() async throws {
    let row = try #require(try await checkedRow(["nome": "'Ana Lima"]))
    #expect(row.record?.name == "Ana Lima")
    #expect(row.repairs == ["unwrapped"])
    #expect(try await checkedRow(["nome": "'=1+1"])?.errors == ["name.formula"])
  }

  @Test(
    "Account types are freed with a note",
    arguments: [
      ("s\u{200B}", AccountType.savings, ["unwrapped"]),
      ("\u{A0}poupança", .savings, ["unwrapped"]),
      ("poupança", .savings, []), ("\u{A0}", .checking, ["account_type.assumed_checking"]),
      ("\u{200B}", .checking, ["account_type.assumed_checking"]),
      ("PoupanÃ§a", .savings, ["account_type.mojibake"]),
    ])
  func accountTypesAreFreedWithANote(
    _ cell: String, _ type: AccountType, _ codes: [String]
  ) async throws {
    let row = try #require(try await checkedRow(["tipo conta": cell]))
    #expect(row.record?.accountType == type)
    #expect(row.codes == codes)
  }

  /// Whatever way Caixa's operation is written, the account is sent in one.
  @Test(
    "Caixa accounts are sent in one way",
    arguments: [
      ("013.12431-0", "", "01300012431"), ("013.00012431-0", "", "01300012431"),
      ("12431-0", "013", "01300012431"), ("12431-0", "13", "01300012431"),
      ("01300012431-0", "013", "01300012431"), ("01300012431-0", "", "01300012431"),
      ("1300012431-0", "", "01300012431"), ("1288.12345-5", "", "1288000012345"),
      ("12345-5", "1288", "1288000012345"),
    ])
  func caixaAccountsAreSentInOneWay(
    _ cell: String, _ operation: String, _ account: String
  ) async throws {
    let row = try #require(
      try await checkedRow([
        "banco": "104", "agencia": "0345", "conta": cell, "dv conta": "", "operacao": operation,
        "tipo conta": "P",
      ]))
    #expect(row.record?.account == account)
  }

  @Test("Account types lose their fraction")
  func accountTypesLoseTheirFraction() async throws {
    let row = try #require(try await checkedRow(["tipo conta": "2.0"]))
    #expect(row.record?.accountType == .savings)
    #expect(row.repairs == ["fraction_dropped"])
  }

  @Test("A short total row is a total")
  func aShortTotalRowIsATotal() async throws {
    let text = PayeeSheet.text(Payees.payees(1)) + "Total;;10\n;;Soma\nAna;1;2\n"
    let rows = try await checkedRows(of: text)
    #expect(rows.map(\.errors) == [[], ["row.total"], ["row.total"], ["row.column_count"]])
  }
}
