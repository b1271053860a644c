package import BulkEngine
import Foundation

/// Pays Pix charges of the vendor's Payin API back, wholly or in part.
///
/// A second request pays a second time while something is left. So each refund carries its code as a mark
/// in its reason, by which it is found among those of its charge; the charge is read before each request,
/// and requests for one charge never overlap.
package struct Refunds: BulkOperation {
  /// Stands in journals.
  package static let name = "refund"

  /// Raised with every change after which a refund may be judged, repaired or normalised otherwise.
  package static let rules = CustomCode.digest("refund/2", length: 32)

  let settings: RefundSettings

  package init(_ settings: RefundSettings) {
    self.settings = settings
  }

  /// The check of the operation's sheets.
  package static func check(_ settings: RefundSettings) -> any SheetCheck {
    CellwiseCheck(
      rules: RefundRules(repairs: settings.repairs), required: RefundField.layout.required)
  }

  package var traits: OperationTraits {
    OperationTraits(
      name: Self.name, family: "payin", money: .outgoing, way: .findable, isOneAtATime: true,
      looksFirst: true, needsAmount: true, recordsPerRequest: 1)
  }

  package var probe: Request { PayinPaths.list([.init("per_page", "1")]) }

  package func target(of record: OutgoingRecord) -> String { record[.chargeID] }

  package func identify(
    _ value: (Int) -> ArraySlice<UInt8>, into identity: inout LedgerIdentity
  ) -> Bool {
    identity.whole += value(RefundValue.chargeID.rawValue)
    identity.person += identity.whole
    return true
  }

  package func personalWords(of record: OutgoingRecord) -> PersonalWords {
    PersonalWords(names: [record[.reason]])
  }

  // MARK: Submission

  private struct Body: Encodable {
    var amountCents: Int64
    var reason: String
    var callbackUrl: String?
  }

  private func body(of record: OutgoingRecord) -> [UInt8] {
    guard let amount = record.amountInCents, amount > 0 else {
      preconditionFailure("a refund has an amount")
    }
    let text = record[.reason].isEmpty ? "Devolução" : record[.reason]
    let body = Body(
      amountCents: amount,
      reason: settings.isVendorSandbox ? Self.sandboxReason : "\(text) [\(record.customCode)]",
      callbackUrl: settings.notificationURL.map {
        RefundMessage.callbackURL($0, marking: record.customCode)
      })
    return Array((AnswerJSON.text(body) ?? "").utf8)
  }

  /// The only one that the vendor's own sandbox takes.
  static let sandboxReason = "APRO"

  package func encodedSize(of record: OutgoingRecord) -> Int { body(of: record).count }

  package var envelopeSize: Int { 0 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request pays one charge back")
    return PayinPaths.refund(ofCharge: records[0][.chargeID], body: body(of: records[0]))
  }

  package func submissionReply(in reply: Reply) -> SubmissionReply? {
    guard (200..<300).contains(reply.status) else {
      return decoded(PayinRefusal.self, from: reply.body)?.message.map {
        SubmissionReply(message: $0)
      }
    }
    // An answer without an id is none.
    guard let refund = decoded(RefundMessage.self, from: reply.body),
      refund.id.map(PayinPaths.isID) == true
    else { return nil }
    guard let mark = refund.mark else {
      return SubmissionReply(message: "")
    }
    return SubmissionReply(
      message: nil,
      answers: [.init(customCode: mark, .accepted, record: remote(refund, under: mark))])
  }

  package func isContradicted(_ record: OutgoingRecord, by shown: RemoteRecord) -> Bool {
    !matches(shown, record) || shown.amountInCents.map { $0 != record.amountInCents } ?? false
  }

  // MARK: Look-up

  /// Without the charge's id nothing is found.
  package func lookUp(customCode: String) -> Request? { nil }

  package func lookUp(_ sought: Sought) -> Request? {
    charge(of: sought).map { PayinPaths.charge(id: $0) }
  }

  /// The vendor's sandbox loses the mark: without what was noted nothing is told apart there.
  private func charge(of sought: Sought) -> String? {
    RefundSighting(sought.sighting)?.charge
      ?? (settings.isVendorSandbox ? nil : sought.target.flatMap { PayinPaths.isID($0) ? $0 : nil })
  }

  package func listing(page: Int) -> Request? { nil }

  package func page(in reply: Reply) -> RemotePage? { nil }

  /// The refunds of the charge that carry the mark.
  package func page(in reply: Reply, of sought: Sought) -> RemotePage? {
    guard let id = self.charge(of: sought), let charge = ChargeMessage.one(in: reply),
      charge.plainID == id, let refunds = charge.refunds
    else { return nil }
    let sighting = RefundSighting(sought.sighting)
    let found = refunds.filter { refund in
      settings.isVendorSandbox && refund.mark == nil
        ? refund.reason == Self.sandboxReason && sighting?.knows(refund) == false
        : Self.carries(refund, sought.customCode)
    }
    return RemotePage(records: found.map { remote($0, under: sought.customCode, of: charge) })
  }

  static func carries(_ refund: RefundMessage, _ code: String) -> Bool {
    refund.mark.map { CodeSpelling.folded($0) == CodeSpelling.folded(code) } ?? false
  }

  package func matches(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    remote.identity.first.map { $0 == nil || $0 == record[.chargeID] } ?? true
  }

  package func isAltered(_ remote: RemoteRecord) -> Bool { false }

  package var statuses: StatusTable { Self.statuses }

  func remote(
    _ refund: RefundMessage, under code: String, of charge: ChargeMessage? = nil
  ) -> RemoteRecord {
    RemoteRecord(
      id: refund.id.flatMap { PayinPaths.isID($0) ? $0 : nil } ?? "0", customCode: code,
      statusID: refund.state?.rawValue ?? "unknown",
      identity: [refund.chargeID ?? charge?.plainID], amountInCents: refund.amountInCents,
      answer: AnswerJSON.text(RefundAnswer(refund)))
  }
}

/// What is kept of a refund for people.
private struct RefundAnswer: Encodable {
  private var state: String?
  private var end_to_end_id: String?

  init(_ refund: RefundMessage) {
    state = refund.state?.rawValue
    end_to_end_id = refund.endToEndID.flatMap { id in
      id.utf8.count <= 64 && CustomCode.isPlain(id.utf8.span) ? id : nil
    }
  }
}
