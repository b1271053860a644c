/// A record as the API tells it.
package struct RemoteRecord: Sendable, Equatable {
  /// The API's own id; empty or `0` when it tells none.
  package var id: String
  package var customCode: String
  /// Of the batch that brought it, when given.
  package var batchCode: String?
  /// A number or a word; `0` when it cannot be read.
  package var statusID: String
  /// The API's name of what it does with the record, when given.
  package var treatment: String?
  /// Texts that tell whose record it is, as many and in the order that its operation says; `nil`
  /// for each that the API does not show. Empty where it shows none.
  package var identity: [String?]
  /// Hundredths of the currency; `nil` when the API gives none, or nothing that can be read.
  package var amountInCents: Int64?
  /// As sent by the API; no format is documented.
  package var createdAt: String?
  /// What the API made for people, as the operation's own JSON; never a name or a document.
  package var answer: String?

  package init(
    id: String, customCode: String, statusID: String, treatment: String? = nil,
    identity: [String?] = [], createdAt: String? = nil, batchCode: String? = nil,
    amountInCents: Int64? = nil, answer: String? = nil
  ) {
    self.id = id
    self.customCode = customCode
    self.batchCode = batchCode
    self.statusID = statusID
    self.treatment = treatment
    self.identity = identity
    self.createdAt = createdAt
    self.amountInCents = amountInCents
    self.answer = answer
  }

  /// The API's id, where it tells this record from all others.
  package var knownID: String? { Self.known(id) }

  static func known(_ id: String?) -> String? { id == "" || id == "0" ? nil : id }
}

/// One page of the API's records.
package struct RemotePage: Sendable, Equatable {
  package var records: [RemoteRecord]
  /// The number of the last page; `nil` when the API does not say.
  package var lastPage: Int?
  /// How many records all pages have; `nil` when the API does not say.
  package var total: Int?

  /// What can be a number of pages or records: it is reckoned with.
  private static let counts = 0...1_000_000_000_000

  package init(records: [RemoteRecord], lastPage: Int? = nil, total: Int? = nil) {
    self.records = records
    self.lastPage = lastPage.flatMap { Self.counts.contains($0) ? $0 : nil }
    self.total = total.flatMap { Self.counts.contains($0) ? $0 : nil }
  }
}
