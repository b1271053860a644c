/// What became of one record of a batch, read from the API's lists.
package struct Receipt: Sendable, Equatable {
  package var number: Int
  package var state: RecordState
  package var outcome: RecordOutcome
}

/// Reads receipts: by `custom_code` only, never by line and never by position.
///
/// The API documents no wording of its refusals, so what a refusal means is not read from it: where
/// money moves a refused record is in doubt until a look-up by its code has found none. Elsewhere
/// words that speak of a repetition ask for the look-up; another wording is found out before a
/// corrected record gets a new code, see ``EarlierCodes``.
package struct Receipts: Sendable {
  /// Whether every refusal is looked up before it is final.
  package var looksUpRefusals: Bool
  /// Whether no record of the batch was sent before.
  package var isFirstAttempt: Bool
  /// The state of a record that the API took.
  package var taken: RecordState

  package init(looksUpRefusals: Bool, isFirstAttempt: Bool, taken: RecordState) {
    self.taken = taken
    self.looksUpRefusals = looksUpRefusals
    self.isFirstAttempt = isFirstAttempt
  }

  /// One receipt for each of `records`, in their order.
  ///
  /// A record in no list, or in `errors` and another list, is in doubt. So is one that the API
  /// calls a repetition or names in other letters, and any refusal on a second POST: whether an
  /// earlier POST stored it is for the look-up to say.
  package func read(
    _ lists: SubmissionReply.Lists, of records: [OutgoingRecord]
  ) -> [Receipt] {
    let errors = Self.index(lists.errors)
    let accepted = Self.index(lists.accepted)
    let changed = Self.index(lists.acceptedUnderOtherService)
    let spelledOtherwise = Dictionary(
      lists.errors.map { (CodeSpelling.folded($0.customCode), $0) },
      uniquingKeysWith: { first, _ in first })
    return records.map { record in
      let code = record.customCode
      if let error = errors[code] {
        let isListedTwice = accepted[code] != nil || changed[code] != nil
        return isListedTwice
          ? receipt(of: record, .inDoubt) : refusal(of: record, error.message)
      }
      if let change = changed[code] {
        return receipt(of: record, taken, APICode.serviceChanged, change.message)
      }
      if accepted[code] != nil { return receipt(of: record, taken) }
      guard let error = spelledOtherwise[CodeSpelling.folded(code)] else {
        return receipt(of: record, .inDoubt)
      }
      return receipt(of: record, .inDoubt, APICode.refused, error.message)
    }
  }

  private static func index(
    _ entries: [SubmissionReply.Entry]
  ) -> [String: SubmissionReply.Entry] {
    Dictionary(entries.map { ($0.customCode, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func refusal(of record: OutgoingRecord, _ message: String?) -> Receipt {
    if Self.speaksOfRepetition(message) {
      return receipt(of: record, .inDoubt, APICode.exists, message)
    }
    let isFinal = isFirstAttempt && !looksUpRefusals
    return receipt(of: record, isFinal ? .refused : .inDoubt, APICode.refused, message)
  }

  /// The receipt of the one record of a batch that was refused as a whole.
  package func refusal(of record: OutgoingRecord, code: String, message: String?) -> Receipt {
    let isRepetition = Self.speaksOfRepetition(message)
    return receipt(
      of: record, isRepetition || looksUpRefusals ? .inDoubt : .refused,
      isRepetition ? APICode.exists : code, message)
  }

  private func receipt(
    of record: OutgoingRecord, _ state: RecordState, _ code: String? = nil,
    _ message: String? = nil
  ) -> Receipt {
    let masked = message.map { Masking.message($0, about: record) }
    return Receipt(
      number: record.number, state: state, outcome: RecordOutcome(code: code, message: masked))
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
