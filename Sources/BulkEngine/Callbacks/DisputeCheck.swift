/// Asks the API about records of which a callback says something else than the journal.
///
/// A question is answered with what is true now, a callback may be any age: the answer decides.
struct DisputeCheck: Sendable {
  let context: EngineContext

  /// - Returns: how many records got a new state.
  /// - Throws: ``EngineStop``, `CancellationError`, or an error of the journal or the input.
  func run(_ numbers: [Int]) async throws -> Int {
    var settled = 0
    for number in numbers {
      guard
        let entry = try await context.journal.entries(.numbers(first: number, last: number)).first,
        let sought = entry.sought
      else { continue }
      switch try await LookUps(context: context).answers(to: [sought])[
        sought.customCode]
      {
      case .unanswered: continue
      case .absent:
        try await context.commit([event(entry, "the API has no record under this code")])
      case .found(let remote):
        let decision = try await decision(entry, remote)
        try await context.commit(decision.mutations)
        if decision.isChange { settled += 1 }
      }
    }
    return settled
  }

  private func decision(
    _ entry: JournalEntry, _ remote: RemoteRecord
  ) async throws -> (mutations: [JournalMutation], isChange: Bool) {
    let told = context.operation.statuses.verdict(ofStatus: remote.statusID).state
    var outcome = RecordOutcome(remote)
    switch try await ownership(entry, remote) {
    case .ours: break
    case .otherRun(let name): (outcome.code, outcome.message) = (APICode.otherRun, name ?? "")
    case .collision, .amountUnknown, .unproven, nil:
      return ([event(entry, "the API has another record under this code")], false)
    }
    let evidence = "the API says status \(remote.statusID)"
    // Nothing that is final is taken back; of what is pending the API's latest word is kept.
    let isNews =
      told != entry.state
      ? told.isFinal : !told.isFinal && remote.statusID != entry.outcome.statusID
    guard isNews else { return ([event(entry, evidence)], false) }
    let record = JournalMutation.record(
      number: entry.number, state: told, outcome: outcome, at: context.time.now())
    return ([record, event(entry, evidence)], told != entry.state)
  }

  /// `nil` when the record cannot be read again.
  private func ownership(
    _ entry: JournalEntry, _ remote: RemoteRecord
  ) async throws -> Ownership? {
    guard let number = entry.chunk, let chunk = try await context.journal.chunk(number),
      let sent = try await context.source.records(of: chunk, entries: [entry]).first
    else { return nil }
    return Ownership(
      of: remote, for: sent.record, in: context,
      wasRefused: entry.state == .refused || entry.outcome.code == APICode.otherRun)
  }

  private func event(_ entry: JournalEntry, _ evidence: String) -> JournalMutation {
    .event(
      JournalEvent(
        at: context.time.now(), kind: "callback.checked", record: entry.number,
        evidence: evidence))
  }
}
