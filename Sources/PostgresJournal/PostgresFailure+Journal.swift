internal import BulkEngine

extension PostgresFailure {
  /// Whether the same may be done again in another connection or transaction: nothing of it stands.
  var maySucceedLater: Bool {
    switch self {
    case .lost: true
    case .refused(let state, _): Self.isPassing(state)
    }
  }

  /// Connection trouble, deadlock, serialization, lock timeout, shutdown, start-up, too many clients.
  fileprivate static func isPassing(_ state: String) -> Bool {
    state.hasPrefix("08") || ["40001", "40P01", "55P03", "53300"].contains(state)
      || state.hasPrefix("57P")
  }
}

extension JournalError {
  init(_ failure: PostgresFailure, path: String) {
    switch failure {
    case .lost(let reason): self = .unreachable(path: path, reason: reason)
    case .refused(let state, let constraint):
      switch state {
      case let state where state.hasPrefix("23"):
        self = .misuse("constraint \(constraint ?? state)")
      case "53100": self = .diskFull(path: path)
      case "42501", "42P01", "3F000": self = .notGranted(path: path)
      case let state where PostgresFailure.isPassing(state):
        self = .unreachable(path: path, reason: "PostgreSQL \(state)")
      default: self = .other(path: path, reason: "PostgreSQL \(state)")
      }
    }
  }
}

extension PostgresJournal {
  /// Makes the tables in a database that has none, and makes sure that they are those of this program.
  ///
  /// - Throws: ``JournalError``; a server that cannot be reached is not tried again.
  package static func prepare(at address: PostgresAddress) throws {
    do {
      let connection = try PostgresConnection(address, patience: .seconds(30))
      if try connection.run(isThere).first?.isTrue(0) != true { try install(connection) }
      let version = try connection.run("SELECT version FROM qualifica.format").first?.integer(0)
      guard version == PostgresSchema.version else {
        throw JournalError.unknownVersion(
          path: address.text, found: version ?? 0, known: PostgresSchema.version)
      }
    } catch let failure as PostgresFailure {
      throw JournalError(failure, path: address.text)
    }
  }

  /// What an operator may execute by hand instead.
  package static let schemaText = "\(PostgresSchema.sql)\n\n\(PostgresSchema.grants)\n"

  private static let isThere = "SELECT to_regclass('qualifica.format') IS NOT NULL"

  /// Two processes may begin at once: one makes the tables.
  private static func install(_ connection: PostgresConnection) throws(PostgresFailure) {
    do throws(PostgresFailure) {
      try connection.run(
        "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('qualifica schema', 0))")
      if try connection.run(isThere).first?.isTrue(0) != true {
        try connection.run(PostgresSchema.sql)
      }
      try connection.run("COMMIT")
    } catch {
      _ = try? connection.run("ROLLBACK")
      throw error
    }
  }
}
