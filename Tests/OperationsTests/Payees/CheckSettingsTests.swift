import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// How strictly values are judged is the user's choice.
struct CheckSettingsTests {
  /// Itaú's rule is hard.
  @Test(
    "A wrong digit under a hard rule",
    arguments: [
      (DigitPolicy.strict, Judgement.rejected), (.confident, .rejected), (.warn, .ready),
    ])
  func aWrongDigitUnderAHardRule(_ policy: DigitPolicy, _ judgement: Judgement) async throws {
    let row = try #require(
      try await checkedRow(["dv conta": "2"], settings: CheckSettings(digits: policy)))
    #expect(row.judgement == judgement)
    #expect(row.codes == ["account_digit.check_digit"])
  }

  /// PagSeguro's rule is soft: 12345678 should have another digit than 0 or 1.
  @Test(
    "A wrong digit under a soft rule",
    arguments: [
      (DigitPolicy.strict, Judgement.rejected), (.confident, .ready), (.warn, .ready),
    ])
  func aWrongDigitUnderASoftRule(_ policy: DigitPolicy, _ judgement: Judgement) async throws {
    var judgements: [Judgement] = []
    for digit in ["0", "1"] {
      let row = try #require(
        try await checkedRow(
          ["banco": "290", "agencia": "0001", "conta": "12345678", "dv conta": digit],
          settings: CheckSettings(digits: policy)))
      judgements.append(row.judgement)
    }
    #expect(judgements.contains(judgement))
    #expect(judgement == .rejected || judgements == [.ready, .ready])
  }

  @Test("A bank without a rule is never rejected for its digit", arguments: DigitPolicy.allCases)
  func aBankWithoutARuleIsNeverRejectedForItsDigit(_ policy: DigitPolicy) async throws {
    for digit in 0...9 {
      let row = try #require(
        try await checkedRow(
          ["banco": "748", "agencia": "0101", "conta": "12345", "dv conta": String(digit)],
          settings: CheckSettings(digits: policy)))
      #expect(row.judgement == .ready)
    }
  }

  @Test(
    "Without repairs what would be repaired is rejected",
    arguments: [
      ("cpf/cnpj", "1234567890", "zeros_restored"), ("banco", "341 - Itaú", "bank_code_extracted"),
      ("conta", "'02366", "unwrapped"), ("nome", "Ana  Lima", "blanks_collapsed"),
    ])
  func withoutRepairsWhatWouldBeMendedIsRejected(
    _ header: String, _ cell: String, _ code: String
  ) async throws {
    let strict = CheckSettings(repairs: false)
    let row = try #require(try await checkedRow([header: cell], settings: strict))
    #expect(row.judgement == .rejected)
    #expect(row.errors == [code])
    #expect(row.repairs.isEmpty)
  }
}
