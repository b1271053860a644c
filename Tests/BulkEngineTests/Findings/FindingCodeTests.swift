import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Codes are stable: scripts depend on them.
struct FindingCodeTests {
  /// Several sentences may stand for one code: scripts know the code, people read what exactly it is.
  private static let withSeveralSentences: Set<String> = [
    "characters", "length", "zeros", "no_code", "required",
    "row.column_count", "spreadsheet_error",
  ]

  @Test("Codes are unique and plain")
  func codesAreUniqueAndPlain() {
    let codes = FindingCatalogue.payees.entries.map(\.name)
    #expect(codes.filter { !Self.withSeveralSentences.contains($0) }.isWithoutRepetition)
    #expect(codes.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "." || $0 == "_" } })
  }

  @Test(
    "The field comes first",
    arguments: [
      (Finding(.checkDigit, .document), "document.check_digit"),
      (Finding(.required, .account), "account.required"),
      (Finding(.length, .document), "document.length"),
      (Finding(.formula, .name), "name.formula"),
      (Finding(.scientificNotation, .document), "scientific_notation"),
      (Finding(.spreadsheetError, .name), "spreadsheet_error"),
      (Finding(.zerosRestored, .document), "zeros_restored"),
      (Finding(.totalRow), "row.total"), (Finding(.columnCount), "row.column_count"),
      (Finding(.duplicateCode), "custom_code.duplicate"),
    ])
  func theFieldComesFirst(_ finding: Finding, _ code: String) {
    #expect(finding.stableCode == code)
  }

  @Test("A forbidden repair keeps its code and rejects")
  func aForbiddenRepairKeepsItsCodeAndRejects() {
    let finding = Finding(.zerosRestored, .document, severity: .error)
    #expect(finding.stableCode == "zeros_restored")
    #expect(finding.severity == .error)
    #expect(Finding(.zerosRestored, .document).severity == .repair)
  }
}
