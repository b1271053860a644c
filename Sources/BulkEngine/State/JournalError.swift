/// Why a journal could not be opened, read or written.
///
/// Places are paths or addresses; no value that the journal stores is ever part of an error.
package enum JournalError: Error, Sendable, Equatable {
  /// There is no journal at this path, or one that was never begun.
  case missing(path: String)
  /// The file is no journal or its content is broken.
  case damaged(path: String, reason: String)
  /// The journal was written by another version of the program.
  case unknownVersion(path: String, found: Int, known: Int)
  case diskFull(path: String)
  /// Reading or writing is not permitted, or the path is a symbolic link.
  case notPermitted(path: String, reason: String)
  /// The disk failed to read.
  case diskFailed(path: String, reason: String)
  /// Nobody can tell whether the last commit is in the journal. Nothing more is written by this
  /// process: the next one reads what is there and asks the API about the rest.
  case unknownOutcome(path: String, reason: String)
  /// Another process works on the same run.
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
    case .unknownVersion(let path, let found, let known):
      "The journal \(path) has format version \(found); this program reads version "
        + "\(known). Use the version of qualifica that started the run."
    case .diskFull(let path):
      "No space left for the journal \(path). Free some space, then resume the run; what was "
        + "saved is intact."
    case .notPermitted(let path, let reason):
      "The journal \(path) cannot be used (\(reason)). Give yourself read and write permission "
        + "on the run folder and its files, then resume the run."
    case .diskFailed(let path, let reason):
      "The disk failed at the journal \(path) (\(reason)). Check the disk, then resume the run."
    case .unknownOutcome(let path, let reason):
      "The disk failed while the journal \(path) was written (\(reason)); nobody can tell whether the "
        + "last entry is in it. Check the disk, then resume the run: what may have been sent is looked "
        + "up at the API first."
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
