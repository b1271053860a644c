package import Foundation

/// One change of the journal.
package enum JournalMutation: Sendable, Equatable {
  /// The plan is complete.
  case planned(PlanTotals, at: Date)
  /// Somebody consented to what the plan does.
  case consented
  /// The input of the run is at another place now.
  case inputMoved(to: String)
  /// A POST of this chunk is about to start: the chunk and its planned records become `intent`.
  ///
  /// - Parameters:
  ///   - records: how many are sent, which must be all planned ones of the chunk; nil does not look.
  ///   - lasting: what must be left of the claim that is held, so that the request ends before it.
  case intent(
    chunk: Int, batchCode: String, bodySHA256: String, at: Date, records: Int? = nil,
    lasting: Duration = .zero)
  /// The POST had no effect: the chunk and its records in `intent` are planned again.
  case withdrawn(chunk: Int)
  /// Every record of the chunk in state `intent` gets this state; the chunk is closed.
  case closed(chunk: Int, state: RecordState, outcome: RecordOutcome, at: Date)
  /// One record gets a state; fields of `outcome` that are `nil` keep what is stored.
  ///
  /// An id of the API settles one record: a second one that would be taken with the same id becomes
  /// ``RecordState/inDoubt`` with the code ``APICode/identityTaken`` and an audit line.
  ///
  /// - Parameter attempts: how many the record had when the API was asked about it: where it was sent
  ///   since, only that the API has it is taken for true. nil does not look.
  case record(
    number: Int, state: RecordState, outcome: RecordOutcome, at: Date, attempts: Int? = nil)
  /// The journal may have lost what was sent: every planned record becomes in doubt and its chunk
  /// is closed, so that the API is asked before anything is sent.
  case doubted
  /// What the ledger says of a record, in the place of what it said before.
  case noted(number: Int, LedgerNote)
  /// What was seen of the target of a planned record before it is sent, see ``Sight/go(noting:)``; where the
  /// request never left, what was seen before the latest one that did.
  case sighted(number: Int, String?)
  /// A record that was never sent goes on under the code that it has at the API already.
  case recoded(number: Int, customCode: String)
  /// These records are planned again, in a chunk of their own; former chunks are closed. A chunk
  /// with the number 0 gets the next free one.
  case requeued(numbers: [Int], in: Chunk, from: Requeueing)
  /// How fast the API may be talked to from now on; replaces what was remembered before.
  case paced(RememberedPace)
  /// What the API made for people is erased with their data.
  case answersErased
  /// The settings of the operation without what earlier programs kept of a person in them.
  case operationErased(to: OperationSettings)
  /// Audit line of a decision.
  case event(JournalEvent)
}

extension JournalMutation {
  /// The chunk that is to be claimed by whoever writes this.
  package var claimedChunk: Int? {
    switch self {
    case .intent(let chunk, _, _, _, _, _), .withdrawn(let chunk), .closed(let chunk, _, _, _):
      chunk
    default: nil
    }
  }
}

/// Which records may be planned again.
package enum Requeueing: Sendable, Equatable {
  /// Those of the request that was answered: the API took none of them.
  case request
  /// Those in doubt that were not sent since the API was asked about them: how many attempts each
  /// number had then.
  case doubt(attempts: [Int: Int])
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
