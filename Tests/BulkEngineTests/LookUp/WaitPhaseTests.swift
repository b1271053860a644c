import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Verdicts are asked for until all are final or the time is up.
struct WaitPhaseTests {
  @Test("Every verdict is fetched", arguments: [2, 40, 350])
  func everyVerdictIsFetched(_ count: Int) async throws {
    let api = RememberingAPI()
    let engine = try await taken(count, by: api)
    api.setStatus(5)
    try await engine.wait()
    #expect(try await engine.journal.counts() == [.valid: count])
    #expect(try await engine.entry(count)?.outcome.statusID == "5")
    #expect(try await engine.entry(count)?.settledAt != nil)
  }

  @Test("Statuses are written down as they come")
  func statusesAreWrittenDownAsTheyCome() async throws {
    let api = RememberingAPI()
    let engine = try await taken(6, by: api)
    api.setStatus(5, of: ["code1"])
    api.setStatus(6, of: ["code2"])
    api.setStatus(7, of: ["code3"])
    api.setStatus(9, of: ["code4"])
    api.setStatus(999, of: ["code5"])
    try await engine.wait()
    let states = try await engine.journal.entries(.numbers(first: 1, last: 6)).map(\.state)
    #expect(states == [.valid, .invalid, .notVerifiable, .awaitingBalance, .pending, .pending])
  }

  @Test("The wait is bounded", arguments: [1, 9])
  func theWaitIsBounded(_ status: Int) async throws {
    let api = RememberingAPI()
    let engine = try await taken(30, by: api, wait: 600)
    api.setStatus(status)
    try await engine.wait()
    #expect(engine.time.uptime >= .seconds(600))
    #expect(engine.time.uptime < .seconds(660))
    #expect(engine.transport.gets.count < 300)
  }

  /// Time that passed while the rest was submitted counts.
  @Test("What was taken a while ago is asked about at once")
  func whatWasTakenAWhileAgoIsAskedAboutAtOnce() async throws {
    let api = RememberingAPI()
    let engine = try await taken(2, by: api)
    api.setStatus(5)
    engine.time.advance(by: .seconds(30))
    let before = engine.time.uptime
    try await engine.wait()
    #expect(engine.time.uptime - before < .seconds(0.5))
    #expect(try await engine.journal.counts() == [.valid: 2])
  }

  /// Pages are asked for ahead, but none beyond what can hold an outstanding verdict.
  @Test("No page is read for nothing")
  func noPageIsReadForNothing() async throws {
    let api = RememberingAPI(pageSize: 20)
    let engine = try await taken(300, by: api)
    api.setStatus(5)
    try await engine.wait()
    let pages = engine.transport.gets.compactMap(\.wantedPage)
    #expect(pages.sorted() == Array(1...15))
  }

  /// The newest records are often the only ones left: their few pages cost less than a look each.
  @Test("The newest are met on the first pages")
  func theNewestAreMetOnTheFirstPages() async throws {
    let api = RememberingAPI(pageSize: 20)
    let time = ManualTime()
    let engine = try await taken(800, by: api, time: time) {
      if time.uptime > .seconds(20) { api.setStatus(5) }
    }
    api.setStatus(5, of: Set((1...770).map { "code\($0)" }))
    try await engine.wait()
    #expect(try await engine.journal.counts() == [.valid: 800])
    #expect(engine.transport.gets.count < 90)
  }

  @Test("No wait asks nothing")
  func noWaitAsksNothing() async throws {
    let api = RememberingAPI()
    let engine = try await taken(3, by: api, wait: 0)
    try await engine.wait()
    #expect(engine.transport.gets.isEmpty)
  }

  @Test("Nothing outstanding asks nothing")
  func nothingOutstandingAsksNothing() async throws {
    let engine = try await EngineFixture(records: 2) { _, _ in .success(.accepting) }
    try await engine.wait()
    #expect(engine.transport.gets.isEmpty)
  }

