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
  /// One half of the pair is missing: whether the record was paid is unknown.
  case incomplete
  /// A half is no word or no code of ours: whether the record was paid is unknown.
  case unreadable

  /// The words of an operation's verdicts, beside those of every run.
  package struct Words: Sendable {
    fileprivate var usedUp: Set<String>
    fileprivate var taken: Set<String>

    /// - Parameters:
    ///   - usedUp: the record came to nothing.
    ///   - taken: the record was done, or may be.
    package init(usedUp: Set<String>, taken: Set<String>) {
      self.usedUp = usedUp.union(["refused"])
      self.taken = taken.union(["pending", "in_doubt", "duplicate"])
    }

    func contains(_ word: String) -> Bool {
      Self.checked.contains(word) || word == Self.notSent || usedUp.contains(word)
        || taken.contains(word)
    }

    /// What a check says, or a plan that was never sent.
    fileprivate static let checked: Set<String> = ["ready", "rejected"]
    fileprivate static let notSent = "not_sent"
  }

  /// - Parameters:
  ///   - status: the cell of `q_status`, whatever a spreadsheet made of it.
  ///   - hasCode: whether the cell of `q_custom_code` has anything in it.
  ///   - isWhole: false when the file has only one of the two columns.
  package init(status: Span<UInt8>, hasCode: Bool, isWhole: Bool, _ words: Words) {
    guard let word = Self.word(status), words.contains(word) else {
      self = !status.isEmpty ? .unreadable : hasCode || !isWhole ? .incomplete : .silent
      return
    }
    if words.taken.contains(word) {
      self = .taken
    } else if words.usedUp.contains(word) {
      self = isWhole && hasCode ? .usedUp : .incomplete
    } else if word == Words.notSent {
      self = isWhole && hasCode ? .neverSent : .incomplete
    } else {
      // Nothing was sent, so nothing is lost with the code: a check gives none.
      self = isWhole ? .neverSent : .incomplete
    }
  }

  /// The word of a status: freed of what spreadsheets wrap around a cell and of upper case. Words
  /// that only look like one of ours, translated or mistyped, are not guessed.
  private static func word(_ status: Span<UInt8>) -> String? {
    guard !status.isEmpty, status.count < 64 else { return nil }
    let cell = CellRepair.repair(status, as: .other)
    return String(decoding: cell.bytes, as: UTF8.self).lowercased()
  }
}
