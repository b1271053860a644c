package import Foundation

/// Waits for verdicts by polling, until all are final or the time is up.
package struct WaitPhase: Sendable {
  private var context: EngineContext
  let runStartedAt: Date
  var schedule = PollingSchedule()

  /// Rounds in a row that may pass on the word of single records alone.
  private static let mostSentinelRounds = 4
  /// Look-ups in one round; more would overrun the time that was given.
  private static let mostLookUps = 200
  /// Verdicts that a killed process would have to ask for again.
  private static let mostUncommitted = 1_000
  /// Records per page that the operation asks for; an estimate, until pages were seen.
  private static let pageSize = 100

  package init(_ context: EngineContext, runStartedAt: Date) {
    self.context = context
    self.runStartedAt = runStartedAt
  }

  /// Returns when no verdict is outstanding or `--wait` has passed.
  ///
  /// An API that fails for a while is waited for; one that never answered is not.
  /// - Throws: ``EngineStop``, `CancellationError`, or an error of the journal.
  package func run() async throws {
    let deadline = context.time.uptime() + .seconds(context.pace.waitInSeconds)
    var waiting = self
    waiting.context.deadline = deadline
    var schedule = schedule
    var rounds = PollingRounds()
    var waited = try await waitedAlready()
    while true {
      let pending = try await outstanding()
      context.observe(.waiting(pending: pending))
      let left = deadline - context.time.uptime()
      guard pending > 0, left > .zero else { return }
      let rest = min(max(.zero, schedule.pause - waited), left)
      context.observe(.resting(rest))
      try await context.time.sleep(rest)
      waited = .zero
      let settled = try await waiting.patiently { try await $0.poll(pending, &rounds) }
      schedule.looked(foundChange: settled > 0)
    }
  }

  /// How long the first record without a verdict has been with the API: so much of the first pause
  /// is over.
  private func waitedAlready() async throws -> Duration {
    let oldest = try await context.journal.entries(
      .states([.taken], after: 0, limit: 1)
    ).first?.submittedAt
    return oldest.map { .seconds(max(0, context.time.now().timeIntervalSince($0))) } ?? .zero
  }

  private func patiently(_ poll: (WaitPhase) async throws -> Int) async throws -> Int {
    do { return try await poll(self) } catch EngineStop.keptFailing { return 0 }
  }

  /// Asks for single records while they are few, or tells by the oldest when the list is worth it.
  ///
  /// - Returns: how many records changed.
  private func poll(_ pending: Int, _ rounds: inout PollingRounds) async throws -> Int {
    let pages = rounds.pagesToMeetAll ?? (pending / Self.pageSize + 1)
    let isListed = context.operation.listing(page: 1) != nil
    let isFew = pending <= max(3, pages) || !isListed
    // A record that waits for something of its own says nothing about the others.
    let asked = try await askEach(
      isFew
        ? .states([.taken], after: rounds.after, limit: min(pending, Self.mostLookUps))
        : .taken(context.operation.statuses.pending.word, after: 0, limit: 2))
    // Those behind have their turn, and then the first ones again.
    rounds.after = isFew && asked.last < .max ? asked.last : 0
    rounds.withoutSweep += 1
    let isTimeToSweep =
      !isFew && (asked.settled > 0 || rounds.withoutSweep >= Self.mostSentinelRounds)
    // A server that ignores what it is asked for is read page by page.
    guard isListed, isTimeToSweep || asked.unanswered > 0 else { return asked.settled }
    let swept = try await sweep(pending: pending - asked.settled)
    rounds.pagesToMeetAll = swept.pages
    rounds.withoutSweep = 0
    return asked.settled + swept.settled
  }

  private func outstanding() async throws -> Int {
    let counts = try await context.journal.counts()
    return counts.reduce(0) { $1.key.kind == .taken ? $0 + $1.value : $0 }
  }

  /// Looks up the oldest outstanding records by their codes.
  private func askEach(
    _ selection: EntrySelection
  ) async throws -> (settled: Int, unanswered: Int, last: Int) {
    let entries = try await context.journal.entries(selection)
    let answers = try await answers(to: entries)
    let verdicts = verdicts(in: answers.found, on: entries)
    try await context.commit(verdicts.mutations)
    let last = entries.count < Self.mostLookUps ? .max : entries.last?.number ?? .max
    return (verdicts.changed, entries.count - answers.count, last)
  }

  /// Where no code finds what a record acts on, that is looked at.
  private func answers(to entries: [JournalEntry]) async throws -> LookUpAnswers {
    let rules = context.operation.traits.sending
    guard rules.isShownByTarget, rules.doubt == .sendAgain else {
      return try await LookUps(context: context).answers(to: entries.compactMap(\.sought))
    }
    let sights = try await TargetLook(context: context).sights(of: entries)
    return entries.reduce(into: LookUpAnswers()) { answers, entry in
      guard let code = entry.customCode, case .reached(let shown, _) = sights[entry.number] else {
        return
      }
      answers[code] = .found(shown)
    }
  }

  /// Pages through the list, newest first.
  ///
  /// - Returns: how many records changed, and how many pages have the outstanding ones on them.
  private func sweep(pending: Int) async throws -> (pages: Int, settled: Int) {
    var settled = 0
    var met = 0
    var pages = 0
    var pagesToMeetAll = 0
    var uncommitted: [JournalMutation] = []
    let sweep = ListingSweep(context: context, oldest: runStartedAt)
    do {
      let coverage = try await sweep.run(mostPages: .max, ahead: context.pace.concurrency) {
        records in
        let codes = CodeSpelling.variants(of: records.map(\.customCode))
        let entries = try await context.journal.entries(.customCodes(codes))
          .filter { $0.state.kind == .taken }
        met += entries.count
        let spelling = CodeSpelling(entries.compactMap(\.customCode))
        let verdicts = verdicts(
          in: records.compactMap { record in
            spelling.ours(for: record.customCode).map { ($0, record) }
          }, on: entries)
        settled += verdicts.changed
        pages += 1
        if verdicts.outstanding > 0 { pagesToMeetAll = pages }
        uncommitted += verdicts.mutations
        if uncommitted.count >= Self.mostUncommitted {
          try await context.commit(uncommitted)
          uncommitted.removeAll()
        }
        return pending - met
      }
      // Those not met stand behind all that was read, or nowhere.
      if met < pending { pagesToMeetAll = coverage.pages }
    } catch {
      try await context.commit(uncommitted)
      throw error
    }
    try await context.commit(uncommitted)
    return (pagesToMeetAll, settled)
  }

  /// What is new, how many records it changes, and how many stay without a final verdict.
  ///
  /// - Parameter remote: records of the API with the codes of ours that they stand under.
  private func verdicts(
    in remote: [(code: String, record: RemoteRecord)], on entries: [JournalEntry]
  ) -> (mutations: [JournalMutation], changed: Int, outstanding: Int) {
    let byCode = Dictionary(remote, uniquingKeysWith: { newest, _ in newest })
    let now = context.time.now()
    var changed = 0
    var outstanding = 0
    let mutations = entries.flatMap { entry -> [JournalMutation] in
      guard let record = entry.customCode.flatMap({ byCode[$0] }) else { return [] }
      guard isKnownOrOurs(record, entry) else {
        outstanding += 1
        return doubts(entry, record, at: now)
      }
      let state = context.operation.statuses.verdict(ofStatus: record.statusID).state
      let outcome = RecordOutcome(record)
      if state.kind == .taken { outstanding += 1 }
      guard state != entry.state || outcome.statusID != entry.outcome.statusID else { return [] }
      if state != entry.state { changed += 1 }
      let verdict = JournalMutation.record(
        number: entry.number, state: state, outcome: outcome, at: now)
      return [verdict] + appliedTreatment(of: record, entry, at: now)
    }
    return (mutations, changed, outstanding)
  }
}

