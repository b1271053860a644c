/// What became of one record of a batch.
package struct Receipt: Sendable, Equatable {
  package var number: Int
  package var state: RecordState
  package var outcome: RecordOutcome
}

/// Puts what the API said to the records of a batch: by their codes only, never by line and never by
/// position.
///
/// The API documents no wording of its refusals, so what a refusal means is not read from it: where
/// money moves a refused record is in doubt until a look-up by its code has found none. Elsewhere a
/// repetition asks for the look-up; another wording is found out before a corrected record gets a new
/// code, see ``EarlierCodes``.
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
  /// A record without an answer, or with two that contradict each other, is in doubt. So is one that
  /// the API calls a repetition or names in other letters, and any refusal on a second request:
  /// whether an earlier one stored it is for the look-up to say.
  package func read(
    _ answers: [SubmissionReply.Answer], of records: [OutgoingRecord]
  ) -> [Receipt] {
    let byCode = Dictionary(grouping: answers, by: \.customCode)
    let spelledOtherwise = Dictionary(
      answers.filter { $0.word != .accepted }.map { (CodeSpelling.folded($0.customCode), $0) },
      uniquingKeysWith: { first, _ in first })
    return records.map { record in
      if let answers = byCode[record.customCode] { return receipt(of: record, answers) }
      guard let answer = spelledOtherwise[CodeSpelling.folded(record.customCode)] else {
        return receipt(of: record, .inDoubt)
      }
      return receipt(of: record, .inDoubt, APICode.refused, answer.message)
    }
  }

  private func receipt(
    of record: OutgoingRecord, _ answers: [SubmissionReply.Answer]
  ) -> Receipt {
    let acceptances = answers.filter { $0.word == .accepted }
    guard let other = answers.first(where: { $0.word != .accepted }) else {
      // One that says more than that it was taken.
      let telling = acceptances.first { $0.code != nil }
      return receipt(of: record, taken, telling?.code, telling?.message)
    }
    guard acceptances.isEmpty else { return receipt(of: record, .inDoubt) }
    switch other.word {
    case .accepted, .unclear: return receipt(of: record, .inDoubt, other.code, other.message)
    case .repeated: return receipt(of: record, .inDoubt, APICode.exists, other.message)
    case .refused:
      let isFinal = isFirstAttempt && !looksUpRefusals
      return receipt(
        of: record, isFinal ? .refused : .inDoubt, other.code ?? APICode.refused, other.message)
    }
  }

  /// The receipt of the one record of a batch that was refused as a whole.
  ///
  /// - Parameter isRepetition: whether the API says that it has the code already.
  package func refusal(
    of record: OutgoingRecord, code: String, message: String?, isRepetition: Bool = false
  ) -> Receipt {
    receipt(
      of: record, isRepetition || looksUpRefusals ? .inDoubt : .refused,
      isRepetition ? APICode.exists : code, message)
  }

  private func receipt(
    of record: OutgoingRecord, _ state: RecordState, _ code: String? = nil,
    _ message: String? = nil
  ) -> Receipt {
    Receipt(
      number: record.number, state: state, outcome: RecordOutcome(code: code, message: message))
  }
}
