package import BulkEngine
import Foundation
import Spreadsheets

/// A sheet's run and the runs of the `fix.csv` that came from it, however many rounds it took.
///
/// The first folder's `family.json` names the others, and each of those names the first one, by paths
/// from folder to folder, so that they may be moved together.
struct Family {
  /// What stands in `family.json`.
  struct Record: Codable, Equatable {
    var format = "qualifica-family/1"
    /// Of a later round: the first folder.
    var first: String?
    /// Of the first folder: the later rounds, in the order in which they began.
    var rounds: [Round]?
    /// Headers of the sheet that `payable.csv` has in front, beside its codes.
    var keep: [String]?
    /// What the family came to when `payable.csv` was written last.
    var figures: FamilyFigures?
  }

  struct Round: Codable, Equatable {
    var folder: String
    /// The folder whose rows were corrected.
    var corrects: String
  }

  let first: RunFolder
  private(set) var record: Record

  /// The family of a run.
  init(of folder: RunFolder) {
    let own = Self.read(folder)
    let named = own?.first.map { RunFolder(path: SystemPath.resolved($0, from: folder.path)) }
    // A folder that came from elsewhere may name any other: it must be named there, too.
    if let named, named.hasJournal, let record = Self.read(named),
      record.rounds?.contains(where: {
        SystemPath.isSame(SystemPath.resolved($0.folder, from: named.path), folder.path)
      }) == true
    {
      first = named
      self.record = record
    } else {
      first = folder
      record = own?.first == nil ? own ?? Record() : Record()
    }
  }

  var keep: [String] { record.keep ?? [] }
  /// What the family came to when `payable.csv` was written last.
  var figures: FamilyFigures? { record.figures }

  private static let mostBytes = 1 << 20

  private static func read(_ folder: RunFolder) -> Record? {
    guard EntryStatus.of(folder.familyPath)?.isFile == true,
      let content = try? SmallFile(path: folder.familyPath, limit: mostBytes).bytes
    else { return nil }
    let record = try? JSONDecoder().decode(Record.self, from: Data(content))
    return record?.format.hasPrefix("qualifica-family/") == true ? record : nil
  }

  private static func write(_ record: Record, in folder: RunFolder) throws {
    var file = try AtomicFile(path: folder.familyPath)
    try file.append(try record.json() + "\n")
    try file.commit()
  }

  // MARK: Joining

  /// Notes that `folder` has a run of the corrected rows of `parent`'s run.
  ///
  /// - Throws: ``SpreadsheetError``.
  static func join(_ folder: RunFolder, correcting parent: RunFolder?) throws {
    guard let parent, !SystemPath.isSame(folder.path, parent.path) else { return }
    var family = Family(of: parent)
    let round = Round(
      folder: SystemPath.path(to: folder.path, from: family.first.path),
      corrects: SystemPath.path(to: parent.path, from: family.first.path))
    var rounds = family.record.rounds ?? []
    guard !rounds.contains(where: { $0.folder == round.folder }) else { return }
    rounds.append(round)
    family.record.rounds = rounds
    try write(family.record, in: family.first)
    try write(
      Record(first: SystemPath.path(to: family.first.path, from: folder.path)), in: folder)
  }

  /// Keeps further columns of the sheet in `payable.csv` of the run in `folder` and its family.
  ///
  /// - Throws: ``KeptColumnMissing``, ``SpreadsheetError``.
  static func keep(_ columns: [String], of input: Input, _ folder: RunFolder) throws {
    guard !columns.isEmpty else { return }
    var family = Family(of: folder)
    let new = try input.payableKeys(columns).filter { !family.keep.contains($0) }
    guard !new.isEmpty else { return }
    family.record.keep = family.keep + new
    try write(family.record, in: family.first)
  }

  // MARK: Rounds

  /// The folders in the order in which their runs began, each with the place of the one it corrects.
  var folders: [(folder: RunFolder, parent: Int?)] {
    let paths = (record.rounds ?? []).map { SystemPath.resolved($0.folder, from: first.path) }
    let places = [first.path] + paths
    return [(first, nil)]
      + zip(record.rounds ?? [], paths).map { round, path in
        let parent = SystemPath.resolved(round.corrects, from: first.path)
        return (RunFolder(path: path), places.firstIndex { SystemPath.isSame($0, parent) } ?? 0)
      }
  }

  /// What is left of the family's work: the latest round with records that wait, and the latest with
  /// rows to correct. A round that cannot be read any more has neither.
  func rest() async -> FamilyRest {
    var rest = FamilyRest()
    for (folder, _) in folders.reversed() {
      guard folder.hasJournal, (try? folder.requireOwnership()) != nil,
        let journal = try? folder.store.open(.readOnly), let run = try? await journal.run(),
        let counts = try? await journal.counts()
      else { continue }
      let statuses = run.settings.own.statuses
      let tally = ResultTally(statuses, states: counts)
      let round = FamilyRest.Round(folder: folder, run: run, tally: tally)
      if rest.waiting == nil, run.plannedAt == nil || tally.openCount > 0 { rest.waiting = round }
      if rest.toCorrect == nil, tally.correctionCount > 0 { rest.toCorrect = round }
    }
    return rest
  }

