package import Foundation

/// Everything that is particular to one bulk operation of the vendor, as pure functions and values.
///
/// The phases, the journal, the limiter and the outputs know nothing else about the operation.
/// Nothing here has a clock, a socket or a lock.
package protocol BulkOperation: SightMessages, FurtherSightMessages, SubmissionMessages,
  NamelessReplies, LookUpMessages, RecordComparison, StatusReading, PrintableMessages,
  CompletionMessages
{
  var traits: OperationTraits { get }
  /// A read-only request that tells whether the API answers and takes the token.
  var probe: Request { get }
  /// What a request with `record` acts on, where requests to one target must not overlap; its own
  /// code unless the operation says otherwise.
  func target(of record: OutgoingRecord) -> String
  /// What must not be kept of `record` when the API repeats it.
  func personalWords(of record: OutgoingRecord) -> PersonalWords
  /// Adds to an empty `identity` what the ledger tells a record by.
  ///
  /// - Parameter value: gives a value of the record by its position.
  /// - Returns: false for a record that no ledger keeps; then nothing was added.
  func identify(
    _ value: (Int) -> ArraySlice<UInt8>, into identity: inout LedgerIdentity
  ) -> Bool
}

/// How the target of a record is looked at before the first byte of the record leaves, where
/// ``OperationTraits/looksFirst`` says so; nothing is looked at unless the operation says otherwise.
package protocol SightMessages: Sendable {
  /// Asks for what `record` acts on, a question without an effect; nil where nothing is to be asked.
  func look(before record: OutgoingRecord) -> Request?
  /// What the answer to ``look(before:)`` says of sending `record` at `now`. A status of 404 is among
  /// the answers.
  func sight(of record: OutgoingRecord, in reply: Reply, at now: Date) -> Sight
  /// What tells of persons in such an answer, which must not be kept of what the API says then; nothing
  /// unless the operation says otherwise.
  func persons(in reply: Reply) -> PersonalWords
  /// Asks for the record as ``LookUpMessages/lookUp(customCode:)`` does, with what was noted of its
  /// target; without that unless the operation says otherwise.
  func lookUp(_ sought: Sought) -> Request?
  /// Reads the reply to ``lookUp(_:)``; as ``LookUpMessages/page(in:)`` does unless the operation says
  /// otherwise.
  func page(in reply: Reply, of sought: Sought) -> RemotePage?
}

/// A look that takes several questions, and that tells the request something; nothing of that unless the
/// operation says otherwise.
package protocol FurtherSightMessages: Sendable {
  /// Asks the question that follows from ``Sight/further(knowing:)``.
  func look(before record: OutgoingRecord, knowing known: String) -> Request?
  /// As ``SightMessages/sight(of:in:at:)``, with what is known besides.
  func sight(of record: OutgoingRecord, in reply: Reply, at now: Date, _ glance: Glance) -> Sight
  /// The request that submits `record`, with what the look told of its target.
  func submission(of record: OutgoingRecord, batchCode: String, told: String?) -> Request
}

/// How records are submitted, and what the API says to it.
package protocol SubmissionMessages: Sendable {
  /// Bytes that `record` takes in the body of a submission, separators included.
  func encodedSize(of record: OutgoingRecord) -> Int
  /// Bytes of the body of a submission around its records.
  var envelopeSize: Int { get }
  /// The request that submits `records` under `batchCode`; the same input gives the same bytes.
  func submission(of records: [OutgoingRecord], batchCode: String) -> Request
  /// Reads a reply to a submission; `nil` when its body is not the API's message.
  func submissionReply(in reply: Reply) -> SubmissionReply?
  /// Whether a reply that says the record was taken shows another one than was sent, as far as it shows
  /// any: then the API is asked. No unless the operation says otherwise.
  func isContradicted(_ record: OutgoingRecord, by shown: RemoteRecord) -> Bool
}

/// How a reply is read that does not say of which record it speaks.
package protocol NamelessReplies: Sendable {
  /// Reads a reply to a submission of `records`; as ``SubmissionMessages/submissionReply(in:)`` does unless
  /// the operation says otherwise.
  func submissionReply(in reply: Reply, to records: [OutgoingRecord]) -> SubmissionReply?
}

