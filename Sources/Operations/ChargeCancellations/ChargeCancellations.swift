package import BulkEngine
package import Foundation
import Spreadsheets

/// Takes charges of the vendor's Payin API back.
///
/// A charge is canceled once: only one that nobody has paid can be, and not before it is some minutes
/// old. So it is read before each request, and whatever is in doubt is read again.
package struct ChargeCancellations: PayinCancellation {
  package static let name = "charge_cancel"

  package static let rules = CustomCode.digest("charge_cancel/2", length: 32)

  package init() {}

  package static var layout: SheetLayout { ChargeCancellationField.layout }
  package static var sentences: FindingSentences { .chargeCancellations }
  package static var idForm: FindingCode { .chargeIDForm }

  // MARK: Look before sending

  package func sight(of record: OutgoingRecord, in reply: Reply, at now: Date) -> Sight {
    if let sight = sightOfNothing(in: reply) { return sight }
    guard let charge = ChargeMessage.one(in: reply), charge.plainID == record.customCode else {
      return .unclear
    }
    switch charge.statusID {
    case "1":
      let ready = charge.createdAt.flatMap { PayinMoment.past($0, now: now) }?
        .addingTimeInterval(Self.leastAge(of: charge))
      return ready.map { $0 > now ? .early(until: $0) : .go() } ?? .go()
    case "2", "5":
      return remote(charge).map { .reached($0, isOurs: false) } ?? .unclear
    case "3", "4": return .refused(code: Self.paidCharge)
    case "7": return .refused(code: Self.rejectedCharge)
    default: return .unclear
    }
  }

  /// The vendor's five minutes of a Pix and thirty of a boleto, and a moment for clocks that print whole
  /// seconds.
  private static func leastAge(of charge: ChargeMessage) -> TimeInterval {
    (charge.type?.lowercased().contains("pix") == true ? 5 * 60 : 30 * 60) + 1
  }

  // MARK: Submission

  package func encodedSize(of record: OutgoingRecord) -> Int { record.customCode.utf8.count }

  package var envelopeSize: Int { 16 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request cancels one charge")
    return PayinPaths.cancellation(of: records[0].customCode)
  }

  // MARK: Look-up

  package func lookUp(customCode: String) -> Request? { PayinPaths.newerCharge(id: customCode) }

  /// One that is still open does not show the cancellation.
  package func page(in reply: Reply) -> RemotePage? {
    guard let charge = ChargeMessage.one(in: reply), charge.statusID != nil else { return nil }
    if charge.statusID == "1", charge.plainID != nil { return RemotePage(records: []) }
    return remote(charge).map { RemotePage(records: [$0]) }
  }

  private func remote(_ charge: ChargeMessage) -> RemoteRecord? {
    guard let id = charge.plainID, let status = charge.plainStatusID else { return nil }
    // Made long before the run: its time says nothing of the cancellation.
    return RemoteRecord(
      id: id, customCode: id, statusID: status,
      answer: CanceledCharge(charge).json)
  }
}

/// What is told of a charge that was to be canceled.
private struct CanceledCharge: Encodable {
  private var state: String?
  private var number: String?
  private var charge_amount: String?

  init(_ charge: ChargeMessage) {
    state = charge.statusID.flatMap { Charges.states[$0] }
    number = charge.number.flatMap { CustomCode.isPlain($0.utf8.span) ? $0 : nil }
    charge_amount = charge.amountInCents.map { AmountText.decimal($0) }
  }

  var json: String? { AnswerJSON.text(self) }
}
