/// Writes charges as version 1 and version 2 show them.
struct ChargeEncoder {
  let books: PayinBooks
  /// What the faults of a request say wrongly.
  var lies = Lies()

  struct Lies: Equatable {
    var aboutAmounts = false
    var aboutBarCodes = false
  }

  /// As of which moment; nil means now.
  var asOf: Moment?

  private var now: Moment { asOf ?? books.now }

  static func clientName(of client: Int) -> String { "Merchant \(client)" }

  private func amount(of charge: Charge) -> Int {
    charge.request.amountInCents + (lies.aboutAmounts ? 1 : 0)
  }

  /// Nil for a Pix.
  func boleto(of charge: Charge) -> BoletoCode? {
    guard let ourNumber = charge.ourNumber else { return nil }
    let isWrong = lies.aboutBarCodes || TestPayer.hasWrongBarCode(name: charge.request.buyer.name)
    return BoletoCode(
      amountInCents: charge.request.amountInCents + (isWrong ? 100 : 0),
      dueDay: BrasiliaTime.day(charge.expiresAt).day, ourNumber: ourNumber)
  }

  /// Those that were made by then and that reads show.
  private func refunds(of charge: Charge) -> [Refund] {
    books.refunds(of: charge.id).filter { $0.createdAt <= now && books.isVisible($0) }
  }

  // MARK: Version 1

  func older(_ charge: Charge) -> [UInt8] {
    var writer = JSONWriter(reserving: 2048)
    writeOlder(charge, to: &writer)
    return writer.bytes
  }

  func writeOlder(_ charge: Charge, to writer: inout JSONWriter) {
    let boleto = boleto(of: charge)
    writer.beginObject()
    writer.member("id", String(charge.id))
    writer.member("key", charge.key)
    writer.member("clientId", charge.clientID)
    writer.member("clientName", Self.clientName(of: charge.clientID))
    writer.member("buyerName", charge.request.buyer.name)
    writer.member("buyerDocument", charge.request.buyer.document)
    writer.member("customNumber", charge.request.customNumber)
    writer.member("ourNumber", orNull: charge.ourNumber)
    writer.member("digitableLine", orNull: boleto?.digitableLine)
    writer.member("barCodeNumber", orNull: boleto?.barCode)
    writeStatus(charge.status(at: now, books.pace), idAsText: true, to: &writer)
    writer.member("typePayin", charge.method.rawValue)
    writer.member("amountCents", amount(of: charge))
    let paidAt = charge.paidAt(now, books.pace)
    writer.member("paidAmountCents", orNull: paidAt.map { _ in charge.paidAmountInCents })
    writer.member("paidAt", orNull: paidAt?.zuluText)
    writer.member("expiresAt", BrasiliaTime.text(charge.expiresAt))
    writer.member("createdAt", charge.createdAt.zuluText)
    writer.member("fine", orNull: charge.request.fine)
    writer.member("discount", orNull: charge.request.discount)
    writeSplits(of: charge, to: &writer)
    writeHistory(of: charge, to: &writer)
    writeSender(of: charge, to: &writer)
    writeRefunds(of: charge, to: &writer)
    writer.endObject()
  }

  private func writeStatus(
    _ status: ChargeStatus, idAsText: Bool, to writer: inout JSONWriter
  ) {
    writer.object("status") { writer in
      if idAsText {
        writer.member("id", String(status.rawValue))
      } else {
        writer.member("id", status.rawValue)
      }
      writer.member("name", status.name)
    }
  }

  private func writeSplits(of charge: Charge, to writer: inout JSONWriter) {
    writer.array("splits") { writer in
      for split in charge.request.splits {
        writer.beginObject()
        let owner = books.recipients.first { $0.walletUUID == split.wallet }
        writer.member("walletOwner", orNull: owner?.body["name"])
        writer.member("walletUUID", split.wallet)
        writer.member("percent", orNull: split.percent.map { JSONValue.number($0.description) })
        writer.member("amountInCents", orNull: split.amountInCents)
        writer.endObject()
      }
    }
  }

  private func writeHistory(of charge: Charge, to writer: inout JSONWriter) {
    writer.array("statusHistory") { writer in
      for step in charge.steps(books.pace) where step.moment <= now {
        writer.beginObject()
        writeStatus(step.status, idAsText: false, to: &writer)
        writer.member("updatedAt", step.moment.zuluText)
        writer.endObject()
      }
    }
  }

