import Foundation
import BulkEngine

/// A run that exists: its folder locked, its journal open.
struct HeldRun {
  let folder: RunFolder
  let lock: any RunHold
  let journal: any RunJournal
  private(set) var run: Run

  /// - Throws: ``RunFailure/noSuchRun(path:)``, ``RunFailure/notBegun(path:)``, ``BrokenPlan``,
  ///   ``JournalError``.
  ///
  /// - Parameter goesOn: whether something may be sent or written from the plan.
  init(path: String, goesOn: Bool = true) async throws {
    folder = RunFolder(path: path)
    try folder.requireFolder()
    try folder.requireOwnership()
    guard folder.hasJournal else { throw RunFailure.noSuchRun(path: path) }
    lock = try folder.lock()
    journal = goesOn ? try await folder.openJournal() : try folder.store.open(.readWrite)
    guard let run = try await journal.run() else {
      try await journal.requireNothingSent()
      throw RunFailure.notBegun(path: path)
    }
    self.run = run
    try await journal.examine(as: run)
  }

  /// When the personal data were removed; nil when they were not.
  ///
  /// - Throws: ``JournalError``.
  func purgedAt() async throws -> Date? {
    try await journal.latestEvent(ofKind: Purge.eventKind)?.at
  }

  /// - Throws: ``RunFailure/purged(path:at:)``, ``JournalError``.
  func requireData() async throws {
    if let time = try await purgedAt() { throw RunFailure.purged(path: folder.path, at: time) }
  }

  /// Changes how the outputs are written, for this time.
  mutating func write(as output: OutputSettings) {
    run.settings.output = output
  }
}
