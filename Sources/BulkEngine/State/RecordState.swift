/// State of a record as the journal keeps it.
package enum RecordState: String, Sendable, CaseIterable, Codable {
  case rejected
  case duplicate
  /// Accepted by the local check, not sent yet or proven absent.
  case planned
  /// A POST with it may be under way.
  case intent
  /// A POST with it was under way and its outcome is unknown.
  case inDoubt = "in_doubt"
  case refused
  case pending
  case awaitingBalance = "awaiting_balance"
  case valid
  case invalid
  case notVerifiable = "not_verifiable"

  /// Taken by the API, verdict outstanding.
  package static let awaitingVerdict: Set<RecordState> = [.pending, .awaitingBalance]
  /// Something is left to send, to look up or to wait for.
  package static let open: Set<RecordState> = [
    .planned, .intent, .inDoubt, .pending, .awaitingBalance,
  ]

  package init(_ step: Step) {
    self =
      switch step {
      case .pending: .pending
      case .awaitingBalance: .awaitingBalance
      case .valid: .valid
      case .invalid: .invalid
      case .notVerifiable: .notVerifiable
      }
  }
}

/// State of a chunk as the journal keeps it.
package enum ChunkState: String, Sendable, CaseIterable {
  /// To be sent.
  case planned
  /// Intent committed; a POST may be under way.
  case intent
  /// Answered or given up; what became of it stands with its records.
  case closed
}
