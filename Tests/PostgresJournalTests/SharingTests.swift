import BulkEngine
import Foundation
import PostgresJournal
import QualificaTestKit
import Testing

private typealias Fixture = JournalFixture

/// How several processes come together on one run.
@Suite(.enabled(if: PostgresServer.isWanted, PostgresServer.missingServer))
struct SharingTests {
  private func journal(
    _ address: PostgresAddress, _ owner: String, run code: String? = nil, concurrency: Int? = nil
  ) -> PostgresJournal {
    PostgresJournal(
      address, run: code,
      terms: PostgresTerms(
        owner: owner, concurrency: concurrency, patience: .seconds(60), persistence: .seconds(60)))
  }

  @Test("Two processes that begin with one file at once begin one run, and one of them plans it")
  func begunAtOnce() async throws {
    let address = try PostgresServer.running().database()
    let journals = (1...4).map { journal(address, "\($0)") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, journal) in journals.enumerated() {
        var run = Fixture.run()
        run.code = "code\(index)"
        let wish = run
        group.addTask { try await journal.enter(wish) { _ in true } }
      }
      try await group.waitForAll()
    }
    var codes: Set<String> = []
    var planners = 0
    for journal in journals {
      codes.insert(try #require(try await journal.run()?.code))
      if try await journal.takePlan() { planners += 1 }
    }
    #expect(codes.count == 1 && planners == 1)
  }

  @Test("All processes together have no more chunks under way than the run allows")
  func concurrency() async throws {
    let address = try PostgresServer.running().database()
    let planner = journal(address, "planner")
    try await TestRun.plan(Payees.payees(30), inChunksOf: 3, in: planner)
    let code = try #require(try await planner.run()?.code)
    let one = journal(address, "one", run: code, concurrency: 4)
    let two = journal(address, "two", run: code, concurrency: 4)
    let first = try await one.claim(limit: 3)
    #expect(first.count == 3)
    #expect(try await two.claim(limit: 3).count == 1)
    #expect(try await two.claim(limit: 3).isEmpty)
    try await one.release(first[0])
    #expect(try await two.claim(limit: 3).count == 1)
  }

  @Test("A role is one process's until that leaves it")
  func roles() async throws {
    let address = try PostgresServer.running().database()
    let one = journal(address, "one")
    try await Fixture.seal(one)
    let two = journal(address, "two", run: try await one.run()?.code)
    #expect(try await one.hold(.poller))
    #expect(try await one.hold(.poller))
    #expect(try await !two.hold(.poller))
    try await one.leave(.poller)
    #expect(try await two.hold(.poller))
  }

  @Test("Two processes keep one rate, and a departure is asked for again after a pause")
  func pace() async throws {
    let address = try PostgresServer.running().database()
    let time = TimeSource.system
    let key = PostgresQuota.Key(environment: "x", host: "y", merchant: "", token: "secret")
    var quotas: [PostgresQuota] = []
    for name in ["one", "two"] {
      quotas.append(
        try await PostgresQuota(
          key, rate: 0.1, session: journal(address, name), uptime: { time.uptime() }))
    }
    #expect(try await quotas[0].reserve(at: time.uptime()) == .go)
    guard case .wait(let wait) = try await quotas[1].reserve(at: time.uptime()) else {
      Issue.record("the second process did not wait")
      return
    }
    #expect(wait > .seconds(5))
    quotas[0].pause(until: time.uptime() + .seconds(600), because: .asked)
    _ = try await quotas[0].reserve(at: time.uptime())
    let due = try await quotas[1].reserve(at: time.uptime() + wait)
    #expect(due != .go)
    guard case .wait(let left) = try await quotas[1].reserve(at: time.uptime()) else {
      Issue.record("the pause was not kept")
      return
    }
    #expect(left > .seconds(500))
  }
}

/// What operators are given.
struct PostgresSchemaTests {
  @Test("schemas/journal.postgres.sql is what the program executes, with the grants")
  func schemaFile() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appendingPathComponent("schemas/journal.postgres.sql"), encoding: .utf8)
    #expect(text == PostgresJournal.schemaText)
  }
}
