import Testing

@testable import BulkEngine

/// The words of `q_status`, which are final, and in which file a record stands.
struct RecordStatusTests {
  @Test(arguments: [
    (RecordState.rejected, "rejected"), (.duplicate, "duplicate"), (.planned, "not_sent"),
    (.intent, "in_doubt"), (.inDoubt, "in_doubt"), (.refused, "refused"), (.pending, "pending"),
    (.awaitingBalance, "awaiting_balance"), (.valid, "valid"), (.invalid, "invalid"),
    (.notVerifiable, "not_verifiable"),
  ])
  func everyStateHasAWord(_ state: RecordState, _ word: String) {
    #expect(RecordStatus(state).rawValue == word)
  }

  @Test func judgementsHaveWordsToo() {
    #expect(RecordStatus(Judgement.ready) == .ready)
    #expect(RecordStatus(Judgement.rejected) == .rejected)
    #expect(RecordStatus(Judgement.duplicate) == .duplicate)
  }

  @Test func sixAreFinal() {
    #expect(
      Set(RecordStatus.allCases.filter(\.isFinal))
        == [.rejected, .duplicate, .refused, .valid, .invalid, .notVerifiable])
  }

  @Test func aRecordIsToBeCorrectedOrPendingButNotBoth() {
    #expect(
      Set(RecordStatus.allCases.filter(\.needsCorrection))
        == [.rejected, .refused, .invalid, .notVerifiable])
    #expect(
      Set(RecordStatus.allCases.filter(\.isPending))
        == [.pending, .awaitingBalance, .inDoubt, .notSent])
    #expect(!RecordStatus.allCases.contains { $0.isPending && $0.isFinal })
  }
}
