import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Several processes send one run: each what it has claimed, and what one knows from before another
/// claimed it gives no permission to send.
struct ClaimedSubmissionTests {
  private let lease = Duration.seconds(90)
  private let grace = Duration.seconds(30)

  private func engine(
    records: Int = 3, inChunksOf size: Int = 100, time: ManualTime = ManualTime(),
    pace: PaceSettings = PaceSettings(), operation: any BulkOperation = TestOperation(),
    answer: @escaping @Sendable (Request, Int) async -> ScriptedTransport.Answer
  ) async throws -> EngineFixture {
    var engine = try await EngineFixture(
      records: records, inChunksOf: size, journal: MemoryJournal(now: { time.uptime }), time: time,
      pace: pace, operation: operation, answer: answer)
    let claims = claims(engine, "one")
    engine.context.claims = { _ in claims }
    return engine
  }

  private func claims(_ engine: EngineFixture, _ owner: String) -> LeasedClaims {
    LeasedClaims(engine.journal, owner: owner, lease: lease, grace: grace)
  }

  /// Another process takes over what `engine` claimed, at once.
  private func takeOver(_ engine: EngineFixture) async throws -> [Claim] {
    engine.time.advance(by: lease + grace + .seconds(1))
    try await claims(engine, "two").adopt(at: engine.time.now)
    return try await claims(engine, "two").claim(limit: 9)
  }

  @Test("Two processes send every record once")
  func twoProcessesSendEveryRecordOnce() async throws {
    let api = RememberingAPI()
    let first = try await engine(records: 40, inChunksOf: 2) { request, _ in
      await Task.yield()
      return .success(api.reply(to: request))
    }
    var second = first
    let claims = claims(first, "two")
    second.context.claims = { _ in claims }
    let other = second
    async let one: Void = first.submit()
    async let two: Void = other.submit()
    _ = try await (one, two)
    #expect(api.effects.count == 40)
    #expect(api.effects.values.allSatisfy { $0 == 1 })
    #expect(try await first.journal.counts() == [.pending: 40])
  }

  @Test("A process that slept beyond its claim sends nothing")
  func aProcessThatSleptBeyondItsClaimSendsNothing() async throws {
    let engine = try await engine { _, _ in .success(.accepting) }
    let claim = try await claims(engine, "one").claim(limit: 1)[0]
    let taken = try await takeOver(engine)
    #expect(taken.map(\.chunk.number) == [1])
    guard case .lost = try await BatchSubmission(context: engine.context, claim: claim).run() else {
      Issue.record("it was sent")
      return
    }
    #expect(engine.transport.requests.isEmpty)
    #expect(try await engine.journal.counts() == [.planned: 3])
  }

  @Test("What the API took is known although the claim has ended meanwhile")
  func whatTheAPITookIsKnown() async throws {
    let shared = Shared<EngineFixture?>(nil)
    let engine = try await engine { _, _ in
      guard let engine = shared.value else { return .success(.accepting) }
      _ = try? await takeOver(engine)
      return .success(.accepting)
    }
    shared.change { $0 = engine }
    let claim = try await claims(engine, "one").claim(limit: 1)[0]
    guard case .lost = try await BatchSubmission(context: engine.context, claim: claim).run() else {
      Issue.record("the claim was not lost")
      return
    }
    #expect(try await engine.journal.counts() == [.pending: 3])
    #expect(try await engine.eventKinds() == ["resume.intent_found", "submit.claim_lost"])
  }

  @Test(
    "A late answer that the API took nothing gives no permission to send",
    arguments: [
      ScriptedTransport.Answer.success(Reply(status: 429)), .success(Reply(status: 422)),
      .success(Reply(status: 413)), .success(Reply(status: 401)),
      .failure(.notSent("refused")), .failure(.unknown("reset")),
    ])
  func aLateAnswerGivesNoPermission(_ answer: ScriptedTransport.Answer) async throws {
    let shared = Shared<EngineFixture?>(nil)
    let engine = try await engine { _, _ in
      if let engine = shared.value { _ = try? await takeOver(engine) }
      return answer
    }
    shared.change { $0 = engine }
    let claim = try await claims(engine, "one").claim(limit: 1)[0]
    _ = try await BatchSubmission(context: engine.context, claim: claim).run()
    #expect(try await engine.journal.counts() == [.inDoubt: 3])
    #expect(try await engine.journal.chunks(in: .planned, limit: 9).isEmpty)
    #expect(try await engine.eventKinds().contains("submit.claim_lost"))
  }

