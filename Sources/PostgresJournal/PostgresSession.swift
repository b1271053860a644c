internal import BulkEngine
internal import Foundation

/// The transactions of one journal, one at a time, over as many connections as it takes.
///
/// Each writes its number into a row of its own. Where an answer is lost, or the standby that the server
/// waits for does not confirm it, a transaction that is confirmed says what became of it: the standby has
/// what was committed before, too.
final class PostgresSession {
  private let address: PostgresAddress
  private let terms: PostgresTerms
  private let path: String
  private var connection: PostgresConnection?
  /// Names the row.
  private let name = UUID().uuidString.lowercased()
  /// Number of the latest transaction that is known to be safe.
  private var confirmed = 0
  /// Number of the latest transaction.
  private var latest = 0
  /// Number of the one whose end is unknown, and of earlier ones whether they were committed.
  private var lost: Int?
  private var outcomes: [Int: Bool] = [:]
  /// Which server answers, and which of its histories.
  private var place: [String?]?
  /// Whether the server waits for a standby with each commit.
  private var hasStandby = false
  /// Why nothing more is written.
  private(set) var broken: JournalError?

  /// How long rows of sessions that have ended stay.
  private static let retention = "7 days"

  init(_ address: PostgresAddress, terms: PostgresTerms, path: String) {
    self.address = address
    self.terms = terms
    self.path = path
  }

  func connected() throws(PostgresFailure) -> PostgresConnection {
    if let connection { return connection }
    let opened = try PostgresConnection(address, patience: terms.patience, outage: terms.outage)
    connection = opened
    return opened
  }

  func disconnect() { connection = nil }

  // MARK: Transactions

  /// Runs `body` in a transaction, which stays open.
  ///
  /// - Returns: the transaction's number beside the value.
  func run<Value>(
    _ body: (PostgresConnection) throws -> Value
  ) throws -> (value: Value, number: Int) {
    let connection = try connected()
    try settle()
    latest += 1
    return try during(connection) {
      try begin(connection, writing: latest)
      if confirmed == 0 { try removeOldRows(connection) }
      return (try body(connection), latest)
    }
  }

  /// Commits the transaction with this number.
  ///
  /// - Throws: ``PostgresFailure``; where that leaves the end unknown, ``isCommitted(_:)`` tells it.
  func commit(_ number: Int) throws(PostgresFailure) {
    do throws(PostgresFailure) {
      try complete(try connected())
      confirmed = number
    } catch {
      if error.endsConnection { lost = number } else { outcomes[number] = false }
      throw error
    }
  }

  /// Whether a transaction whose end was unknown is committed, and safe.
  func isCommitted(_ number: Int) throws -> Bool {
    if outcomes[number] == nil { try settle() }
    return outcomes.removeValue(forKey: number) ?? false
  }

  /// Learns what became of the transaction whose end is unknown; waits for one that has not ended.
  ///
  /// The ids of a server's own transactions do not tell: after a crash one whose commit was lost is given to
  /// another transaction.
  private func settle() throws {
    guard let lost else { return }
    let connection = try connected()
    let found = try during(connection) {
      do {
        return try begin(connection)
      } catch PostgresFailure.refused("55P03", _) where hasStandby {
        // The one that has not ended waits for the standby.
        throw PostgresFailure.unconfirmed
      }
    }
    try complete(connection)
    // The server does not know any more what was committed.
    guard found >= confirmed else { throw fail(.otherServer(path: path)) }
    outcomes[lost] = found == lost
    (self.lost, confirmed) = (nil, found)
  }

  /// Begins a transaction whose commit is answered when it is safe, whatever the database's settings are.
  ///
  /// - Parameter number: written into the row; nil leaves there what there is.
  /// - Returns: the number in the row.
  @discardableResult
  private func begin(_ connection: PostgresConnection, writing number: Int? = nil) throws -> Int {
    connection.wish = .commit
    let rows = try connection.run(
      """
      BEGIN; SET LOCAL statement_timeout = '20s'; SET LOCAL lock_timeout = '10s';
      SET LOCAL idle_in_transaction_session_timeout = '10s';
      SELECT set_config('synchronous_commit', 'on', true)
      WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write');
      WITH written AS (
        INSERT INTO qualifica.session AS own (id, latest, seen_at)
        VALUES ('\(name)', \(number ?? 0), clock_timestamp())
        ON CONFLICT (id) DO UPDATE
        SET latest = \(number.map { "\($0)" } ?? "own.latest"), seen_at = excluded.seen_at
        RETURNING latest)
      SELECT \(Self.place), current_setting('synchronous_standby_names') <> '', latest FROM written
      """)
    guard let row = rows.first else { throw PostgresRow.Unreadable() }
    let found = [row.text(0), row.text(1)]
    if let place, place != found { throw fail(.otherServer(path: path)) }
    (place, hasStandby) = (found, row.isTrue(2))
    return try row.number(3)
  }

  private func during<Value>(
    _ connection: PostgresConnection, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch {
      if (error as? PostgresFailure)?.endsConnection != true {
        _ = try? connection.run("ROLLBACK")
        connection.wish = .answer
      }
      throw error
    }
  }

  /// Commits; what is said to be committed is safe.
  private func complete(_ connection: PostgresConnection) throws(PostgresFailure) {
    defer { connection.wish = .answer }
    do throws(PostgresFailure) {
      let rows = try connection.run("COMMIT")
      // A server that waited for its standby in vain commits all the same, and warns: what stands here may
      // be gone tomorrow.
      guard connection.warnings == 0 else { throw unconfirmed("the commit came with a warning") }
      guard rows.command == "COMMIT" else { throw .refused(state: "25P02", constraint: nil) }
    } catch {
      guard case .silent(let patience) = error else { throw error }
      throw unconfirmed(PostgresFailure.silence(patience))
    }
  }

  private func unconfirmed(_ reason: String) -> PostgresFailure {
    hasStandby ? .unconfirmed : .lost(reason)
  }

  private func fail(_ error: JournalError) -> JournalError {
    broken = error
    return error
  }

  private func removeOldRows(_ connection: PostgresConnection) throws {
    try connection.run(
      """
      DELETE FROM qualifica.session WHERE id IN (
        SELECT id FROM qualifica.session
        WHERE seen_at < clock_timestamp() - interval '\(Self.retention)' FOR UPDATE SKIP LOCKED)
      """)
  }

  // MARK: Where the server is

  /// The server's identity and its timeline, which a promoted standby or a restored backup changes.
  private static let place = """
    (SELECT system_identifier::text FROM pg_control_system()), \
    left(pg_walfile_name(pg_current_wal_lsn()), 8)
    """

  /// The same as one text, with the numbers of database and table: a dump that is restored gets others.
  static let placeText = """
    (SELECT system_identifier::text FROM pg_control_system()) || '/' || \
    left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' || \
    (SELECT oid::text FROM pg_database WHERE datname = current_database()) || '/' || \
    'qualifica.run'::regclass::oid::text || '.'
    """
}
