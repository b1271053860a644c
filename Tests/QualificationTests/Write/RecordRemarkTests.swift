import Testing

@testable import Qualification

/// The first thing that matters: our error, the API's word, our warning.
struct RecordRemarkTests {
  @Test func anErrorComesBeforeEverything() {
    let remark = remark(
      [Finding(.accountTypeAssumed, .accountType), Finding(.checkDigit, .document)], .rejected)
    #expect(remark.code == "document.check_digit")
    #expect(remark.field == "document")
    #expect(!remark.message.isEmpty)
  }

  @Test func theAPIsWordComesBeforeAWarning() {
    let remark = remark(
      [Finding(.accountTypeAssumed, .accountType)], .refused,
      RecordOutcome(code: "api.refused", message: "branch closed"))
    #expect(remark.code == "api.refused")
    #expect(remark.field.isEmpty)
    #expect(remark.message == "branch closed")
  }

  @Test func aWarningIsSaidOfAValidRecord() {
    let remark = remark([Finding(.accountTypeAssumed, .accountType)], .valid, RecordOutcome())
    #expect(remark.code == "account_type.assumed_checking")
  }

  @Test func aRepairAloneIsNoRemark() {
    #expect(remark([Finding(.zerosRestored, .document)], .valid, RecordOutcome()).code.isEmpty)
  }

  @Test(
    arguments: [
      (.refused, nil, "api.refused"), (.refused, "api.collision", "api.collision"),
      (.refused, "api.too_large", "api.too_large"), (.invalid, nil, "api.invalid"),
      (.notVerifiable, nil, "api.not_verifiable"), (.inDoubt, nil, "api.in_doubt"),
      (.pending, "api.service_changed", "api.service_changed"),
      (.valid, "api.service_changed", "api.service_changed"), (.valid, nil, ""),
      (.pending, nil, ""), (.notSent, nil, ""), (.awaitingBalance, nil, ""),
    ] as [(RecordStatus, String?, String)], Language.allCases)
  func everyOutcomeHasACodeAndASentence(
    _ row: (RecordStatus, String?, String), _ language: Language
  ) {
    let remark = RecordRemark(
      findings: [], status: row.0, outcome: RecordOutcome(code: row.1), language: language)
    #expect(remark.code == row.2)
    #expect(remark.message.isEmpty == row.2.isEmpty)
  }
}

private func remark(
  _ findings: [Finding], _ status: RecordStatus, _ outcome: RecordOutcome? = nil
) -> RecordRemark {
  RecordRemark(findings: findings[...], status: status, outcome: outcome, language: .english)
}
