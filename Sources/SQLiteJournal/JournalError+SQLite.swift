internal import Foundation
internal import GRDB
package import BulkEngine

extension JournalError {
  /// Translates an error met while a commit was written to the journal at `path`: after an error of
  /// the disk it is unknown what of it is there.
  package init(ofCommit error: any Error, path: String) {
    let error = JournalError(error, path: path)
    if case .diskFailed(let path, let reason) = error {
      self = .unknownOutcome(path: path, reason: reason)
    } else {
      self = error
    }
  }

  /// Translates any error met while working on the journal at `path`.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as JournalError: self = error
    case let error as DatabaseError: self.init(database: error, path: path)
    case is RowDecodingError, is DecodingError:
      self = .damaged(path: path, reason: "a stored value is unreadable")
    default: self = .other(path: path, reason: "\(type(of: error))")
    }
  }

  private init(database error: DatabaseError, path: String) {
    self.init(
      sqliteCode: error.extendedResultCode.rawValue, message: error.message, path: path)
  }

  /// Translates a result code of SQLite.
  ///
  /// - Parameters:
  ///   - code: Primary or extended.
  ///   - message: SQLite's words; of a broken constraint they name columns, never values.
  package init(sqliteCode code: CInt, message: String?, path: String) {
    let primary = ResultCode(rawValue: code).primaryResultCode
    let reason = "SQLite \(ResultCode(rawValue: code))"
    self =
      switch primary {
      case .SQLITE_FULL: .diskFull(path: path)
      case .SQLITE_CORRUPT: .damaged(path: path, reason: reason)
      case .SQLITE_NOTADB: .damaged(path: path, reason: "it is no SQLite database")
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
        .notPermitted(path: path, reason: reason)
      case .SQLITE_IOERR: .diskFailed(path: path, reason: reason)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .heldByAnotherProcess(path: path)
      case .SQLITE_CONSTRAINT: .misuse(message ?? reason)
      // Every statement is ours: it fails where a table, column or index is not as we made it.
      case .SQLITE_ERROR: .damaged(path: path, reason: reason)
      default: .other(path: path, reason: reason)
      }
  }
}
