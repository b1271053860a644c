import Synchronization

extension DataQualification {
  /// The deposits of services 2 to 5: of 2 and 3 one cent, of 4 and 5 what the caller says. They are made
  /// when a record is found valid or invalid.
  var movements: [Movement] {
    records.withLock { durable in
      let clock = self.clock
      return durable.store.records.enumerated().compactMap { index, record in
        guard record.facts.serviceID >= 2, QualificationStatus.isDone(clock.status(of: record))
        else { return nil }
        let amount = record.facts.serviceID >= 4 ? record.facts.amount ?? 0 : 0.01
        return Movement(
          entity: "payout_data_qualification",
          entityID: String(RecordEncoder.id(ofRecord: index)),
          code: durable.store.texts(of: index)[.customCode],
          amountInCents: -Int((amount * 100).rounded()), description: "Data qualification",
          occurredAt: clock.updatedAt(of: record))
      }
    }
  }
}

extension QualificationStatus {
  /// Whether a deposit was made: valid, or found invalid by it.
  static func isDone(_ status: Int) -> Bool { status == valid || status == invalid }
}
