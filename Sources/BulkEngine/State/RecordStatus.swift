/// The word in `q_status`.
package enum RecordStatus: String, Sendable, CaseIterable, Codable {
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

  package init(_ state: RecordState) {
    self =
      switch state {
      case .rejected: .rejected
      case .duplicate: .duplicate
      case .planned: .notSent
      case .intent, .inDoubt: .inDoubt
      case .refused: .refused
      case .pending: .pending
      case .awaitingBalance: .awaitingBalance
      case .valid: .valid
      case .invalid: .invalid
      case .notVerifiable: .notVerifiable
      }
  }

  package init(_ judgement: Judgement) {
    self =
      switch judgement {
      case .ready: .ready
      case .rejected: .rejected
      case .duplicate: .duplicate
      }
  }

  /// Whether nothing will change it any more.
  package var isFinal: Bool {
    switch self {
    case .rejected, .duplicate, .refused, .valid, .invalid, .notVerifiable: true
    case .ready, .pending, .awaitingBalance, .inDoubt, .notSent: false
    }
  }

  /// Whether the record stands in `fix.csv`: a person must correct it.
  package var needsCorrection: Bool {
    switch self {
    case .rejected, .refused, .invalid, .notVerifiable: true
    default: false
    }
  }

  /// Whether the record stands in `pending.csv`.
  package var isPending: Bool {
    switch self {
    case .pending, .awaitingBalance, .inDoubt, .notSent: true
    default: false
    }
  }
}
