/// What an earlier run's `q_status` says of the code that stands beside it in `q_custom_code`.
package enum EarlierRun: Sendable, Equatable {
  /// No earlier run speaks of the record, or somebody emptied the cell to send it as a new one.
  case silent
  /// The API has never seen the code: it is used again.
  case neverSent
  /// The API has the code and the record came to nothing: it needs a new one.
  case usedUp
  /// The record was paid or may still be, or repeats one that was: it is not sent again.
  case taken

  /// - Parameter status: the cell of `q_status`, whatever a spreadsheet made of it.
  package init(status: Span<UInt8>) {
    guard !status.isEmpty, status.count < 64 else {
      self = .silent
      return
    }
    let text = String(decoding: (0..<status.count).map { status[$0] }, as: UTF8.self)
    let word = text.lowercased().filter { $0.isLetter || $0 == "_" }
    self =
      switch RecordStatus(rawValue: word) {
      case .ready, .rejected, .notSent: .neverSent
      case .refused, .invalid, .notVerifiable: .usedUp
      case .valid, .pending, .awaitingBalance, .inDoubt, .duplicate: .taken
      case nil: .silent
      }
  }
}
