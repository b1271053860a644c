import Foundation
import BulkEngine
import Spreadsheets

/// What a session does when input, plan or journal cannot be trusted as they are.
extension RunSession {
  /// What an error says to a person of the input or the plan: also who has been sent already.
  func explained(_ error: any Error) async throws -> any Error {
    let error = cause(of: error)
    let reason: BrokenPlan.Reason
    switch error {
    case InputError.changed: reason = .changed
    case InputError.grown: reason = .grown
    case PlanError.judgedOtherwise:
      reason = run.judge == nil ? .otherRules(program: nil) : .otherJournal
    case SpreadsheetError.notFound(input.path): return RunFailure.inputGone(path: input.path)
    default: return error
    }
    return BrokenPlan(
      reason: reason, path: input.path, folder: folder,
      sent: try await SentRecords(in: journal))
  }

  /// A file that is saved again while it is read may look damaged; what is wrong with it then is that it
  /// is not the planned one any more.
  private func cause(of error: any Error) -> any Error {
    guard error is SpreadsheetError || error is InputError else { return error }
    do {
      try planned.requireUntouched()
      return error
    } catch let change as InputError {
      return change
    } catch {
      return error
    }
  }

  /// Asks the API first where the journal may not know of everything that was sent.
  /// - Parameter isTold: whether a person says that it does not.
  func heedDoubt(isTold: Bool) async throws {
    guard let doubt = try await doubt(isTold: isTold) else { return }
    let planned = try await journal.counts()[.planned] ?? 0
    let event = JournalEvent(
      at: Date(), kind: Self.doubtedKind, evidence: doubt.rawValue)
    try await journal.commit([.doubted, .event(event)])
    if planned > 0 { messages.journalDoubted(doubt, records: planned) }
  }

  private static let doubtedKind = "resume.journal_doubted"

  /// Why the journal may not know of everything that was sent; nil where it does.
  func doubt(isTold: Bool) async throws -> JournalDoubt? {
    if let doubt = await journal.doubt { return doubt }
    if isTold { return .told }
    guard folder.shared == nil, let earlier = WrittenSummary(path: folder.summaryPath),
      earlier.hasSent, earlier.run != run.code,
      try await journal.latestEvent(ofKind: Self.doubtedKind) == nil
    else { return nil }
    return .gone
  }
}