/// How records are found again.
package protocol LookUpMessages: Sendable {
  /// Asks for the record with this code; `nil` where the API does not find records by their code.
  func lookUp(customCode: String) -> Request?
  /// Asks for one page of all records, newest first; `nil` where the API lists none. Pages start at 1.
  func listing(page: Int) -> Request?
  /// Reads the reply to ``lookUp(customCode:)`` or ``listing(page:)``; `nil` when it says nothing of
  /// records. One with a status of 404 says so of its code only where the API promises that.
  ///
  /// Of an operation that changes what is there already, records that do not show the change are not
  /// on the page.
  func page(in reply: Reply) -> RemotePage?
}

/// Whose a record of the API is.
package protocol RecordComparison: Sendable {
  /// Whether the API's record is the one we sent and not somebody else's under the same code.
  func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool
  /// Whether the API shows too little of its record to tell whose it is: that it is another one than ours
  /// is not shown either. No unless the operation says otherwise.
  func isVague(_ remote: RemoteRecord) -> Bool
  /// Whether the API took the record otherwise than was asked for, as far as it says.
  func isAltered(_ remote: RemoteRecord) -> Bool
}

/// What the API's statuses mean.
package protocol StatusReading: Sendable {
  /// Every word for a record, and the statuses of the API that they stand for.
  var statuses: StatusTable { get }
}

/// Pages that the API makes of records, for people to print.
package protocol PrintableMessages: Sendable {
  /// Asks for the page of a record; `nil` where the API has none, as far as is known of the record.
  func printable(of outcome: RecordOutcome) -> Request?
  /// Reads the reply; `nil` when it brings none.
  func printable(in reply: Reply) -> [UInt8]?
}

/// What the API makes of a record for people and shows only when the record is read again; asked of operations
/// whose traits say so (``OperationTraits/isShownLater``).
package protocol CompletionMessages: Sendable {
  /// Asks for a record of which something is missing; nil where nothing is.
  func completion(of outcome: RecordOutcome) -> Request?
  /// Reads the reply; `nil` when it shows no record.
  func completion(in reply: Reply) -> RemoteRecord?
  /// The answer that is kept of a record, with what the API shows now; nil where that adds nothing.
  func completed(_ outcome: RecordOutcome, by shown: RemoteRecord) -> String?
}

extension BulkOperation {
  package func completion(of outcome: RecordOutcome) -> Request? { nil }

  package func completion(in reply: Reply) -> RemoteRecord? { nil }

  package func completed(_ outcome: RecordOutcome, by shown: RemoteRecord) -> String? { nil }

  package func look(before record: OutgoingRecord) -> Request? { nil }

  package func sight(of record: OutgoingRecord, in reply: Reply, at now: Date) -> Sight { .go() }

  package func persons(in reply: Reply) -> PersonalWords { PersonalWords() }

  package func look(before record: OutgoingRecord, knowing known: String) -> Request? { nil }

  package func sight(
    of record: OutgoingRecord, in reply: Reply, at now: Date, _ glance: Glance
  ) -> Sight { sight(of: record, in: reply, at: now) }

  package func submission(of record: OutgoingRecord, batchCode: String, told: String?) -> Request {
    submission(of: [record], batchCode: batchCode)
  }

  package func lookUp(_ sought: Sought) -> Request? { lookUp(customCode: sought.customCode) }

  package func page(in reply: Reply, of sought: Sought) -> RemotePage? { page(in: reply) }

  package func submissionReply(
    in reply: Reply, to records: [OutgoingRecord]
  ) -> SubmissionReply? { submissionReply(in: reply) }

  package func printable(of outcome: RecordOutcome) -> Request? { nil }

  package func printable(in reply: Reply) -> [UInt8]? { nil }

  package func isContradicted(_ record: OutgoingRecord, by shown: RemoteRecord) -> Bool { false }

  package func isVague(_ remote: RemoteRecord) -> Bool { false }

  package func target(of record: OutgoingRecord) -> String { record.customCode }

  package func identify(
    _ value: (Int) -> ArraySlice<UInt8>, into identity: inout LedgerIdentity
  ) -> Bool { false }

  /// The record as the ledger knows it; nil where no ledger keeps it.
  package func subject(of record: OutgoingRecord, _ hashing: LedgerHashing) -> LedgerSubject? {
    var identity = LedgerIdentity()
    guard identify({ ArraySlice(record.values[$0].utf8) }, into: &identity) else { return nil }
    return hashing.subject(
      of: identity, amountInCents: traits.needsAmount ? record.amountInCents : nil)
  }

  /// Whether submitting a record moves money, in either direction, so that consent is needed first.
  package var movesMoney: Bool { traits.money != .none }
}
