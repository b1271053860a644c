import Foundation

/// The look at the target of a record before its first byte leaves, see ``Sight``.
extension BatchSubmission {
  /// What comes before a request.
  enum Clearance {
    /// The limiter lets the request leave in `slot`; `noted` is committed with its intent, and `persons`
    /// were seen.
    case cleared(slot: Slot, noted: [JournalMutation], told: String?, persons: [PersonalWords])
    /// No request is made now.
    case ended(End)
  }

  /// What was seen counts for so long: whoever waits longer for the limiter looks once more.
  private static let freshness = Duration.seconds(10)
  /// A target that could not be read is looked at again after this.
  private static let pause = 15.0

  /// Looks at the target of the record, where the operation wants that, and waits for the limiter.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`, ``RateLimiter/CircuitOpen``, or an error of the
  ///   journal.
  func look(
    at located: [LocatedRecord], _ entries: [JournalEntry], isFirstAttempt: Bool
  ) async throws -> Clearance {
    if let end = try await lookBeforeRepeating(located, entries) { return .ended(end) }
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
        return .cleared(slot: slot, noted: noted, told: told, persons: persons)
      }
    }
    preconditionFailure("the second look is the last one")
  }

  /// Where the API may take one key twice, a request that was answered as not processed is looked for
  /// before it is made once more: what stands in front of the API may refuse what the API has taken.
  ///
  /// - Returns: `nil` where it may leave.
  private func lookBeforeRepeating(
    _ located: [LocatedRecord], _ entries: [JournalEntry]
  ) async throws -> End? {
    let traits = context.operation.traits
    guard chunk.attempts > 0, traits.mayRepeatKeys, traits.recordsPerRequest == 1,
      let record = located.first?.record
    else { return nil }
    let answers = try await LookUps(context: context).answers(to: entries.compactMap(\.sought))
    switch answers[record.customCode] {
    case .absent: return nil
    case .unanswered: return .later(until: context.time.now().addingTimeInterval(Self.pause))
    case .found(let remote) where context.operation.agrees(remote, record):
      return try await reach(record, remote, isOurs: true)
    case .found(let remote):
      return try await settle(
        record, .refused, RecordOutcome(code: APICode.collision), "look.collision",
        "id \(remote.id), status \(remote.statusID)")
    }
  }

  /// What the target says, compared with what was noted before an earlier request for the record.
  ///
  /// One that was withdrawn had no effect, as far as its answer goes. Where the target shows just that effect
  /// it is believed: what stands in front of the API may refuse what the API has done. Whatever else the
  /// target shows since has another reason.
  private func look(
    at record: OutgoingRecord, _ entry: JournalEntry?
  ) async throws -> TargetLook.Seen {
    let look = TargetLook(context: context)
    guard let entry, entry.attempts > 0, let former = entry.sighting else {
      return try await look.look(at: record, former: nil)
    }
    let seen = try await look.look(at: record, former: former)
    guard seen.sight == .unclear, entry.attempts <= chunk.attempts else { return seen }
    return try await look.look(at: record, former: nil)
  }

  /// What was to be done is done.
  private func reach(
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
  private func settle(
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
