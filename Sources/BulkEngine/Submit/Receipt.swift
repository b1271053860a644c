/// What became of one record of a batch.
package struct Receipt: Sendable, Equatable {
  package var number: Int
  package var state: RecordState
  package var outcome: RecordOutcome
}

/// Puts what the API said to the records of a batch: by their codes only, never by line and never by
/// position.
///
/// What a refusal means follows from the operation's way of sending, see ``SendingRules``: wording
/// proves nothing. A wording that hides a repetition is found out before a corrected record gets a
/// new code, see ``EarlierCodes``.
package struct Receipts: Sendable {
  package var rules: SendingRules
  /// Whether no record of the batch was sent before.
  package var isFirstAttempt: Bool
  package var statuses: StatusTable
  /// Whether what the API shows is not the record that was sent.
  package var isContradicted: @Sendable (_ sent: OutgoingRecord, _ shown: RemoteRecord) -> Bool

  package init(
    rules: SendingRules, isFirstAttempt: Bool, statuses: StatusTable,
    isContradicted: @escaping @Sendable (OutgoingRecord, RemoteRecord) -> Bool = { _, _ in false }
  ) {
    self.rules = rules
    self.isFirstAttempt = isFirstAttempt
    self.statuses = statuses
    self.isContradicted = isContradicted
  }

  /// One receipt for each of `records`, in their order.
  ///
  /// A record without an answer, or with two that contradict each other, is in doubt. So is one that
  /// the API refuses in other letters. Refusals and repetitions that are not final are for the look-up
  /// to settle.
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
      return taken(record, acceptances.first { $0.code != nil } ?? acceptances.first)
    }
    guard acceptances.isEmpty else { return receipt(of: record, .inDoubt) }
    switch other.word {
    case .accepted, .unclear: return receipt(of: record, .inDoubt, other.code, other.message)
    case .repeated:
      guard rules.takesRepetitions else {
        return receipt(of: record, .inDoubt, APICode.exists, other.message)
      }
      // What the API keeps under the code is not what was sent: no repetition changes that.
      if let shown = other.record, isContradicted(record, shown) {
        return receipt(of: record, .refused, APICode.collision)
      }
      return taken(record, other)
    case .failed:
      var outcome = other.record.map(RecordOutcome.init) ?? RecordOutcome()
      (outcome.code, outcome.message) = (other.code, other.message)
      guard rules.isFinal(refusalAtFirst: isFirstAttempt) else {
        return Receipt(number: record.number, state: .inDoubt, outcome: outcome)
      }
      let verdict = other.record.map { statuses.verdict(ofStatus: $0.statusID) }
      return Receipt(
        number: record.number, state: (verdict ?? statuses.pending).state, outcome: outcome)
    case .refused:
      let isFinal = rules.isFinal(refusalAtFirst: isFirstAttempt)
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
    if isRepetition, rules.takesRepetitions { return taken(record, nil) }
    let isFinal = rules.isFinal(refusalAtFirst: true) && !isRepetition
    return receipt(
      of: record, isFinal ? .refused : .inDoubt, isRepetition ? APICode.exists : code, message)
  }

  /// The record as the reply tells it, or waiting for its verdict. One that shows somebody else's record
  /// proves nothing: the API is asked.
  private func taken(_ record: OutgoingRecord, _ answer: SubmissionReply.Answer?) -> Receipt {
    if let shown = answer?.record, isContradicted(record, shown) {
      return receipt(of: record, .inDoubt)
    }
    var outcome = answer?.record.map(RecordOutcome.init) ?? RecordOutcome()
    outcome.code = answer?.code
    outcome.message = answer?.word == .accepted ? answer?.message : nil
    let verdict = answer?.record.map { statuses.verdict(ofStatus: $0.statusID) }
    return Receipt(
      number: record.number, state: (verdict ?? statuses.pending).state, outcome: outcome)
  }

  private func receipt(
    of record: OutgoingRecord, _ state: RecordState, _ code: String? = nil,
    _ message: String? = nil
  ) -> Receipt {
    Receipt(
      number: record.number, state: state, outcome: RecordOutcome(code: code, message: message))
  }
}
