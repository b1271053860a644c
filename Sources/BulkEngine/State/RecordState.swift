/// State of a record as the journal keeps it.
///
/// The engine knows these eight. What the API says of a record that it has is a word of the
/// operation's ``StatusTable``.
package enum RecordState: Hashable, Sendable {
  case rejected
  case duplicate
  /// Accepted by the local check, not sent yet or proven absent.
  case planned
  /// A request with it may be under way.
  case intent
  /// A request with it was under way and its outcome is unknown.
  case inDoubt
  case refused
  /// Taken by the API, verdict outstanding; with the word of what it waits for.
  case taken(String)
  /// The API's final verdict, by its word.
  case settled(String)

  /// A state without the operation's word.
  package enum Kind: String, Sendable, CaseIterable {
    case rejected
    case duplicate
    case planned
    case intent
    case inDoubt = "in_doubt"
    case refused
    case taken
    case settled

    /// Something is left to send, to look up or to wait for.
    package static let open: Set<Kind> = [.planned, .intent, .inDoubt, .taken]
  }

  package var kind: Kind {
    switch self {
    case .rejected: .rejected
    case .duplicate: .duplicate
    case .planned: .planned
    case .intent: .intent
    case .inDoubt: .inDoubt
    case .refused: .refused
    case .taken: .taken
    case .settled: .settled
    }
  }

  /// The operation's word; `nil` in a state that is the engine's alone.
  package var verdict: String? {
    switch self {
    case .taken(let word), .settled(let word): word
    default: nil
    }
  }

  /// - Returns: `nil` for a record that the API has without the operation's word for it.
  package init?(_ kind: Kind, verdict: String?) {
    switch kind {
    case .rejected: self = .rejected
    case .duplicate: self = .duplicate
    case .planned: self = .planned
    case .intent: self = .intent
    case .inDoubt: self = .inDoubt
    case .refused: self = .refused
    case .taken, .settled:
      guard let verdict else { return nil }
      self = kind == .taken ? .taken(verdict) : .settled(verdict)
    }
  }

  /// The word for audit lines.
  package var word: String { verdict ?? kind.rawValue }

  /// Whether the record needs nothing any more; such a state never changes back.
  package var isFinal: Bool {
    switch self {
    case .rejected, .duplicate, .refused, .settled: true
    case .planned, .intent, .inDoubt, .taken: false
    }
  }

  /// Whether the API was seen to have the record.
  package var isAtAPI: Bool {
    switch self {
    case .taken, .settled: true
    case .rejected, .duplicate, .planned, .intent, .inDoubt, .refused: false
    }
  }
}

/// State of a chunk as the journal keeps it.
package enum ChunkState: String, Sendable, CaseIterable {
  /// To be sent.
  case planned
  /// Intent committed; a request may be under way.
  case intent
  /// Answered or given up; what became of it stands with its records.
  case closed
}
