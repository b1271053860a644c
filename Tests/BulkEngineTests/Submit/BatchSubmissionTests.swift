import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// One chunk: intent durable, POST, receipt durable; never a second time blindly.
struct BatchSubmissionTests {
  @Test("The intent is durable before the first byte leaves")
  func theIntentIsDurableBeforeTheFirstByteLeaves() async throws {
    let journal = MemoryJournal()
    let engine = try await EngineFixture(records: 10, inChunksOf: 3, journal: journal) {
      request, _ in
      do {
        let entries = try await journal.entries(.customCodes(request.customCodes))
        #expect(entries.count == request.customCodes.count)
        #expect(entries.allSatisfy { $0.state == .intent && $0.batchCode == request.batchCode })
        #expect(entries.allSatisfy { $0.submittedAt != nil && $0.attempts == 1 })
        let chunk = try await journal.chunk(entries.first?.chunk ?? 0)
        #expect(chunk?.state == .intent)
        #expect(chunk?.batchCode == request.batchCode)
      } catch {
        Issue.record(error)
      }
      return .success(.accepting)
    }
    try await engine.submit()
    #expect(engine.transport.posts.count == 4)
  }

  @Test("Nothing is sent when the intent cannot be written")
  func nothingIsSentWhenTheIntentCannotBeWritten() async throws {
    var engine = try await EngineFixture(records: 3) { _, _ in .success(.accepting) }
    engine.context.journal = FailingJournal(engine.journal, failingAt: 1, counting: .writes)
    let submitting = engine
    await #expect(throws: FailingJournal.Failure.self) { try await submitting.submit() }
    #expect(engine.transport.requests.isEmpty)
    #expect(try await engine.journal.counts() == [.planned: 3])
  }

  @Test("A receipt that cannot be written leaves an intent that is never sent again")
  func aReceiptThatCannotBeWrittenLeavesAnIntentThatIsNeverSentAgain() async throws {
    var engine = try await EngineFixture(records: 3) { _, _ in .success(.accepting) }
    engine.context.journal = FailingJournal(engine.journal, failingAt: 2, counting: .writes)
    let submitting = engine
    await #expect(throws: FailingJournal.Failure.self) { try await submitting.submit() }
    #expect(try await engine.journal.counts() == [.intent: 3])

    engine.context.journal = engine.journal
    try await SoleClaims(engine.journal).adopt(at: engine.time.now)
    try await engine.submit()
    #expect(engine.transport.posts.count == 1)
    #expect(try await engine.journal.counts() == [.inDoubt: 3])
  }

  /// Proven absent, planned again, and then a callback says that the API has it after all.
  @Test("What is settled while it waits at the gate is not sent again")
  func whatIsSettledWhileItWaitsAtTheGateIsNotSentAgain() async throws {
    let time = ManualTime(.waitsForAdvance)
    let engine = try await EngineFixture(records: 3, time: time) { _, _ in .success(.accepting) }
    let chunk = try #require(try await engine.journal.chunk(1))
    try await engine.journal.commit([
      .intent(chunk: 1, batchCode: "b1", bodySHA256: "", at: time.now), .withdrawn(chunk: 1),
    ])
    engine.context.limiter.close(for: .seconds(30))
    async let end = BatchSubmission(context: engine.context, claim: Claim(chunk)).run()
    while time.sleeperCount == 0 { await Task.yield() }
    try await engine.journal.commit([
      .record(number: 2, state: .valid, outcome: RecordOutcome(statusID: 5), at: time.now)
    ])
    while time.sleeperCount > 0 || engine.transport.posts.isEmpty {
      time.advance(by: .seconds(31))
      await Task.yield()
    }
    _ = try await end
    #expect(engine.transport.posts.map(\.customCodes) == [["code1", "code3"]])
    #expect(try await engine.entry(2)?.state == .valid)
  }

  @Test("What was not sent is planned again with the same codes")
  func whatWasNotSentIsPlannedAgainWithTheSameCodes() async throws {
    let engine = try await EngineFixture(records: 3) { _, number in
      number < 3 ? .failure(.notSent("refused")) : .success(.accepting)
    }
    try await engine.submit()
    let posts = engine.transport.posts
    #expect(posts.count == 3)
    #expect(Set(posts.map(\.customCodes)).count == 1)
    #expect(posts.map(\.batchCode).isWithoutRepetition)
    #expect(try await engine.journal.counts() == [.pending: 3])
    #expect(try await engine.eventKinds() == ["submit.not_sent", "submit.not_sent"])
  }

