import BulkEngine
import Foundation
import PostgresJournal
import QualificaTestKit
import Testing

private typealias Fixture = JournalFixture

/// What a journal on a server promises beside the seams: it outlives its connections, and its clock is
/// the server's.
@Suite(.enabled(if: PostgresServer.isWanted, PostgresServer.missingServer))
struct PostgresJournalTests {
  private func terms(_ owner: String = "one") -> PostgresTerms {
    PostgresTerms(
      owner: owner, patience: .seconds(60), outage: ServerOutage(persistence: .seconds(60)))
  }

  /// The connection is lost while it commits: whether it did is known afterwards, and it is done once.
  @Test("A commit whose answer is lost is done once", arguments: CuttingProxy.Cut.allCases)
  func aCommitWhoseAnswerIsLostIsDoneOnce(_ cut: CuttingProxy.Cut) async throws {
    let server = try PostgresServer.running()
    let database = try server.preparedName()
    let proxy = try CuttingProxy(to: server.folder)
    defer { proxy.end() }
    let journal = PostgresJournal(
      try PostgresAddress("postgres://qualifica@/\(database)?host=\(proxy.folder)"), run: nil,
      terms: terms())
    try await Fixture.seal(journal)
    let claim = try await journal.claim(limit: 1)[0]
    proxy.cut(cut, at: "COMMIT")
    let event = JournalEvent(at: Fixture.time(), kind: "x")
    let answer = try await journal.commit([Fixture.intent(1), .event(event)], holding: claim)
    #expect(answer == .committed)
    #expect(try await journal.chunk(1)?.attempts == 1)
    #expect(try await journal.events().count == 1)
  }

  @Test("What this machine announced and a restored server does not know is in doubt, once")
  func restored() async throws {
    let server = try PostgresServer.running()
    let folder = try TemporaryFolder()
    let code = Fixture.run().code
    func journal(_ address: PostgresAddress) -> PostgresJournal {
      var terms = terms()
      terms.memory = IntentMemory(folder: "\(folder.path)/shared", process: UUID().uuidString)
      return PostgresJournal(address, run: code, terms: terms)
    }
    let first = try server.database()
    try await Fixture.seal(journal(first), chunks: 3)
    try await journal(first).commit([Fixture.intent(1)])
    let backup = try server.dump(first.url)
    let (sent, other) = (journal(first), journal(first))
    try await sent.commit([Fixture.closed(1, .refused), Fixture.intent(2)])
    try await other.commit([Fixture.intent(3)])
    #expect(await journal(first).doubt == nil)
    let restored = try server.restore(backup)
    let again = journal(try PostgresAddress(restored))
    #expect(await again.doubt == .batchesMissing)
    try await again.commit([.doubted])
    #expect(try await again.counts()[.inDoubt] == 6)
    #expect(await journal(try PostgresAddress(restored)).doubt == nil)
  }

  @Test("A dump that is restored is a copy, also for a machine that remembers nothing")
  func aRestoredDumpIsACopy() async throws {
    let server = try PostgresServer.running()
    let code = Fixture.run().code
    let first = try server.database()
    try await Fixture.seal(PostgresJournal(first, run: nil, terms: terms()))
    #expect(await PostgresJournal(first, run: code, terms: terms()).doubt == nil)
    let restored = try PostgresAddress(server.restore(server.dump(first.url)))
    let journal = PostgresJournal(restored, run: code, terms: terms())
    #expect(await journal.doubt == .copied)
    try await journal.commit([.doubted])
    #expect(await journal.doubt == nil)
  }

  @Test("A run that an earlier version began is where it was")
  func aRunOfAnEarlierVersionIsWhereItWas() async throws {
    let server = try PostgresServer.running()
    let database = try server.preparedName()
    let address = try PostgresAddress(server.address(of: database))
    try await Fixture.seal(PostgresJournal(address, run: nil, terms: terms()))
    let journal = PostgresJournal(address, run: Fixture.run().code, terms: terms())
    for (place, doubt) in [
      ("regexp_replace(place, '/[0-9]+/[0-9]+[.]$', '')", nil), ("place || '1'", .copied),
    ] as [(String, JournalDoubt?)] {
      try server.execute("UPDATE qualifica.run SET place = \(place)", in: database)
      #expect(await journal.doubt == doubt)
    }
  }

