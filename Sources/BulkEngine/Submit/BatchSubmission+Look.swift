import Foundation

/// The look at the target of a record before its first byte leaves, see ``Sight``.
extension BatchSubmission {
  /// What comes before a request.
  enum Clearance {
    case cleared(Departure)
    /// No request is made now.
    case ended(End)
  }

  /// How a request may leave.
  struct Departure {
    /// Of the limiter.
    var slot: Slot
    /// What was seen of the target, to be committed with the intent.
    var noted: [JournalMutation]
    /// What was noted before an earlier request, which counts again where this one never leaves.
    var former: [JournalMutation]
    /// What the request needs of what was seen.
    var told: String?
    /// Persons whom the API showed.
    var persons: [PersonalWords]
  }

  /// What was seen counts for so long: whoever waits longer for the limiter looks once more.
  private static let freshness = Duration.seconds(10)
  /// A target that could not be read is looked at again after this.
  static let pause = 15.0

  /// Looks at the target of the record, where the operation wants that, and waits for the limiter.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`, ``RateLimiter/CircuitOpen``, or an error of the
  ///   journal.
  func look(
    at located: [LocatedRecord], _ entries: [JournalEntry], isFirstAttempt: Bool
  ) async throws -> Clearance {
    if let end = try await lookBeforeRepeating(located, entries) { return .ended(end) }
    let former = entries.map { JournalMutation.sighted(number: $0.number, $0.sighting) }
    var noted: [JournalMutation] = []
    var told: String?
    var persons: [PersonalWords] = []
    for isLast in [false, true] {
      let asked = context.time.uptime()
      var isBound = false
      if context.operation.traits.looksFirst, let record = located.first?.record,
        context.operation.look(before: record) != nil
      {
        isBound = true
        let seen = try await look(at: record, entries.first)
        persons += seen.persons
        switch seen.sight {
        case .go(let note, let telling):
          told = telling
          noted = note.map { [.sighted(number: record.number, $0)] } ?? []
        case .refused(let code):
          return .ended(
            try await settle(record, .refused, RecordOutcome(code: code), "look.refused", code))
        case .reached(let remote, let isOurs):
          return .ended(try await reach(record, remote, isOurs: isOurs || !isFirstAttempt))
        case .early(let moment): return .ended(.later(until: moment))
        case .unclear, .further:
          return .ended(.later(until: context.time.now().addingTimeInterval(Self.pause)))
        }
      }
      let slot = try await context.limiter.prepare(.effect)
      guard isBound, !isLast, context.time.uptime() - asked > Self.freshness else {
        return .cleared(
          Departure(
            slot: slot, noted: noted, former: noted.isEmpty ? [] : former, told: told,
            persons: persons))
      }
    }
    preconditionFailure("the second look is the last one")
  }

  /// What was to be done is done.
  func reach(
    _ record: OutgoingRecord, _ remote: RemoteRecord, isOurs: Bool
  ) async throws -> End {
    var outcome = RecordOutcome(remote)
    outcome.code = isOurs ? nil : APICode.reached
    return try await settle(
      record, context.operation.statuses.verdict(ofStatus: remote.statusID).state, outcome,
      "look.reached", "id \(remote.id), status \(remote.statusID)\(isOurs ? ", ours" : "")")
  }

  /// Settles a record that is not sent. The chunk has nothing left then and is closed when it is claimed
  /// again.
  func settle(
    _ record: OutgoingRecord, _ state: RecordState, _ outcome: RecordOutcome, _ kind: String,
    _ evidence: String
  ) async throws -> End {
    let now = context.time.now()
    let seen = JournalMutation.event(
      JournalEvent(at: now, kind: kind, record: record.number, evidence: evidence))
    return try await context.toItsEnd {
      // What is seen when another process has the chunk may be that one's doing: it says what became of it.
      try await conclude(
        [.record(number: record.number, state: state, outcome: outcome, at: now), seen], or: [seen]
      ) { .empty }
    }
  }
}
