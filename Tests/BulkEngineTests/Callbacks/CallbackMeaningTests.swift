import QualificaTestKit
import Testing

@testable import BulkEngine

/// What a callback means, whatever came before it.
struct CallbackMeaningTests {
  private static let finals: [(Int, RecordState)] = [
    (5, .valid), (6, .invalid), (7, .notVerifiable),
  ]

  private func meaning(
    _ state: RecordState, told status: Int, attempts: Int = 1, knownStatus: Int? = nil,
    knownID: Int? = nil, agrees: Bool = false, isOfOtherBatch: Bool = false,
    code: String? = nil
  ) -> CallbackMeaning {
    let entry = JournalEntry(
      number: 1, state: state, customCode: "c",
      outcome: RecordOutcome(statusID: knownStatus, apiID: knownID, code: code),
      attempts: attempts)
    let notice = RemoteRecord(id: 9, customCode: "c", statusID: status)
    return CallbackMeaning(
      entry, notice, told: TestOperation.statuses.verdict(ofStatus: String(status)).state,
      agrees: agrees,
      isOfOtherBatch: isOfOtherBatch)
  }

  @Test("A verdict settles what the API took", arguments: [RecordState.pending, .awaitingBalance])
  func aVerdictSettlesWhatTheAPITook(_ state: RecordState) {
    for (status, verdict) in Self.finals {
      #expect(meaning(state, told: status) == .settles(verdict))
    }
  }

  @Test("A status that is not final is taken over")
  func aStatusThatIsNotFinalIsTakenOver() {
    #expect(meaning(.pending, told: 9, knownStatus: 1) == .settles(.awaitingBalance))
    #expect(meaning(.awaitingBalance, told: 999, knownStatus: 9) == .settles(.pending))
    #expect(meaning(.pending, told: 77, knownStatus: 1) == .settles(.pending))
    #expect(meaning(.pending, told: 999, knownStatus: 999) == .known)
  }

  @Test("A final state is never undone by an older message", arguments: [1, 9, 999, 4])
  func aFinalStateIsNeverUndoneByAnOlderMessage(_ status: Int) {
    for (_, verdict) in Self.finals { #expect(meaning(verdict, told: status) == .known) }
  }

  @Test("A repetition is harmless")
  func aRepetitionIsHarmless() {
    for (status, verdict) in Self.finals { #expect(meaning(verdict, told: status) == .known) }
  }

  @Test("Another verdict is to be asked for")
  func anotherVerdictIsToBeAskedFor() {
    for (status, told) in Self.finals {
      for (_, known) in Self.finals where known != told {
        #expect(meaning(known, told: status) == .disagrees)
      }
    }
  }

  @Test("What was refused and is told of is to be asked for", arguments: [1, 5, 6, 999])
  func whatWasRefusedAndIsToldOfIsToBeAskedFor(_ status: Int) {
    #expect(meaning(.refused, told: status) == .disagrees)
  }

  @Test(
    "What may have been sent needs the same payee",
    arguments: [RecordState.planned, .intent, .inDoubt])
  func whatMayHaveBeenSentNeedsTheSamePayee(_ state: RecordState) {
    #expect(meaning(state, told: 5, agrees: true) == .settles(.valid))
    #expect(meaning(state, told: 1, agrees: true) == .settles(.pending))
    #expect(meaning(state, told: 5, agrees: false) == .unproven)
    let entry = JournalEntry(number: 1, state: state, attempts: 1)
    #expect(CallbackMeaning.needsComparison(entry))
  }

  @Test("What was never sent is not settled")
  func whatWasNeverSentIsNotSettled() {
    #expect(meaning(.planned, told: 5, attempts: 0, agrees: true) == .unproven)
    #expect(!CallbackMeaning.needsComparison(JournalEntry(number: 1, state: .planned)))
  }

  @Test(
    "A record of another batch is not settled silently",
    arguments: [RecordState.planned, .intent, .inDoubt])
  func aRecordOfAnotherBatchIsNotSettledSilently(_ state: RecordState) {
    #expect(meaning(state, told: 5, agrees: true, isOfOtherBatch: true) == .unproven)
    #expect(meaning(state, told: 5, agrees: true, code: "api.refused") == .unproven)
    #expect(meaning(.pending, told: 5, isOfOtherBatch: true) == .otherRecord)
    // Compared before, and taken over with a finding.
    #expect(meaning(.pending, told: 5, knownID: 9, isOfOtherBatch: true) == .settles(.valid))
  }

  @Test("Another ID is another record")
  func anotherIDIsAnotherRecord() {
    #expect(meaning(.pending, told: 5, knownID: 9) == .settles(.valid))
    #expect(meaning(.pending, told: 5, knownID: 8) == .otherRecord)
  }

  @Test("What is never sent stays as it is", arguments: [RecordState.rejected, .duplicate])
  func whatIsNeverSentStaysAsItIs(_ state: RecordState) {
    #expect(meaning(state, told: 5) == .known)
  }
}
