import BrazilianBanking
package import BulkEngine
import Foundation

/// Charges of the vendor's Payin API: each bills one person by Pix or boleto.
///
/// A second one under another number would bill a second time, so what is in doubt is looked up under
/// its own number before anything else.
package struct Charges: BulkOperation {
  /// Stands in journals.
  package static let name = "charge"

  private let settings: ChargeSettings

  package init(_ settings: ChargeSettings) {
    self.settings = settings
  }

  /// The check of the operation's sheets.
  package static func check(_ settings: ChargeSettings) -> any SheetCheck {
    let type = settings.chargeType == nil ? [ChargeField.chargeType] : []
    return CellwiseCheck(
      rules: ChargeRules(settings: settings), required: ChargeField.layout.required + type)
  }

  /// Raised with every change after which a charge may be judged, repaired or normalised otherwise.
  package static let rules = CustomCode.digest("charges/5", length: 32)

  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "payin", money: .incoming, way: .findable, isShownLater: true,
      needsAmount: true,
      recordsPerRequest: 1, alteredCode: Self.billWithheld, callbacksProveStatuses: false)
  }

  /// Positions of values that a plan tells people of.
  package static let buyerDocumentValue = ChargeValue.buyerDocument.rawValue
  package static let dueDateValue = ChargeValue.dueDate.rawValue

  package var probe: Request {
    PayinPaths.list([.init("per_page", "1")])
  }

  package func identify(
    _ value: (Int) -> ArraySlice<UInt8>, into identity: inout LedgerIdentity
  ) -> Bool {
    // Next month's bill of the same person and amount is another one.
    identity.person += value(ChargeValue.buyerDocument.rawValue)
    identity.whole += identity.person
    identity.whole.append(0x7C)
    identity.whole += value(ChargeValue.dueDate.rawValue).prefix(10)
    return true
  }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords {
    PersonalWords(
      names: [record[.buyerName], record[.street]],
      numbers: [record[.buyerDocument], record[.buyerEmail], record[.zipCode]]
        .filter { !$0.isEmpty })
  }

  // MARK: Submission

  package func encodedSize(of record: OutgoingRecord) -> Int {
    ChargeRequest(record, settings).bytes.count
  }

  package var envelopeSize: Int { 0 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request carries one charge")
    let record = records[0]
    guard let type = ChargeType(rawValue: record[.chargeType]) else {
      preconditionFailure("a charge has a type")
    }
    return Request(
      .post, PayinPaths.charge(type), body: ChargeRequest(record, settings).bytes)
  }

  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    if (200..<300).contains(reply.status) {
      guard let charge = ChargeMessage.one(in: reply),
        let record = remote(charge), !record.customCode.isEmpty, record.knownID != nil
      else { return nil }
      return SubmissionReply(
        message: nil,
        answers: [
          .init(
            customCode: record.customCode, .accepted,
            code: isAltered(record) ? Self.billWithheld : nil, record: record)
        ])
    }
    guard let message = decoded(PayinRefusal.self, from: reply.body)?.message else { return nil }
    return SubmissionReply(
      message: message, speaksOfRepetition: RepetitionWords.areIn(message))
  }

  package func isContradicted(_ record: OutgoingRecord, by shown: RemoteRecord) -> Bool {
    let document = shown.identity.first ?? nil
    return document.map { $0 != record[.buyerDocument] } ?? false
      || shown.amountInCents.map { $0 != record.amountInCents } ?? false
  }

  // MARK: Look-up

  package func lookUp(customCode: String) -> Request? {
    PayinPaths.charges(numbered: customCode, of: settings.merchantID)
  }

  package func listing(page: Int) -> Request? {
    PayinPaths.page(page, of: settings.merchantID)
  }

  package func page(in reply: Reply) -> RemotePage? {
    // "No such charge" and "no such path" are not told apart.
    guard reply.status != 404, let page = decoded(ChargePage.self, from: reply.body) else {
      return nil
    }
    let records = page.charges.compactMap(remote)
    // Charges without a number would pass for a page on which ours are absent.
    guard page.charges.isEmpty || !records.isEmpty else { return nil }
    return RemotePage(records: records, lastPage: page.lastPage, total: page.total)
  }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    guard remote.identity.count == 2, let document = remote.identity[0] else { return false }
    return document == record[.buyerDocument] && remote.amountInCents == record.amountInCents
      && Self.isDue(remote.identity[1], on: String(record[.dueDate].prefix(10)))
  }

  /// An end of day in Brasília is the next day in UTC, and the API does not say in which zone it prints.
  private static func isDue(_ shown: String?, on sent: String) -> Bool {
    guard let shown, let day = readDate(shown.utf8.span).date,
      let own = readDate(sent.utf8.span).date
    else { return shown == nil }
    return isDue(day, on: own)
  }

  /// - Parameter shown: as the API prints it.
  static func isDue(_ shown: CalendarDate, on day: CalendarDate) -> Bool {
    (0...1).contains(shown.daysSince1970 - day.daysSince1970)
  }

  /// Stable code of a charge whose line or bar code is not handed out.
  static let billWithheld = "charge.bill_withheld"

  package func isVague(_ remote: RemoteRecord) -> Bool {
    remote.identity.first.flatMap(\.self) == nil || remote.amountInCents == nil
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool {
    remote.answer.map(ChargeAnswer.isWithheld) ?? false
  }

  package var statuses: StatusTable { Self.statuses(settings) }

  /// What the API's statuses mean in a run with these settings.
  package static func statuses(_ settings: ChargeSettings) -> StatusTable {
    settings.until == .paid ? statusesUntilPaid : statuses
  }

  /// The API's charge as the engine knows records; nil without a number.
  func remote(_ charge: ChargeMessage) -> RemoteRecord? {
    guard let number = charge.number, !number.isEmpty else { return nil }
    let document = charge.document.map { text in
      let plain = text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
      return readDocument(plain.utf8.span, declared: nil).document?.code.description ?? plain
    }
    let due = charge.dueDate.map { String($0.prefix(10)) }.flatMap { text in
      readDate(text.utf8.span).date?.description
    }
    return RemoteRecord(
      id: Self.plainID(charge.id), customCode: number,
      statusID: charge.plainStatusID ?? "0", identity: [document, due],
      createdAt: charge.createdAt, amountInCents: charge.amountInCents,
      answer: ChargeAnswer(charge, isSandbox: settings.isSandbox).json)
  }

  /// Ids are kept in the journal: only short ones of digits are ids.
  private static func plainID(_ id: String?) -> String {
    guard let id, PayinPaths.isID(id) else { return "0" }
    return id
  }
}
