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
  private let session: PostgresSession
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
    self.code = code
    self.terms = terms
    path = address.text
    session = PostgresSession(address, terms: terms, path: address.text)
  }

  /// A server's journal is told from a copy of it by its place, which each transaction looks at, and by
  /// what this machine remembers.
  package var doubt: JournalDoubt? {
    get async {
      if let forgotten = try? await forgottenIntents(), !forgotten.isEmpty {
        return .batchesMissing
      }
      // Runs that an earlier version began tell the beginning only.
      let rows = try? await read(
        """
        SELECT NOT starts_with(\(PostgresSession.placeText), place) FROM qualifica.run WHERE id = $1
        """)
      return rows?.first?.isTrue(0) == true ? .copied : nil
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
  ///
  /// What this returns is safe: on the server's disk, and on its standby's where there is one that it waits
  /// for.
  func transact<Value: Sendable>(
    _ body: (PostgresConnection) throws -> Value
  ) async throws -> Value {
    if let broken = session.broken { throw broken }
    if let failure = terms.outage.givenUp { throw JournalError(failure, path: path) }
    var open: (value: Value, number: Int)?
    return try await persistently(.commit) {
      if let (value, number) = open, try session.isCommitted(number) { return value }
      open = nil
      let (value, number) = try session.run(body)
      open = (value, number)
      try session.commit(number)
      return value
    }
  }

  /// Runs `body` again while the server cannot be reached, gives way to another process, or does not
  /// confirm what it is told.
  func persistently<Value>(
    _ wish: ServerOutage.Wish = .answer, _ body: () throws -> Value
  ) async throws -> Value {
    while true {
      if let silence = terms.outage.silence { throw JournalError(silence, path: path) }
      let begin = ContinuousClock.now
      do {
        let value = try body()
        terms.outage.succeeded(wish)
        return value
      } catch let failure as PostgresFailure {
        if failure.endsConnection { session.disconnect() }
        guard failure.maySucceedLater, terms.outage.bears(failure, of: wish, begunAt: begin)
        else {
          let cause = failure.maySucceedLater ? terms.outage.givenUp : nil
          throw JournalError(cause ?? failure, path: path)
        }
      } catch is PostgresRow.Unreadable {
        throw JournalError.damagedTables(path: path, reason: "a stored value is unreadable")
      } catch is DecodingError {
        throw JournalError.damagedTables(path: path, reason: "a stored value is unreadable")
      }
      try await Task.sleep(for: .milliseconds(Int.random(in: 100...500)))
    }
  }

  func connected() throws(PostgresFailure) -> PostgresConnection { try session.connected() }
}