  @Test("What a process sees after its claim may be the next one's doing, and stays that")
  func whatIsSeenAfterTheClaimMayBeTheNextOnesDoing() async throws {
    let shared = Shared<EngineFixture?>(nil)
    let (looks, sights) = (Shared(0), Shared(0))
    let done = RemoteRecord(id: "7", customCode: "code1", statusID: "done")
    let api = LabelAPI(.findable)
    let operation = LabelOperation(
      .findable,
      seen: { _, _, _ in
        sights.change {
          $0 += 1; return $0
        } == 1 ? .go() : .reached(done, isOurs: false)
      })
    let engine = try await engine(records: 1, operation: operation) { request, _ in
      guard request.path.hasPrefix("/targets") else { return .success(api.reply(to: request)) }
      if looks.change({
        $0 += 1; return $0
      }) == 1, let engine = shared.value,
        let claim = try? await takeOver(engine).first
      {
        _ = try? await BatchSubmission(context: engine.context, claim: claim).run()
      }
      return .success(Reply(status: 200))
    }
    shared.change { $0 = engine }
    let claim = try await claims(engine, "one").claim(limit: 1)[0]
    guard case .lost = try await BatchSubmission(context: engine.context, claim: claim).run() else {
      Issue.record("the claim was not lost")
      return
    }
    #expect(try await engine.entry(1)?.attempts == 1)
    #expect(try await engine.entry(1)?.outcome.code == nil)
    #expect(try await engine.eventKinds() == ["look.reached", "submit.claim_lost"])
  }

  /// A machine that was suspended just then.
  @Test("Nothing leaves when it took too long to write the intent; it is sent later")
  func nothingLeavesWhenTheIntentTookTooLong() async throws {
    let time = ManualTime()
    var engine = try await engine(time: time) { _, _ in .success(.accepting) }
    let sent = Shared<[Int]>([])
    let transport = engine.transport
    engine.context.journal = SlowJournal(engine.journal) {
      sent.change { $0.append(transport.posts.count) }
      if sent.value.count == 1 { time.advance(by: .seconds(6)) }
    }
    try await engine.submit()
    #expect(sent.value == [0, 0] && transport.posts.count == 1)
    #expect(try await engine.journal.counts() == [.pending: 3])
    #expect(try await engine.eventKinds() == ["submit.overslept"])
  }

  @Test("Claims are kept while their requests wait")
  func claimsAreKeptWhileTheirRequestsWait() async throws {
    let time = ManualTime(.waitsForAdvance)
    let engine = try await engine(time: time) { _, _ in .success(.accepting) }
    engine.context.limiter.close(for: .seconds(300))
    async let submitted: Void = engine.submit()
    for _ in 0..<15 {
      // The request at the limiter, and what renews its claim.
      while time.sleeperCount < 2 { await Task.yield() }
      #expect(try await claims(engine, "two").claim(limit: 9) == [])
      time.advance(by: .seconds(20))
    }
    while engine.transport.posts.isEmpty {
      time.advance(by: .seconds(1))
      await Task.yield()
    }
    try await submitted
    #expect(try await engine.journal.counts() == [.pending: 3])
  }

  @Test("Claims are given back when the work stops")
  func claimsAreGivenBackWhenTheWorkStops() async throws {
    let engine = try await engine(records: 6, inChunksOf: 1) { _, _ in
      .success(Reply(status: 401))
    }
    await #expect(throws: EngineStop.denied(status: 401)) { try await engine.submit() }
    #expect(try await claims(engine, "two").claim(limit: 9).count == 6)
  }
}

/// A journal whose commits of intents take their time.
private struct SlowJournal: Journal {
  private let journal: any Journal
  private let delay: @Sendable () -> Void

  init(_ journal: any Journal, delay: @escaping @Sendable () -> Void) {
    self.journal = journal
    self.delay = delay
  }

  func begin(_ run: Run) async throws { try await journal.begin(run) }
  func append(_ records: [PlannedRecord], chunks: [Chunk]) async throws {
    try await journal.append(records, chunks: chunks)
  }
  func commit(
    _ mutations: [JournalMutation], holding claim: Claim?
  ) async throws -> CommitAnswer {
    let answer = try await journal.commit(mutations, holding: claim)
    if case .intent? = mutations.first { delay() }
    return answer
  }
  func run() async throws -> Run? { try await journal.run() }
  func chunks(in state: ChunkState, limit: Int) async throws -> [Chunk] {
    try await journal.chunks(in: state, limit: limit)
  }
  func chunk(_ number: Int) async throws -> Chunk? { try await journal.chunk(number) }
  func entries(_ selection: EntrySelection) async throws -> [JournalEntry] {
    try await journal.entries(selection)
  }
  func counts() async throws -> [RecordState: Int] { try await journal.counts() }
}
