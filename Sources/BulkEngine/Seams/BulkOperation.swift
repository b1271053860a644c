/// Everything that is particular to one bulk operation of the vendor, as pure functions.
///
/// The phases, the journal, the limiter and the outputs know nothing else about the operation.
/// Nothing here has a clock, a socket or a lock.
package protocol BulkOperation: Sendable {
  /// What the local check demands of a record before it may be submitted.
  var needs: RecordNeeds { get }
  /// Whether submitting a record deposits money, so that consent is needed first.
  var movesMoney: Bool { get }
  /// A read-only request that tells whether the API answers and takes the token.
  var probe: Request { get }

  /// Bytes that `record` takes in the body of a submission, separators included.
  func encodedSize(of record: OutgoingRecord) -> Int
  /// Bytes of the body of a submission around its records.
  var envelopeSize: Int { get }
  /// The POST that submits `records` under `batchCode`; the same input gives the same bytes.
  func submission(of records: [OutgoingRecord], batchCode: String) -> Request
  /// Reads the body of a reply to a submission; `nil` when it is not the API's message.
  func submissionReply(in body: [UInt8]) -> SubmissionReply?

  /// Asks for the record with this code.
  func lookUp(customCode: String) -> Request
  /// Asks for one page of all records, newest first. Pages start at 1.
  func listing(page: Int) -> Request
  /// Reads the reply to ``lookUp(customCode:)`` or ``listing(page:)``; `nil` when unreadable.
  func page(in body: [UInt8]) -> RemotePage?
  /// Whether the API's record is the one we sent and not somebody else's under the same code.
  func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool
  /// Whether the API applied another service than was asked for, as far as it says.
  func isUnderOtherService(_ remote: RemoteRecord) -> Bool
  /// What the API's statuses mean, and every word that is told of a record.
  var statuses: StatusTable { get }
}

/// What an operation demands of a record.
package struct RecordNeeds: Sendable, Equatable {
  /// Whether a record without a readable amount in range is rejected.
  package var amount: Bool

  package init(amount: Bool) {
    self.amount = amount
  }
}
