import BulkEngine
import Foundation
import Spreadsheets

/// Removes everything personal from a run folder and from the folders of its `fix.csv`; the journals
/// and the summaries have nothing personal.
///
/// The folders are taken for as long as the value lives.
final class Purge {
  /// Audit line of a purge.
  static let eventKind = "purge"

  /// The names of what was or would be removed and of what stays; within inner folders with the
  /// folder's name in front.
  struct Content: Sendable, Equatable {
    var personal: [String] = []
    /// Files that this program did not write: they may be personal too, and are for a person to see.
    var strangers: [String] = []
    /// Inner folders of runs that are not finished, or that another process works on.
    var unfinished: [String] = []
    /// Whole paths of what was fetched for the run and stands elsewhere: it is for a person to remove.
    var elsewhere: [String] = []

    mutating func add(_ inner: Content, under name: String) {
      personal += inner.personal.map { "\(name)/\($0)" }
      strangers += inner.strangers.map { "\(name)/\($0)" }
      unfinished += inner.unfinished.map { "\(name)/\($0)" }
      elsewhere += inner.elsewhere
    }
  }

  let folder: RunFolder
  /// Nil for the folder of a check.
  private let journal: (any RunJournal)?
  private let hold: Hold
  /// The folders of its outputs, those that may be purged too.
  private var inner: [(name: String, purge: Purge)] = []
  private var left = Content()
  /// Whole paths of the pages to print that the run has in a folder of their own.
  private var pages: [String] = []

  /// - Throws: ``RunFailure/purged(path:at:)`` where the personal data of a run were removed,
  ///   ``JournalError``.
  static func requireData(of folder: RunFolder, _ journal: any RunJournal) async throws {
    if let time = try await journal.latestEvent(ofKind: eventKind)?.at {
      throw RunFailure.purged(path: folder.path, at: time)
    }
  }

  /// What keeps other processes out.
  private enum Hold: ~Copyable {
    case run(OpenRun)
    case check(any RunHold)
  }

  /// - Parameter givesUp: whether runs that are not finished are purged, too.
  /// - Throws: ``RunFailure/unfinished(path:)``, ``JournalError``, ``FolderRefusal``.
  init(_ open: consuming OpenRun, givesUp: Bool) async throws {
    let finished = try await FinishedRun(open.run, in: open.journal)
    guard givesUp || finished != nil else {
      throw RunFailure.unfinished(path: open.folder.path)
    }
    folder = open.folder
    journal = open.journal
    let printables = open.run.settings.own.printables
    hold = .run(open)
    if let printables, let journal {
      pages = try await PrintableFolder(path: printables).pages(of: journal)
    }
    try await findInner(givesUp: givesUp)
  }

  /// Of a check's folder.
  private init(checkIn folder: RunFolder, givesUp: Bool) async throws {
    self.folder = folder
    journal = nil
    hold = .check(try folder.lock())
    try await findInner(givesUp: givesUp)
  }

  private func findInner(givesUp: Bool) async throws {
    let fetched = FetchedFiles(folder: folder)
    left.elsewhere = fetched.outside
    let own = Set(folder.profileFiles() + fetched.inside)
    for name in try folder.names() {
      let path = "\(folder.path)/\(name)"
      // A link or a pipe under the name of a corrected file is not ours.
      guard
        !OutputFiles.isOwn(name) && !own.contains(name)
          || EntryStatus.of(path)?.isFile == false
      else { continue }
      guard EntryStatus.of(path)?.isFolder == true, Self.isOfOutput(name) else {
        left.strangers.append(name)
        continue
      }
      try await findInner(name, RunFolder(path: path), givesUp: givesUp)
    }
  }

