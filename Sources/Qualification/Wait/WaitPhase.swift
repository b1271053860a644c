package import Foundation

/// Waits for verdicts by polling, until all are final or the time is up.
package struct WaitPhase: Sendable {
  let context: EngineContext
  let runStartedAt: Date
  var schedule = PollingSchedule()

  /// Rounds in a row that may pass on the word of single records alone.
  private static let mostSentinelRounds = 4
  /// Look-ups in one round; more would overrun the time that was given.
  private static let mostLookUps = 200
  /// Records per page that the operation asks for; an estimate, until pages were seen.
  private static let pageSize = 100

  package init(_ context: EngineContext, runStartedAt: Date) {
    self.context = context
    self.runStartedAt = runStartedAt
  }

  /// Returns when no verdict is outstanding or `--wait` has passed.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`, or an error of the journal.
  package func run() async throws {
    let deadline = context.time.uptime() + .seconds(context.pace.waitInSeconds)
    var schedule = schedule
    var roundsWithoutSweep = 0
    var pagesToReadAll: Int?
    while true {
      let pending = try await outstanding()
      context.observe(.waiting(pending: pending))
      let left = deadline - context.time.uptime()
      guard pending > 0, left > .zero else { return }
      try await context.time.sleep(min(schedule.pause, left))
      let pages = pagesToReadAll ?? (pending / Self.pageSize + 1)
      var settled = 0
      if pending <= max(3, pages) {
        settled = try await askEach(
          in: RecordState.awaitingVerdict, limit: min(pending, Self.mostLookUps))
      } else {
        // A record that waits for balance says nothing about the others.
        settled = try await askEach(in: [.pending], limit: 2)
        roundsWithoutSweep += 1
        if settled > 0 || roundsWithoutSweep >= Self.mostSentinelRounds {
          let swept = try await sweep(pending: pending)
          pagesToReadAll = swept.pages
          settled += swept.settled
          roundsWithoutSweep = 0
        }
      }
      schedule.looked(foundChange: settled > 0)
    }
  }

  private func outstanding() async throws -> Int {
    let counts = try await context.journal.counts()
    return RecordState.awaitingVerdict.reduce(0) { $0 + (counts[$1] ?? 0) }
  }

  /// Looks up the oldest outstanding records by their codes.
  private func askEach(in states: Set<RecordState>, limit: Int) async throws -> Int {
    let entries = try await context.journal.entries(
      .states(states, after: 0, limit: limit))
    let found = try await LookUps(context: context)
      .records(under: entries.compactMap(\.customCode))
    return try await settle(found.values.compactMap { $0 }, among: entries)
  }

  /// Pages through the list, newest first.
  private func sweep(pending: Int) async throws -> (pages: Int, settled: Int) {
    var settled = 0
    var met = 0
    let sweep = ListingSweep(context: context, oldest: runStartedAt)
    let coverage = try await sweep.run(mostPages: .max) { records in
      let entries = try await context.journal.entries(.customCodes(records.map(\.customCode)))
        .filter { RecordState.awaitingVerdict.contains($0.state) }
      met += entries.count
      settled += try await settle(records, among: entries)
      return met < pending
    }
    return (coverage.pages, settled)
  }

  /// Commits what is new.
  ///
  /// - Returns: how many records changed.
  private func settle(_ remote: [RemoteRecord], among entries: [JournalEntry]) async throws -> Int {
    let byCode = Dictionary(
      remote.map { ($0.customCode, $0) }, uniquingKeysWith: { newest, _ in newest })
    let now = context.time.now()
    var changed = 0
    let mutations = entries.compactMap { entry -> JournalMutation? in
      guard let record = entry.customCode.flatMap({ byCode[$0] }) else { return nil }
      let state = RecordState(context.operation.step(ofStatus: record.statusID))
      let outcome = RecordOutcome(statusID: record.statusID, apiID: record.id)
      guard state != entry.state || outcome.statusID != entry.outcome.statusID else { return nil }
      if state != entry.state { changed += 1 }
      return .record(number: entry.number, state: state, outcome: outcome, at: now)
    }
    try await context.commit(mutations)
    return changed
  }
}
