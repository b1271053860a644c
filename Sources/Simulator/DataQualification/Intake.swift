/// Judges the records of one POST and stores those that are taken.
struct Intake {
  /// Whether a code that is already stored is refused. Off, it is stored again, which counts as a
  /// double effect.
  var uniqueness = true
  /// Of records that name none.
  var merchantID: Int
  var serviceID: Int
  var token: String?
  var now: Moment
  /// What the faults change about this POST.
  var disturbance = IntakeDisturbance()

  /// What the answer says about a record, in the order sent.
  enum Reception: Equatable {
    case taken
    case refused(message: String)
    case serviceChanged(message: String)
    case listedTwice(message: String)
  }

  /// The receptions and the indexes of the records stored.
  struct Outcome {
    var receptions: [Reception] = []
    var stored: [Int] = []
    /// Records whose code was stored before, whether refused or stored again.
    var repeatedCodeCount = 0

    var refusedCount: Int {
      receptions.count { if case .refused = $0 { true } else { false } }
    }
  }

  func receive(_ records: [SubmittedRecord], into store: inout QualificationStore) -> Outcome {
    var outcome = Outcome()
    outcome.receptions.reserveCapacity(records.count)
    outcome.stored.reserveCapacity(records.count)
    for (offset, record) in records.enumerated() {
      let reception = receive(record, line: offset + 1, into: &store, &outcome)
      outcome.receptions.append(reception)
    }
    return outcome
  }

  private func receive(
    _ record: SubmittedRecord, line: Int, into store: inout QualificationStore,
    _ outcome: inout Outcome
  ) -> Reception {
    if let message = RecordRules.refusal(of: record, serviceID: serviceID) {
      return .refused(message: message)
    }
    let texts = record.texts
    let first = store.firstRecord(withCode: texts[.customCode])
    if first != nil {
      outcome.repeatedCodeCount += 1
      if uniqueness { return .refused(message: "custom_code already exists") }
    }
    let reception = self.reception(ofName: texts[.name], line: line)
    if case .refused = reception { return reception }
    outcome.stored.append(put(record, texts, reception, repeating: first, into: &store))
    return reception
  }

  private func reception(ofName name: String, line: Int) -> Reception {
    switch TestPayee.reception(ofName: name) {
    case .refused(let message): .refused(message: message)
    case .serviceChanged: .serviceChanged(message: "Data qualification by system")
    case .listedTwice: .listedTwice(message: "Record could not be confirmed")
    case .taken: disturbance.reception(ofLine: line)
    }
  }

  private func put(
    _ record: SubmittedRecord, _ texts: [String], _ reception: Reception,
    repeating first: Int?, into store: inout QualificationStore
  ) -> Int {
    var service = serviceID
    if case .serviceChanged = reception { service = TestPayee.replacementService }
    let position = store.append(
      NewRecord(
        texts: texts,
        facts: QualificationFacts(
          merchantID: merchantID, serviceID: service, amount: record.amount,
          outcome: TestPayee.outcome(ofName: texts[.name]),
          isSavings: record.beneficiary?.accountType == "SAVINGS"),
        storedAt: now, token: token),
      repeating: first)
    if let lag = disturbance.lagMilliseconds {
      store.hide(position, until: now.advanced(byMilliseconds: lag))
    }
    return position
  }
}

/// How faults bend the intake of one POST; `every` n means the lines n, 2n, 3n …
struct IntakeDisturbance: Equatable {
  var refuseEvery: Int?
  var changeServiceEvery: Int?
  var listTwiceEvery: Int?
  /// For how long reads do not show the stored records.
  var lagMilliseconds: Int64?

  func reception(ofLine line: Int) -> Intake.Reception {
    if let refuseEvery, line % refuseEvery == 0 { return .refused(message: "Name format invalid") }
    if let changeServiceEvery, line % changeServiceEvery == 0 {
      return .serviceChanged(message: "Data qualification by system")
    }
    if let listTwiceEvery, line % listTwiceEvery == 0 {
      return .listedTwice(message: "Record could not be confirmed")
    }
    return .taken
  }
}

extension IntakeDisturbance {
  /// What the faults of a POST ask for, counted as having struck.
  init(_ delivery: FaultDelivery) {
    refuseEvery = delivery.interval(of: .refuseRecords)
    changeServiceEvery = delivery.interval(of: .changeService)
    listTwiceEvery = delivery.interval(of: .twoLists)
    lagMilliseconds = delivery.listLag()
  }
}