  private func findInner(
    _ name: String, _ folder: RunFolder, givesUp: Bool
  ) async throws {
    do {
      if folder.hasJournal {
        let purge = try await Purge(
          try await OpenRun(path: folder.path, goesOn: false), givesUp: givesUp)
        inner.append((name, purge))
      } else if WrittenSummary(path: folder.summaryPath) != nil {
        inner.append((name, try await Purge(checkIn: folder, givesUp: givesUp)))
      } else {
        left.strangers.append(name)
      }
    } catch RunFailure.unfinished, RunFailure.notBegun, JournalError.heldByAnotherProcess {
      left.unfinished.append(name)
    } catch is FolderRefusal {
      left.strangers.append(name)
    } catch is JournalError {
      // Damaged, perhaps: for a person to look at.
      left.strangers.append(name)
    }
  }

  /// Whether a folder of this name is that of an output that was fed back: `fix.qualifica`,
  /// `fix-2026-11-29.qualifica`, `fix.edited.check`.
  private static func isOfOutput(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    guard ["qualifica", "check"].contains(name[name.index(after: dot)...]) else { return false }
    let stem = name[..<dot].replacing(/-[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]{1,4})?$/, with: "")
    return ["csv", "ndjson", "xlsx"].contains { ending in
      OutputFiles.isOwn("\(stem).\(ending)")
    }
  }

  /// What would be removed, and what stays.
  ///
  /// - Throws: ``SpreadsheetError``.
  func content() throws -> Content {
    var content = left
    content.personal = try personalFiles() + pages
    for (name, purge) in inner { content.add(try purge.content(), under: name) }
    return content
  }

  private func personalFiles() throws -> [String] {
    let own = Set(folder.profileFiles() + FetchedFiles(folder: folder).inside)
    return try folder.names().filter {
      (OutputFiles.isPersonal($0) || own.contains($0)
        || $0 == OutputFiles.family)
        && EntryStatus.of("\(folder.path)/\($0)")?.isFile == true
    }
  }

  /// Removes the files, those of inner folders first; the audit line of a run is written when its
  /// files are gone.
  ///
  /// - Returns: what was removed, and what stays.
  /// - Throws: ``SpreadsheetError``, ``JournalError``.
  func perform() async throws -> Content {
    var content = left
    let names = try personalFiles()
    for (name, purge) in inner { content.add(try await purge.perform(), under: name) }
    content.personal = try removeFiles(names, in: folder.path) + content.personal
    for page in pages { content.personal += try removeFile(page) }
    guard let journal else { return content }
    let kept = try await Self.erasedOperation(of: journal)
    let isFirst = try await journal.latestEvent(ofKind: Self.eventKind) == nil
    guard isFirst || kept != nil || !content.personal.isEmpty else { return content }
    let event = JournalEvent(
      at: Date(), kind: Self.eventKind, evidence: content.personal.joined(separator: " "))
    try await journal.commit(
      [.answersErased, .event(event)] + (kept.map { [.operationErased(to: $0)] } ?? []))
    return content
  }

  /// The settings of the operation without their person; nil where the journal has none, as those of
  /// programs before had.
  private static func erasedOperation(of journal: any RunJournal) async throws
    -> OperationSettings?
  {
    guard let settings = try await journal.run()?.settings else { return nil }
    let kept = settings.withoutPersons.operation
    return settings.billing != nil && kept != settings.operation ? kept : nil
  }
}

/// - Returns: the path, where there was a file.
/// - Throws: ``SpreadsheetError``.
private func removeFile(_ path: String) throws -> [String] {
  try removeFiles([SystemPath.name(of: path)], in: SystemPath.folder(of: path)).map { _ in path }
}

/// What was removed and what was not, for scripts.
struct PurgeReport: Encodable {
  private let removed: [String]
  /// Files of the folder that this program did not write.
  private let left: [String]
  /// Folders inside whose runs are not finished.
  private let unfinished: [String]
  /// Files elsewhere that were fetched for the run.
  private let elsewhere: [String]

  init(_ content: Purge.Content) {
    removed = content.personal
    left = content.strangers
    unfinished = content.unfinished
    elsewhere = content.elsewhere
  }
}
