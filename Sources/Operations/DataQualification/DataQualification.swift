package import BulkEngine
import Foundation

/// The data qualification of the vendor's payout API, version 1.
package struct DataQualification: BulkOperation {
  private let body: SubmissionBody

  /// - Parameters:
  ///   - serviceID: 1...5; services 2 to 5 deposit money.
  ///   - merchantID: needed when the token reaches more than one merchant.
  ///   - notificationURL: receives a callback for every change of a record's status.
  package init(serviceID: Int, merchantID: Int? = nil, notificationURL: String? = nil) {
    precondition((1...5).contains(serviceID), "the services are 1 to 5")
    body = SubmissionBody(
      serviceID: serviceID, merchantID: merchantID, notificationURL: notificationURL)
  }

  package var traits: OperationTraits {
    OperationTraits(
      name: "data_qualification", family: "payout", money: body.serviceID >= 2 ? .outgoing : .none,
      way: .findable,
      needsAmount: body.carriesAmount, alteredCode: SubmissionLists.serviceChanged,
      treatmentWord: "service")
  }
  package var probe: Request { Request(.get, Self.path + "/services") }

  package func encodedSize(of record: OutgoingRecord) -> Int { body.size(of: record) }
  package var envelopeSize: Int { body.envelopeSize }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    Request(.post, Self.path, body: body.bytes(of: records, batchCode: batchCode))
  }

  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    decoded(SubmissionReplyMessage.self, from: reply.body)?.reply
  }

  package func submissionReply(
    in reply: Reply, to records: [OutgoingRecord]
  ) -> SubmissionReply? {
    decoded(SubmissionReplyMessage.self, from: reply.body)?.reply(reply.status, to: records)
  }

  package func identify(
    _ value: (Int) -> ArraySlice<UInt8>, into identity: inout LedgerIdentity
  ) -> Bool {
    identity.add(payee: value)
    return true
  }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords { record.payeeWords }

  package func lookUp(customCode: String) -> Request? {
    Request(.get, Self.path, query: [.init("custom_code", customCode)] + ofMerchant)
  }

  package func listing(page: Int) -> Request? {
    let newestFirst: [Request.QueryItem] = [
      .init("page", String(page)), .init("per_page", "100"), .init("order_by", "id"),
      .init("sort", "desc"),
    ]
    return Request(.get, Self.path, query: newestFirst + ofMerchant)
  }

  package func page(in reply: Reply) -> RemotePage? {
    // The API does not say whether it means "no such record" or "no such path".
    guard reply.status != 404 else { return nil }
    var page = decoded(RecordPageMessage.self, from: reply.body)?.page
    for index in page?.records.indices ?? 0..<0 {
      if let record = page?.records[index] { page?.records[index] = record.withPlainNumbers }
      guard let name = page?.records[index].treatment, Self.services[name] == nil else {
        continue
      }
      page?.records[index].treatment = ServiceName.clean(name)
    }
    return page
  }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    isSamePayee(remote, record)
  }

  /// Whether the API applied another service.
  package func isAltered(_ remote: RemoteRecord) -> Bool {
    remote.treatment.flatMap { Self.services[$0] }.map { $0 != body.serviceID } ?? false
  }

  /// Services by the names of the vendor's sample; any other name says nothing.
  private static let services = [
    "Data qualification manually": 1, "Automatic validation + micro deposit": 2,
    "Automatic validation + micro deposit + manual correction": 3,
    "Automatic validation + deposit": 4,
    "Automatic validation + deposit + manual correction": 5,
  ]

  package var statuses: StatusTable { Self.statuses }

  static let path = "/v1/payout/data-qualification"

  private var ofMerchant: [Request.QueryItem] {
    body.merchantID.map { [.init("merchant_id", String($0))] } ?? []
  }
}

/// The API's name of a service, as far as it can be one.
///
/// It is kept in the journal, so a reply that puts a person in its place must not get through: only
/// words that services are named with stay, everything else becomes `…`.
enum ServiceName {
  private static let mostWords = 16

  static func clean(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).prefix(mostWords)
      .map { words.contains(fold($0)) ? String($0) : "…" }.joined(separator: " ")
  }

  private static func fold(_ word: Substring) -> String {
    word.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  /// Those of the vendor's sample, of its documentation, and of their translations.
  private static let words: Set<String> = [
    "data", "qualification", "manually", "manual", "automatic", "automatically", "validation",
    "micro", "deposit", "deposits", "micro-deposit", "microdeposit", "correction", "with",
    "without", "and", "or", "only", "service", "basic", "full", "standard", "+", "-", "/", "&",
    "1", "2", "3", "4", "5", "qualificacao", "de", "dados", "validacao", "automatica",
    "automatico", "automaticamente", "deposito", "depositos", "microdeposito", "correcao", "com",
    "sem", "e", "ou", "apenas", "servico", "basico", "basica", "completo", "completa", "cadastral",
  ]
}
