package import Foundation
import Spreadsheets

/// Writes what the ledger lacks of a run: its process was killed between journal and ledger, the ledger
/// was lost or could not be written, or records are in the file that were never to be sent.
package struct LedgerFiling: RecordVisitor {
  private let journal: any Journal
  private let ledger: any Ledger
  private let operation: any BulkOperation
  private let now: Date
  private var entries: [JournalEntry] = []
  private var first = 1
  private var outcomes: [LedgerOutcome] = []

  /// Reads the input once more where the counts of journal and ledger differ.
  ///
  /// - Parameters:
  ///   - pass: over the input of the run.
  ///   - isFinished: whether nothing is left to send, to look up or to wait for.
  /// - Throws: an error of the journal, the ledger or the input.
  package static func complete(
    _ run: Run, pass: RecordPass, journal: any Journal, ledger: any Ledger,
    operation: any BulkOperation, isFinished: Bool = false, now: Date
  ) async throws {
    let wanted = Counts(try await journal.counts(), run.plan?.ledger, operation.statuses)
    let own = try await ledger.ownRun().counts
    if !wanted.isEmpty || !own.isEmpty, !wanted.areKept(in: own) {
      var filing = LedgerFiling(
        journal: journal, ledger: ledger, operation: operation, now: now)
      var pass = pass
      pass.asking = nil
      _ = try await pass.run(&filing)
    }
    guard isFinished, !wanted.isEmpty else { return }
    try await ledger.settle(LedgerReport([], isFinished: true), at: now)
  }

  private init(
    journal: any Journal, ledger: any Ledger, operation: any BulkOperation, now: Date
  ) {
    self.journal = journal
    self.ledger = ledger
    self.operation = operation
    self.now = now
  }

  package var needsValues: Bool { true }

  package mutating func begin(first: Int, count: Int) async throws {
    self.first = first
    entries = try await journal.entries(.numbers(first: first, last: first + count - 1))
  }

  package mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    guard number - first < entries.count else { return }
    let entry = entries[number - first]
    let isSeen = entry.note?.sent != nil || entry.note?.known != nil
    let found =
      isSeen
      ? LedgerOutcome(number: number, state: .seen)
      : LedgerOutcome(of: entry, operation.statuses)
    guard var outcome = found, outcome.state != nil || entry.state == .planned else { return }
    let values = block.outgoing(index, number: number, customCode: "")
    guard let subject = operation.subject(of: values, ledger.hashing) else { return }
    if outcome.state != nil {
      outcome.record = LedgerRecord(
        number: number, line: block.row(index).line, subject: subject)
    }
    outcomes.append(outcome)
  }

  package mutating func end() async throws {
    guard !outcomes.isEmpty else { return }
    try await ledger.settle(LedgerReport(outcomes), at: now)
    outcomes.removeAll(keepingCapacity: true)
  }

  /// What the ledger must have of a run.
  private struct Counts {
    private var byState: [LedgerState: Int] = [:]

    init(_ states: [RecordState: Int], _ totals: LedgerTotals?, _ statuses: StatusTable) {
      for (state, count) in states where count > 0 {
        let entry = JournalEntry(number: 1, state: state)
        guard let kept = LedgerOutcome(of: entry, statuses)?.state else { continue }
        byState[kept, default: 0] += count
      }
      let known = totals?.known ?? 0
      byState[.good, default: 0] -= known
      byState[.seen] = known + (totals?.heldCount ?? 0)
      byState = byState.filter { $0.value > 0 }
    }

    var isEmpty: Bool { byState.isEmpty }

    func areKept(in own: [LedgerState: Int]) -> Bool {
      [.sent, .good, .failed].allSatisfy { (own[$0] ?? 0) == (byState[$0] ?? 0) }
        && (own[.seen] ?? 0) >= (byState[.seen] ?? 0)
    }
  }
}
