/// The columns that a run adds to those of the input; stable.
package enum RecordColumns {
  /// Behind the original columns of `results`, `fix` and `pending`.
  package static let names = [
    "q_line", "q_status", "q_code", "q_field", "q_message", "q_repairs", "q_custom_code",
    "q_batch_code", "q_service_id", "q_status_id", "q_api_id", "q_attempts", "q_submitted_at",
    "q_settled_at",
  ]

  /// Those behind `q_custom_code`: only a run writes them, and fills them only of what was sent.
  static let ofSending = names.drop { $0 != "q_custom_code" }.dropFirst()

  /// Those columns, and behind them the operation's own.
  package static func names(with layout: OutputLayout) -> [String] { names + layout.ownColumns }

  /// The first two columns of `fix.xlsx`, in whatever language it was written.
  static let whatToCorrect = Bilingual("What to correct", "O que corrigir")
  static let whichField = Bilingual("Column", "Campo")

  /// Columns behind `q_custom_code`, empty without a journal.
  static func countBehindCode(_ layout: OutputLayout) -> Int {
    ofSending.count + layout.ownColumns.count
  }
}