  private func writeSender(of charge: Charge, to writer: inout JSONWriter) {
    writer.object("sender") { writer in
      for name in ["name", "document", "helpdesk"] {
        writer.member(name, orNull: charge.request.sender?[name])
      }
    }
  }

  private func writeRefunds(of charge: Charge, to writer: inout JSONWriter) {
    let encoder = RefundEncoder(now: now, lieInCents: lies.aboutAmounts ? 1 : 0)
    writer.array("payinRefunds") { writer in
      for refund in refunds(of: charge) { encoder.write(refund, newer: false, to: &writer) }
    }
    writer.member("refundMode", charge.request.refundMode)
    writer.member("refundAmountCents", books.refundedInCents(charge.id))
  }

  // MARK: Version 2

  func writeNewer(_ charge: Charge, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", charge.id)
    writer.object("merchant") { writer in
      writer.member("id", charge.clientID)
      writer.member("name", Self.clientName(of: charge.clientID))
    }
    writer.member("hash", charge.key)
    writer.member("payment_page", "https://pagar.sandbox.goboleto.com/?hash=\(charge.key)")
    writer.member("our_number", orNull: charge.ourNumber)
    writer.member("invoice", charge.request.customNumber)
    writer.member("notification_url", orNull: charge.request.callbackURL)
    writer.member("payment_method", charge.method.rawValue)
    writer.member("amount", amount(of: charge))
    let isPaid = charge.paidAt(now, books.pace) != nil
    writer.member("paid_amount", orNull: isPaid ? charge.paidAmountInCents : nil)
    let refunds = refunds(of: charge)
    writer.member(
      "refunded_amount", orNull: refunds.isEmpty ? nil : books.refundedInCents(charge.id))
    writer.object("currency") { $0.member("code", "BRL") }
    writer.member("description", orNull: charge.request.instructions)
    writeBuyer(of: charge, to: &writer)
    writeMethod(of: charge, to: &writer)
    let step = charge.step(at: now, books.pace)
    writeStatus(step.status, idAsText: false, to: &writer)
    let encoder = RefundEncoder(now: now, lieInCents: lies.aboutAmounts ? 1 : 0)
    writer.array("refunds") { writer in
      for refund in refunds { encoder.write(refund, newer: true, to: &writer) }
    }
    writer.member("created_at", charge.createdAt.zuluText)
    writer.member("updated_at", step.moment.zuluText)
    writer.endObject()
  }

  private func writeBuyer(of charge: Charge, to writer: inout JSONWriter) {
    let buyer = charge.request.buyer
    writer.object("buyer") { writer in
      writer.member("name", buyer.name)
      writer.member("email", orNull: buyer.email)
      writer.object("document") { writer in
        writer.member("type", buyer.documentType)
        writer.member("number", buyer.document)
      }
    }
  }

  private func writeMethod(of charge: Charge, to writer: inout JSONWriter) {
    if let boleto = boleto(of: charge) {
      writer.object("boleto") { writer in
        writer.member("due_date", charge.request.expireDate)
        writer.member("digitable_line", boleto.digitableLine)
        writer.member("bar_code", boleto.barCode)
      }
    } else {
      writer.object("pix") { writer in
        writer.member("expire_date", BrasiliaTime.text(charge.expiresAt))
        writer.member("refund_mode", charge.request.refundMode)
        writer.member(
          "qr_code",
          PixCode.text(key: charge.key, amountInCents: charge.request.amountInCents))
        writer.member(
          "end_to_end", orNull: charge.paidAt(now, books.pace).map { endToEndID(charge, $0) })
      }
    }
  }

  /// `E`, the bank, the minute in UTC and eleven signs, as the central bank has it.
  private func endToEndID(_ charge: Charge, _ paidAt: Moment) -> String {
    EndToEndID.text(letter: "E", moment: paidAt, number: charge.id)
  }
}

/// Ids of Pix payments: 32 signs.
enum EndToEndID {
  private static let bank = "12345678"

  /// - Parameter letter: `E` of a payment, `D` of a refund.
  static func text(letter: String, moment: Moment, number: Int) -> String {
    let digits = moment.text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return letter + bank + String(decoding: digits.prefix(12), as: UTF8.self)
      + number.zeroPadded(to: 11)
  }
}

extension ChargeEncoder.Lies {
  /// What the faults of a request ask for, counted as having struck.
  init(_ delivery: FaultDelivery) {
    aboutAmounts = delivery.struck(.lyingAmounts) != nil
    aboutBarCodes = delivery.struck(.lyingBarCodes) != nil
  }
}
