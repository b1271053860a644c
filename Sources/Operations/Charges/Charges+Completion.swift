package import BulkEngine

/// The text of a new Pix, and the line of a boleto that was not registered yet, are shown only when the charge
/// is asked for in the newer form.
extension Charges {
  private static let created = "1"

  package func completion(of outcome: RecordOutcome) -> Request? {
    guard outcome.statusID == Self.created, let id = outcome.knownID,
      ChargeAnswer.lacksCode(outcome.answer)
    else { return nil }
    return PayinPaths.newerCharge(id: id)
  }

  package func completion(in reply: Reply) -> RemoteRecord? {
    ChargeMessage.one(in: reply).flatMap(remote)
  }

  package func completed(_ outcome: RecordOutcome, by shown: RemoteRecord) -> String? {
    shown.answer.flatMap { ChargeAnswer.completed(outcome.answer, by: $0) }
  }
}
