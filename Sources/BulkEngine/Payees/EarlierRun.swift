/// What an earlier run's `q_status` and `q_custom_code`, as a pair, say of a record.
package enum EarlierRun: Sendable, Equatable {
  /// No earlier run speaks of the record: both cells are empty, or the file has neither column.
  case silent
  /// The API has never seen the code: it is used again. Without a code the record is a new one.
  case neverSent
  /// The API has the code and the record came to nothing: it needs a new one.
  case usedUp
  /// The record was paid or may still be, or repeats one that was: it is not sent again.
  case taken
  /// One half of the pair is missing: nobody knows whether the record was paid.
  case incomplete
  /// A half is no word or no code of ours: nobody knows whether the record was paid.
  case unreadable

  /// - Parameters:
  ///   - status: the cell of `q_status`, whatever a spreadsheet made of it.
  ///   - hasCode: whether the cell of `q_custom_code` has anything in it.
  ///   - isWhole: false when the file has only one of the two columns.
  package init(status: Span<UInt8>, hasCode: Bool, isWhole: Bool) {
    guard let word = Self.word(status) else {
      self = !status.isEmpty ? .unreadable : hasCode || !isWhole ? .incomplete : .silent
      return
    }
    self =
      switch word {
      // Nothing was sent, so nothing is lost with the code: a check gives none.
      case .ready, .rejected: isWhole ? .neverSent : .incomplete
      case .notSent: isWhole && hasCode ? .neverSent : .incomplete
      case .refused, .invalid, .notVerifiable: isWhole && hasCode ? .usedUp : .incomplete
      case .valid, .pending, .awaitingBalance, .inDoubt, .duplicate: .taken
      }
  }

  /// Our word for a status: freed of what spreadsheets wrap around a cell and of upper case. Words
  /// that only look like one of ours, translated or mistyped, are not guessed.
  private static func word(_ status: Span<UInt8>) -> EarlierWord? {
    guard !status.isEmpty, status.count < 64 else { return nil }
    let cell = CellMending.mend(status, as: .other)
    let text = String(decoding: cell.bytes, as: UTF8.self)
    return EarlierWord(rawValue: text.lowercased())
  }
}

/// The words that `q_status` may have in a file that is fed back.
private enum EarlierWord: String {
  case ready
  case rejected
  case duplicate
  case refused
  case valid
  case invalid
  case notVerifiable = "not_verifiable"
  case pending
  case awaitingBalance = "awaiting_balance"
  case inDoubt = "in_doubt"
  case notSent = "not_sent"
}