  @Test("Verdicts that come late are met")
  func verdictsThatComeLateAreMet() async throws {
    let api = RememberingAPI(pageSize: 30)
    let time = ManualTime()
    let engine = try await taken(120, by: api, time: time) {
      if time.uptime > .seconds(200) { api.setStatus(5) }
    }
    try await engine.wait()
    #expect(try await engine.journal.counts() == [.valid: 120])
    #expect(engine.transport.gets.count < 120)
  }

  @Test("A server that fails for a while does no harm")
  func aServerThatFailsForAWhileDoesNoHarm() async throws {
    let api = RememberingAPI()
    for payee in Payees.payees(150) { api.plant(remote(payee, status: 5)) }
    let engine = try await EngineFixture(records: 150) { request, number in
      number <= 7 ? .success(Reply(status: 502)) : .success(api.reply(to: request))
    }
    try await engine.acceptEverything()
    try await engine.wait()
    #expect(try await engine.journal.counts() == [.valid: 150])
  }

  @Test("A server that ignores the filter is read page by page", arguments: [2, 40])
  func aServerThatIgnoresTheFilterIsReadPageByPage(_ count: Int) async throws {
    let api = RememberingAPI(pageSize: 7)
    for number in 1_000...1_020 { api.plant(remote(Payees.payee(number), status: 5)) }
    for payee in Payees.payees(count) { api.plant(remote(payee, status: 5)) }
    for number in 2_000...2_020 { api.plant(remote(Payees.payee(number), status: 5)) }
    let engine = try await EngineFixture(records: count) { request, _ in
      var answered = request
      if request.wantedCode != nil { answered.query = [Request.QueryItem("page", "1")] }
      return .success(api.reply(to: answered))
    }
    try await engine.acceptEverything()
    try await engine.wait()
    #expect(try await engine.journal.counts() == [.valid: count])
  }

  @Test("An API that is down for minutes is waited for")
  func anAPIThatIsDownForMinutesIsWaitedFor() async throws {
    let api = RememberingAPI()
    let time = ManualTime()
    for payee in Payees.payees(3) { api.plant(remote(payee, status: 5)) }
    let engine = try await EngineFixture(records: 3, time: time) { request, number in
      number > 1 && time.uptime < .seconds(400)
        ? .failure(.notSent("refused"))
        : .success(number == 1 ? .showing([]) : api.reply(to: request))
    }
    try await engine.acceptEverything()
    try await engine.wait()
    #expect(try await engine.journal.counts() == [.valid: 3])
  }

  @Test("An API that was never reached is not waited for")
  func anAPIThatWasNeverReachedIsNotWaitedFor() async throws {
    let engine = try await EngineFixture(records: 3) { _, _ in .failure(.notSent("refused")) }
    try await engine.acceptEverything()
    await #expect(throws: EngineStop.unreachable(reason: "refused")) { try await engine.wait() }
    #expect(engine.time.uptime < .seconds(120))
  }

  @Test("A pause beyond the wait is not waited for")
  func aPauseBeyondTheWaitIsNotWaitedFor() async throws {
    let engine = try await EngineFixture(
      records: 3, pace: PaceSettings(waitInSeconds: 60)
    ) { _, _ in .success(Reply(status: 429, headers: ["retry-after": "600"])) }
    try await engine.acceptEverything()
    try await engine.wait()
    #expect(engine.time.uptime < .seconds(61))
  }

  @Test("The service that was applied instead is written down")
  func theServiceThatWasAppliedInsteadIsWrittenDown() async throws {
    let api = RememberingAPI()
    var planted = remote(Payees.payee(1), status: 5)
    planted.treatment = "other"
    api.plant(planted)
    let engine = try await EngineFixture(records: 1) { request, _ in
      .success(api.reply(to: request))
    }
    try await engine.acceptEverything()
    let outcome = RecordOutcome(code: "api.service_changed")
    try await engine.journal.commit([
      .record(number: 1, state: .pending, outcome: outcome, at: engine.time.now)
    ])
    try await engine.wait()
    let events = try await engine.journal.events().filter { $0.kind == "service.effective" }
    #expect(events.map(\.evidence) == ["other"])
    #expect(try await engine.entry(1)?.outcome.code == "api.service_changed")
  }

