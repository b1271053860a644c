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
  /// The meaning of a status id.
  func step(ofStatus statusID: Int) -> Step
}

/// The coarse state that a status id stands for.
package enum Step: Sendable, Equatable {
  case pending
  case awaitingBalance
  case valid
  case invalid
  case notVerifiable

  /// Whether the API will not change it any more.
  package var isFinal: Bool {
    switch self {
    case .pending, .awaitingBalance: false
    case .valid, .invalid, .notVerifiable: true
    }
  }

  /// Whether the record came to nothing, for good.
  var isFailed: Bool { self == .invalid || self == .notVerifiable }
}

/// What an operation demands of a record.
package struct RecordNeeds: Sendable, Equatable {
  /// Whether a record without a readable amount in range is rejected.
  package var amount: Bool

  package init(amount: Bool) {
    self.amount = amount
  }
}

/// What the API said about a submission, read from the body alone.
package struct SubmissionReply: Sendable, Equatable {
  /// One record named in one of the lists.
  package struct Entry: Sendable, Equatable {
    package var customCode: String
    package var message: String?

    package init(customCode: String, message: String? = nil) {
      self.customCode = customCode
      self.message = message
    }
  }

  /// The three lists of a mixed outcome.
  package struct Lists: Sendable, Equatable {
    package var errors: [Entry]
    package var accepted: [Entry]
    package var acceptedUnderOtherService: [Entry]
    /// Whether an entry names no record: then nobody can tell whom it means.
    package var hasNamelessEntries: Bool

    package init(
      errors: [Entry] = [], accepted: [Entry] = [], acceptedUnderOtherService: [Entry] = [],
      hasNamelessEntries: Bool = false
    ) {
      self.errors = errors
      self.accepted = accepted
      self.acceptedUnderOtherService = acceptedUnderOtherService
      self.hasNamelessEntries = hasNamelessEntries
    }
  }

  package var message: String?
  /// `nil` when the reply names no records at all.
  package var lists: Lists?

  package init(message: String?, lists: Lists? = nil) {
    self.message = message
    self.lists = lists
  }
}

/// A record as the API tells it.
package struct RemoteRecord: Sendable, Equatable {
  package var id: Int
  package var customCode: String
  /// Of the batch that brought it, when given.
  package var batchCode: String?
  package var statusID: Int
  /// The API's name of the service that was applied, when given.
  package var serviceName: String?
  package var document: String?
  package var bankCode: String?
  package var bankBranch: String?
  package var account: String?
  package var accountDigit: String?
  /// Hundredths of the currency; `nil` when the API gives none, or nothing that can be read.
  package var amountInCents: Int64?
  /// As sent by the API; no format is documented.
  package var createdAt: String?

  package init(
    id: Int, customCode: String, statusID: Int, serviceName: String? = nil,
    document: String? = nil, bankCode: String? = nil, bankBranch: String? = nil,
    account: String? = nil, accountDigit: String? = nil, createdAt: String? = nil,
    batchCode: String? = nil, amountInCents: Int64? = nil
  ) {
    self.id = id
    self.customCode = customCode
    self.batchCode = batchCode
    self.statusID = statusID
    self.serviceName = serviceName
    self.document = document
    self.bankCode = bankCode
    self.bankBranch = bankBranch
    self.account = account
    self.accountDigit = accountDigit
    self.createdAt = createdAt
    self.amountInCents = amountInCents
  }
}

/// One page of the API's records.
package struct RemotePage: Sendable, Equatable {
  package var records: [RemoteRecord]
  /// The number of the last page; `nil` when the API does not say.
  package var lastPage: Int?
  /// How many records all pages have; `nil` when the API does not say.
  package var total: Int?

  package init(records: [RemoteRecord], lastPage: Int? = nil, total: Int? = nil) {
    self.records = records
    self.lastPage = lastPage
    self.total = total
  }
}
