import JournalStore
import Qualification

/// A run that exists: its folder locked, its journal open.
struct HeldRun {
  let folder: RunFolder
  let lock: RunLock
  let journal: SQLiteJournal
  let run: Run

  /// - Throws: ``RunFailure/noSuchRun(path:)``, ``JournalStoreError``.
  init(path: String) async throws {
    folder = RunFolder(path: path)
    guard folder.hasJournal else { throw RunFailure.noSuchRun(path: path) }
    lock = try folder.lock()
    journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    guard let run = try await journal.run() else { throw RunFailure.noSuchRun(path: path) }
    self.run = run
  }
}
