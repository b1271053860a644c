/// What a status told by callback means for the record it names. A pure table.
///
/// Callbacks carry neither time nor number, may come twice and in any order. So a callback never
/// takes a final state away; where it contradicts one, the API is asked, and its answer decides.
package enum CallbackMeaning: Sendable, Equatable {
  /// The record gets this state.
  case settles(RecordState)
  /// Nothing new: a repetition, or older than what is known.
  case known
  /// Another verdict than the one that is stored: to be asked for.
  case disagrees
  /// Whether the API took our record is not known yet, and this does not prove it.
  case unproven
  /// Another record of the API under the same code.
  case otherRecord

  /// - Parameters:
  ///   - told: the state that the status of `notice` stands for.
  ///   - agrees: whether `notice` shows the identity and the amount that were sent.
  ///   - isOfOtherBatch: whether `notice` names a batch that is none of this run.
  package init(
    _ entry: JournalEntry, _ notice: RemoteRecord, told: RecordState, agrees: Bool,
    isOfOtherBatch: Bool = false
  ) {
    let isKnown = entry.outcome.apiID == notice.id
    switch entry.state {
    // A record that was never sent: an earlier run of the same file had this code.
    case .planned where entry.attempts == 0: self = .unproven
    case .planned, .intent, .inDoubt:
      // A refused record that the API has may be another run's: that is for the look-up to say.
      let isOurs = agrees && !isOfOtherBatch && entry.outcome.code == nil
      self = isOurs ? .settles(told) : .unproven
    case .taken:
      if !isKnown, entry.outcome.apiID != nil || isOfOtherBatch {
        self = .otherRecord
      } else {
        self = entry.outcome.statusID == notice.statusID ? .known : .settles(told)
      }
    case .settled:
      self = told.isFinal && told != entry.state ? .disagrees : .known
    // The API tells of a record that it is not known to have.
    case .refused: self = .disagrees
    case .rejected, .duplicate: self = .known
    }
  }

  /// Whether `notice` must be compared with what was sent before the table can be read.
  package static func needsComparison(_ entry: JournalEntry) -> Bool {
    switch entry.state {
    case .planned, .intent, .inDoubt: entry.attempts > 0
    default: false
    }
  }
}
