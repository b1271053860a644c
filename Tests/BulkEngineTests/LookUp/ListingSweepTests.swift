import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// From fifty records in doubt on the list is paged; a list that is not seen to its end proves
/// nothing.
struct ListingSweepTests {
  @Test("A page of the list settles many")
  func aPageOfTheListSettlesMany() async throws {
    let api = RememberingAPI()
    for number in 1...60 { api.plant(planted(number)) }
    let engine = try await lost(60) { .success(api.reply(to: $0)) }
    try await engine.reconcile()
    #expect(try await engine.journal.counts() == [.pending: 60])
    #expect(engine.transport.gets.map(\.wantedPage) == [1])
  }

  @Test("Pages are turned until all are met")
  func pagesAreTurnedUntilAllAreMet() async throws {
    let api = RememberingAPI(pageSize: 25)
    for number in 1...60 { api.plant(planted(number)) }
    let engine = try await lost(60) { .success(api.reply(to: $0)) }
    try await engine.reconcile()
    #expect(engine.transport.gets.map(\.wantedPage) == [1, 2, 3])
  }

  @Test("What the list does not show is asked for twice more")
  func whatTheListDoesNotShowIsAskedForTwiceMore() async throws {
    let api = RememberingAPI()
    for number in 3...60 { api.plant(planted(number)) }
    let engine = try await lost(60) { .success(api.reply(to: $0)) }
    try await engine.reconcile()
    #expect(looks(for: "code1", engine) == 2)
    #expect(try await engine.journal.counts() == [.planned: 2, .pending: 58])
  }

  @Test("A list that fails is no look")
  func aListThatFailsIsNoLook() async throws {
    let engine = try await lost(50) { request in
      .success(request.wantedPage == nil ? .showing([]) : Reply(status: 500))
    }
    try await engine.reconcile()
    #expect(looks(for: "code1", engine) == 3)
    #expect(try await engine.journal.counts() == [.planned: 50])
  }

