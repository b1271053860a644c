import Foundation
import SQLiteJournal
import BulkEngine
import Spreadsheets

/// The folder of a run or of a check: names and paths.
struct RunFolder: Sendable {
  let path: String
  /// Whether it is the default: then what stands there under our names is ours.
  let isDefault: Bool
  /// Where the run is kept that several processes share; nil for a file in the folder.
  var shared: SharedPlace?

  /// What a folder is for.
  enum Purpose: String, Sendable {
    case run = "qualifica"
    case check
  }

  /// - Parameter given: `--output`; without it `<FILE without extension>.qualifica` beside FILE, and
  ///   `.check` for a check.
  init(for file: String, given: String?, purpose: Purpose = .run) {
    isDefault = given == nil
    if let given {
      path = Self.trimmed(given)
    } else if file == "-" {
      path = "\(OutputFiles.spool).\(purpose.rawValue)"
    } else {
      let absolute = SystemPath.absolute(file)
      let name = Self.withoutExtension(SystemPath.name(of: absolute))
      let parent = SystemPath.folder(of: absolute)
      path = "\(parent == "/" ? "" : parent)/\(SystemPath.fitting(name, ".\(purpose.rawValue)"))"
    }
  }

  /// Without `.csv`, and without `.csv.gz`: a packed file's run is called like the file's own.
  private static func withoutExtension(_ name: String) -> String {
    let isPacked = SystemPath.fileExtension(of: name).lowercased() == "gz"
    let stem = SystemPath.stem(of: name)
    return isPacked ? SystemPath.stem(of: stem) : stem
  }

  init(path: String, isDefault: Bool = false) {
    self.path = Self.trimmed(path)
    self.isDefault = isDefault
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.utf8.count > 1, path.utf8.last == 0x2F { path.unicodeScalars.removeLast() }
    return path
  }

  var journalPath: String { "\(path)/\(OutputFiles.journal)" }
  var spoolPath: String { "\(path)/\(OutputFiles.spool)" }
  var inputCopyPath: String { "\(path)/\(OutputFiles.inputCopy)" }
  var simulatorStorePath: String { "\(path)/\(OutputFiles.simulatorStore)" }
  var summaryPath: String { "\(path)/\(OutputFiles.summary)" }

  /// The one place that says in what a run is kept.
  var store: any JournalStore { shared?.store ?? ownStore }

  private var ownStore: SQLiteJournalStore { SQLiteJournalStore(folder: path, path: journalPath) }

  /// Keeps other processes out while the files of a shared run are written.
  ///
  /// - Throws: ``JournalError/heldByAnotherProcess(path:)``.
  func lockFiles() throws -> any RunHold { try ownStore.lock() }

  var hasJournal: Bool { shared != nil || EntryStatus.of(journalPath) != nil }

  /// Whether the file is one that is written or kept in this folder.
  func isOwn(_ file: String) -> Bool {
    let name = SystemPath.name(of: file)
    guard OutputFiles.isOwn(name), !OutputFiles.isEditedFix(name) else { return false }
    return SystemPath.isSame(SystemPath.folder(of: file), path)
  }

  // MARK: fix.csv

  /// Keeps a `fix.csv` that was corrected in its place from being written over.
  ///
  /// - Returns: the name under which it is kept now.
  func keepEditedFix() throws -> [String] {
    let written = WrittenSummary(path: summaryPath)?.files ?? [:]
    return try OutputFiles.fixNames.compactMap { name in
      try EditedFile.setAside("\(path)/\(name)", written: written[name])
        .map { SystemPath.name(of: $0) }
    }
  }

  /// The records that came to nothing in the run whose output this folder's run reads.
  ///
  /// - Parameter origin: that output, where it is known; it may stand elsewhere than this folder.
  /// - Throws: `CancellationError`.
  func uncorrected(
    origin: String?, _ settings: RunSettings, _ check: any SheetCheck, isJSON: Bool
  ) async throws -> UncorrectedRecords {
    let near = [origin, path].compactMap { $0 }.map {
      RunFolder(path: SystemPath.folder(of: SystemPath.absolute($0)))
    }
    guard let parent = near.first(where: \.hasJournal) else { return .unknown }
    let results = "\(parent.path)/\(OutputFiles.results).\(isJSON ? "ndjson" : "csv")"
    return try await UncorrectedRecords.of(
      results: results,
      ReadingSettings(
        mapping: settings.reading.mapping, amountsAreCents: settings.reading.amountsAreCents),
      check)
  }

  /// Names of the files that profiles wrote and that are still there.
  ///
  /// - Parameter name: of the file that is written now, if any.
  func profileFiles(adding name: String? = nil) -> [String] {
    let names = (WrittenSummary(path: summaryPath)?.profileFiles ?? []) + [name].compactMap { $0 }
    return Set(names).filter {
      !$0.contains("/") && EntryStatus.of("\(path)/\($0)")?.isFile == true
    }.sorted()
  }

  /// SHA-256 of the `fix.csv` that was just written, by name.
  func writtenFix() throws -> [String: String] {
    var files: [String: String] = [:]
    for name in OutputFiles.fixNames {
      guard EntryStatus.of("\(path)/\(name)") != nil else { continue }
      files[name] = try InputHash.sha256(of: InputFile(path: "\(path)/\(name)"))
    }
    return files
  }
}

/// What a `summary.json` that was written earlier says of its folder.
struct WrittenSummary: Decodable {
  /// Code of the run; nil for a check.
  let run: String?
  /// SHA-256 by name of the files that people correct in their place.
  let files: [String: String]?
  /// Names of the files that profiles wrote.
  let profileFiles: [String]?
  /// What all rounds of correction came to then.
  let family: FamilyFigures?
  let exitCode: Int32?
  private let format: String
  private let environment: String?
  private let input: Input?

  private struct Input: Decodable {
    let sha256: String?
  }

  /// Of the sheet that was run.
  var sha256: String? { input?.sha256 }

  /// Whether it tells of a run that may have sent something to the API.
  var hasSent: Bool { run != nil && environment != SimulatedEnvironment.name }

  private enum CodingKeys: String, CodingKey {
    case run, files, format, family, environment, input
    case profileFiles = "profile_files"
    case exitCode = "exit_code"
  }

  /// Longer than any summary.
  private static let mostBytes = 4 << 20

  /// - Returns: nil when there is no summary of this program.
  init?(path: String) {
    guard EntryStatus.of(path)?.isFile == true,
      let content = try? SmallFile(path: path, limit: Self.mostBytes).bytes,
      let summary = try? JSONDecoder().decode(WrittenSummary.self, from: Data(content)),
      summary.format.hasPrefix("qualifica-summary/")
    else { return nil }
    self = summary
  }
}
