import Foundation

/// Looks at what became of records that the API refused, before that is believed: a request may have its effect
/// and be refused all the same.
///
/// | the API shows | the record |
/// | --- | --- |
/// | that it was done | is what the API shows, with a finding where it was sent once |
/// | that it was not done, in each look | is refused, with the API's words |
/// | something else under its key | is refused as a collision |
/// | nothing that can be read | stays in doubt |
struct RefusalLook: Sendable {
  let context: EngineContext
  let runStartedAt: Date

  /// The first comes after ``ReconcilePhase/settleDelay``, the others within ``ReconcilePhase/shortestSpread``,
  /// later where a record was sent before: the API has answered, only its copies may lag behind.
  private static let looks = 2

  private enum Trace: Equatable {
    case done(RemoteRecord)
    case somethingElse(RemoteRecord)
    case untouched
    case unclear
  }

  private var rules: SendingRules { context.operation.traits.sending }

  /// Settles those among `entries` that were refused.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`, or an error of the journal or the input.
  /// - Returns: those that were not refused, in their order.
  func settle(_ entries: [JournalEntry]) async throws -> [JournalEntry] {
    guard rules.looksAtRefusals else { return entries }
    var open = entries.filter(\.isRefusedInDoubt)
    guard !open.isEmpty else { return entries }
    let spread = ReconcilePhase.shortestSpread
    context.observe(
      .reconciling(inDoubt: open.count, proofTakes: ReconcilePhase.settleDelay + spread))
    for look in 1...Self.looks where !open.isEmpty {
      try await context.time.sleep(
        look == 1
          ? ReconcilePhase.settleDelay : max(spread / (Self.looks - 1), lagOfRepeated(open)))
      let traces = try await (rules.isShownByTarget ? seen(open) : found(open))
      try await context.commit(
        open.flatMap { entry in
          decision(on: entry, traces[entry.number] ?? .unclear, isLast: look == Self.looks)
        })
      open.removeAll { traces[$0.number] != .untouched }
    }
    return entries.filter { !$0.isRefusedInDoubt }
  }

  /// A second request that is refused may say that the first one had its effect, though the look before it
  /// did not show that: then copies lag behind.
  private func lagOfRepeated(_ entries: [JournalEntry]) -> Duration {
    let repeated = entries.filter { $0.attempts > 1 }
    guard !repeated.isEmpty else { return .zero }
    return ListLag.wait(
      for: LookUpWitness.lastSentAt(repeated), shown: nil, now: context.time.now())
  }

  /// What the targets of the records show.
  private func seen(_ entries: [JournalEntry]) async throws -> [Int: Trace] {
    try await TargetLook(context: context).sights(of: entries).mapValues { sight in
      switch sight {
      case .reached(let shown, _): .done(shown)
      case .go, .early, .refused: .untouched
      case .further, .unclear: .unclear
      }
    }
  }

  /// What the API has under the keys of the records.
  private func found(_ entries: [JournalEntry]) async throws -> [Int: Trace] {
    let codes = entries.compactMap(\.customCode)
    let search = CodeSearch(context: context, runStartedAt: runStartedAt, codesOfRun: codes)
    let asked = try await search.answers(to: entries.compactMap(\.sought), mostPages: 0)
    let answers = try await search.addingListed(to: asked, of: codes)
    var traces: [Int: Trace] = [:]
    for (chunk, entries) in try await context.byChunk(entries) {
      for located in try await context.source.records(of: chunk, entries: entries) {
        traces[located.record.number] =
          switch answers[located.record.customCode] {
          case .found(let shown):
            context.operation.agrees(shown, located.record) ? .done(shown) : .somethingElse(shown)
          case .absent: .untouched
          case .unanswered: .unclear
          }
      }
    }
    return traces
  }

  private func decision(
    on entry: JournalEntry, _ trace: Trace, isLast: Bool
  ) -> [JournalMutation] {
    let statuses = context.operation.statuses
    var outcome = RecordOutcome()
    let state: RecordState
    let (kind, evidence): (String, String)
    switch trace {
    case .done(let shown):
      let verdict = statuses.verdict(ofStatus: shown.statusID)
      outcome = RecordOutcome(shown)
      // One that was sent before is no surprise, and one that came to nothing was rightly refused.
      if entry.attempts <= 1, !verdict.isFailed { outcome.code = APICode.doneDespiteRefusal }
      state = verdict.state
      (kind, evidence) = ("refusal.done", "id \(shown.id), status \(shown.statusID)")
    case .somethingElse(let shown):
      outcome.code = APICode.collision
      state = .refused
      (kind, evidence) = ("refusal.collision", "id \(shown.id), status \(shown.statusID)")
    case .untouched where isLast:
      state = statuses.state(ofRefused: entry.outcome)
      (kind, evidence) = ("refusal.confirmed", "\(Self.looks) looks")
    case .untouched, .unclear: return []
    }
    let now = context.time.now()
    return [
      .record(
        number: entry.number, state: state, outcome: outcome, at: now, attempts: entry.attempts),
      .event(JournalEvent(at: now, kind: kind, record: entry.number, evidence: evidence)),
    ]
  }
}