  @Test("A list that always shows the same page is no look")
  func aListThatAlwaysShowsTheSamePageIsNoLook() async throws {
    let others = (100...110).map { planted($0) }
    let engine = try await lost(50) { request in
      .success(.showing(request.wantedPage == nil ? [] : others))
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage) == [1, 2])
    #expect(looks(for: "code1", engine) == 3)
  }

  @Test("Pages without a last page end with an empty one")
  func pagesWithoutALastPageEndWithAnEmptyOne() async throws {
    let engine = try await lost(50) { request in
      guard let page = request.wantedPage else { return .success(.showing([])) }
      let first = page * 100
      let records = (first..<first + 10).map { planted($0, batch: "test1-p-00001") }
      return .success(.showing(page > 4 ? [] : records))
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage) == [1, 2, 3, 4, 5])
    #expect(looks(for: "code1", engine) == 2)
  }

  @Test(
    "Records of older days end the sweep by the clock of the server",
    arguments: [
      ("Fri, 02 Jan 2026 09:00:00 GMT", [1, 2, 3]), (nil, Array(1...50)),
      ("Mon, 05 Jan 2026 09:00:00 GMT", Array(1...50)),
    ] as [(String?, [Int])])
  func recordsOfOlderDaysEndTheSweepByTheClockOfTheServer(
    _ date: String?, _ pages: [Int]
  ) async throws {
    let engine = try await lost(50) { request in
      guard let page = request.wantedPage else { return .success(.showing([])) }
      let day = page < 3 ? "2026-01-02 01:00:00" : "2025-12-30 23:00:00"
      let last = 10_000 - page * 100
      var reply = Reply.showing(
        (last - 9...last).reversed().map { number in
          planted(number, createdAt: day, batch: page < 3 ? "test1-p-00001" : "other-p-00001")
        }, lastPage: 1_000)
      reply.headers["date"] = date
      return .success(reply)
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage) == pages)
    #expect(looks(for: "code1", engine) == (pages.count == 3 ? 2 : 3))
  }

  /// A server that ignores the order shows its oldest records first; ours are on the last page.
  @Test("Old records prove nothing where the oldest come first")
  func oldRecordsProveNothingWhereTheOldestComeFirst() async throws {
    let engine = try await lost(50) { request in
      guard let page = request.wantedPage else { return .success(.showing([])) }
      let records = (page * 100..<page * 100 + 10).map { number in
        planted(number, createdAt: "2019-05-0\(page) 01:00:00")
      }
      guard page <= 4 else { return .success(.showing([], lastPage: 4)) }
      return .success(.showing(page == 4 ? [planted(1)] : records, lastPage: 4))
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage) == [1, 2, 3, 4, 5])
    #expect(looks(for: "code2", engine) == 3)
    #expect(try await engine.entry(1)?.state == .pending)
  }

  @Test("A list that shows fewer than it has is no look")
  func aListThatShowsFewerThanItHasIsNoLook() async throws {
    let engine = try await lost(50) { request in
      guard request.wantedPage != nil else { return .success(.showing([])) }
      let page = RemotePage(records: [planted(700), planted(600)], lastPage: 1, total: 3)
      return .success(Reply(status: 200, body: ReplyText.body(page)))
    }
    try await engine.reconcile()
    #expect(looks(for: "code1", engine) == 3)
  }

  /// Each list ends, and shows nothing of the first record: only the look-ups may say that it is
  /// absent.
  @Test(
    "A list without a readable record of the run is no look",
    arguments: [
      // No record of this run at all, or none with a date that is understood.
      [planted(90, batch: "other-p-00001")], [planted(90, createdAt: nil, batch: "test1-p-00001")],
      [planted(90, createdAt: "02/01/2026 03:04:05", batch: "test1-p-00001")],
      [planted(90, createdAt: "1767323045", batch: "test1-p-00001")],
      [planted(90, createdAt: "2026-02-30 03:04:05", batch: "test1-p-00001")],
      [planted(90, createdAt: "2026-01-02", batch: "test1-p-00001")],
      // Dated before the run, or in the future: dates do not mean what they seem to.
      [planted(90, createdAt: "2025-12-30 03:04:05", batch: "test1-p-00001")],
      [planted(90, createdAt: "2026-02-01 03:04:05", batch: "test1-p-00001")],
      [
        planted(91, batch: "test1-p-00001"),
        planted(90, createdAt: "2019-12-30 03:04:05", batch: "test1-p-00001"),
      ],
      // Ids that nobody can count.
      [planted(0, batch: "test1-p-00001")],
    ])
  func aListWithoutAReadableRecordOfTheRunIsNoLook(_ shown: [RemoteRecord]) async throws {
    let engine = try await lost(50) { request in
      .success(.showing(request.wantedPage == 1 ? shown : [], lastPage: 1))
    }
    try await engine.reconcile()
    #expect(looks(for: "code1", engine) == 3)
  }

  /// Where look-ups do not work nothing else is left, and what is not proven stays in doubt.
  @Test(
    "A list that contradicts itself proves nothing",
    arguments: [
      // Says that it ends and goes on; shows pages twice; says that it has more; in no order.
      ([[92, 91], [90]], 1, nil), ([[92, 91], [90, 89], [92, 91], [90, 89]], 4, 8),
      ([[92, 91], [90, 89], [92, 91], [90, 89]], 4, nil), ([[92, 91], [90]], 2, 9),
      ([[90, 92], [91, 95], [94, 93]], 3, nil),
    ] as [([[Int]], Int, Int?)])
  func aListThatContradictsItselfProvesNothing(
    _ pages: [[Int]], _ lastPage: Int, _ total: Int?
  ) async throws {
    let engine = try await lost(1) { request in
      guard let page = request.wantedPage else { return .success(Reply(status: 404)) }
      let records = page <= pages.count ? pages[page - 1] : []
      let shown = RemotePage(
        records: records.map { planted($0, batch: "test1-p-00001") }, lastPage: lastPage,
        total: total)
      return .success(Reply(status: 200, body: ReplyText.body(shown)))
    }
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .inDoubt)
  }

  @Test(
    "A list that shows the run and ends proves absence",
    arguments: [
      "2026-01-02 03:04:05", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.123456Z",
      "2026-01-02T00:04:05-03:00", "2026-01-02T00:04:05-0300",
    ])
  func aListThatShowsTheRunAndEndsProvesAbsence(_ date: String) async throws {
    let engine = try await lost(1) { request in
      guard let page = request.wantedPage else { return .success(Reply(status: 404)) }
      let records = [planted(91, createdAt: date, batch: "test1-p-00001"), planted(90)]
      return .success(.showing(page == 1 ? records : [], lastPage: 1))
    }
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .planned)
  }

  @Test("A page that is not there behind the last one proves nothing")
  func aPageThatIsNotThereBehindTheLastOneProvesNothing() async throws {
    let engine = try await lost(1) { request in
      guard request.wantedPage == 1 else { return .success(Reply(status: 404)) }
      return .success(.showing([planted(91, batch: "test1-p-00001"), planted(90)], lastPage: 1))
    }
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .inDoubt)
  }

  @Test(
    "A page that is not there is the end where all were met that the list has",
    arguments: [(2, RecordState.planned), (3, .inDoubt)])
  func aMissingPageIsTheEndWhereAllWereMet(_ total: Int, _ expected: RecordState) async throws {
    let engine = try await lost(1) { request in
      guard request.wantedPage == 1 else { return .success(Reply(status: 404)) }
      let shown = RemotePage(
        records: [planted(91, batch: "test1-p-00001"), planted(90)], lastPage: 1, total: total)
      return .success(Reply(status: 200, body: ReplyText.body(shown)))
    }
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == expected)
  }

  @Test("A sweep has a limit")
  func aSweepHasALimit() async throws {
    let engine = try await lost(50) { request in
      guard let page = request.wantedPage else { return .success(.showing([])) }
      return .success(.showing([planted(1_000 + page)]))
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage).count == 50)
    #expect(looks(for: "code1", engine) == 3)
  }
}

private func planted(
  _ number: Int, createdAt: String? = "2026-01-02 03:04:05", batch: String? = nil
) -> RemoteRecord {
  let payee = Payees.payee(number)
  return RemoteRecord(
    id: number, customCode: payee.customCode, statusID: 1, document: payee.document,
    account: payee.account, createdAt: createdAt, batchCode: batch)
}

private func looks(for code: String, _ engine: EngineFixture) -> Int {
  engine.transport.gets.count { $0.wantedCode == code }
}

/// A run whose records are all in doubt.
private func lost(
  _ count: Int, answer: @escaping @Sendable (Request) -> ScriptedTransport.Answer
) async throws -> EngineFixture {
  let engine = try await EngineFixture(records: count, pace: PaceSettings(rate: 1_000)) {
    request, _ in answer(request)
  }
  try await engine.loseSightOfEverything()
  return engine
}
