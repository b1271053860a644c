internal import BulkEngine

/// The tables of the shared journal.
extension PostgresJournal {
  /// Makes the tables in a database that has none, adds what an earlier version lacks, and makes sure
  /// that they are those of this program.
  ///
  /// - Throws: ``JournalError``, ``PostgresRefusal/earlierTables(path:)``; a server that cannot be reached
  ///   is not tried again.
  package static func prepare(
    at address: PostgresAddress, outage: ServerOutage = ServerOutage()
  ) throws {
    do {
      let connection = try PostgresConnection(address, patience: .seconds(30), outage: outage)
      let found = try version(of: connection)
      if found ?? 0 < PostgresSchema.version {
        do {
          try install(connection)
        } catch {
          guard found != nil, case .refused("42501", _) = error else { throw error }
          throw PostgresRefusal.earlierTables(path: address.text)
        }
      }
      guard let version = try version(of: connection), version == PostgresSchema.version else {
        throw JournalError.unknownVersion(
          path: address.text, found: found ?? 0, known: PostgresSchema.version)
      }
    } catch let failure as PostgresFailure {
      throw JournalError(failure, path: address.text)
    }
  }

  /// What an operator may execute by hand instead.
  package static let schemaText = "\(PostgresSchema.sql)\n\n\(PostgresSchema.grants)\n"

  /// - Returns: nil where there are no tables.
  private static func version(of connection: PostgresConnection) throws(PostgresFailure) -> Int? {
    let isThere = try connection.run("SELECT to_regclass('qualifica.format') IS NOT NULL")
    guard isThere.first?.isTrue(0) == true else { return nil }
    return try connection.run("SELECT version FROM qualifica.format").first?.integer(0) ?? 0
  }

  /// Two processes may begin at once: one makes the tables.
  private static func install(_ connection: PostgresConnection) throws(PostgresFailure) {
    do throws(PostgresFailure) {
      try connection.run(
        "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('qualifica schema', 0))")
      if try version(of: connection) ?? 0 < PostgresSchema.version {
        try connection.run(PostgresSchema.sql)
        // Who was granted the earlier tables needs those that were added.
        let isGranted = try connection.run(
          "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'qualifica_worker')")
        if isGranted.first?.isTrue(0) == true { try connection.run(PostgresSchema.grants) }
      }
      try connection.run("COMMIT")
    } catch {
      _ = try? connection.run("ROLLBACK")
      throw error
    }
  }
}
