package import BulkEngine
package import Foundation

/// What a charge shows before something of it is paid back.
extension Refunds {
  static let unknownCharge = "charge.unknown"
  static let noPix = "refund.no_pix"
  static let notCredited = "refund.not_credited"
  static let tooOld = "refund.too_old"
  static let tooMuch = "refund.too_much"

  /// The vendor's 90 days from the payment.
  private static let longest: TimeInterval = 90 * 86_400

  package func look(before record: OutgoingRecord) -> Request? {
    PayinPaths.charge(id: record[.chargeID])
  }

  package func sight(of record: OutgoingRecord, in reply: Reply, at now: Date) -> Sight {
    if reply.status == 404 {
      return decoded(PayinRefusal.self, from: reply.body)?.message == nil
        ? .unclear : .refused(code: Self.unknownCharge)
    }
    guard let charge = ChargeMessage.one(in: reply), let id = charge.plainID,
      id == record[.chargeID], let status = charge.statusID,
      charge.refunds != nil || charge.refundedInCents ?? 0 == 0
    else { return .unclear }
    if let sight = earlier(record, in: charge) { return sight }
    if let type = charge.type?.lowercased(), !type.contains("pix") {
      return .refused(code: Self.noPix)
    }
    guard status == "4" else {
      return ["1", "2", "3", "5", "7"].contains(status)
        ? .refused(code: Self.notCredited) : .unclear
    }
    if let paidAt = charge.paidAt.flatMap({ PayinMoment.past($0, now: now) }),
      now.timeIntervalSince(paidAt) > Self.longest
    {
      return .refused(code: Self.tooOld)
    }
    guard let paid = charge.paidInCents ?? charge.amountInCents, let amount = record.amountInCents
    else { return .unclear }
    let refunded = Self.refunded(charge)
    guard amount <= paid - refunded else { return .refused(code: Self.tooMuch) }
    return .go(
      noting: RefundSighting(
        charge: id, paid: paid, refunded: refunded,
        refunds: (charge.refunds ?? []).compactMap(\.id).filter(PayinPaths.isID)
      ).text)
  }

  /// The refund itself, or the one under the code that an earlier run gave the record, among those of
  /// the charge.
  private func earlier(_ record: OutgoingRecord, in charge: ChargeMessage) -> Sight? {
    guard let refunds = charge.refunds else { return nil }
    if let own = refunds.first(where: { Self.carries($0, record.customCode) }) {
      return own.amountInCents.map { $0 == record.amountInCents } ?? true
        ? .reached(remote(own, under: record.customCode, of: charge), isOurs: true)
        : .refused(code: APICode.collision)
    }
    guard let code = record.predecessor?.customCode,
      let former = refunds.first(where: { Self.carries($0, code) && $0.state != .error })
    else { return nil }
    return former.amountInCents == record.amountInCents
      ? .reached(remote(former, under: record.customCode, of: charge), isOurs: false)
      : record.predecessor?.isReplacedByHand == true ? nil : .refused(code: APICode.earlierCode)
  }

  /// What went back or is on its way, in cents.
  private static func refunded(_ charge: ChargeMessage) -> Int64 {
    let sum = (charge.refunds ?? []).filter { $0.state != .error }
      .reduce(Int64(0)) { sum, refund in
        let (next, isTooMuch) = sum.addingReportingOverflow(max(0, refund.amountInCents ?? 0))
        return isTooMuch ? .max / 2 : next
      }
    return max(sum, charge.refundedInCents ?? 0)
  }
}

/// What was seen of a charge before a refund was sent, as the journal keeps it.
struct RefundSighting: Codable, Equatable {
  var charge: String
  /// Cents.
  var paid, refunded: Int64
  /// Ids of the refunds that there were.
  var refunds: [String]

  init(charge: String, paid: Int64, refunded: Int64, refunds: [String]) {
    (self.charge, self.paid, self.refunded, self.refunds) = (charge, paid, refunded, refunds)
  }

  init?(_ text: String?) {
    guard let text, let read = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)),
      PayinPaths.isID(read.charge)
    else { return nil }
    self = read
  }

  var text: String? { AnswerJSON.text(self) }

  func knows(_ refund: RefundMessage) -> Bool { refund.id.map(refunds.contains) ?? true }
}
