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
        owner: owner, concurrency: concurrency, patience: .seconds(60),
        outage: ServerOutage(persistence: .seconds(60))))
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

  @Test("Where requests to one target must not overlap one process at a time has claims")
  func soleSender() async throws {
    let address = try PostgresServer.running().database()
    let clock = TestClock()
    func journal(_ owner: String, run code: String?) -> PostgresJournal {
      var terms = PostgresTerms(
        owner: owner, lease: .seconds(60), grace: .seconds(30), clock: .given { clock.now },
        patience: .seconds(60), outage: ServerOutage(persistence: .seconds(60)))
      terms.isSole = true
      return PostgresJournal(address, run: code, terms: terms)
    }
    let one = journal("one", run: nil)
    try await Fixture.seal(one, chunks: 4)
    let two = journal("two", run: try await one.run()?.code)
    let claims = try await one.claim(limit: 2)
    #expect(try await two.claim(limit: 9).isEmpty)
    _ = try await one.commit([Fixture.intent(1)], holding: claims[0])
    try await one.release(claims[1])
    clock.advance(by: .seconds(70))
    // What the first left on its way is unknown: nothing may follow it before it is in doubt.
    #expect(try await two.claim(limit: 9).isEmpty)
    clock.advance(by: .seconds(30))
    try await two.adopt(at: clock.now)
    #expect(try await two.claim(limit: 9).map(\.chunk.number) == [2, 3, 4])
    #expect(try await one.claim(limit: 9).isEmpty)
  }

  @Test("Of two runs of one quota with the same codes the second is not sealed, once one is sealed")
  func codes() async throws {
    let address = try PostgresServer.running().database()
    let key = PostgresQuota.Key(environment: "x", host: "y", merchant: "", token: "secret")
    func plan(_ code: String, in key: PostgresQuota.Key, _ change: (inout Run) -> Void = { _ in })
      async throws -> PostgresJournal
    {
      let journal = journal(address, code)
      var run = Fixture.run(code: code)
      change(&run)
      try await journal.begin(run)
      try await journal.keepCodesUnique(in: key)
      let chunk = Fixture.chunk(1, 1...3)
      try await journal.append(Fixture.records(1...3, chunk: 1), chunks: [chunk])
      return journal
    }
    func seal(_ journal: PostgresJournal) async throws {
      let totals = PlanTotals(records: 3, planned: 3, chunks: 1)
      try await journal.commit([.planned(totals, at: Fixture.time())])
    }
    let (one, two) = (try await plan("one", in: key), try await plan("two", in: key))
    try await seal(one)
    try await one.register(host: "here", process: 1, program: "1")
    await #expect(throws: PostgresRefusal.codesTaken(count: 3, first: "c-1", run: "one")) {
      try await seal(two)
    }
    var other = key
    other.token = "of another client"
    try await seal(try await plan("three", in: other))
    try await seal(
      try await plan("four", in: key) {
        $0.settings.ledger = LedgerSettings(sendsAgain: true)
      })
    try await journal(address, "other", run: "four").commit([Fixture.intent(1)])
    // What the API did not take left its code free.
    for number in 1...3 { try await one.commit([Fixture.said(number, .refused)]) }
    await #expect(throws: PostgresRefusal.codesTaken(count: 3, first: "c-1", run: "four")) {
      try await seal(two)
    }
  }

  @Test("A run that was only planned leaves its codes to another one, and gives way then")
  func abandoned() async throws {
    let address = try PostgresServer.running().database()
    let key = PostgresQuota.Key(environment: "x", host: "y", merchant: "", token: "secret")
    func planned(_ code: String) async throws -> PostgresJournal {
      let journal = journal(address, code)
      try await journal.begin(Fixture.run(code: code))
      try await journal.keepCodesUnique(in: key)
      try await journal.register(host: "here", process: 1, program: "1")
      try await journal.append(Fixture.records(1...3, chunk: 1), chunks: [Fixture.chunk(1, 1...3)])
      let totals = PlanTotals(records: 3, planned: 3, chunks: 1)
      try await journal.commit([.planned(totals, at: Fixture.time())])
      return journal
    }
    let first = try await planned("one")
    try await first.deregister()
    let second = try await planned("two")
    try await second.requireCodes()
    // Whoever comes back to the first while somebody works on the second sends nothing.
    await #expect(throws: PostgresRefusal.codesTaken(count: 3, first: "c-1", run: "two")) {
      try await first.requireCodes()
    }
    try await second.commit([Fixture.intent(1)])
    try await second.deregister()
    await #expect(throws: PostgresRefusal.codesTaken(count: 3, first: "c-1", run: "two")) {
      try await first.requireCodes()
    }
    // Who has begun to send goes on.
    try await second.requireCodes()
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
    guard case .go = try await quotas[0].reserve(nil, at: time.uptime()),
      case .wait(let wait) = try await quotas[1].reserve(nil, at: time.uptime())
    else {
      Issue.record("the second process did not wait")
      return
    }
    #expect(wait > .seconds(5))
    guard case .go(let slot) = try await quotas[1].reserve(nil, at: time.uptime() + wait) else {
      Issue.record("the slot was not given out")
      return
    }
    quotas[0].pause(until: time.uptime() + .seconds(600), because: .asked)
    _ = try await quotas[0].reserve(nil, at: time.uptime())
    #expect(try await quotas[1].reserve(slot, at: slot.due) == .missed)
    guard case .wait(let left) = try await quotas[1].reserve(nil, at: time.uptime()) else {
      Issue.record("the pause was not kept")
      return
    }
    #expect(left > .seconds(500))
  }
}