  @Test(
    "An unknown outcome is in doubt and never sent again",
    arguments: [
      ScriptedTransport.Answer.failure(.unknown("connection reset")),
      .success(Reply(status: 500)), .success(Reply(status: 504)), .success(Reply(status: 503)),
      .success(Reply(status: 408)), .success(Reply(status: 200, body: Array("<html>".utf8))),
    ])
  func anUnknownOutcomeIsInDoubtAndNeverSentAgain(
    _ answer: ScriptedTransport.Answer
  ) async throws {
    let engine = try await EngineFixture(records: 3) { _, _ in answer }
    try await engine.submit()
    try await engine.submit()
    #expect(engine.transport.posts.count == 1)
    #expect(try await engine.journal.counts() == [.inDoubt: 3])
    #expect(try await engine.eventKinds() == ["submit.in_doubt"])
  }

  @Test("Lists settle record by record")
  func listsSettleRecordByRecord() async throws {
    let answers: [SubmissionReply.Answer] = [
      .refusing("code2", "branch is invalid"), .accepting("code3"), .altering("code1", "service 1"),
    ]
    let engine = try await EngineFixture(records: 4) { _, _ in
      .success(.saying(SubmissionReply(message: nil, answers: answers), status: 422))
    }
    try await engine.submit()
    let states = try await engine.journal.entries(.numbers(first: 1, last: 4)).map(\.state)
    #expect(states == [.pending, .refused, .pending, .inDoubt])
    #expect(engine.observed.events.contains(.altered(records: 1)))
  }

  @Test("A batch that is too large is halved until it fits")
  func aBatchThatIsTooLargeIsHalvedUntilItFits() async throws {
    let api = RememberingAPI()
    let engine = try await EngineFixture(records: 11) { request, _ in
      .success(request.customCodes.count > 2 ? Reply(status: 413) : api.reply(to: request))
    }
    try await engine.submit()
    #expect(try await engine.journal.counts() == [.pending: 11])
    #expect(api.effects.count == 11)
    #expect(api.effects.values.allSatisfy { $0 == 1 })
    #expect(engine.transport.posts.map(\.batchCode).isWithoutRepetition)
  }

  @Test("One record that is too large is refused")
  func oneRecordThatIsTooLargeIsRefused() async throws {
    let engine = try await EngineFixture(records: 1) { _, _ in .success(Reply(status: 413)) }
    try await engine.submit()
    #expect(try await engine.entry(1)?.state == .refused)
    #expect(try await engine.entry(1)?.outcome.code == "api.too_large")
  }

  @Test("A repetition in words alone is looked up")
  func aRepetitionInWordsAloneIsLookedUp() async throws {
    let engine = try await EngineFixture(records: 2) { _, _ in
      .success(.saying(SubmissionReply(message: "custom_code already exists"), status: 422))
    }
    try await engine.submit()
    #expect(try await engine.journal.counts() == [.inDoubt: 2])
    #expect(try await engine.entry(1)?.outcome.code == "api.exists")
    #expect(engine.transport.posts.count == 3)
  }

  /// Paid by a run before, and refused in words that nobody foresaw.
  @Test(
    "Where money moves a refused record that the API has is not called refused",
    arguments: ["Código utilizado anteriormente", "previously submitted", "no", ""],
    [200, 400, 422])
  func whereMoneyMovesARefusedRecordThatTheAPIHasIsNotCalledRefused(
    _ words: String, _ status: Int
  ) async throws {
    let api = RememberingAPI()
    var known = remote(2, status: 5)
    known.batchCode = "earlier-x-00001"
    api.plant(known)
    let engine = try await EngineFixture(
      records: 3, operation: TestOperation(movesMoney: true)
    ) { request, _ in
      guard request.customCodes.contains("code2") else { return .success(api.reply(to: request)) }
      let error = SubmissionReply.Answer.refusing("code2", words)
      if status == 200 {
        let others = request.customCodes.filter { $0 != "code2" }
        api.take(
          TestOperation().submission(
            of: Payees.payees(3).filter { others.contains($0.customCode) },
            batchCode: request.batchCode))
        let answers = [error] + others.map { .accepting($0) }
        return .success(.saying(SubmissionReply(message: "some", answers: answers)))
      }
      return .success(.saying(SubmissionReply(message: words), status: status))
    }
    try await engine.submit()
    try await engine.reconcile(maySendAgain: false)
    #expect(try await engine.journal.counts() == [.pending: 2, .valid: 1])
    #expect(try await engine.entry(2)?.outcome.code == "api.other_run")
  }

