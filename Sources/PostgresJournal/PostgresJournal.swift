package import BulkEngine
internal import Foundation

/// The journal of a run on a PostgreSQL server, shared by several processes; their claims on its chunks.
///
/// One connection, on a thread of its own. A transaction that the server did not finish is tried again;
/// of one whose end is unknown the server is asked. Every error is a ``JournalError``.
package actor PostgresJournal: RunJournal, Claims {
  private nonisolated let executor = JournalExecutor()
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  package nonisolated let path: String
  let terms: PostgresTerms
  private let address: PostgresAddress
  private var connection: PostgresConnection?
  /// Of the row that tells which transaction was committed last; it has one at a time.
  private let session = UUID().uuidString.lowercased()
  private var hasSession = false
  /// Number of the latest transaction.
  private var latest = 0
  /// Number of the one whose answer was lost, and of earlier ones whether they were committed.
  private var lost: Int?
  private var outcomes: [Int: Bool] = [:]
  /// How long rows of sessions that have ended stay.
  private static let retention = "7 days"
  /// Which server answers, and which of its histories.
  private var place: [String?]?
  /// Why nothing more is written.
  private var broken: JournalError?
  /// Whether the server was tried for as long as the terms say, and did not answer since.
  private var hasWaitedInVain = false
  /// Code of the run, until its id is known.
  private(set) var code: String?
  private var runID: Int?
  /// Where this machine has the input; the server does not know.
  let input: String

  /// - Parameter code: of the run; nil for one that is to be begun.
  package init(
    _ address: PostgresAddress, run code: String?, terms: PostgresTerms, input: String = ""
  ) {
    self.input = input
    self.address = address
    self.code = code
    self.terms = terms
    path = address.text
  }

  /// A server's journal is told from a copy of it by its place, which each transaction looks at, and by
  /// what this machine remembers.
  package var doubt: JournalDoubt? {
    get async {
      let rows = try? await read(
        "SELECT place <> \(Self.placeText) FROM qualifica.run WHERE id = $1")
      if rows?.first?.isTrue(0) == true { return .copied }
      return try? await forgottenIntents().isEmpty ? nil : .batchesMissing
    }
  }
  package var isOfEarlierFormat: Bool { false }
  package func examine(_ statuses: StatusTable) {}

  // MARK: Writing

  package func begin(_ run: Run) async throws {
    let former = try await id()
    let terms = terms
    runID = try await transact { connection in
      if let former {
        try PostgresTransaction(connection, run: former, terms: terms, place: path).discard()
      }
      return try PostgresTransaction.begin(run, on: connection, terms: terms)
    }
    code = run.code
  }

  package func append(_ records: [PlannedRecord], chunks: [Chunk]) async throws {
    try await transact(of: "records are planned") { try $0.append(records, chunks: chunks) }
  }

  package func commit(
    _ mutations: [JournalMutation], holding claim: Claim?
  ) async throws -> CommitAnswer {
    guard !mutations.isEmpty else { return .committed }
    do {
      let forgotten = mutations.contains(.doubted) ? try await forgottenIntents() : []
      let intents = try await transact(of: "something is written") {
        try $0.apply(mutations, holding: claim)
        return $0.intents
      }
      if let memory = terms.memory, let code {
        memory.note(intents, of: code)
        memory.settle(forgotten, of: code)
      }
      return .committed
    } catch let refusal as CommitRefusal {
      return refusal.answer
    }
  }

  package func note(_ event: JournalEvent) async throws {
    _ = try await commit([.event(event)], holding: nil)
  }

  // MARK: Reading

  /// The rows of a statement whose first parameter is the run; none before there is a run.
  func read(_ sql: String, _ parameters: [String?] = []) async throws -> PostgresRows {
    guard let run = try await id() else { return PostgresRows() }
    return try await persistently { try self.connected().run(sql, ["\(run)"] + parameters) }
  }

  /// The same with each row read as a value.
  ///
  /// - Throws: ``JournalError/damagedTables(path:reason:)`` for a row that cannot be.
  func read<Value>(
    _ sql: String, _ parameters: [String?] = [], as value: (PostgresRow) throws -> Value
  ) async throws -> [Value] {
    guard let run = try await id() else { return [] }
    return try await persistently {
      try self.connected().run(sql, ["\(run)"] + parameters).map(value)
    }
  }

  /// The id of the run; nil before it was begun.
  func id() async throws -> Int? {
    if let runID { return runID }
    guard let code else { return nil }
    let rows = try await persistently {
      try self.connected().run("SELECT id FROM qualifica.run WHERE code = $1", [code])
    }
    runID = rows.first?.integer(0)
    return runID
  }

  // MARK: Transactions

  /// Runs `body` in a transaction on the run.
  ///
  /// - Parameter what: needs a run that was begun.
  func transact<Value: Sendable>(
    of what: String, _ body: (PostgresTransaction) throws -> Value
  ) async throws -> Value {
    guard let run = try await id() else {
      throw JournalError.misuse("there is no run, and \(what)")
    }
    let terms = terms
    return try await transact {
      try body(PostgresTransaction($0, run: run, terms: terms, place: path))
    }
  }

  /// Goes on with this run.
  func found(_ id: Int, code: String) { (runID, self.code) = (id, code) }

  /// Runs `body` in a transaction; again as a whole where the server is known not to have committed it.
  func transact<Value: Sendable>(
    _ body: (PostgresConnection) throws -> Value
  ) async throws -> Value {
    if let broken { throw broken }
    while true {
      let (value, lostIn) = try await persistently { try self.attempt(body) }
      guard let transaction = lostIn else { return value }
      if try await isCommitted(transaction) { return value }
    }
  }

  /// - Returns: the number of the transaction where the connection was lost while it committed.
  private func attempt<Value>(
    _ body: (PostgresConnection) throws -> Value
  ) throws -> (value: Value, lostIn: Int?) {
    let connection = try connected()
    try beginSession(connection)
    try settleLost(connection)
    latest += 1
    let begun = try connection.run(
      """
      BEGIN; SET LOCAL statement_timeout = '20s'; SET LOCAL lock_timeout = '10s';
      SET LOCAL idle_in_transaction_session_timeout = '10s';
      UPDATE qualifica.session SET latest = \(latest), seen_at = clock_timestamp()
      WHERE id = '\(session)';
      SELECT \(Self.place)
      """)
    do {
      try look(at: begun.first.map { [$0.text(0), $0.text(1)] })
      let value = try body(connection)
      if try isCommitKnown(connection) { return (value, nil) }
      lost = latest
      return (value, latest)
    } catch {
      if self.connection != nil { _ = try? connection.run("ROLLBACK") }
      throw error
    }
  }

  /// Commits.
  ///
  /// - Returns: false where the connection was lost meanwhile.
  private func isCommitKnown(_ connection: PostgresConnection) throws -> Bool {
    do {
      try connection.run("COMMIT")
    } catch {
      guard case .lost = error else { throw error }
      self.connection = nil
      return false
    }
    // The wait for a standby was cut short: the commit stands here and may be gone tomorrow.
    if connection.warnings > 0 { throw fail(.notConfirmed(path: path)) }
    return true
  }

  /// The server's identity and its timeline, which a promoted standby or a restored backup changes.
  private static let place = """
    (SELECT system_identifier::text FROM pg_control_system()), \
    left(pg_walfile_name(pg_current_wal_lsn()), 8)
    """

  /// The same as one text.
  static let placeText = """
    (SELECT system_identifier::text FROM pg_control_system()) || '/' || \
    left(pg_walfile_name(pg_current_wal_lsn()), 8)
    """

  private func look(at found: [String?]?) throws {
    if let place, place != found {
      throw fail(.otherServer(path: path))
    }
    place = found
  }

  private func fail(_ error: JournalError) -> JournalError {
    broken = error
    return error
  }

  /// Makes the row of this session, once, before its first transaction.
  private func beginSession(_ connection: PostgresConnection) throws {
    guard !hasSession else { return }
    try connection.run(
      """
      DELETE FROM qualifica.session WHERE seen_at < clock_timestamp() - interval '\(Self.retention)'
      """)
    try connection.run(
      """
      INSERT INTO qualifica.session (id, latest, seen_at) VALUES ($1, 0, clock_timestamp())
      ON CONFLICT (id) DO NOTHING
      """, [session])
    hasSession = true
  }

  /// Asks the server what became of a transaction whose answer was lost, before anything else is written.
  private func isCommitted(_ transaction: Int) async throws -> Bool {
    try await persistently { try self.settleLost(try self.connected()) }
    guard let outcome = outcomes.removeValue(forKey: transaction) else {
      throw fail(.otherServer(path: path))
    }
    return outcome
  }

  /// Reads what the last transaction wrote whose answer was lost; waits for one that has not ended.
  ///
  /// The ids of a server's own transactions do not tell: after a crash one whose commit was lost is given to
  /// another transaction.
  private func settleLost(_ connection: PostgresConnection) throws {
    guard let lost else { return }
    let rows = try connection.run(
      "SELECT latest, \(Self.place) FROM qualifica.session WHERE id = $1 FOR UPDATE", [session])
    guard let row = rows.first else {
      throw fail(.otherServer(path: path))
    }
    try look(at: [row.text(1), row.text(2)])
    outcomes[lost] = row.integer(0) == lost
    self.lost = nil
  }

  /// Runs `body` again while the server cannot be reached or gives way to another process.
  func persistently<Value>(_ body: () throws -> Value) async throws -> Value {
    // What follows a wait in vain, such as leaving a role, is tried once.
    let end = ContinuousClock.now + (hasWaitedInVain ? .zero : terms.persistence)
    while true {
      do {
        let value = try body()
        hasWaitedInVain = false
        return value
      } catch let failure as PostgresFailure {
        if case .lost = failure { connection = nil }
        guard failure.maySucceedLater, ContinuousClock.now < end else {
          hasWaitedInVain = hasWaitedInVain || failure.maySucceedLater
          throw JournalError(failure, path: path)
        }
      } catch is PostgresRow.Unreadable {
        throw JournalError.damagedTables(path: path, reason: "a stored value is unreadable")
      } catch is DecodingError {
        throw JournalError.damagedTables(path: path, reason: "a stored value is unreadable")
      }
      try? await Task.sleep(for: .milliseconds(Int.random(in: 100...500)))
    }
  }

  func connected() throws(PostgresFailure) -> PostgresConnection {
    if let connection { return connection }
    let opened = try PostgresConnection(address, patience: terms.patience)
    connection = opened
    return opened
  }
}
