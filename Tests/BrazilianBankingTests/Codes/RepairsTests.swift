import BrazilianBanking
import Testing

/// Covers Repairs.swift.
struct RepairsTests {
  @Test("Codes are stable")
  func codesAreStable() {
    let codes = Repairs.all.map(\.code)
    #expect(
      codes == [
        "zeros_restored", "upper_cased", "digit_split", "operation_kept", "bank_code_extracted",
        "bank_found_by_ispb", "bank_found_by_name", "country_code_added", "lower_cased",
        "separators_dropped", "branch_dropped", "zeros_dropped",
      ])
    let remarks = [
      "zero_for_letter", "branch_digit_ignored", "legacy_bank", "unlisted_operation",
      "beyond_proven_length", "zero_padded",
    ]
    #expect(Remarks.all.map(\.code) == remarks)
  }

  @Test("Every repair is its own bit")
  func everyRepairIsItsOwnBit() {
    #expect(Set(Repairs.all.map(\.repair.rawValue)).count == Repairs.all.count)
    #expect(Repairs([.digitSplit, .zerosRestored]).codes == ["zeros_restored", "digit_split"])
    #expect(Remarks([.legacyBank]).codes == ["legacy_bank"])
  }
}