  /// Writes `payable.csv` of the whole family.
  ///
  /// - Throws: ``SpreadsheetError``, ``InputError``, ``JournalError``, ``PayableStale``.
  mutating func rebuild() async throws -> FamilyFigures {
    let claim = try await claim()
    defer { withExtendedLifetime(claim) {} }
    // Another round may have been added while this one worked.
    record = Self.read(first) ?? record
    var rounds: [CorrectionRound] = []
    for (folder, parent) in folders {
      guard let round = try await Self.open(folder, parent: parent) else {
        if parent == nil { throw PayableStale(folder: folder.path) }
        continue
      }
      // A program before this one took the files of another operation for rounds.
      let operation = (rounds.first ?? round).run.settings.operation.name
      if round.run.settings.operation.name == operation { rounds.append(round) }
    }
    let figures = try await Self.readable(as: first) {
      let keys = try rounds.first?.pass.input.payableKeys(keep) ?? []
      return try await PayableFile.write(rounds, keys: keys, to: first.payablePath)
    }
    record.figures = figures
    try Self.write(record, in: first)
    return figures
  }

  /// Keeps two rounds from writing the file at once.
  private func claim() async throws -> any RunHold {
    let code = WrittenSummary(path: first.summaryPath)?.run ?? first.path
    for _ in 0..<Self.mostTries {
      do {
        return try first.store.claim(run: "\(code)/payable")
      } catch JournalError.heldByAnotherProcess {
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    return try first.store.claim(run: "\(code)/payable")
  }

  private static let mostTries = 600

  /// - Returns: nil for a round that was never planned.
  ///
  /// - Throws: as ``rebuild()``.
  static func open(_ folder: RunFolder, parent: Int?) async throws -> CorrectionRound? {
    try folder.requireFolder()
    try folder.requireOwnership()
    guard folder.hasJournal else { throw PayableStale(folder: folder.path) }
    let journal = try folder.store.open(.readOnly)
    guard let run = try await journal.run().map(folder.locating), run.plannedAt != nil else {
      return nil
    }
    guard try await journal.latestEvent(ofKind: Purge.eventKind) == nil else {
      throw PayableStale(folder: folder.path)
    }
    let own = run.settings.own
    guard run.judge?.rules ?? "" == own.rules else {
      throw PayableStale(folder: folder.path)
    }
    let check = try own.check()
    return try await readable(as: folder) {
      let file = try InputFile(path: run.input.path, byteCount: run.input.bytes)
      let input = try Input(file, reading: run.settings.reading, for: check)
      return CorrectionRound(
        pass: RecordPass(input, check), run: run, journal: journal,
        statuses: run.settings.own.statuses, parent: parent)
    }
  }

  /// Reads inputs that could be read when they were planned: one that cannot be now is another file under
  /// its name.
  private static func readable<Value>(
    as folder: RunFolder, _ read: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await read()
    } catch let error as SpreadsheetError where error.isOfContent {
      throw PayableStale(folder: folder.path)
    }
  }
}

/// The rounds of a family that somebody must go on with.
struct FamilyRest: Sendable {
  struct Round: Sendable {
    let folder: RunFolder
    let run: Run
    let tally: ResultTally
  }

  var waiting: Round?
  var toCorrect: Round?
}

/// A run of the family cannot be read any more: its input is gone or another one, it was purged, or
/// its rules are those of another version.
struct PayableStale: Error {
  let folder: String
}

extension KeptColumnMissing: CommandError {
  var status: ExitStatus { .usage }

  package var explanation: Explanation {
    let names = headers.prefix(40).map { "'\($0)'" }.joined(separator: ", ")
    return Explanation(
      Bilingual(
        "--keep: there is no column '\(column)'.",
        "--keep: não existe a coluna '\(column)'."),
      next: Bilingual(
        "Name one of the columns found: \(names).",
        "Use uma das colunas encontradas: \(names)."))
  }
}

extension RunFolder {
  var familyPath: String { "\(path)/\(OutputFiles.family)" }
  var payablePath: String { "\(path)/\(OutputFiles.payable).csv" }
}

extension SystemPath {
  /// `path` as seen from `folder`.
  static func resolved(_ path: String, from folder: String) -> String {
    path.hasPrefix("/") ? path : normalized("\(absolute(folder))/\(path)")
  }

  /// How `folder` names the folder at `path`.
  static func path(to path: String, from folder: String) -> String {
    let target = parts(normalized(absolute(path)))
    let base = parts(normalized(absolute(folder)))
    let common = zip(target, base).prefix { $0 == $1 }.count
    let steps = Array(repeating: "..", count: base.count - common) + target.dropFirst(common)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }

  private static func parts(_ path: String) -> [String] {
    path.unicodeScalars.split(separator: "/").map { String($0) }
  }

  private static func normalized(_ path: String) -> String {
    var steps: [String] = []
    for step in parts(path) {
      switch step {
      case ".": break
      case "..": if !steps.isEmpty { steps.removeLast() }
      default: steps.append(step)
      }
    }
    return "/" + steps.joined(separator: "/")
  }
}
