import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// What is in doubt is looked up; only what is proven absent is sent again.
struct ReconcilePhaseTests {
  @Test(
    "A record that is found and equal is taken with its status",
    arguments: [
      (1, RecordState.pending), (9, .awaitingBalance), (5, .valid), (6, .invalid),
      (7, .notVerifiable), (999, .pending), (4_711, .pending),
    ])
  func aRecordThatIsFoundAndEqualIsTakenWithItsStatus(
    _ status: Int, _ state: RecordState
  ) async throws {
    let engine = try await lost(1, knowing: [remote(1, status: status)])
    try await engine.reconcile()
    let entry = try #require(try await engine.entry(1))
    #expect(entry.state == state)
    #expect(entry.outcome.statusID == String(status))
    #expect(entry.outcome.apiID == "77")
    #expect(try await engine.eventKinds() == ["reconcile.found"])
  }

  /// Some databases compare codes without regard to case and give back their own letters.
  @Test("A code in other letters is not absent", arguments: [true, false])
  func aCodeInOtherLettersIsNotAbsent(_ filters: Bool) async throws {
    var shouted = remote(1)
    shouted.customCode = "CODE1"
    let shown = [shouted]
    let engine = try await EngineFixture(records: 1) { request, _ in
      .success(.showing(filters || request.wantedCode == nil ? shown : [remote(7)] + shown))
    }
    try await engine.loseSightOfEverything()
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .pending)
  }

  @Test("Somebody else's code in other letters proves nothing")
  func somebodyElsesCodeInOtherLettersProvesNothing() async throws {
    var other = remote(1)
    other.customCode = "CODE1"
    other.document = Payees.payee(9).document
    let shown = [other]
    let engine = try await EngineFixture(records: 1) { _, _ in .success(.showing(shown)) }
    try await engine.loseSightOfEverything()
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .inDoubt)
    // Where the API refused ours it takes the two for one code.
    try await engine.journal.commit([
      .record(
        number: 1, state: .inDoubt, outcome: RecordOutcome(code: "api.refused"),
        at: engine.time.now)
    ])
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .refused)
    #expect(try await engine.entry(1)?.outcome.code == "api.collision")
  }

  @Test("Absence takes three looks over the timeout")
  func absenceTakesThreeLooksOverTheTimeout() async throws {
    let times = Shared<[Duration]>([])
    let time = ManualTime()
    let engine = try await EngineFixture(
      records: 1, time: time, pace: PaceSettings(timeoutInSeconds: 42)
    ) { _, _ in
      times.change { $0.append(time.uptime) }
      return .success(.showing([]))
    }
    try await engine.loseSightOfEverything()
    try await engine.reconcile()
    #expect(engine.transport.gets.map(\.wantedCode) == ["code1", "code1", "code1"])
    let first = try #require(times.value.first)
    let last = try #require(times.value.last)
    #expect(first >= .seconds(1))
    #expect(last - first >= .seconds(42))
  }

  @Test("What is absent is sent again with its code in a new batch")
  func whatIsAbsentIsSentAgainWithItsCodeInANewBatch() async throws {
    let api = RememberingAPI()
    let engine = try await EngineFixture(records: 3) { request, _ in
      .success(api.reply(to: request))
    }
    try await engine.loseSightOfEverything()
    api.plant(remote(2))
    try await engine.reconcile()
    #expect(try await engine.journal.counts() == [.planned: 2, .pending: 1])
    try await engine.submit()
    let post = try #require(engine.transport.posts.first)
    #expect(post.customCodes == ["code1", "code3"])
    #expect(post.batchCode != "lost1")
    #expect(try await engine.journal.counts() == [.pending: 3])
  }

  @Test("A server that ignores the filter is read to the end of its list")
  func aServerThatIgnoresTheFilterIsReadToTheEndOfItsList() async throws {
    let api = RememberingAPI(pageSize: 2)
    let engine = try await EngineFixture(records: 3) { request, _ in
      var answered = request
      if request.wantedCode != nil { answered.query = [Request.QueryItem("page", "1")] }
      return .success(api.reply(to: answered))
    }
    try await engine.loseSightOfEverything()
    for (place, number) in [4, 5, 6, 7, 8, 9, 1].enumerated() {
      var planted = remote(number)
      planted.id = String(place + 1)
      planted.createdAt = "2026-01-02 03:04:05"
      api.plant(planted)
    }
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .pending)
    #expect(try await engine.journal.counts() == [.planned: 2, .pending: 1])
  }

  @Test("A list that lags behind is given time")
  func aListThatLagsBehindIsGivenTime() async throws {
    let asked = Shared(0)
    let engine = try await EngineFixture(records: 1) { _, _ in
      let looks = asked.change { count in
        count += 1
        return count
      }
      return .success(.showing(looks < 3 ? [] : [remote(1)]))
    }
    try await engine.loseSightOfEverything()
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .pending)
  }

  @Test("Without consent nothing is sent again")
  func withoutConsentNothingIsSentAgain() async throws {
    let engine = try await lost(3, knowing: [remote(2)])
    await #expect(throws: EngineStop.consentNeeded(records: 2)) {
      try await engine.reconcile(maySendAgain: false)
    }
    #expect(try await engine.journal.counts() == [.inDoubt: 2, .pending: 1])
    #expect(try await engine.journal.chunks(in: .planned, limit: 9).isEmpty)
    try await engine.reconcile(maySendAgain: true)
    #expect(try await engine.journal.counts() == [.planned: 2, .pending: 1])
  }

  @Test(
    "Looks that fail do not count",
    arguments: [
      ScriptedTransport.Answer.failure(.unknown("reset")), .failure(.notSent("refused")),
      .success(Reply(status: 500)), .success(Reply(status: 200, body: Array("<html>".utf8))),
    ])
  func looksThatFailDoNotCount(_ answer: ScriptedTransport.Answer) async throws {
    let engine = try await EngineFixture(records: 2) { _, _ in answer }
    try await engine.loseSightOfEverything()
    do { try await engine.reconcile() } catch is EngineStop {}
    #expect(try await engine.journal.counts() == [.inDoubt: 2])
  }

  @Test("A failure between looks changes nothing")
  func aFailureBetweenLooksChangesNothing() async throws {
    let engine = try await EngineFixture(records: 1) { _, number in
      number.isMultiple(of: 2) ? .success(.showing([])) : .failure(.unknown("reset"))
    }
    try await engine.loseSightOfEverything()
    try await engine.reconcile()
    #expect(engine.transport.gets.count == 6)
    #expect(try await engine.journal.counts() == [.planned: 1])
  }

  @Test(
    "Looks are spread over the timeout and over three seconds at least", arguments: [1, 9, 30, 42])
  func looksAreSpreadOverTheTimeoutAndOverThreeSecondsAtLeast(_ timeout: Double) async throws {
    let times = Shared<[Duration]>([])
    let time = ManualTime()
    let engine = try await EngineFixture(
      records: 1, time: time, pace: PaceSettings(timeoutInSeconds: timeout)
    ) { _, _ in
      times.change { $0.append(time.uptime) }
      return .success(.showing([]))
    }
    try await engine.loseSightOfEverything()
    try await engine.reconcile()
    let first = try #require(times.value.first)
    let last = try #require(times.value.last)
    #expect(times.value.count == 3)
    #expect(last - first >= .seconds(max(3, timeout)))
    let absent = try #require(
      try await engine.journal.events().first { $0.kind == "reconcile.absent" })
    #expect(absent.evidence.hasPrefix("3 looks over "))
  }

  /// The API's text does not say whether 404 to a look-up means "no such record".
  @Test("A look-up that is answered with 404 leaves it to the list")
  func aLookUpThatIsAnsweredWith404LeavesItToTheList() async throws {
    let api = RememberingAPI(pageSize: 2)
    let engine = try await EngineFixture(records: 3) { request, _ in
      .success(request.wantedCode == nil ? api.reply(to: request) : Reply(status: 404))
    }
    try await engine.loseSightOfEverything()
    for (place, number) in [4, 5, 6, 1].enumerated() {
      var planted = remote(number)
      planted.id = String(place + 1)
      planted.createdAt = "2026-01-02 03:04:05"
      api.plant(planted)
    }
    try await engine.reconcile()
    #expect(try await engine.journal.counts() == [.planned: 2, .pending: 1])
    #expect(engine.transport.gets.count { $0.wantedCode == "code1" } == 1)
  }

  @Test("A list that is not there is not the API")
  func aListThatIsNotThereIsNotTheAPI() async throws {
    let engine = try await EngineFixture(records: 1) { _, _ in .success(Reply(status: 404)) }
    try await engine.loseSightOfEverything()
    await #expect(throws: EngineStop.misdirected(status: 404)) { try await engine.reconcile() }
    #expect(try await engine.journal.counts() == [.inDoubt: 1])
  }

  @Test("A server that shows others whatever it is asked proves nothing")
  func aServerThatShowsOthersWhateverItIsAskedProvesNothing() async throws {
    let engine = try await EngineFixture(records: 1) { _, _ in
      .success(.showing([remote(7), remote(8)]))
    }
    try await engine.loseSightOfEverything()
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .inDoubt)
  }

  @Test("A refusal that left no record stays a refusal")
  func aRefusalThatLeftNoRecordStaysARefusal() async throws {
    let engine = try await lost(1, knowing: [])
    try await engine.journal.commit([
      .record(
        number: 1, state: .inDoubt,
        outcome: RecordOutcome(code: "api.exists", message: "code exists"), at: engine.time.now)
    ])
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .refused)
    #expect(try await engine.entry(1)?.outcome.message == "code exists")
    #expect(try await engine.entry(1)?.outcome.code == "api.exists")
  }

  @Test("A denied look stops the run")
  func aDeniedLookStopsTheRun() async throws {
    let engine = try await EngineFixture(records: 1) { _, _ in .success(Reply(status: 401)) }
    try await engine.loseSightOfEverything()
    await #expect(throws: EngineStop.denied(status: 401)) { try await engine.reconcile() }
    #expect(try await engine.journal.counts() == [.inDoubt: 1])
  }

  @Test("What a killed process left in a POST is in doubt")
  func whatAKilledProcessLeftInAPOSTIsInDoubt() async throws {
    let engine = try await EngineFixture(records: 3, inChunksOf: 1) { _, _ in
      .success(.accepting)
    }
    try await engine.journal.commit([
      .intent(chunk: 2, batchCode: "b", bodySHA256: "", at: engine.time.now)
    ])
    try await SoleClaims(engine.journal).adopt(at: engine.time.now)
    #expect(try await engine.journal.counts() == [.planned: 2, .inDoubt: 1])
    #expect(try await engine.eventKinds() == ["resume.intent_found"])
  }
}
