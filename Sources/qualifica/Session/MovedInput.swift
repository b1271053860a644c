import BulkEngine
import Spreadsheets

/// Where the input of a run is once its folder was moved.
extension RunFolder {
  /// The run with its input where it is now.
  ///
  /// The journal names the place of the planning. A sheet is mostly moved together with the folder beside it, and a
  /// copy of it with the folder it stands in: there it is looked for, by its name. Whoever reads it compares the
  /// content.
  func locating(_ run: Run) -> Run {
    guard shared == nil, EntryStatus.of(run.input.path) == nil else { return run }
    let name = SystemPath.name(of: run.input.path)
    let own = SystemPath.absolute(path)
    let places = [own, SystemPath.folder(of: own)].map { "\($0)/\(name)" }
    guard let place = places.first(where: { EntryStatus.of($0)?.isFile == true }) else {
      return run
    }
    var located = run
    located.input.path = place
    return located
  }

  /// Remembers where the input of a run is where its former place is empty, so that what reads the journal alone
  /// finds it.
  ///
  /// - Throws: ``JournalError``.
  func rememberPlace(of run: Run, in journal: any RunJournal) async throws {
    guard shared == nil, let stored = try await journal.run()?.input.path,
      stored != run.input.path, EntryStatus.of(stored) == nil
    else { return }
    try await journal.commit([.inputMoved(to: run.input.path)])
  }
}
