/// Why the ledger could not be opened, read or written; no value in it is ever part of an error.
package enum LedgerError: Error, Sendable, Equatable {
  /// The key is there and the ledger is not.
  case missing(path: String)
  /// The ledger is there and its key is not.
  case keyMissing(path: String)
  /// The key beside the ledger is another one, or none.
  case keyWrong(path: String)
  /// Everybody may read the key.
  case keyExposed(path: String)
  case damaged(path: String, reason: String)
  /// Another version of the program wrote it.
  case unknownVersion(path: String, found: Int, known: Int)
  case readOnly(path: String)
  /// A hard link: the file has another name somewhere.
  case secondName(path: String)
  /// Another process kept it locked for too long.
  case locked(path: String)
  case diskFull(path: String)
  /// Its place is unknown: there is no home folder.
  case nowhere
  case other(path: String, reason: String)
}
