package import Foundation

/// The seam to a ledger as people look at it: runs, counts and hashes, never a person.
///
/// Every error is a ``LedgerError``, or a ``JournalError`` where the ledger stands beside the journal.
package protocol LedgerBook {
  /// In the order in which they began.
  func runs() throws -> [LedgerBookRun]
  /// Removes runs and everything of them.
  ///
  /// - Returns: how many entries were removed.
  func forget(_ runs: [LedgerBookRun]) throws -> Int
  /// Calls `take` with every entry, run by run.
  func eachEntry(_ take: (LedgerBookEntry) throws -> Void) throws
  /// What changed from one run to another.
  func compare(_ earlier: LedgerBookRun, _ later: LedgerBookRun) throws -> LedgerDifference
}

/// A run with what its records came to.
package struct LedgerBookRun: Sendable {
  package var code: String
  package var operation: String
  package var variant: String
  package var scope: LedgerScope
  package var file: String
  package var startedAt: Date
  package var lastAt: Date
  package var finishedAt: Date?
  package var counts: [LedgerState: Int]
  /// Of what was sent and did not come to nothing, in hundredths; nil when no amount is sent.
  package var amountInCents: Int64?
  /// Of the run in its ledger.
  package var number: Int64

  package init(
    code: String, operation: String, variant: String, scope: LedgerScope, file: String,
    startedAt: Date, lastAt: Date, finishedAt: Date?, counts: [LedgerState: Int],
    amountInCents: Int64?, number: Int64
  ) {
    self.code = code
    self.operation = operation
    self.variant = variant
    self.scope = scope
    self.file = file
    self.startedAt = startedAt
    self.lastAt = lastAt
    self.finishedAt = finishedAt
    self.counts = counts
    self.amountInCents = amountInCents
    self.number = number
  }
}

/// One record; hashes are hexadecimal.
package struct LedgerBookEntry: Sendable {
  package var run: String
  package var record: Int
  package var whole: String
  package var person: String
  package var place: String
  package var amountInCents: Int64?
  package var state: LedgerState
  package var sentAt: Date?
  package var settledAt: Date?
  package var apiID: String?

  package init(
    run: String, record: Int, subject: LedgerSubject, state: LedgerState, sentAt: Date?,
    settledAt: Date?, apiID: String?
  ) {
    self.run = run
    self.record = record
    whole = Self.hexadecimal(subject.whole, digits: 16)
    person = Self.hexadecimal(subject.person, digits: 12)
    place = Self.hexadecimal(subject.place, digits: 12)
    amountInCents = subject.amountInCents
    self.state = state
    self.sentAt = sentAt
    self.settledAt = settledAt
    self.apiID = apiID
  }

  private static func hexadecimal(_ number: Int64, digits: Int) -> String {
    let text = String(UInt64(bitPattern: number), radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

/// What changed from one run to another; lines of the files in which they stand.
package struct LedgerDifference: Sendable, Equatable {
  /// Persons of both runs with the same place.
  package var same = 0
  /// Lines of the later file, in their order.
  package var new: [Int] = []
  package var changed: [Int] = []
  /// Lines of the earlier file, in their order.
  package var gone: [Int] = []

  package init() {}
}