extension WaitPhase {
  /// Whether the API's record is the one that was taken, or of a batch and of the time of this run,
  /// as far as it says.
  private func isKnownOrOurs(_ record: RemoteRecord, _ entry: JournalEntry) -> Bool {
    if let known = entry.outcome.knownID, let told = record.knownID { return told == known }
    guard record.batchCode == nil else {
      return BatchCode.isOfRun(context.runCode, record.batchCode)
    }
    return !ListedDate.isBefore(runStartedAt, record)
  }

  /// The API shows another run's record under the code of one that it said it took: it is compared
  /// before anything is believed of it.
  private func doubts(
    _ entry: JournalEntry, _ record: RemoteRecord, at now: Date
  ) -> [JournalMutation] {
    guard entry.outcome.knownID == nil else { return [] }
    return [
      .record(number: entry.number, state: .inDoubt, outcome: RecordOutcome(), at: now),
      .event(
        JournalEvent(
          at: now, kind: "poll.other_run", record: entry.number,
          evidence: "id \(record.id), status \(record.statusID), of another run")),
    ]
  }
}

extension WaitPhase {
  /// What the API did instead of what was asked for.
  private func appliedTreatment(
    of record: RemoteRecord, _ entry: JournalEntry, at now: Date
  ) -> [JournalMutation] {
    guard entry.outcome.code == context.operation.traits.alteredCode,
      let name = record.treatment
    else { return [] }
    return [
      .event(
        JournalEvent(at: now, kind: "service.effective", record: entry.number, evidence: name))
    ]
  }
}

/// What one round of polling leaves to the next.
private struct PollingRounds {
  var withoutSweep = 0
  /// The last record that was asked for by itself, where there are more than one round asks for.
  var after = 0
  /// As the last sweep found; `nil` before.
  var pagesToMeetAll: Int?
}
