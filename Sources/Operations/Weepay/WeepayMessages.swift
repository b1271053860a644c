import BulkEngine
import Foundation
import Spreadsheets

/// What the API says of a request that it did not take: a sentence.
struct WeepayMessage: Decodable {
  let message: String

  /// The sentence of a reply; nil when its body is not the API's message.
  static func sentence(in reply: Reply) -> String? {
    decoded(WeepayMessage.self, from: reply.body)?.message
  }

  /// Whether a reply says that something is not there, in the API's own form: a path that is not there
  /// answers 404, too.
  static func saysMissing(_ reply: Reply) -> Bool {
    reply.status == 404 && sentence(in: reply) != nil
  }

  /// Whether a reply says that a change was made: it has no body, or an object.
  static func saysDone(_ reply: Reply) -> Bool {
    guard (200..<300).contains(reply.status) else { return false }
    return reply.body.allSatisfy { $0 <= 0x20 }
      || (try? JSONSerialization.jsonObject(with: Data(reply.body))) is [String: Any]
  }
}

extension SubmissionReply {
  /// The reply, where what names no record is said of the only one of the request.
  func naming(_ records: [OutgoingRecord]) -> SubmissionReply {
    guard records.count == 1 else { return self }
    var reply = self
    reply.answers = answers?.map { answer in
      var answer = answer
      if answer.customCode.isEmpty { answer.customCode = records[0].customCode }
      return answer
    }
    return reply
  }
}

/// A transaction as the API tells it.
struct TransactionMessage: Decodable {
  let id: String?
  let status: String?
  let reference: String?
  let amountInCents: Int64?
  let feesInCents: Int64?
  let createdAt: String?
  let card: String?
  let customer: String?

  private enum Key: String, CodingKey {
    case id, status, reference_id, amount, fees, created_at, payment_method, card, customer
    case customer_id
  }

  init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    id = all.text(.id).flatMap { WeepayPaths.isID($0) ? $0 : nil }
    status = all.text(.status).flatMap { text in
      let word = text.lowercased()
      let isWord = word.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 == 0x5F }
      return isWord && (1...40).contains(word.utf8.count) ? word : nil
    }
    reference = all.text(.reference_id)
    amountInCents = all.wholeCents(.amount)
    feesInCents = all.wholeCents(.fees)
    createdAt = all.text(.created_at)
    let method = try? all.nestedContainer(keyedBy: Key.self, forKey: .payment_method)
    let card = try? method?.nestedContainer(keyedBy: Key.self, forKey: .card)
    self.card = card?.text(.id)
    let customer = try? all.nestedContainer(keyedBy: Key.self, forKey: .customer)
    self.customer = customer?.text(.id) ?? all.text(.customer_id) ?? all.text(.customer)
  }

  /// The one transaction of a reply.
  static func one(in reply: Reply) -> TransactionMessage? {
    guard (200..<300).contains(reply.status),
      let message = decoded(TransactionMessage.self, from: reply.body), message.id != nil,
      message.status != nil
    else { return nil }
    return message
  }

  /// What the API made for people.
  var answer: String? {
    WeepayJSON.text(
      TransactionAnswer(
        state: status, transaction_id: id,
        amount_left: amountInCents.map { AmountText.decimal($0) },
        fees: feesInCents.map { AmountText.decimal($0) },
        created_at: createdAt.flatMap { $0.utf8.count <= 40 ? $0 : nil }))
  }
}

/// What is kept of a transaction, as the journal keeps it: never a name or a token.
private struct TransactionAnswer: Encodable {
  var state: String?
  var transaction_id: String?
  var amount_left: String?
  var fees: String?
  var created_at: String?
}

/// A page of transactions, or one.
struct TransactionPage: Decodable {
  let transactions: [TransactionMessage]
  let lastPage: Int?
  let total: Int?

  private enum Key: String, CodingKey { case items, total_pages, total }

  init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    transactions = try all.decode([TransactionMessage].self, forKey: .items)
    lastPage = all.number(.total_pages)
    total = all.number(.total)
  }
}

/// A customer as the API tells one.
struct CustomerMessage: Codable {
  var id: String?
  var document: String?
  var email: String?
  var name: String?
  var birthdate: String?
  var phone: String?
  /// line1, line2, neighborhood, city, state, postal_code.
  var address: [String]

  static let addressMembers = [
    "line1", "line2", "neighborhood", "city", "state", "postal_code",
  ]

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    id = all.text(Key("id")).flatMap { WeepayPaths.isID($0) ? $0 : nil }
    document = all.text(Key("document_number"))?.filter { $0.isASCII && $0.isNumber }
    email = all.text(Key("email"))
    name = all.text(Key("name"))
    birthdate = all.text(Key("birthdate")).map { String($0.prefix(10)) }
    phone = all.text(Key("phone_number"))
    let address = try? all.nestedContainer(keyedBy: Key.self, forKey: Key("address"))
    self.address = Self.addressMembers.map { address?.text(Key($0)) ?? "" }
  }

  func encode(to encoder: any Encoder) throws {
    var all = encoder.container(keyedBy: Key.self)
    try all.encodeIfPresent(document, forKey: Key("document_number"))
    try all.encodeIfPresent(email, forKey: Key("email"))
    try all.encodeIfPresent(name, forKey: Key("name"))
    try all.encodeIfPresent(birthdate, forKey: Key("birthdate"))
    try all.encodeIfPresent(phone, forKey: Key("phone_number"))
    try all.encodeIfPresent(id, forKey: Key("id"))
    var address = all.nestedContainer(keyedBy: Key.self, forKey: Key("address"))
    for (member, text) in zip(Self.addressMembers, self.address) where !text.isEmpty {
      try address.encode(text, forKey: Key(member))
    }
    try address.encode("BR", forKey: Key("country_code"))
  }

  init(document: String, email: String, name: String, address: [String]) {
    (self.document, self.email, self.name, self.address) = (document, email, name, address)
  }

  /// The customer of a reply.
  static func one(in reply: Reply) -> CustomerMessage? {
    guard (200..<300).contains(reply.status),
      let message = decoded(CustomerMessage.self, from: reply.body), message.id != nil
    else { return nil }
    return message
  }
}

enum WeepayJSON {
  /// The same value gives the same text; nil where there is nothing to keep.
  static func text(_ value: some Encodable) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
    return text == "{}" ? nil : text
  }

  static func bytes(_ value: some Encodable) -> [UInt8] {
    guard let text = text(value) else { preconditionFailure("a request can be written as JSON") }
    return Array(text.utf8)
  }
}
