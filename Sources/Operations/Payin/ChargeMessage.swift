import BrazilianBanking
import BulkEngine
import Foundation

/// A charge as the API tells it, in the form of version 1 or in the newer one: `customNumber` became
/// `invoice`, `key` became `hash`.
struct ChargeMessage: Decodable {
  let id: String?
  let number: String?
  let key: String?
  let page: String?
  let statusID: String?
  let type: String?
  let amountInCents: Int64?
  let paidInCents: Int64?
  let paidAt: String?
  /// nil where the charge does not show them.
  let refunds: [RefundMessage]?
  let refundedInCents: Int64?
  let createdAt: String?
  /// The day it is due, `2026-12-31`; a Pix has the time behind it.
  let dueDate: String?
  let document: String?
  let ourNumber: String?
  let digitableLine: String?
  let barCode: String?
  let qrCode: String?

  private enum Key: String, CodingKey {
    case id, customNumber, invoice, key, hash, payment_page, status, typePayin, payment_method
    case amountCents, amount, paidAmountCents, paid_amount, paidAt, paid_at, createdAt, created_at
    case expiresAt, expire_date, due_date, buyerDocument, buyer, document, number
    case ourNumber, our_number, digitableLine, digitable_line, barCodeNumber, bar_code
    case payinRefunds, refunds, refundAmountCents, refunded_amount, bar_code_number, pix, boleto,
      qr_code, qrCode
  }

  init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    func first(_ keys: Key...) -> String? { keys.lazy.compactMap { all.text($0) }.first }
    let pix = try? all.nestedContainer(keyedBy: Key.self, forKey: .pix)
    let boleto = try? all.nestedContainer(keyedBy: Key.self, forKey: .boleto)
    let buyer = try? all.nestedContainer(keyedBy: Key.self, forKey: .buyer)
    let document = try? buyer?.nestedContainer(keyedBy: Key.self, forKey: .document)
    let status = try? all.nestedContainer(keyedBy: Key.self, forKey: .status)
    func ofBoleto(_ keys: Key...) -> String? {
      keys.lazy.compactMap { all.text($0) ?? boleto?.text($0) }.first
    }
    id = all.text(.id)
    number = first(.customNumber, .invoice)
    key = first(.key, .hash)
    page = all.text(.payment_page)
    statusID = status?.text(.id) ?? all.text(.status).map { Self.words[$0.lowercased()] ?? $0 }
    type = first(.typePayin, .payment_method)
    amountInCents = all.wholeCents(.amountCents, .amount)
    paidInCents = all.wholeCents(.paidAmountCents, .paid_amount)
    paidAt = first(.paidAt, .paid_at)
    refunds =
      all.tolerant([RefundMessage].self, .payinRefunds)
      ?? all.tolerant([RefundMessage].self, .refunds)
    refundedInCents = all.wholeCents(.refundAmountCents, .refunded_amount)
    createdAt = first(.createdAt, .created_at)
    dueDate =
      all.text(.expiresAt) ?? pix?.text(.expire_date) ?? boleto?.text(.expire_date)
      ?? boleto?.text(.due_date) ?? all.text(.expire_date)
    self.document = all.text(.buyerDocument) ?? document?.text(.number) ?? buyer?.text(.document)
    ourNumber = ofBoleto(.ourNumber, .our_number)
    digitableLine = ofBoleto(.digitableLine, .digitable_line)
    barCode = ofBoleto(.barCodeNumber, .bar_code_number, .bar_code)
    qrCode = pix?.text(.qr_code) ?? pix?.text(.qrCode) ?? first(.qr_code, .qrCode)
  }
}

extension ChargeMessage {
  /// Ids of statuses that a public receiver of the API has seen as bare words.
  private static let words = [
    "created": "1", "canceled": "2", "cancelled": "2", "paid": "3", "credited": "4",
    "awaiting_approval": "6", "rejected": "7",
  ]

  /// The one charge of a reply, bare or within `data`.
  static func one(in reply: Reply) -> ChargeMessage? {
    guard (200..<300).contains(reply.status) else { return nil }
    return decoded(Wrapped.self, from: reply.body)?.data
      ?? decoded(ChargeMessage.self, from: reply.body)
  }

  private struct Wrapped: Decodable {
    let data: ChargeMessage
  }

  /// The id, where it is one: ids are kept in the journal, and eleven digits may be a person.
  var plainID: String? { id.flatMap { PayinPaths.isID($0) ? $0 : nil } }

  /// The status, where it is a number of at most four digits: it is kept, too.
  var plainStatusID: String? {
    statusID.flatMap { $0.utf8.count <= 4 && PayinPaths.isID($0) ? $0 : nil }
  }
}

/// A page of charges: a resource page (`data`, `meta`), a bare array, or one charge.
struct ChargePage: Decodable {
  let charges: [ChargeMessage]
  let lastPage: Int?
  let total: Int?

  private enum Key: String, CodingKey {
    case data, meta, last_page, total
  }

  init(from decoder: any Decoder) throws {
    guard let all = try? decoder.container(keyedBy: Key.self), all.contains(.data) else {
      (charges, lastPage, total) = (try [ChargeMessage](from: decoder), nil, nil)
      return
    }
    charges =
      try all.tolerant([ChargeMessage].self, .data)
      ?? [all.decode(ChargeMessage.self, forKey: .data)]
    let meta = try? all.nestedContainer(keyedBy: Key.self, forKey: .meta)
    lastPage = meta?.number(.last_page)
    total = meta?.number(.total)
  }
}

/// What the API says of a request that it did not take: a sentence, perhaps with others by field.
struct PayinRefusal: Decodable {
  let message: String?

  private enum Key: String, CodingKey {
    case message, errors, error
  }

  private static let mostSentences = 3

  init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    let error = try? all.nestedContainer(keyedBy: Key.self, forKey: .error)
    let errors = all.tolerant([String: [String]].self, .errors) ?? [:]
    let sentences =
      [all.text(.message) ?? error?.text(.message) ?? all.text(.error)].compactMap { $0 }
      + errors.sorted { $0.key < $1.key }.flatMap(\.value).prefix(Self.mostSentences)
    message = sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}
