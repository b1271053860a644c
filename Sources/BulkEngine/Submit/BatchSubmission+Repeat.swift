import Foundation

/// What comes before records leave once more that an earlier request carried and that nobody looked up since.
///
/// What stands in front of the API may call a request not processed, or refuse a batch as a whole, although the
/// API has stored it; and the list of the API may lag behind. Where a second request would count, the records
/// leave only when the API has surely come as far as the earlier one and does not show it.
///
/// | operation | asks |
/// | --- | --- |
/// | that looks at the target of each record | the target, see ``look(at:_:)`` |
/// | that sends one record a request | for the key |
/// | that sends several, once they were halved | for the first and the last key of the half |
extension BatchSubmission {
  /// - Returns: `nil` where the records may leave, or where a look at their target follows.
  func lookBeforeRepeating(
    _ located: [LocatedRecord], _ entries: [JournalEntry]
  ) async throws -> End? {
    let traits = context.operation.traits
    guard traits.sending.mayCountTwice else { return nil }
    if traits.recordsPerRequest > 1 { return try await lookAtHalf(located, entries) }
    // What was proven absent stands in a chunk that has no attempts of its own yet.
    guard chunk.attempts > 0, let record = located.first?.record, let entry = entries.first else {
      return nil
    }
    if traits.looksFirst {
      // Noted of a request that left; another one had no effect.
      return entry.sighting == nil ? nil : outwaitLag(since: entry.submittedAt, shown: nil)
    }
    if let end = outwaitLag(since: entry.submittedAt, shown: nil) { return end }
    return try await lookUp(record, entry)
  }

  private func lookUp(_ record: OutgoingRecord, _ entry: JournalEntry) async throws -> End? {
    let answers = try await LookUps(context: context).answers(to: [entry].compactMap(\.sought))
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

  /// - Returns: how long is to be waited before what left at `departure` is believed absent; nil where that is
  ///   over.
  private func outwaitLag(since departure: Date?, shown: Date?) -> End? {
    guard !hasOutwaitedLag else { return nil }
    let wait = ListLag.wait(for: departure, shown: shown, now: context.time.now())
    return wait > .zero ? .lagging(until: context.time.uptime() + wait) : nil
  }

  /// Half of a batch that was refused as a whole: what the API shows of it was stored. Then the look-up says
  /// what became of each record.
  private func lookAtHalf(
    _ located: [LocatedRecord], _ entries: [JournalEntry]
  ) async throws -> End? {
    let again = entries.filter { $0.attempts > chunk.attempts }
    guard !again.isEmpty else { return nil }
    let departure = LookUpWitness.lastSentAt(again)
    if outwaitLag(since: departure, shown: nil) != nil {
      // What was sent since and is shown tells how far the list has come.
      var shown: Date?
      let testimony = try await LookUpWitness(context: context).testimony(
        near: again, sentBefore: context.time.now())
      if case .believable(let lastSentAt) = testimony { shown = lastSentAt }
      if let end = outwaitLag(since: departure, shown: shown) { return end }
    }
    guard try await mayBeStored(located) else { return nil }
    let now = context.time.now()
    let doubted = again.map { entry in
      JournalMutation.record(
        number: entry.number, state: .inDoubt, outcome: RecordOutcome(), at: now,
        attempts: entry.attempts)
    }
    let seen = event("look.stored", "refused as a whole, perhaps stored")
    return try await context.toItsEnd {
      try await conclude(doubted + [seen], or: [seen]) { .empty }
    }
  }

  /// Whether the API may have stored a batch that it refused as a whole.
  ///
  /// It may have when it shows one of the records as sent by this run, and when it does not answer:
  /// where money moves the halves of a stored batch would be paid once more.
  func mayBeStored(_ located: [LocatedRecord]) async throws -> Bool {
    guard let first = located.first, let last = located.last else { return false }
    let codes = Set([first.record.customCode, last.record.customCode]).sorted()
    let search = CodeSearch(context: context, runStartedAt: nil, codesOfRun: codes)
    do {
      let asked = try await search.answers(to: codes.map { Sought($0) }, mostPages: 0)
      let answers = try await search.addingListed(to: asked, of: codes)
      return codes.contains { answers[$0] == .unanswered }
        || answers.found.contains { BatchCode.isOfRun(context.runCode, $0.record.batchCode) }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return true
    }
  }

  /// What the target says, compared with what was noted before an earlier request for the record that left.
  ///
  /// One that was withdrawn had no effect, as far as its answer goes. Where the target shows just that effect
  /// it is believed: what stands in front of the API may refuse what the API has done. Whatever else the
  /// target shows since has another reason.
  func look(
    at record: OutgoingRecord, _ entry: JournalEntry?
  ) async throws -> TargetLook.Seen {
    let look = TargetLook(context: context)
    let seen = try await look.look(at: record, former: entry?.sighting)
    guard let entry, entry.sighting != nil, seen.sight == .unclear,
      entry.attempts <= chunk.attempts
    else { return seen }
    return try await look.look(at: record, former: nil)
  }
}
