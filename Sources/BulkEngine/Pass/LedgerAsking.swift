package import Foundation
internal import Synchronization

/// Asks the ledger about the accepted records of a pass, a block at a call.
package final class LedgerAsking: Sendable {
  private let ledger: any Ledger
  private let operation: any BulkOperation
  private let sendsAgain: Bool
  private let now: Date
  private let sums = Mutex(LedgerTotals())

  /// - Parameter sendsAgain: whether records that another run has sent are sent once more.
  package init(
    _ ledger: any Ledger, _ operation: any BulkOperation, sendsAgain: Bool = false, now: Date
  ) {
    self.ledger = ledger
    self.operation = operation
    self.sendsAgain = sendsAgain
    self.now = now
  }

  /// What was said so far.
  package var totals: LedgerTotals { sums.withLock { $0 } }

  /// Notes in `block` what the ledger says of its records.
  ///
  /// - Throws: ``LedgerError``.
  func judge(_ block: inout CheckedBlock) async throws {
    let (hashing, needsAmount) = (ledger.hashing, operation.traits.needsAmount)
    var (indexes, subjects): ([Int], [LedgerSubject]) = ([], [])
    var identity = LedgerIdentity()
    for index in 0..<block.recordCount where block.judgement(index) == .ready {
      identity.removeAll()
      guard operation.identify({ block.value($0, of: index) }, into: &identity) else { return }
      indexes.append(index)
      subjects.append(
        hashing.subject(
          of: identity, amountInCents: needsAmount ? block.amountInCents(index) : nil))
    }
    guard !subjects.isEmpty else { return }
    let answers = try await ledger.answers(to: subjects, at: now)
    var totals = LedgerTotals()
    for (place, answer) in answers {
      let mark = mark(answer)
      block.note(mark, of: indexes[place])
      totals.add(
        mark.note, file: answer.sent?.run.file ?? "",
        amountInCents: subjects[place].amountInCents)
    }
    sums.withLock { $0.add(totals) }
  }

  private func mark(_ answer: LedgerAnswer) -> LedgerMark {
    var mark = LedgerMark(note: LedgerNote())
    if let sent = answer.sent {
      let earlier = LedgerNote.Earlier(run: sent.run.code, day: LedgerDay(sent.at))
      if sendsAgain { mark.note.again = earlier } else { mark.note.sent = earlier }
    } else if let known = answer.known {
      mark.note.known = LedgerNote.Earlier(run: known.run.code, day: LedgerDay(known.at))
      mark.verdict = EarlierVerdict(at: known.at, apiID: known.apiID)
    }
    mark.note.changed = answer.changedSince.map { LedgerDay($0) }
    mark.note.isShared = answer.isShared
    return mark
  }
}
