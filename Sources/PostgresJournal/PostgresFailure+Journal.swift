internal import BulkEngine

extension PostgresFailure {
  /// Whether the same may be done again in another connection or transaction: nothing of it stands.
  var maySucceedLater: Bool {
    switch self {
    case .lost, .silent, .unconfirmed: true
    case .refused(let state, _): Self.isPassing(state)
    }
  }

  /// Whether the connection is not used any more.
  var endsConnection: Bool {
    if case .refused = self { false } else { true }
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
    case .silent(let patience):
      self = .unreachable(path: path, reason: PostgresFailure.silence(patience))
    case .unconfirmed: self = .notConfirmed(path: path)
    case .refused(let state, let constraint):
      switch state {
      case let state where state.hasPrefix("23"):
        self = .misuse("constraint \(constraint ?? state)")
      case "53100": self = .diskFull(path: path)
      case "42501", "42P01", "3F000": self = .notGranted(path: path)
      case "22003", "22008":
        self = .damagedTables(path: path, reason: "a stored value is unreadable")
      // A column that is not there, a rule or a trigger that is; also a time such as `infinity`.
      case "0A000", "42703", "42804", "42883", "P0001":
        self = .damagedTables(path: path, reason: "its tables are not those of a journal")
      // A standby answers, or a database that nothing may be written to.
      case "25006": self = .unreachable(path: path, reason: "PostgreSQL 25006: read-only")
      case let state where PostgresFailure.isPassing(state):
        self = .unreachable(path: path, reason: "PostgreSQL \(state)")
      default: self = .other(path: path, reason: "PostgreSQL \(state)")
      }
    }
  }
}
