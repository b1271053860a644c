import Foundation
import JournalStore
import Qualification
import Spreadsheets

/// Removes everything personal from a run folder; the journal and the summary have nothing personal.
struct Purge {
  /// Audit line of a purge.
  static let eventKind = "purge"

  let held: HeldRun

  /// Whether something is left to send, to look up or to wait for, or the plan is not complete.
  func isUnfinished() async throws -> Bool {
    guard held.run.plannedAt != nil else { return true }
    return try await !held.journal.entries(.states(RecordState.open, after: 0, limit: 1)).isEmpty
  }

  /// Names that would be removed: outputs, the spooled input, what the simulator kept.
  func names() throws -> [String] {
    let kept = [OutputFiles.journal, OutputFiles.summary]
    let personal = OutputFiles.allNames.filter { !kept.contains($0) } + ["report.html"]
    return try SystemPath.entries(of: held.folder.path).filter { name in
      personal.contains(name)
        || [held.folder.spoolPath, held.folder.simulatorStorePath].contains { path in
          name.hasPrefix(SystemPath.name(of: path))
        }
    }
    .sorted()
  }

  /// Files that this program did not write: they may be personal too, and are for a person to see.
  func strangers() throws -> [String] {
    let known = Set(try names())
    return try SystemPath.entries(of: held.folder.path)
      .filter { name in
        !known.contains(name) && name != OutputFiles.summary
          && !name.hasPrefix(OutputFiles.journal)
      }
      .sorted()
  }

  /// Removes them; the audit line is written when they are gone.
  ///
  /// - Returns: what was removed.
  /// - Throws: ``SpreadsheetError``, ``JournalStoreError``.
  func perform() async throws -> [String] {
    let removed = try removeFiles(try names(), in: held.folder.path)
    let isNews = try await held.purgedAt() == nil || !removed.isEmpty
    guard isNews else { return [] }
    let event = JournalEvent(
      at: Date(), kind: Self.eventKind, evidence: removed.joined(separator: " "))
    try await held.journal.commit([.event(event)])
    return removed
  }
}