/// What operators are given.
@Suite(.enabled(if: PostgresServer.isWanted, PostgresServer.missingServer))
struct PostgresSchemaTests {
  /// Takes away what later versions added.
  private static let backToTheFirst = """
    DROP TABLE qualifica.ledger_entry, qualifica.ledger_run, qualifica.session;
    ALTER TABLE qualifica.run DROP COLUMN quota;
    DROP INDEX qualifica.record_by_code_of_all;
    UPDATE qualifica.format SET version = 1;
    """

  @Test("Tables of the first version are added to, and what is in them stays")
  func upgrade() async throws {
    let server = try PostgresServer.running()
    let database = try server.preparedName()
    let address = try PostgresAddress(server.address(of: database))
    try await Fixture.seal(PostgresJournal(address, run: nil, terms: PostgresTerms(owner: "one")))
    try server.execute(Self.backToTheFirst, in: database)
    try PostgresJournal.prepare(at: address)
    let journal = PostgresJournal(
      address, run: Fixture.run().code, terms: PostgresTerms(owner: "one"))
    #expect(try await journal.counts() == [.planned: 6])
    try await LedgerContract.promises[1].check { run, wanted in
      let terms = PostgresTerms(owner: "one", clock: .given { Date(timeIntervalSince1970: 0) })
      let session = PostgresJournal(address, run: nil, terms: terms)
      return try await PostgresLedger(session: session, run: run, terms: wanted)
    }
  }

  @Test("Who may not add to earlier tables is told who may, and later tables are refused")
  func refusedUpgrade() throws {
    let server = try PostgresServer.running()
    let database = try server.preparedName()
    try server.execute(PostgresJournal.schemaText, in: database)
    try server.execute(
      "\(Self.backToTheFirst) CREATE ROLE \(database)_ana LOGIN IN ROLE qualifica_worker",
      in: database)
    let ana = try PostgresAddress(server.address(of: database, as: "\(database)_ana"))
    #expect(throws: PostgresRefusal.earlierTables(path: ana.text)) {
      try PostgresJournal.prepare(at: ana)
    }
    // The file that operators have brings them up to date, with the grants.
    try server.execute(PostgresJournal.schemaText, in: database)
    try PostgresJournal.prepare(at: ana)
    try server.execute("UPDATE qualifica.format SET version = 99", in: database)
    #expect(throws: JournalError.unknownVersion(path: ana.text, found: 99, known: 3)) {
      try PostgresJournal.prepare(at: ana)
    }
  }

  @Test("schemas/journal.postgres.sql is what the program executes, with the grants")
  func schemaFile() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appendingPathComponent("schemas/journal.postgres.sql"), encoding: .utf8)
    #expect(text == PostgresJournal.schemaText)
  }
}
