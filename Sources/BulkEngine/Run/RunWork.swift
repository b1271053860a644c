/// The phases of a planned run after one another, each restartable from the journal.
package struct RunWork: Sendable {
  private let context: EngineContext
  private let run: Run
  private let maySend: Bool
  private let asksFirst: Bool
  private let announce: @Sendable (Phase) -> Void

  package enum Phase: String, Sendable {
    case submit
    case reconcile
    case wait
  }

  /// Rounds of sending and looking up; each new round is for records proven absent.
  private static let rounds = 10
  /// Times in a row that records in doubt are looked up again because the API said nothing of them.
  private static let fruitlessRounds = 3

  /// - Parameters:
  ///   - maySend: whether records may leave; the work stops before the first one otherwise.
  ///   - asksFirst: whether a copy of the journal may have sent what this one calls unsent.
  package init(
    _ context: EngineContext, run: Run, maySend: Bool = true, asksFirst: Bool = false,
    announce: @escaping @Sendable (Phase) -> Void
  ) {
    self.maySend = maySend
    self.asksFirst = asksFirst
    self.context = context
    self.run = run
    self.announce = announce
  }

  /// Settles what is in doubt, sends what is unsent, waits for what is pending.
  ///
  /// Returns early, with everything in the journal, when the task is cancelled.
  /// - Throws: ``EngineStop``, or an error of the journal or the input.
  package func perform() async throws {
    do {
      try await context.claims(context.journal).adopt(at: context.time.now())
      try await remember(isAtWork: true)
      if let stop = context.overlongPause { throw stop }
      if asksFirst, maySend { try await doubtWhatACopySent() }
      try await submitAndReconcile()
      try Task.checkCancellation()
      try await CompletionPhase(context, runStartedAt: run.startedAt).run()
      announce(.wait)
      let doubts = try await inDoubt()
      try await WaitPhase(context, runStartedAt: run.startedAt).run()
      // The API showed another run's record for one that it said it took.
      if try await inDoubt() > doubts { try await submitAndReconcile() }
      try await leave()
    } catch is CancellationError {
      try await leave()
    } catch {
      // The first reason is the one to tell, even when the journal is what failed.
      try? await leave()
      throw error
    }
  }

  private func leave() async throws {
    try await UnansweredRepeats(context: context).putInDoubt()
    try await remember(isAtWork: false)
  }

  /// Asks about the records that would leave first: a copy of the run folder sends in the same order. No
  /// file tells the original that it was copied.
  private func doubtWhatACopySent() async throws {
    let rules = context.operation.traits.sending
    guard rules.needsConsent, rules.doubt == .lookUp else { return }
    var sought: [Sought] = []
    for chunk in try await context.journal.chunks(in: .planned, limit: context.pace.concurrency) {
      let entries = try await context.journal.entries(.chunk(chunk.number))
      if let first = entries.first(where: { $0.state == .planned })?.sought { sought.append(first) }
    }
    guard !sought.isEmpty else { return }
    let answers = try await LookUps(context: context).answers(to: sought)
    let isSent = answers.found.contains { BatchCode.isOfRun(run.code, $0.record.batchCode) }
    guard isSent else { return }
    let event = JournalEvent(at: context.time.now(), kind: "resume.sent_by_copy")
    try await context.commit([.doubted, .event(event)])
  }

  /// So that a run that goes on later neither bursts nor forgets what the API asked for.
  private func remember(isAtWork: Bool) async throws {
    try await context.commit([.paced(context.limiter.remembered(isAtWork: isAtWork))])
  }

  private func submitAndReconcile() async throws {
    var fruitless = 0
    var rounds = 0
    var patience = Patience(context)
    while true {
      if try await inDoubt() > 0 { try await reconcile() }
      let planned = try await planned()
      guard planned > 0, patience.isWorthTrying(planned) else {
        guard planned == 0, try await inDoubt() > 0, fruitless < Self.fruitlessRounds else { break }
        fruitless += 1
        continue
      }
      fruitless = 0
      guard maySend else { throw EngineStop.errorBudgetExceeded }
      guard rounds < Self.rounds else {
        throw EngineStop.keptFailing(reason: "records stay unsent after \(rounds) rounds")
      }
      announce(.submit)
      var submit = SubmitPhase(context)
      let postponed = try await submit.run()
      try Task.checkCancellation()
      if let postponed {
        try await patience.bear(postponed, left: try await self.planned())
      } else {
        rounds += 1
      }
    }
  }

  private func reconcile() async throws {
    announce(.reconcile)
    try await ReconcilePhase(
      context,
      maySendAgain: !context.operation.traits.sending.needsConsent || context.pace.consent,
      runStartedAt: run.startedAt
    ).run()
  }

  private func planned() async throws -> Int {
    try await context.journal.counts()[.planned] ?? 0
  }

  private func inDoubt() async throws -> Int {
    try await context.journal.counts()[.inDoubt] ?? 0
  }
}
