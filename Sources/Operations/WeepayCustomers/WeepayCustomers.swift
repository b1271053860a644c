package import BulkEngine
package import Foundation

/// Customers of the vendor's Weepay API: made, or replaced where the API shows other data.
///
/// The customer is searched by document before anything is sent. An update replaces all data, so it does the
/// same however often it is sent; what the sheet does not say (telephone, birth date) is kept.
package struct WeepayCustomers: BulkOperation {
  /// Stands in journals.
  package static let name = "weepay_customer"

  private let settings: WeepayCustomerSettings

  package init(_ settings: WeepayCustomerSettings) {
    self.settings = settings
  }

  /// The check of the operation's sheets.
  package static func check(_ settings: WeepayCustomerSettings) -> any SheetCheck {
    CellwiseCheck(
      rules: WeepayCustomerRules(settings: settings),
      required: WeepayCustomerField.layout.required)
  }

  /// Raised with every change after which a customer may be judged, repaired or normalised otherwise.
  package static let rules = CustomCode.digest("weepay_customer/3", length: 32)

  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "weepay", way: .replacing, isOneAtATime: true, looksFirst: true,
      recordsPerRequest: 1)
  }

  package var probe: Request { WeepayPaths.probe }

  package func target(of record: OutgoingRecord) -> String { record[of: .document] }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords {
    PersonalWords(
      names: [record[of: .name], record.weepayAddress[0]],
      numbers: [
        record[of: .document], record[of: .email], record[of: .phone], record.weepayAddress[5],
      ]
      .filter { !$0.isEmpty })
  }

  // MARK: Look before sending

  package func look(before record: OutgoingRecord) -> Request? {
    WeepayPaths.customer(ofDocument: record[of: .document])
  }

  /// What a request does, as it is noted before it leaves; the status of the customer behind it.
  private enum Change: String {
    case created, updated
  }

  package func sight(
    of record: OutgoingRecord, in reply: Reply, at now: Date, _ glance: Glance
  ) -> Sight {
    if WeepayMessage.saysMissing(reply) { return .go(noting: Change.created.rawValue) }
    guard let shown = CustomerMessage.one(in: reply),
      shown.document.map({ $0 == record[of: .document] }) ?? true
    else { return .unclear }
    if isSame(shown, record) {
      let change = glance.former.flatMap(Change.init)?.rawValue ?? "unchanged"
      return .reached(remote(shown.id, under: record.customCode, change), isOurs: false)
    }
    return .go(noting: Change.updated.rawValue, telling: WeepayJSON.text(Known(shown)))
  }

  /// What an update needs of the customer that is there.
  private struct Known: Codable {
    var id: String?
    var birthdate, phone: String?

    init(_ shown: CustomerMessage) {
      (id, birthdate, phone) = (shown.id, shown.birthdate, shown.phone)
    }
  }

  private func isSame(_ shown: CustomerMessage, _ record: OutgoingRecord) -> Bool {
    shown.name == record[of: .name]
      && shown.email?.lowercased() == record[of: .email].lowercased()
      && (record[of: .phone].isEmpty || shown.phone == record[of: .phone])
      && (record[of: .birthdate].isEmpty || shown.birthdate == record[of: .birthdate])
      && shown.address == record.weepayAddress
  }

  // MARK: Submission

  private func body(of record: OutgoingRecord, _ known: Known?) -> [UInt8] {
    var customer = CustomerMessage(
      document: record[of: .document], email: record[of: .email], name: record[of: .name],
      address: record.weepayAddress)
    customer.birthdate = record[of: .birthdate].isEmpty ? known?.birthdate : record[of: .birthdate]
    customer.phone = record[of: .phone].isEmpty ? known?.phone : record[of: .phone]
    return WeepayJSON.bytes(customer)
  }

  package func encodedSize(of record: OutgoingRecord) -> Int { body(of: record, nil).count }

  package var envelopeSize: Int { 64 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request carries one customer")
    return submission(of: records[0], batchCode: batchCode, told: nil)
  }

  package func submission(
    of record: OutgoingRecord, batchCode: String, told: String?
  ) -> Request {
    let known = told.flatMap { try? JSONDecoder().decode(Known.self, from: Data($0.utf8)) }
    guard let known, let id = known.id else {
      return Request(.post, WeepayPaths.customers, body: body(of: record, nil))
    }
    return Request(.put, "\(WeepayPaths.customers)/\(id)", body: body(of: record, known))
  }

  package func submissionReply(
    in reply: Reply, to records: [OutgoingRecord]
  ) -> SubmissionReply? { submissionReply(in: reply)?.naming(records) }

  /// A creation shows the customer. An update shows nothing: that it was made is read from the customer.
  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    guard WeepayMessage.saysDone(reply) else {
      return WeepayMessage.sentence(in: reply).map { SubmissionReply(message: $0) }
    }
    guard reply.status == 201 else { return SubmissionReply(message: "") }
    guard let shown = CustomerMessage.one(in: reply) else { return nil }
    var record = remote(shown.id, under: "", Change.created.rawValue)
    record.identity = [shown.document, shown.name]
    return SubmissionReply(
      message: nil, answers: [.init(customCode: "", .accepted, record: record)])
  }

  package func isContradicted(_ record: OutgoingRecord, by shown: RemoteRecord) -> Bool {
    zip(shown.identity, [record[of: .document], record[of: .name]]).contains {
      $0 != nil && $0 != $1
    }
  }

  // MARK: Look-up

  /// Customers are known by their documents, which no code tells: what is in doubt is searched before it
  /// is sent again.
  package func lookUp(customCode: String) -> Request? { nil }

  package func listing(page: Int) -> Request? { nil }

  package func page(in reply: Reply) -> RemotePage? { nil }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool { true }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  private func remote(_ id: String?, under code: String, _ word: String) -> RemoteRecord {
    RemoteRecord(
      id: id ?? "0", customCode: code, statusID: word,
      answer: WeepayJSON.text(["state": word, "customer_id": id]))
  }

  package var statuses: StatusTable { Self.statuses }

  package static let statuses = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true,
        names: Verdict.Names("done", "cadastrado", "cadastrados"),
        meaning: Bilingual("the API has these data", "a API tem estes dados")),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("taken, not seen yet", "aceito, ainda não consultado")),
    ],
    statuses: ["created": "done", "updated": "done", "unchanged": "done"], pending: "pending",
    sentences: StatusTable.Sentences(
      notes: [
        APICode.reached: Bilingual(
          "The API had the same data already: nothing was sent.",
          "A API já tinha os mesmos dados: nada foi enviado.")
      ]))
}
