import Foundation
import BulkEngine

/// A run folder that this process has taken: its lock, its open journal, and the run in it.
///
/// It has one owner and no copy, so that the folder is released exactly once: when the owner ends.
struct OpenRun: ~Copyable {
  private let ownFolder: RunFolder
  private let ownJournal: any RunJournal
  private let lock: any RunHold
  private var begun: Run?

  /// Takes the folder of a run that exists.
  ///
  /// - Parameter goesOn: whether something may be sent or written from the plan.
  /// - Throws: ``RunFailure/noSuchRun(path:)``, ``RunFailure/notBegun(path:)``, ``BrokenPlan``,
  ///   ``JournalError``.
  init(path: String, goesOn: Bool = true) async throws {
    try await self.init(at: RunFolder(path: path), goesOn: goesOn)
  }

  /// The same of a folder whose run may be kept elsewhere.
  ///
  /// - Throws: as ``init(path:goesOn:)``, ``SharedRunMissing``.
  init(at folder: RunFolder, goesOn: Bool = true) async throws {
    try folder.requireFolder()
    try folder.requireOwnership()
    guard folder.hasJournal else { throw RunFailure.noSuchRun(path: folder.path) }
    let lock = try folder.lock()
    let journal = goesOn ? try await folder.openJournal() : try folder.store.open(.readWrite)
    guard let run = try await journal.run() else {
      if let shared = folder.shared {
        throw SharedRunMissing(code: shared.code ?? "", place: shared.text)
      }
      try await journal.requireNothingSent()
      throw RunFailure.notBegun(path: folder.path)
    }
    try await journal.examine(as: run)
    self.init(folder, journal, lock, run)
  }

  /// Takes a folder in which a run goes on or may begin.
  ///
  /// - Throws: ``RunFailure/purged(path:at:)``, ``BrokenPlan``, ``FolderRefusal``, ``JournalError``.
  init(in folder: RunFolder) async throws {
    let lock = try folder.lock()
    let journal = try await folder.openJournal()
    try await Purge.requireData(of: folder, journal)
    let run = try await journal.run()
    if let run, run.plannedAt != nil { try await journal.examine(as: run) }
    self.init(folder, journal, lock, run)
  }

  private init(
    _ folder: RunFolder, _ journal: any RunJournal, _ lock: any RunHold, _ run: Run?
  ) {
    ownFolder = folder
    ownJournal = journal
    self.lock = lock
    begun = run.map { KeptSender(folder: folder).completed(folder.locating($0)) }
  }

  // Read through calls: Swift 6.3 takes a stored value without keeping it where its owner is consumed
  // afterwards, and in optimised programs the value was gone when a refused sheet's folder was removed.
  var folder: RunFolder { @inline(never) get { ownFolder } }
  var journal: any RunJournal { @inline(never) get { ownJournal } }

  deinit {
    // The folder is free when nothing of the run is open any more.
    withExtendedLifetime(lock) {}
  }

  /// Whether the plan of a run is complete.
  var isPlanned: Bool { begun?.plannedAt != nil }

  /// The run in the folder, which must have been begun.
  var run: Run {
    get {
      guard let begun else { preconditionFailure("no run was begun here") }
      return begun
    }
    set { begun = newValue }
  }

  /// - Throws: ``RunFailure/purged(path:at:)``, ``JournalError``.
  func requireData() async throws { try await Purge.requireData(of: folder, journal) }

  /// - Throws: ``RunFailure/notPlanned(path:)``.
  func requirePlan() throws {
    guard isPlanned else { throw RunFailure.notPlanned(path: folder.path) }
  }

  /// Begins a run in place of one whose plan was not completed.
  ///
  /// - Throws: ``JournalError``.
  mutating func begin(_ run: Run) async throws {
    try KeptSender(folder: folder).keep(of: run.settings)
    try await journal.begin(run.withoutPersons)
    begun = run
  }
}
