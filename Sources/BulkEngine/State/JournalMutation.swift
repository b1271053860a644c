package import Foundation

/// One change of the journal.
package enum JournalMutation: Sendable, Equatable {
  /// The plan is complete.
  case planned(PlanTotals, at: Date)
  /// Somebody consented to what the plan does.
  case consented
  /// A POST of this chunk is about to start: the chunk and its planned records become `intent`.
  case intent(chunk: Int, batchCode: String, bodySHA256: String, at: Date)
  /// The POST had no effect: the chunk and its records in `intent` are planned again.
  case withdrawn(chunk: Int)
  /// Every record of the chunk in state `intent` gets this state; the chunk is closed.
  case closed(chunk: Int, state: RecordState, outcome: RecordOutcome, at: Date)
  /// One record gets a state; fields of `outcome` that are `nil` keep what is stored.
  ///
  /// An id of the API settles one record: a second one that would be taken with the same id becomes
  /// ``RecordState/inDoubt`` with the code ``APICode/identityTaken`` and an audit line.
  case record(number: Int, state: RecordState, outcome: RecordOutcome, at: Date)
  /// The journal may have lost what was sent: every planned record becomes in doubt and its chunk
  /// is closed, so that the API is asked before anything is sent.
  case doubted
  /// What the ledger says of a record, in the place of what it said before.
  case noted(number: Int, LedgerNote)
  /// A record that was never sent goes on under the code that it has at the API already.
  case recoded(number: Int, customCode: String)
  /// These records are planned again, in a chunk of their own; former chunks are closed. A chunk
  /// with the number 0 gets the next free one.
  case requeued(numbers: [Int], in: Chunk)
  /// How fast the API may be talked to from now on; replaces what was remembered before.
  case paced(RememberedPace)
  /// What the API made for people is erased with their data.
  case answersErased
  /// Audit line of a decision.
  case event(JournalEvent)
}

/// Audit line of one decision with its evidence; nothing personal.
package struct JournalEvent: Sendable, Equatable {
  package var at: Date
  /// Stable word, for example `reconcile.absent`.
  package var kind: String
  package var record: Int?
  package var chunk: Int?
  package var evidence: String

  package init(
    at: Date, kind: String, record: Int? = nil, chunk: Int? = nil, evidence: String = ""
  ) {
    self.at = at
    self.kind = kind
    self.record = record
    self.chunk = chunk
    self.evidence = evidence
  }
}
