/// What became of one record of a batch, read from the API's lists.
package struct Receipt: Sendable, Equatable {
  package var number: Int
  package var state: RecordState
  package var outcome: RecordOutcome
}

/// Codes of what the API said of a record; stable, they stand in `q_code`.
package enum APICode {
  package static let refused = "api.refused"
  /// The code exists at the API with another payee under it.
  package static let collision = "api.collision"
  /// The API says that the code exists already; to be looked up.
  package static let exists = "api.exists"
  package static let serviceChanged = "api.service_changed"
  package static let tooLarge = "api.too_large"
}

/// Reads receipts: by `custom_code` only, never by line and never by position.
package enum Receipts {
  /// One receipt for each of `records`, in their order.
  ///
  /// A record in no list, or in `errors` and another list, is in doubt. So is one that the API
  /// calls a repetition, and any refusal on a second POST: whether an earlier POST stored it is
  /// for the look-up to say.
  package static func read(
    _ lists: SubmissionReply.Lists, of records: [OutgoingRecord], isFirstAttempt: Bool
  ) -> [Receipt] {
    let errors = index(lists.errors)
    let accepted = index(lists.accepted)
    let changed = index(lists.acceptedUnderOtherService)
    return records.map { record in
      let code = record.customCode
      return receipt(
        of: record, error: errors[code], isAccepted: accepted[code] != nil,
        change: changed[code], isFirstAttempt: isFirstAttempt)
    }
  }

  private static func index(
    _ entries: [SubmissionReply.Entry]
  ) -> [String: SubmissionReply.Entry] {
    Dictionary(entries.map { ($0.customCode, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func receipt(
    of record: OutgoingRecord, error: SubmissionReply.Entry?, isAccepted: Bool,
    change: SubmissionReply.Entry?, isFirstAttempt: Bool
  ) -> Receipt {
    func receipt(_ state: RecordState, _ code: String? = nil, _ message: String? = nil) -> Receipt {
      let masked = message.map { Masking.message($0, about: record) }
      return Receipt(
        number: record.number, state: state,
        outcome: RecordOutcome(code: code, message: masked))
    }
    guard let error else {
      if let change { return receipt(.pending, APICode.serviceChanged, change.message) }
      return receipt(isAccepted ? .pending : .inDoubt)
    }
    if isAccepted || change != nil { return receipt(.inDoubt) }
    if speaksOfRepetition(error.message) { return receipt(.inDoubt, APICode.exists, error.message) }
    return receipt(isFirstAttempt ? .refused : .inDoubt, APICode.refused, error.message)
  }

  /// The receipt of the one record of a batch that was refused as a whole.
  package static func refusal(
    of record: OutgoingRecord, code: String, message: String?
  ) -> Receipt {
    let isRepetition = speaksOfRepetition(message)
    return Receipt(
      number: record.number, state: isRepetition ? .inDoubt : .refused,
      outcome: RecordOutcome(
        code: isRepetition ? APICode.exists : code,
        message: message.map { Masking.message($0, about: record) }))
  }

  /// The wording is not documented: English and Portuguese words that such a sentence has.
  private static func speaksOfRepetition(_ message: String?) -> Bool {
    guard let message = message?.lowercased() else { return false }
    // A branch that does not exist is no repetition.
    let isAbsence = ["not exist", "n't exist", "não exist", "nao exist", "inexist"]
      .contains { message.contains($0) }
    return !isAbsence
      && [
        "already", "exist", "duplic", "unique", "taken", "in use", "já ", "ja existe", "repet",
        "únic", "repeat", "em uso", "conflit", "conflict",
      ].contains { message.contains($0) }
  }
}
