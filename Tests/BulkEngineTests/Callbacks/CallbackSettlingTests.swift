import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Callbacks settle records in the journal: once, in any order, whatever else they say.
struct CallbackSettlingTests {
  private let api = RememberingAPI()

  private func engine(_ count: Int = 4) async throws -> EngineFixture {
    let api = api
    return try await EngineFixture(records: count, inChunksOf: 2) { request, _ in
      .success(api.reply(to: request))
    }
  }

  private func notice(_ number: Int, _ status: Int, id: Int? = nil) -> RemoteRecord {
    let payee = Payees.payee(number)
    return RemoteRecord(
      id: id ?? number, customCode: payee.customCode, statusID: status, document: payee.document,
      account: payee.account)
  }

  @discardableResult
  private func settle(
    _ engine: EngineFixture, _ notices: RemoteRecord...
  ) async throws -> CallbackSettling.Outcome {
    var disputes: Set<CallbackDispute> = []
    return try await CallbackSettling(context: engine.context).settle(notices, disputes: &disputes)
  }

  @Test("Verdicts are written down")
  func verdictsAreWrittenDown() async throws {
    let engine = try await engine()
    try await engine.acceptEverything()
    let outcome = try await settle(engine, notice(1, 5), notice(2, 6), notice(3, 7), notice(4, 999))
    #expect(outcome.settled == 4)
    let states = try await engine.journal.entries(.numbers(first: 1, last: 4)).map(\.state)
    #expect(states == [.valid, .invalid, .notVerifiable, .pending])
    #expect(try await engine.entry(1)?.outcome == RecordOutcome(statusID: 5, apiID: 1))
    #expect(try await engine.entry(1)?.settledAt == engine.time.now)
    #expect(try await engine.eventKinds() == [])
    #expect(engine.transport.requests.isEmpty)
  }

  @Test("Any order and repetition end the same", arguments: 0..<12)
  func anyOrderAndRepetitionEndTheSame(_ seed: Int) async throws {
    let engine = try await engine()
    try await engine.acceptEverything()
    var generator = SeededGenerator(seed: UInt64(seed))
    let statuses = [1, 999, 5, 5, 999, 1, 9].shuffled(using: &generator)
    for status in statuses { try await settle(engine, notice(1, status)) }
    try await settle(engine, notice(2, 5), notice(2, 1), notice(2, 5), notice(2, 999))
    #expect(try await engine.entry(1)?.state == .valid)
    #expect(try await engine.entry(2)?.state == .valid)
    #expect(try await engine.entry(2)?.outcome.statusID == "5")
  }

  @Test(
    "Where a signature covers no status nothing that is told is kept: the API is asked each time")
  func whereASignatureCoversNoStatusTheAPIIsAsked() async throws {
    let api = api
    var operation = TestOperation()
    operation.traits.callbacksProveStatuses = false
    let engine = try await EngineFixture(records: 4, inChunksOf: 2, operation: operation) {
      request, _ in .success(api.reply(to: request))
    }
    try await engine.acceptEverything()
    var disputes: Set<CallbackDispute> = []
    for _ in 1...2 {
      let outcome = try await CallbackSettling(context: engine.context)
        .settle([notice(1, 5), notice(2, 6)], disputes: &disputes)
      #expect(outcome == CallbackSettling.Outcome(settled: 0, disputed: [1, 2]))
    }
    #expect(try await engine.entry(1)?.state == .pending)
    #expect(try await engine.eventKinds() == ["callback.told", "callback.told"])
  }

  @Test("A record in doubt is found by its payee")
  func aRecordInDoubtIsFoundByItsPayee() async throws {
    let engine = try await engine()
    try await engine.loseSightOfEverything()
    try await settle(engine, notice(1, 5), notice(2, 999))
    #expect(try await engine.entry(1)?.state == .valid)
    #expect(try await engine.entry(2)?.state == .pending)
    #expect(try await engine.eventKinds() == ["callback.found", "callback.found"])
  }

  @Test("Another payee under the code proves nothing")
  func anotherPayeeUnderTheCodeProvesNothing() async throws {
    let engine = try await engine()
    try await engine.loseSightOfEverything()
    var stranger = notice(1, 5)
    stranger.document = Payees.payee(2).document
    let bare = RemoteRecord(id: 2, customCode: "code2", statusID: 5)
    #expect(try await settle(engine, stranger, bare).settled == 0)
    #expect(try await engine.journal.counts() == [.inDoubt: 4])
    #expect(try await engine.eventKinds() == ["callback.unproven", "callback.unproven"])
  }

  @Test("Unknown codes leave nothing")
  func unknownCodesLeaveNothing() async throws {
    let engine = try await engine()
    try await engine.acceptEverything()
    var foreign = notice(1, 5)
    foreign.customCode = "of-another-run"
    #expect(try await settle(engine, foreign) == CallbackSettling.Outcome())
    #expect(try await engine.journal.counts() == [.pending: 4])
    #expect(try await engine.eventKinds() == [])
  }

  @Test("A disagreement is written down once however often it is told")
  func aDisagreementIsWrittenDownOnceHoweverOftenItIsTold() async throws {
    let engine = try await engine()
    try await engine.acceptEverything()
    var disputes: Set<CallbackDispute> = []
    let settling = CallbackSettling(context: engine.context)
    _ = try await settling.settle([notice(1, 5)], disputes: &disputes)
    let first = try await settling.settle([notice(1, 6)], disputes: &disputes)
    let again = try await settling.settle([notice(1, 6), notice(1, 6)], disputes: &disputes)
    #expect(first.disputed == [1])
    #expect(again == CallbackSettling.Outcome())
    #expect(try await engine.entry(1)?.state == .valid)
    #expect(try await engine.eventKinds() == ["callback.disagrees"])
    #expect(
      try await engine.journal.events().map(\.evidence) == ["known valid, told id 1, status 6"])
  }
}