  /// The API said that it took the record, and shows one of another run under its code.
  @Test(
    "A record of another run gives no verdict before it is compared", arguments: [1, 60],
    ["other-x-00001", nil])
  func aRecordOfAnotherRunGivesNoVerdictBeforeItIsCompared(
    _ count: Int, _ batch: String?
  ) async throws {
    let shown = Payees.payees(count).map { payee in
      var shown = remote(payee, status: 5)
      shown.batchCode = batch
      if batch == nil { shown.createdAt = "2025-12-20T10:00:00Z" }
      if payee.number == 1 { shown.account = "999" }
      return shown
    }
    let engine = try await EngineFixture(
      records: count, pace: PaceSettings(rate: 1_000, waitInSeconds: 30)
    ) { request, _ in
      let asked = shown.filter { request.wantedCode.map([$0.customCode].contains) ?? true }
      return .success(.showing(request.wantedPage ?? 1 == 1 ? asked.reversed() : [], lastPage: 1))
    }
    try await engine.acceptEverything()
    try await engine.wait()
    #expect(try await engine.journal.counts() == [.inDoubt: count])
    try await engine.reconcile(maySendAgain: false)
    #expect(try await engine.entry(1)?.outcome.code == "api.collision")
    #expect(try await engine.entry(1)?.state == .refused)
    #expect(try await engine.journal.counts()[.valid] ?? 0 == count - 1)
  }

  /// A server that shouts our codes back.
  @Test("Codes in other letters are met", arguments: [2, 60])
  func codesInOtherLettersAreMet(_ count: Int) async throws {
    let shown = Payees.payees(count).reversed().map { payee in
      var shown = remote(payee, status: 5)
      shown.customCode = shown.customCode.uppercased()
      return shown
    }
    let engine = try await EngineFixture(
      records: count, pace: PaceSettings(rate: 1_000, waitInSeconds: 30)
    ) { request, _ in
      let asked = shown.filter {
        request.wantedCode.map([$0.customCode.lowercased()].contains) ?? true
      }
      return .success(.showing(request.wantedPage ?? 1 == 1 ? asked : [], lastPage: 1))
    }
    try await engine.acceptEverything()
    try await engine.wait()
    #expect(try await engine.journal.counts() == [.valid: count])
  }

  @Test("A final verdict never becomes pending again")
  func aFinalVerdictNeverBecomesPendingAgain() async throws {
    let api = RememberingAPI()
    let engine = try await taken(2, by: api)
    api.setStatus(5, of: ["code1"])
    try await engine.wait()
    api.setStatus(1)
    try await engine.wait()
    #expect(try await engine.entry(1)?.state == .valid)
  }
}

private func remote(_ payee: OutgoingRecord, status: Int) -> RemoteRecord {
  RemoteRecord(
    id: payee.number, customCode: payee.customCode, statusID: status, document: payee.document,
    account: payee.account)
}

/// A run of which `api` has taken every record.
private func taken(
  _ count: Int, by api: RememberingAPI, time: ManualTime = ManualTime(), wait: Double = 900,
  beforeEach: @escaping @Sendable () -> Void = {}
) async throws -> EngineFixture {
  for payee in Payees.payees(count) { api.plant(remote(payee, status: 1)) }
  let engine = try await EngineFixture(
    records: count, time: time, pace: PaceSettings(waitInSeconds: wait)
  ) { request, _ in
    beforeEach()
    return .success(api.reply(to: request))
  }
  try await engine.acceptEverything()
  return engine
}
