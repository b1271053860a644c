import BulkEngine
import Foundation
import PostgresJournal
import QualificaTestKit
import Synchronization
import Testing

private typealias Fixture = JournalFixture

/// What a journal promises while the standby is gone that its server waits for with each commit.
@Suite(
  .serialized, .timeLimit(.minutes(4)),
  .enabled(if: PostgresServer.isWanted, PostgresServer.missingServer))
struct StandbyTests {
  /// The standby is every database's.
  private static let own = Result { try PostgresServer() }

  private let server: PostgresServer
  private let address: PostgresAddress
  private let database: String

  init() throws {
    server = try Self.own.get()
    try server.loseStandby(false)
    database = try server.preparedName()
    address = try PostgresAddress(server.address(of: database))
  }

  private func journal(
    _ outage: ServerOutage, patience: Duration = .seconds(1)
  ) -> PostgresJournal {
    PostgresJournal(
      address, run: Fixture.run().code,
      terms: PostgresTerms(owner: "one", patience: patience, outage: outage))
  }

  /// A sealed run, whose first chunk is this journal's.
  private func claimed(_ journal: PostgresJournal) async throws -> Claim {
    try await Fixture.seal(journal)
    return try #require(try await journal.claim(limit: 1).first)
  }

  private func untilCommitsWait(_ count: Int) async throws {
    while try server.waitingCommits() != count { await Task.yield() }
  }

  /// The processes of the server whose commits wait.
  private func waiting() throws -> [String] {
    try server.ask("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
  }

  @Test("What no standby confirms is not called committed, and the wait for it ends")
  func waitEnds() async throws {
    let journal = journal(ServerOutage(persistence: .seconds(3)))
    let claim = try await claimed(journal)
    try server.loseStandby(true)
    await #expect(throws: JournalError.notConfirmed(path: address.text)) {
      try await journal.commit([Fixture.intent(1)], holding: claim)
    }
    // Questions are answered; nothing more is written, and that is told at once.
    #expect(try await journal.counts().values.reduce(0, +) == 6)
    await #expect(throws: JournalError.notConfirmed(path: address.text)) {
      try await journal.renew()
    }
    // No commit of this process keeps its place at the server, with all that it has locked.
    try await untilCommitsWait(0)
    try server.loseStandby(false)
    let next = self.journal(ServerOutage(persistence: .seconds(60)), patience: .seconds(60))
    try await next.renew()
  }

  @Test("A commit that the standby confirms late is known, and done once")
  func confirmedLate() async throws {
    let notices = Mutex(0)
    let journal = journal(
      ServerOutage(persistence: .seconds(120), announce: { _ in notices.withLock { $0 += 1 } }))
    let claim = try await claimed(journal)
    try server.loseStandby(true)
    let event = JournalEvent(at: Fixture.time(), kind: "x")
    let answer = Task {
      try await journal.commit([Fixture.intent(1), .event(event)], holding: claim)
    }
    // It was given up and asked for again.
    while notices.withLock({ $0 }) == 0 { await Task.yield() }
    try server.loseStandby(false)
    #expect(try await answer.value == .committed)
    #expect(try await journal.chunk(1)?.attempts == 1)
    #expect(try await journal.events().count == 1)
    #expect(notices.withLock { $0 } == 1)
  }

  @Test("A commit whose wait somebody cuts short is not safe before another one is confirmed")
  func cutShort() async throws {
    let journal = journal(ServerOutage(persistence: .seconds(120)), patience: .seconds(60))
    let claim = try await claimed(journal)
    try server.loseStandby(true)
    let isAnswered = Mutex(false)
    let answer = Task {
      defer { isAnswered.withLock { $0 = true } }
      return try await journal.commit([Fixture.intent(1)], holding: claim)
    }
    try await untilCommitsWait(1)
    let first = try waiting()[0]
    try server.execute("SELECT pg_cancel_backend(\(first))", in: "postgres")
    // What asks for its end waits in turn, on another connection.
    while try waiting().allSatisfy({ $0 == first }) { await Task.yield() }
    #expect(!isAnswered.withLock { $0 })
    try server.loseStandby(false)
    #expect(try await answer.value == .committed)
    #expect(try await journal.chunk(1)?.attempts == 1)
  }

  @Test("Who stops the process does not wait for the standby")
  func stopped() async throws {
    let isStopped = Mutex(false)
    let journal = journal(
      ServerOutage(persistence: .seconds(600), isStopped: { isStopped.withLock { $0 } }),
      patience: .seconds(300))
    let claim = try await claimed(journal)
    try server.loseStandby(true)
    let answer = Task { try await journal.commit([Fixture.intent(1)], holding: claim) }
    try await untilCommitsWait(1)
    isStopped.withLock { $0 = true }
    await #expect(throws: JournalError.self) { try await answer.value }
    await #expect(throws: JournalError.self) { try await journal.renew() }
  }

  @Test(
    "Commits wait for the standby whatever the database's settings are",
    arguments: ["off", "local", "remote_write"])
  func settings(_ setting: String) async throws {
    try await Fixture.seal(journal(ServerOutage(persistence: .seconds(60)), patience: .seconds(60)))
    try server.execute(
      "ALTER DATABASE \(database) SET synchronous_commit = '\(setting)'", in: "postgres")
    try server.loseStandby(true)
    let journal = journal(ServerOutage(persistence: .seconds(2)))
    await #expect(throws: JournalError.notConfirmed(path: address.text)) {
      try await journal.commit([Fixture.intent(1)])
    }
  }

  @Test("A standby that left its slot may be promoted: commits may be lost unless it is waited for")
  func slot() async throws {
    let journal = journal(ServerOutage(persistence: .seconds(60)), patience: .seconds(60))
    #expect(try await !journal.mayLoseCommits())
    try server.execute("SELECT pg_create_physical_replication_slot('standby')", in: "postgres")
    #expect(try await journal.mayLoseCommits())
    try server.execute("SELECT pg_drop_replication_slot('standby')", in: "postgres")
  }
}
