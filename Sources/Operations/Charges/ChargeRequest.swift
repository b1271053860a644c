import BulkEngine
import Foundation

/// The body of a request that bills somebody.
struct ChargeRequest: Encodable {
  private var clientId: Int?
  private var callbackUrl: String?
  private var customNumber: String
  private var title: Title
  private var buyer: Buyer
  private var sender: Sender?
  private var fine: Fine?
  private var discount: Discount?
  private var splits: [Split]?
  private var refundMode: String?

  private struct Title: Encodable {
    var expireDate: String
    var amountInCents: Int64
    var instructions: String?
  }

  private struct Buyer: Encodable {
    struct Document: Encodable {
      var number, type: String
    }
    struct Address: Encodable {
      var street, number: String
      var complement: String?
      var zipCode, city, district, stateCode: String
    }
    var name: String
    var email: String?
    var document: Document
    var address: Address?
  }

  private struct Sender: Encodable {
    var name, document, helpdesk: String?
  }

  private struct Fine: Encodable {
    var percent, interest: Decimal?
  }

  private struct Discount: Encodable {
    var percent: Decimal?
    var amountInCents, dailyAmountInCents: Int64?
    var date: String?
  }

  private struct Split: Encodable {
    var walletUUID: String
    var percent: Decimal?
    var amountInCents: Int64?
  }

  init(_ record: OutgoingRecord, _ settings: ChargeSettings) {
    guard let amount = record.amountInCents, amount > 0 else {
      preconditionFailure("a charge has an amount")
    }
    clientId = settings.merchantID
    callbackUrl = settings.notificationURL
    customNumber = record.customCode
    title = Title(
      expireDate: record[.dueDate], amountInCents: amount,
      instructions: Self.text(record[.instructions]))
    buyer = Self.buyer(of: record)
    guard let whole = settings.sender else { preconditionFailure("the sender was not recalled") }
    if !whole.isEmpty {
      sender = Sender(name: whole.name, document: whole.document, helpdesk: whole.helpdesk)
    }
    let (fine, interest) = (
      Self.number(record[.finePercent]), Self.number(record[.interestPercent])
    )
    if fine != nil || interest != nil { self.fine = Fine(percent: fine, interest: interest) }
    let discount = Discount(
      percent: Self.number(record[.discountPercent]),
      amountInCents: Self.cents(record[.discountAmount]),
      dailyAmountInCents: Self.cents(record[.discountDailyAmount]),
      date: Self.text(record[.discountDate]))
    let hasDiscount =
      discount.percent != nil || discount.amountInCents != nil
      || discount.dailyAmountInCents != nil
    self.discount = hasDiscount ? discount : nil
    let splits = record.splits.map { split in
      Split(
        walletUUID: split.wallet, percent: Self.number(split.percent),
        amountInCents: Self.cents(split.amount))
    }
    if !splits.isEmpty { (self.splits, refundMode) = (splits, settings.refundMode?.rawValue) }
  }

  private static func buyer(of record: OutgoingRecord) -> Buyer {
    let address =
      record[.zipCode].isEmpty
      ? nil
      : Buyer.Address(
        street: record[.street], number: record[.streetNumber], complement: record[.complement],
        zipCode: record[.zipCode], city: record[.city], district: record[.district],
        stateCode: record[.state])
    return Buyer(
      name: record[.buyerName], email: text(record[.buyerEmail]),
      document: .init(number: record[.buyerDocument], type: record[.buyerDocumentType]),
      address: address)
  }

  private static func text(_ text: String) -> String? { text.isEmpty ? nil : text }

  private static func number(_ text: String) -> Decimal? {
    text.isEmpty ? nil : Decimal(string: text)
  }

  private static func cents(_ text: String) -> Int64? {
    text.isEmpty ? nil : DecimalAmount.cents(text)
  }

  /// The same record gives the same bytes.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a charge can be written as JSON")
    }
    return Array(data)
  }
}
