import QualificaTestKit
import Spreadsheets
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// The first thing that matters: our error, the API's word, our warning; in the message all of them.
struct RecordRemarkTests {
  @Test("An error comes before everything")
  func anErrorComesBeforeEverything() {
    let remark = remark(
      [Finding(.accountTypeAssumed, .accountType), Finding(.checkDigit, .document)], .rejected)
    #expect(remark.code.text == "document.check_digit")
    #expect(remark.field == "document")
    #expect(remark.message.count > 0)
  }

  @Test("The message says everything, errors first")
  func theMessageSaysEverythingErrorsFirst() {
    let findings = [
      Finding(.accountTypeAssumed, .accountType), Finding(.checkDigit, .document),
      Finding(.zerosRestored, .bankBranch), Finding(.required, .account),
    ]
    let sentences = [1, 3, 0].map { findings[$0].text(.english) }
    #expect(remark(findings, .rejected).message.text == sentences.joined(separator: " | "))
  }

  @Test("A remark that is filled again forgets the record before")
  func aRemarkThatIsFilledAgainForgetsTheRecordBefore() {
    var remark = RecordRemark()
    let findings = [Finding(.checkDigit, .document)]
    remark.fill(
      findings: findings[...], state: .rejected, outcome: nil, statuses: TestOperation.statuses,
      .payees, .english)
    remark.fill(
      findings: [], state: nil, outcome: nil, statuses: TestOperation.statuses, .payees, .english)
    #expect(remark.code.text.isEmpty && remark.field.isEmpty && remark.message.text.isEmpty)
  }

  @Test("The API's word comes before a warning")
  func theAPIsWordComesBeforeAWarning() {
    let remark = remark(
      [Finding(.accountTypeAssumed, .accountType)], .refused,
      RecordOutcome(code: "api.refused", message: "branch closed"))
    #expect(remark.code.text == "api.refused")
    #expect(remark.field.isEmpty)
    #expect(remark.message.text.hasPrefix("branch closed | "))
  }

  @Test("A warning is said of a valid record")
  func aWarningIsSaidOfAValidRecord() {
    let remark = remark([Finding(.accountTypeAssumed, .accountType)], .valid, RecordOutcome())
    #expect(remark.code.text == "account_type.assumed_checking")
  }

  @Test("A repair alone is no remark")
  func aRepairAloneIsNoRemark() {
    #expect(remark([Finding(.zerosRestored, .document)], .valid, RecordOutcome()).code.text.isEmpty)
  }

  @Test(
    "Every outcome has a code and a sentence",
    arguments: [
      (.refused, nil, "api.refused"), (.refused, "api.collision", "api.collision"),
      (.refused, "api.too_large", "api.too_large"), (.invalid, nil, "api.invalid"),
      (.notVerifiable, nil, "api.not_verifiable"), (.inDoubt, nil, "api.in_doubt"),
      (.pending, "api.service_changed", "api.service_changed"),
      (.valid, "api.service_changed", "api.service_changed"), (.valid, nil, ""),
      (.valid, "api.other_run", "api.other_run"), (.pending, "api.other_run", "api.other_run"),
      (.duplicate, "api.other_run", "api.other_run"), (.inDoubt, "api.id_taken", "api.id_taken"),
      (.refused, "api.earlier_code", "api.earlier_code"), (.inDoubt, "api.refused", "api.in_doubt"),
      (.inDoubt, "api.amount_unknown", "api.amount_unknown"), (.pending, nil, ""),
      (.planned, nil, ""), (RecordState?.none, nil, ""), (.awaitingBalance, nil, ""),
    ] as [(RecordState?, String?, String)], Language.allCases)
  func everyOutcomeHasACodeAndASentence(
    _ row: (RecordState?, String?, String), _ language: Language
  ) {
    var remark = RecordRemark()
    remark.fill(
      findings: [], state: row.0, outcome: RecordOutcome(code: row.1),
      statuses: TestOperation.statuses, .payees, language)
    #expect(remark.code.text == row.2)
    #expect(remark.message.text.isEmpty == row.2.isEmpty)
  }

  @Test("What the API did otherwise is said beside its verdict, with the API's words")
  func whatTheAPIDidOtherwiseIsSaidBesideItsVerdict() {
    let outcome = RecordOutcome(code: "api.service_changed", message: "by system")
    #expect(remark([], .valid, outcome).message.text == "taken otherwise (API: by system)")
    let invalid = remark([], .invalid, outcome)
    #expect(invalid.code.text == "api.invalid")
    #expect(invalid.message.text == "invalid | taken otherwise (API: by system)")
  }

  @Test("The other run is named where its name is known", arguments: Language.allCases)
  func theOtherRunIsNamedWhereItsNameIsKnown(_ language: Language) {
    func message(_ name: String?) -> String {
      var remark = RecordRemark()
      remark.fill(
        findings: [], state: .valid, outcome: RecordOutcome(code: "api.other_run", message: name),
        statuses: TestOperation.statuses, .payees, language)
      return remark.message.text
    }
    #expect(message("k7m2p9qa").contains("k7m2p9qa"))
    #expect(message("") == message(nil))
  }
}

private func remark(
  _ findings: [Finding], _ state: RecordState?, _ outcome: RecordOutcome? = nil
) -> RecordRemark {
  var remark = RecordRemark()
  remark.fill(
    findings: findings[...], state: state, outcome: outcome, statuses: TestOperation.statuses,
    .payees, .english)
  return remark
}
