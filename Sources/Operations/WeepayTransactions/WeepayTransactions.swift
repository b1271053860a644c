package import BulkEngine
package import Foundation

/// Debits of stored cards through the vendor's Weepay API.
///
/// A reference that is known is answered with the first transaction, and nothing is debited again: so what
/// is in doubt is sent once more as it was, and the answer is compared. Customer and card are read before.
package struct WeepayTransactions: BulkOperation {
  /// Stands in journals.
  package static let name = "weepay_transaction"

  private let settings: WeepayTransactionSettings

  package init(_ settings: WeepayTransactionSettings) {
    self.settings = settings
  }

  /// The check of the operation's sheets.
  package static func check(_ settings: WeepayTransactionSettings) -> any SheetCheck {
    let descriptor =
      settings.statementDescriptor == nil ? [WeepayTransactionField.descriptor] : []
    return CellwiseCheck(
      rules: WeepayTransactionRules(settings: settings),
      required: WeepayTransactionField.layout.required + descriptor)
  }

  /// Raised with every change after which a debit may be judged, repaired or normalised otherwise.
  package static let rules = CustomCode.digest("weepay_transaction/3", length: 32)

  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "weepay", money: .incoming, way: .replayable, looksFirst: true,
      needsAmount: true, recordsPerRequest: 1)
  }

  package var probe: Request { WeepayPaths.probe }

  package func identify(
    _ value: (Int) -> ArraySlice<UInt8>, into identity: inout LedgerIdentity
  ) -> Bool {
    identity.person += value(WeepayTransactionValue.card.rawValue)
    identity.whole += identity.person
    identity.whole.append(0x7C)
    // Next month's fee of the same card is another one.
    identity.whole += value(WeepayTransactionValue.description.rawValue)
    return true
  }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords {
    PersonalWords(
      names: [record[debit: .card], record[debit: .description]],
      numbers: [record[debit: .card], record[debit: .document]].filter { !$0.isEmpty })
  }

  // MARK: Look before sending

  /// What is asked next; each question needs the answer to the one before.
  private enum Step: String {
    /// What became of the reference that an earlier run used.
    case predecessor
    case customer
    /// The customer's id stands behind it.
    case card
  }

  package func look(before record: OutgoingRecord) -> Request? {
    record.predecessor.map { WeepayPaths.transactions(of: $0.customCode) }
      ?? look(before: record, knowing: first(of: record))
  }

  package func look(before record: OutgoingRecord, knowing known: String) -> Request? {
    let (id, document) = (record[debit: .customer], record[debit: .document])
    if known == Step.customer.rawValue {
      return id.isEmpty ? WeepayPaths.customer(ofDocument: document) : WeepayPaths.customer(id)
    }
    return WeepayPaths.card(
      record[debit: .card], of: String(known.dropFirst(Step.card.rawValue.utf8.count + 1)))
  }

  /// A customer that only the id names is not asked for: the card's answer says the same.
  private func first(of record: OutgoingRecord) -> String {
    record[debit: .document].isEmpty
      ? "\(Step.card.rawValue):\(record[debit: .customer])" : Step.customer.rawValue
  }

  package func sight(
    of record: OutgoingRecord, in reply: Reply, at now: Date, _ glance: Glance
  ) -> Sight {
    let known =
      glance.known
      ?? (record.predecessor == nil ? first(of: record) : Step.predecessor.rawValue)
    let parts = known.split(separator: ":", maxSplits: 1).map(String.init)
    switch Step(rawValue: parts[0]) {
    case .predecessor:
      return earlier(record, in: reply) ?? .further(knowing: first(of: record))
    case .customer:
      if WeepayMessage.saysMissing(reply) { return .refused(code: Self.unknownCustomer) }
      guard let customer = CustomerMessage.one(in: reply), let id = customer.id else {
        return .unclear
      }
      if let document = customer.document, document != record[debit: .document] {
        return record[debit: .customer].isEmpty ? .unclear : .refused(code: Self.otherDocument)
      }
      return .further(knowing: "\(Step.card.rawValue):\(id)")
    case .card:
      if WeepayMessage.saysMissing(reply) { return .refused(code: Self.unknownCard) }
      return WeepayMessage.saysDone(reply) && parts.count == 2 ? .go(telling: parts[1]) : .unclear
    case nil: return .unclear
    }
  }

  /// - Returns: nil when nothing under the earlier reference keeps the record from being sent.
  private func earlier(_ record: OutgoingRecord, in reply: Reply) -> Sight? {
    guard let predecessor = record.predecessor, let page = page(in: reply) else { return .unclear }
    let code = predecessor.customCode.lowercased()
    let found = page.records.filter { $0.customCode.lowercased() == code }
    guard let remote = found.first(where: { !statuses.verdict(ofStatus: $0.statusID).isFailed })
    else { return page.records.isEmpty || !found.isEmpty ? nil : .unclear }
    if matches(remote, record) { return .reached(remote, isOurs: false) }
    return predecessor.isReplacedByHand ? nil : .refused(code: APICode.earlierCode)
  }

  // MARK: Submission

  private struct Body: Encodable {
    struct Customer: Encodable {
      var id: String
    }
    var reference_id: String
    var amount: Int64
    var description: String
    var customer: Customer
    var statement_descriptor: String
    var payment_method: WeepayPaths.CardPayment
  }

  private func body(of record: OutgoingRecord, customer: String) -> [UInt8] {
    guard let amount = record.amountInCents, amount > 0 else {
      preconditionFailure("a debit has an amount")
    }
    return WeepayJSON.bytes(
      Body(
        reference_id: record.customCode, amount: amount, description: record[debit: .description],
        customer: .init(id: customer), statement_descriptor: record[debit: .descriptor],
        payment_method: .init(
          card: .init(id: record[debit: .card]), capture: settings.onlyAuthorises ? false : nil)))
  }

  package func encodedSize(of record: OutgoingRecord) -> Int {
    body(of: record, customer: record[debit: .customer]).count
  }

  package var envelopeSize: Int { 64 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request carries one debit")
    return submission(of: records[0], batchCode: batchCode, told: nil)
  }

  package func submission(
    of record: OutgoingRecord, batchCode: String, told: String?
  ) -> Request {
    Request(
      .post, WeepayPaths.transactions,
      body: body(of: record, customer: told ?? record[debit: .customer]))
  }

  package func submissionReply(
    in reply: Reply, to records: [OutgoingRecord]
  ) -> SubmissionReply? { submissionReply(in: reply)?.naming(records) }

  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    if (200..<300).contains(reply.status) {
      guard let transaction = TransactionMessage.one(in: reply) else { return nil }
      let record = remote(transaction)
      // 200 is the first transaction of the reference, and nothing was made.
      return SubmissionReply(
        message: nil,
        answers: [
          .init(
            customCode: record.customCode, reply.status == 200 ? .repeated : .accepted,
            record: record)
        ])
    }
    guard let message = WeepayMessage.sentence(in: reply) else { return nil }
    guard reply.status == 402 else { return SubmissionReply(message: message) }
    let failed = RemoteRecord(
      id: "0", customCode: "", statusID: "failed",
      answer: WeepayJSON.text(["state": "failed"]))
    return SubmissionReply(
      message: nil,
      answers: [
        .init(
          customCode: "", .failed, code: Self.failedCode, message: message, record: failed)
      ])
  }

  package func isContradicted(_ record: OutgoingRecord, by shown: RemoteRecord) -> Bool {
    !matches(shown, record)
      || !shown.customCode.isEmpty && shown.customCode != record.customCode
  }

  // MARK: Look-up

  package func lookUp(customCode: String) -> Request? {
    WeepayPaths.transactions(of: customCode)
  }

  package func listing(page: Int) -> Request? { WeepayPaths.page(page) }

  package func page(in reply: Reply) -> RemotePage? {
    guard (200..<300).contains(reply.status),
      let page = decoded(TransactionPage.self, from: reply.body)
    else { return nil }
    return RemotePage(
      records: page.transactions.map(remote), lastPage: page.lastPage, total: page.total)
  }

  /// What the API does not show cannot differ.
  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    guard remote.identity.count == 2, remote.amountInCents == record.amountInCents else {
      return false
    }
    let own = [record[debit: .card], record[debit: .customer]]
    return zip(remote.identity, own).allSatisfy { shown, own in
      shown == nil || own.isEmpty || shown == own
    }
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  package var statuses: StatusTable {
    settings.onlyAuthorises ? Self.statusesOfAuthorisations : Self.statuses
  }

  private func remote(_ transaction: TransactionMessage) -> RemoteRecord {
    RemoteRecord(
      id: transaction.id ?? "0", customCode: transaction.reference ?? "",
      statusID: transaction.status ?? "0", identity: [transaction.card, transaction.customer],
      createdAt: transaction.createdAt, amountInCents: transaction.amountInCents,
      answer: transaction.answer)
  }
}
