import Foundation
import BulkEngine

/// A run that has nothing left to send, to look up or to wait for, and when it got there.
struct FinishedRun {
  /// Audit line of the end of a run.
  static let eventKind = "finished"

  /// Nil for a run that ended before this was noted.
  let at: Date?

  /// - Returns: nil for a run that is not finished.
  /// - Throws: ``JournalError``.
  init?(_ run: Run, in journal: any RunJournal) async throws {
    guard run.plannedAt != nil,
      try await journal.entries(.states(RecordState.Kind.open, after: 0, limit: 1)).isEmpty
    else { return nil }
    at = try await journal.latestEvent(ofKind: Self.eventKind)?.at
  }

  /// Notes in the journal that the run is finished now, the first time.
  ///
  /// - Throws: ``JournalError``.
  static func note(in journal: any RunJournal) async throws {
    guard try await journal.latestEvent(ofKind: eventKind) == nil else { return }
    try await journal.note(JournalEvent(at: Date(), kind: eventKind))
  }

  /// `em 29/11/2026 12:00`, with a blank in front; empty where it is unknown.
  func when(_ language: Language) -> String {
    guard let at else { return "" }
    let moment = language.moment(at)
    return language.pick(" on \(moment)", " em \(moment)")
  }
}
