import Testing

@testable import BulkEngine

/// Answers that say more than taken or refused.
struct RepeatedAnswerTests {
  private static let statuses = StatusTable(
    [
      Verdict("done", isFinal: true, isGood: true, meaning: Bilingual("done", "feito")),
      Verdict("failed", isFinal: true, needsCorrection: true, meaning: Bilingual("no", "não")),
      Verdict("pending", isFinal: false, meaning: Bilingual("wait", "espera")),
    ], statuses: ["1": "done", "2": "failed"], pending: "pending")

  private static func receipts(
    _ way: WayOfSending, _ answer: SubmissionReply.Answer,
    money: MoneyDirection = .incoming, isFirstAttempt: Bool = true, isContradicted: Bool = false
  ) -> [Receipt] {
    Receipts(
      rules: SendingRules(way, money: money), isFirstAttempt: isFirstAttempt,
      statuses: statuses, isContradicted: { _, _ in isContradicted }
    ).read(
      [answer],
      of: [OutgoingRecord(number: 1, customCode: "c1", values: [])])
  }

  private static func answer(
    _ word: SubmissionReply.Word, _ status: String, code: String? = nil
  ) -> SubmissionReply.Answer {
    .init(
      customCode: "c1", word, code: code, message: code.map { _ in "why" },
      record: RemoteRecord(id: "7", customCode: "", statusID: status))
  }

  @Test(
    "Taken and come to nothing is settled, with the reason; a repetition is looked up unless harmless"
  )
  func takenAndComeToNothing() {
    let failed = Self.answer(.failed, "2", code: "x.failed")
    let first = Self.receipts(.onceByNature, failed)[0]
    #expect(first.state == .settled("failed") && first.outcome.message == "why")
    #expect(Self.receipts(.onceByNature, failed, isFirstAttempt: false)[0].state == .inDoubt)
    // Where money moves that it came to nothing is looked at, whatever the way.
    #expect(Self.receipts(.replayable, failed)[0].state == .inDoubt)
    let harmless = Self.receipts(.replayable, failed, money: .none, isFirstAttempt: false)[0]
    #expect(harmless.state == .settled("failed"))
  }

  @Test("A repetition that shows another record is a collision where it does nothing new")
  func aRepetitionThatShowsAnotherRecordIsACollision() {
    let repeated = Self.answer(.repeated, "1")
    let other = Self.receipts(.replayable, repeated, isContradicted: true)[0]
    #expect(other.state == .refused && other.outcome.code == APICode.collision)
    #expect(Self.receipts(.replayable, repeated)[0].state == .settled("done"))
    #expect(
      Self.receipts(.findable, repeated, isContradicted: true)[0].outcome.code == APICode.exists)
  }
}
