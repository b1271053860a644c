import BrazilianBanking
import BulkEngine
import Foundation

/// A subscription as the API tells it.
struct SubscriptionMessage: Decodable {
  enum State: String {
    case active, canceled, expired
  }

  let id: String?
  let invoice: String?
  let document: String?
  let amountInCents: Int64?
  /// `2026-12-31`; nil where the API prints it in a form that is not known.
  let dateFirst: String?
  /// In the API's words, see ``SubscriptionFrequency``; nil for another one.
  let frequency: String?
  let nextIssue: String?
  let createdAt: String?
  /// nil where the API says something else.
  let state: State?

  private enum Key: String, CodingKey {
    case id, invoice, buyer, buyerDocument, document, number, amountCents, dateFirst, frequency
    case dateNextIssue, createdAt, status, name
  }

  init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    let buyer = try? all.nestedContainer(keyedBy: Key.self, forKey: .buyer)
    let document = try? buyer?.nestedContainer(keyedBy: Key.self, forKey: .document)
    let status = try? all.nestedContainer(keyedBy: Key.self, forKey: .status)
    id = all.text(.id).flatMap { PayinPaths.isID($0) ? $0 : nil }
    invoice = all.text(.invoice)
    self.document = document?.text(.number) ?? buyer?.text(.document) ?? all.text(.buyerDocument)
    amountInCents = all.wholeCents(.amountCents)
    dateFirst = Self.day(all.text(.dateFirst))
    frequency =
      all.text(.frequency)
      .flatMap { SubscriptionFrequency(folded: $0.lowercased()) }?.rawValue
    nextIssue = Self.day(all.text(.dateNextIssue))
    createdAt = all.text(.createdAt)
    state = Self.state(
      name: status?.text(.name) ?? all.text(.status), id: status?.text(.id) ?? all.text(.status))
  }

  /// By the name where there is one; that the ids stand in this order is inferred.
  private static func state(name: String?, id: String?) -> State? {
    if let name, !name.isEmpty, Int(name) == nil {
      let words: [String: State] = [
        "active": .active, "ativa": .active, "ativo": .active, "canceled": .canceled,
        "cancelled": .canceled, "cancelada": .canceled, "cancelado": .canceled,
        "expired": .expired, "expirada": .expired, "expirado": .expired,
      ]
      return words[name.lowercased()]
    }
    return ["21": .active, "22": .canceled, "23": .expired][id ?? ""]
  }

  /// The one subscription of a reply, bare or within `data`.
  static func one(in reply: Reply) -> SubscriptionMessage? {
    guard (200..<300).contains(reply.status) else { return nil }
    return decoded(Wrapped<SubscriptionMessage>.self, from: reply.body)?.data
      ?? decoded(SubscriptionMessage.self, from: reply.body)
  }

  /// A page: a bare array, or one within `data`.
  static func page(in reply: Reply) -> [SubscriptionMessage]? {
    guard (200..<300).contains(reply.status) else { return nil }
    return decoded([SubscriptionMessage].self, from: reply.body)
      ?? decoded(Wrapped<[SubscriptionMessage]>.self, from: reply.body)?.data
  }

  private struct Wrapped<Value: Decodable>: Decodable {
    let data: Value
  }

  /// As the engine knows records.
  func remote(under code: String) -> RemoteRecord? {
    guard let id else { return nil }
    // One that is masked or cut tells nobody from anybody.
    let plain = document.flatMap { text -> String? in
      let plain = text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
      return readDocument(plain.utf8.span, declared: nil).document?.code.description
        ?? ([11, 14].contains(plain.utf8.count) && !text.contains("*") ? plain : nil)
    }
    return RemoteRecord(
      id: id, customCode: code, statusID: state?.rawValue ?? "unknown",
      identity: [plain, dateFirst, frequency], amountInCents: amountInCents,
      answer: AnswerJSON.text(
        Told(state: state?.rawValue, subscription_id: id, next_issue: nextIssue)))
  }

  private static func day(_ text: String?) -> String? {
    text.flatMap { readDate(String($0.prefix(10)).utf8.span).date?.description }
  }

  private struct Told: Encodable {
    var state: String?
    var subscription_id: String?
    var next_issue: String?
  }
}