  @Test("Where money moves a refused record that the API lacks is refused in its words")
  func whereMoneyMovesARefusedRecordThatTheAPILacksIsRefusedInItsWords() async throws {
    let answers = [SubmissionReply.Answer.refusing("code1", "no")]
    let engine = try await EngineFixture(
      records: 1, operation: TestOperation(movesMoney: true)
    ) { request, _ in
      .success(
        request.method == .get
          ? .showing([]) : .saying(SubmissionReply(message: nil, answers: answers), status: 422))
    }
    try await engine.submit()
    #expect(try await engine.entry(1)?.state == .inDoubt)
    try await engine.reconcile(maySendAgain: false)
    #expect(try await engine.entry(1)?.state == .refused)
    #expect(try await engine.entry(1)?.outcome == .init(code: "api.refused", message: "no"))
    // Three looks, and a list without a record that could tell more.
    #expect(engine.transport.gets.count == 4)
    #expect(engine.transport.posts.count == 1)
  }

  /// Stored, refused as a whole, and then deaf: halves would be paid once more.
  @Test(
    "Where money moves a refused batch is not halved before look-ups are answered",
    arguments: [400, 413, 422],
    [ScriptedTransport.Answer.success(Reply(status: 500)), .failure(.unknown("reset"))])
  func whereMoneyMovesARefusedBatchIsNotHalvedBeforeLookUpsAreAnswered(
    _ status: Int, _ silence: ScriptedTransport.Answer
  ) async throws {
    let engine = try await EngineFixture(
      records: 4, operation: TestOperation(movesMoney: true)
    ) { request, _ in
      guard request.method == .post else { return silence }
      return .success(.saying(SubmissionReply(message: "no"), status: status))
    }
    try? await engine.submit()
    #expect(engine.transport.posts.count == 1)
    #expect(try await engine.journal.counts() == [.inDoubt: 4])
  }

  @Test("The halves are written down and never cut again")
  func theHalvesAreWrittenDownAndNeverCutAgain() async throws {
    let engine = try await EngineFixture(records: 11, pace: PaceSettings(concurrency: 1)) {
      request, number in
      number <= 2 ? .success(Reply(status: 413)) : .failure(.notSent("refused"))
    }
    await #expect(throws: EngineStop.self) { try await engine.submit() }
    let chunks = try await engine.journal.chunks(in: .planned, limit: .max)
    // Each is read where the whole was, and knows its own records.
    #expect(chunks.map(\.firstRecord) == [1, 1, 1])
    #expect(chunks.map(\.count) == [6, 2, 3])
    for (chunk, numbers) in zip(chunks, [6...11, 1...2, 3...5]) {
      let entries = try await engine.journal.entries(.chunk(chunk.number))
      #expect(entries.map(\.number) == Array(numbers))
    }
    #expect(
      engine.transport.posts.last?.customCodes == [
        "code6", "code7", "code8", "code9", "code10", "code11",
      ])
  }

  @Test(
    "A refused batch is halved down to the bad record", arguments: [1, 5, 8, 9, 16], [400, 422])
  func aRefusedBatchIsHalvedDownToTheBadRecord(_ bad: Int, _ status: Int) async throws {
    let api = RememberingAPI()
    let engine = try await EngineFixture(records: 16) { request, _ in
      guard request.customCodes.contains("code\(bad)") else {
        return .success(api.reply(to: request))
      }
      return .success(.saying(SubmissionReply(message: "no such branch"), status: status))
    }
    try await engine.submit()
    #expect(try await engine.journal.counts() == [.refused: 1, .pending: 15])
    #expect(try await engine.entry(bad)?.outcome.message == "no such branch")
    #expect(try await engine.entry(bad)?.outcome.code == "api.refused")
    #expect(api.effects.values.allSatisfy { $0 == 1 })
    #expect(engine.transport.posts.count <= 9)
  }
}
