package import BulkEngine

/// A run folder whose journal is a file in it.
package struct SQLiteJournalStore: JournalStore {
  private let folder: String
  private let path: String

  /// - Parameters:
  ///   - folder: exists.
  ///   - path: of the journal.
  package init(folder: String, path: String) {
    self.folder = folder
    self.path = path
  }

  package func open(_ access: JournalAccess) throws -> any RunJournal {
    try SQLiteJournal(path: path, access: access)
  }

  package func lock() throws -> any RunHold { try RunLock(folder: folder) }

  package func claim(run code: String) throws -> any RunHold {
    try RunClaim(run: code, folder: folder)
  }
}
