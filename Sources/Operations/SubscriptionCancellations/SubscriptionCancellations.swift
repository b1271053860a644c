package import BulkEngine
package import Foundation

/// Ends subscriptions of the vendor's Payin API: no further charge is made. A subscription ends once, so it
/// is read before each request, and whatever is in doubt is read again.
package struct SubscriptionCancellations: PayinCancellation {
  package static let name = "subscription_cancel"

  package static let rules = CustomCode.digest("subscription_cancel/1", length: 32)

  package init() {}

  package static var layout: SheetLayout { SubscriptionCancellationField.layout }
  package static var sentences: FindingSentences { .subscriptionCancellations }
  package static var idForm: FindingCode { .subscriptionIDForm }

  // MARK: Look before sending

  package func sight(of record: OutgoingRecord, in reply: Reply, at now: Date) -> Sight {
    if let sight = sightOfNothing(in: reply) { return sight }
    guard let subscription = SubscriptionMessage.one(in: reply),
      subscription.id == record.customCode, let state = subscription.state
    else { return .unclear }
    switch state {
    case .active: return .go()
    case .expired: return .refused(code: Self.expiredSubscription)
    case .canceled:
      return subscription.remote(under: record.customCode).map { .reached($0, isOurs: false) }
        ?? .unclear
    }
  }

  // MARK: Submission

  package func encodedSize(of record: OutgoingRecord) -> Int { 0 }

  package var envelopeSize: Int { 0 }

  package func submission(of records: [OutgoingRecord], batchCode: String) -> Request {
    precondition(records.count == 1, "a request cancels one subscription")
    return PayinPaths.subscriptionCancellation(of: records[0].customCode)
  }

  // MARK: Look-up

  package func lookUp(customCode: String) -> Request? { PayinPaths.subscription(id: customCode) }

  /// One that is still active does not show the cancellation.
  package func page(in reply: Reply) -> RemotePage? {
    guard let subscription = SubscriptionMessage.one(in: reply), let id = subscription.id else {
      return nil
    }
    if subscription.state == .active { return RemotePage(records: []) }
    return subscription.remote(under: id).map { RemotePage(records: [$0]) }
  }
}

extension SubscriptionCancellations {
  package static let unknown = "subscription.unknown"
  static let expiredSubscription = "subscription.expired"

  package static let statuses = StatusTable(
    [
      Verdict(
        "done", isFinal: true, isGood: true,
        names: Verdict.Names("done", "cancelada", "canceladas"),
        meaning: Bilingual("the subscription is canceled", "a assinatura está cancelada")),
      Verdict(
        "failed", isFinal: true, needsCorrection: true,
        names: Verdict.Names("failed", "sem efeito", "sem efeito"),
        meaning: Bilingual(
          "the subscription expired first: see fix.csv",
          "a assinatura expirou antes: veja fix.csv"),
        remark: Verdict.Remark(
          code: "api.failed",
          Bilingual(
            "The subscription expired before the cancellation took effect: it makes no further charge.",
            "A assinatura expirou antes de o cancelamento valer: ela não gera mais cobranças."))),
      Verdict(
        "pending", isFinal: false, names: Verdict.Names("pending", "pendente", "pendentes"),
        meaning: Bilingual("requested, not canceled yet", "pedido, ainda sem efeito")),
    ],
    statuses: ["canceled": "done", "expired": "failed"], pending: "pending",
    sentences: StatusTable.Sentences(
      refusals: [
        unknown: Bilingual(
          "The API has no subscription with this id: nothing was sent. Compare it with the subscription_id of "
            + "done.csv or with the vendor's dashboard.",
          "A API não tem assinatura com este id: nada foi enviado. Compare-o com subscription_id, no done.csv, "
            + "ou com o painel do fornecedor."),
        expiredSubscription: Bilingual(
          "The subscription has expired and makes no further charge: nothing was sent.",
          "A assinatura já expirou e não gera mais cobranças: nada foi enviado."),
        APICode.collision: Bilingual(
          "The API shows another subscription under this id: look at the vendor's dashboard.",
          "A API mostra outra assinatura com este id: consulte o painel do fornecedor."),
      ],
      notes: [
        APICode.reached: Bilingual(
          "The subscription was canceled before this run: nothing was sent.",
          "A assinatura já estava cancelada antes desta execução: nada foi enviado.")
      ]))
}
