internal import Foundation
internal import GRDB

/// Why the journal could not be opened, read or written.
///
/// Paths are those of the run folder; no value that the journal stores is ever part of an error.
package enum JournalError: Error, Sendable, Equatable {
  /// There is no journal at this path, or one that was never begun.
  case missing(path: String)
  /// The file is no journal or its content is broken.
  case damaged(path: String, reason: String)
  /// The journal was written by another version of the program.
  case unknownVersion(path: String, found: Int)
  case diskFull(path: String)
  /// Reading or writing is not permitted, or the path is a symbolic link.
  case notPermitted(path: String, reason: String)
  /// The disk failed to read or write.
  case diskFailed(path: String, reason: String)
  /// Another process works on the same run folder.
  case heldByAnotherProcess(path: String)
  /// The caller broke the contract of the journal; nothing was changed.
  case misuse(String)
  case other(path: String, reason: String)
}

extension JournalError: CustomStringConvertible {
  /// What happened, where, and what to do next.
  package var description: String {
    switch self {
    case .missing(let path):
      "There is no journal at \(path). Check the folder, or start with 'qualifica run FILE'."
    case .damaged(let path, let reason):
      "The journal \(path) is damaged (\(reason)). Restore the run folder from a backup; without "
        + "one, delete journal.sqlite, journal.sqlite-wal and journal.sqlite-shm in it, and nothing else, "
        + "and run the same file again: what may have been sent is looked up at the API first. "
        + "Do not move the folder away: nobody would know then what was sent."
    case .unknownVersion(let path, let found):
      "The journal \(path) has format version \(found); this program reads version "
        + "\(JournalSchema.version). Use the version of qualifica that started the run."
    case .diskFull(let path):
      "No space left for the journal \(path). Free some space, then resume the run; what was "
        + "saved is intact."
    case .notPermitted(let path, let reason):
      "The journal \(path) cannot be used (\(reason)). Give yourself read and write permission "
        + "on the run folder and its files, then resume the run."
    case .diskFailed(let path, let reason):
      "The disk failed at the journal \(path) (\(reason)). Check the disk, then resume the run."
    case .heldByAnotherProcess(let path):
      "Another process works on \(path). Wait until it ends, then resume the run."
    case .misuse(let reason):
      "Internal error: the journal was used wrongly (\(reason)). Nothing was changed; please "
        + "report it."
    case .other(let path, let reason):
      "The journal \(path) failed (\(reason)). Resume the run; please report it if it remains."
    }
  }
}

extension JournalError {
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
    let reason = "SQLite \(code): \(primary)"
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
