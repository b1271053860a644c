import Foundation
import QualificaTestKit
import Testing

@testable import Qualification

/// From fifty records in doubt on the list is paged; a list that is not seen to its end proves
/// nothing.
struct ListingSweepTests {
  @Test func aPageOfTheListSettlesMany() async throws {
    let api = RememberingAPI()
    for number in 1...60 { api.plant(planted(number)) }
    let engine = try await lost(60) { .success(api.reply(to: $0)) }
    try await engine.reconcile()
    #expect(try await engine.journal.counts() == [.pending: 60])
    #expect(engine.transport.gets.map(\.wantedPage) == [1])
  }

  @Test func pagesAreTurnedUntilAllAreMet() async throws {
    let api = RememberingAPI(pageSize: 25)
    for number in 1...60 { api.plant(planted(number)) }
    let engine = try await lost(60) { .success(api.reply(to: $0)) }
    try await engine.reconcile()
    #expect(engine.transport.gets.map(\.wantedPage) == [1, 2, 3])
  }

  @Test func whatTheListDoesNotShowIsAskedForTwiceMore() async throws {
    let api = RememberingAPI()
    for number in 3...60 { api.plant(planted(number)) }
    let engine = try await lost(60) { .success(api.reply(to: $0)) }
    try await engine.reconcile()
    #expect(looks(for: "code1", engine) == 2)
    #expect(try await engine.journal.counts() == [.planned: 2, .pending: 58])
  }

  @Test func aListThatFailsIsNoLook() async throws {
    let engine = try await lost(50) { request in
      .success(request.wantedPage == nil ? .showing([]) : Reply(status: 500))
    }
    try await engine.reconcile()
    #expect(looks(for: "code1", engine) == 3)
    #expect(try await engine.journal.counts() == [.planned: 50])
  }

  @Test func aListThatAlwaysShowsTheSamePageIsNoLook() async throws {
    let others = (100...110).map { planted($0) }
    let engine = try await lost(50) { request in
      .success(.showing(request.wantedPage == nil ? [] : others))
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage) == [1, 2])
    #expect(looks(for: "code1", engine) == 3)
  }

  @Test func pagesWithoutALastPageEndWithAnEmptyOne() async throws {
    let engine = try await lost(50) { request in
      guard let page = request.wantedPage else { return .success(.showing([])) }
      let first = page * 100
      return .success(.showing(page > 4 ? [] : (first..<first + 10).map { planted($0) }))
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage) == [1, 2, 3, 4, 5])
    #expect(looks(for: "code1", engine) == 2)
  }

  @Test(
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
        (last - 9...last).reversed().map { planted($0, createdAt: day) }, lastPage: 1_000)
      reply.headers["date"] = date
      return .success(reply)
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage) == pages)
    #expect(looks(for: "code1", engine) == (pages.count == 3 ? 2 : 3))
  }

  /// A server that ignores the order shows its oldest records first; ours are on the last page.
  @Test func oldRecordsProveNothingWhereTheOldestComeFirst() async throws {
    let engine = try await lost(50) { request in
      guard let page = request.wantedPage else { return .success(.showing([])) }
      let records = (page * 100..<page * 100 + 10).map { number in
        planted(number, createdAt: "2019-05-0\(page) 01:00:00")
      }
      return .success(.showing(page == 4 ? [planted(1)] : records, lastPage: 4))
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage) == [1, 2, 3, 4])
    #expect(try await engine.entry(1)?.state == .pending)
  }

  @Test func aListThatShowsFewerThanItHasIsNoLook() async throws {
    let engine = try await lost(50) { request in
      guard request.wantedPage != nil else { return .success(.showing([])) }
      let page = RemotePage(records: [planted(700), planted(600)], lastPage: 1, total: 3)
      return .success(Reply(status: 200, body: ReplyText.body(page)))
    }
    try await engine.reconcile()
    #expect(looks(for: "code1", engine) == 3)
  }

  @Test func aSweepHasALimit() async throws {
    let engine = try await lost(50) { request in
      guard let page = request.wantedPage else { return .success(.showing([])) }
      return .success(.showing([planted(1_000 + page)]))
    }
    try await engine.reconcile()
    #expect(engine.transport.gets.compactMap(\.wantedPage).count == 50)
    #expect(looks(for: "code1", engine) == 3)
  }
}

private func planted(_ number: Int, createdAt: String? = nil) -> RemoteRecord {
  let payee = Payees.payee(number)
  return RemoteRecord(
    id: number, customCode: payee.customCode, statusID: 1, document: payee.document,
    account: payee.account, createdAt: createdAt)
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
