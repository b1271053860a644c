package import BulkEngine
internal import Dispatch
internal import GRDB

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

/// The thread of one journal: waiting for the disk never keeps a thread from other tasks.
final class JournalExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "journal")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    unsafe UnownedSerialExecutor(ordinary: self)
  }
}

/// What one caller wants to be written, all of it or nothing.
struct WaitingCommit {
  let mutations: [JournalMutation]
  let caller: CheckedContinuation<Void, any Error>

  func apply(to database: Database) throws {
    for mutation in mutations {
      try mutation.apply(to: database)
    }
  }

  /// Whether the plan is complete with it.
  var sealsPlan: Bool { mutations.contains { if case .planned = $0 { true } else { false } } }
}
