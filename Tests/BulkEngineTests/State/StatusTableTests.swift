import QualificaTestKit
import Testing

@testable import BulkEngine

/// The words of `q_status`, which are final, and in which file a record stands.
struct StatusTableTests {
  private let table = TestOperation.statuses

  @Test(
    "Every state has a word",
    arguments: [
      (nil, "ready"), (.rejected, "rejected"), (.duplicate, "duplicate"), (.planned, "not_sent"),
      (.intent, "in_doubt"), (.inDoubt, "in_doubt"), (.refused, "refused"), (.pending, "pending"),
      (.awaitingBalance, "awaiting_balance"), (.valid, "valid"), (.invalid, "invalid"),
      (.notVerifiable, "not_verifiable"),
    ] as [(RecordState?, String)])
  func everyStateHasAWord(_ state: RecordState?, _ word: String) {
    #expect(table.row(of: state).word == word)
  }

  @Test("Judgements have words too")
  func judgementsHaveWordsToo() {
    #expect(Judgement.ready.state == nil)
    #expect(Judgement.rejected.state == .rejected)
    #expect(Judgement.duplicate.state == .duplicate)
  }

  @Test("The engine's words stand around the verdicts")
  func theEnginesWordsStandAroundTheVerdicts() {
    #expect(
      table.rows.map(\.word) == [
        "ready", "rejected", "duplicate", "refused", "valid", "invalid", "not_verifiable",
        "pending", "awaiting_balance", "in_doubt", "not_sent",
      ])
  }

  @Test("A record is to be corrected or pending but not both")
  func aRecordIsToBeCorrectedOrPendingButNotBoth() {
    #expect(
      table.rows.filter(\.needsCorrection).map(\.word)
        == ["rejected", "refused", "invalid", "not_verifiable"])
    #expect(
      table.rows.filter { !$0.isFinal }.map(\.word)
        == ["pending", "awaiting_balance", "in_doubt", "not_sent"])
    #expect(!table.rows.contains { $0.needsCorrection && !$0.isFinal })
    #expect(table.rows.filter(\.isGood).map(\.word) == ["ready", "valid"])
  }

  @Test("A status outside the table is not final")
  func aStatusOutsideTheTableIsNotFinal() {
    for status in ["", "0", "8", "x", "05"] {
      #expect(table.verdict(ofStatus: status) == table.pending)
    }
    #expect(table.verdict(ofStatus: "6").isFailed)
    #expect(table.verdict(ofStatus: "5").state == .valid)
  }

  @Test("A word is known together with its finality")
  func aWordIsKnownTogetherWithItsFinality() {
    #expect(table.knows(.valid) && table.knows(.pending) && table.knows(.inDoubt))
    #expect(!table.knows(.taken("valid")) && !table.knows(.settled("pending")))
    #expect(!table.knows(.settled("paid")))
  }

  @Test("Every kind has a state and only the API's have a word")
  func everyKindHasAStateAndOnlyTheAPIsHaveAWord() {
    for kind in RecordState.Kind.allCases {
      let state = RecordState(kind, verdict: "word")
      #expect(state?.kind == kind)
      #expect((state?.verdict == "word") == (state?.isAtAPI == true))
      #expect((RecordState(kind, verdict: nil) == nil) == (state?.isAtAPI == true))
    }
    #expect(
      RecordState.Kind.open
        == Set(
          RecordState.Kind.allCases.filter {
            RecordState($0, verdict: "")?.isFinal == false
          }))
  }
}
