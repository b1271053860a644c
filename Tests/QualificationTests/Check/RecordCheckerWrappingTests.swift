import QualificaTestKit
import Testing

@testable import Qualification

/// What spreadsheets wrap around codes, names and types comes off, with a note; see `RecordChecker`.
struct RecordCheckerWrappingTests {
  @Test(arguments: [
    ("=\"0012\"", "0012", ["unwrapped"]), ("1001.0", "1001", ["fraction_dropped"]),
    ("'-a1", "-a1", []), ("\u{A0}a1", "a1", ["unwrapped"]), ("a1", "a1", []),
  ])
  func ownCodesAreUnwrapped(_ cell: String, _ code: String, _ repairs: [String]) async throws {
    let row = try #require(try await checkedRow(["codigo": cell]))
    #expect(row.record?.customCode == code)
    #expect(row.repairs == repairs)
  }

  @Test(arguments: [
    ("1,2E+05", "scientific_notation"), ("#N/D", "spreadsheet_error"),
    ("=\"\"", "custom_code.required"), ("a b", "custom_code.format"),
  ])
  func ownCodesThatAreLost(_ cell: String, _ code: String) async throws {
    #expect(try await checkedRow(["codigo": cell])?.errors == [code])
  }

  @Test func aCorrectedRowKeepsItsCodeWhenASpreadsheetWrappedIt() async throws {
    let row = try await checkedRow([
      "codigo": "=\"0012\"", "q_custom_code": "0012", "q_status": "refused",
    ])
    #expect(row?.record?.customCode != "0012")
  }

  @Test func theMarkOfTextComesOffNames() async throws {
    let row = try #require(try await checkedRow(["nome": "'Ana Lima"]))
    #expect(row.record?.name == "Ana Lima")
    #expect(row.repairs == ["unwrapped"])
    #expect(try await checkedRow(["nome": "'=1+1"])?.errors == ["name.formula"])
  }

  @Test func accountTypesLoseTheirFraction() async throws {
    let row = try #require(try await checkedRow(["tipo conta": "2.0"]))
    #expect(row.record?.accountType == .savings)
    #expect(row.repairs == ["fraction_dropped"])
  }

  @Test func aShortTotalRowIsATotal() async throws {
    let text = PayeeSheet.text(Payees.payees(1)) + "Total;;10\n;;Soma\nAna;1;2\n"
    let rows = try await checkedRows(of: text)
    #expect(rows.map(\.errors) == [[], ["row.total"], ["row.total"], ["row.column_count"]])
  }
}