  @Test("A connection that was lost is opened again", arguments: ["BEGIN", "UPDATE", "SELECT"])
  func aConnectionThatWasLostIsOpenedAgain(_ word: String) async throws {
    let server = try PostgresServer.running()
    let database = try server.preparedName()
    let proxy = try CuttingProxy(to: server.folder)
    defer { proxy.end() }
    let journal = PostgresJournal(
      try PostgresAddress("postgres://qualifica@/\(database)?host=\(proxy.folder)"), run: nil,
      terms: terms())
    try await Fixture.seal(journal)
    proxy.cut(.before, at: word)
    try await journal.commit([Fixture.intent(1)])
    #expect(try await journal.chunk(1)?.attempts == 1)
  }

  @Test("Times are the server's, whatever clock a worker has")
  func timesAreTheServers() async throws {
    let journal = PostgresJournal(
      try PostgresServer.running().database(), run: nil, terms: terms())
    let before = Date().addingTimeInterval(-1)
    try await Fixture.seal(journal)
    try await journal.commit([
      Fixture.intent(1), Fixture.said(1, .valid), Fixture.closed(1, .refused),
      .event(JournalEvent(at: Fixture.time(), kind: "x")),
    ])
    let entries = try await journal.entries(.chunk(1))
    let events = try await journal.events()
    let times =
      entries.map(\.submittedAt) + entries.map(\.settledAt) + events.map(\.at)
      + [try await journal.run()?.plannedAt, try await journal.chunk(1)?.lastAttemptAt]
    for time in times {
      #expect(time.map { (before...Date().addingTimeInterval(1)).contains($0) } == true)
    }
  }

  @Test("Several workers send every record once")
  func severalWorkersSendEveryRecordOnce() async throws {
    let address = try PostgresServer.running().database()
    let planner = PostgresJournal(address, run: nil, terms: terms("planner"))
    let records = Payees.payees(120)
    try await TestRun.plan(records, inChunksOf: 3, in: planner)
    let code = try #require(try await planner.run()?.code)
    let api = RememberingAPI()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 1...4 {
        let journal = PostgresJournal(address, run: code, terms: terms("worker \(worker)"))
        var context = EngineContext(
          journal: journal,
          transport: ScriptedTransport { request, _ in
            await Task.yield()
            return .success(api.reply(to: request))
          },
          limiter: RateLimiter(rate: PaceSettings.unlimitedRate, time: .system),
          operation: TestOperation(), source: TestRecordSource(records), time: .system,
          random: .system, runCode: code, pace: PaceSettings())
        context.claims = { _ in journal }
        let working = context
        group.addTask {
          var phase = SubmitPhase(working)
          try await phase.run()
        }
      }
      try await group.waitForAll()
    }
    #expect(api.effects.count == 120)
    #expect(api.effects.values.allSatisfy { $0 == 1 })
    #expect(try await planner.counts() == [.pending: 120])
  }

  @Test("The path of the file is each machine's own and not in the database")
  func thePathIsNotInTheDatabase() async throws {
    let server = try PostgresServer.running()
    let address = try server.database()
    let journal = PostgresJournal(address, run: nil, terms: terms())
    try await Fixture.seal(journal)
    let dump = try server.dump(address.url)
    #expect(dump.contains("k7m2"))
    #expect(!dump.contains("folha.csv"))
  }

  @Test("What is unreadable in the tables is told without a word of files to delete")
  func unreadable() async throws {
    let server = try PostgresServer.running()
    let database = try server.preparedName()
    let address = try PostgresAddress(server.address(of: database))
    let journal = PostgresJournal(address, run: Fixture.run().code, terms: terms())
    try await Fixture.seal(journal)
    try server.execute("UPDATE qualifica.run SET plan = '{'", in: database)
    let error = JournalError.damagedTables(
      path: address.text, reason: "a stored value is unreadable")
    await #expect(throws: error) { try await journal.run() }
    for language in Language.allCases {
      #expect(!error.explanation.text(language).contains("sqlite"))
    }
  }

  @Test("A password in the address is refused, and an address of something else")
  func aPasswordInTheAddressIsRefused() {
    for url in ["postgres://ana:segredo@db.example.com/x", "postgres://ana@/x?password=segredo"] {
      #expect(throws: PostgresAddressError.holdsPassword) { try PostgresAddress(url) }
    }
    for url in ["mysql://ana@db.example.com/x", "postgres://[", "journal.sqlite"] {
      #expect(throws: PostgresAddressError.unreadable) { try PostgresAddress(url) }
    }
  }
}
