/// What one of several processes that share a run does, until nothing is left for any of them.
///
/// Each sends what it can claim. One of them, the poller, looks up what is in doubt and waits for
/// verdicts; where it ends, another one follows. What a process left that ended is adopted by whoever
/// notices it.
package struct SharedWork: Sendable {
  private let context: EngineContext
  private let roles: any WorkerRoles
  private let run: Run
  private let heartbeat: Duration
  private let maySend: Bool
  private let announce: @Sendable (RunWork.Phase) -> Void

  /// How long a process with nothing to do rests before it looks again.
  private static let rest = Duration.milliseconds(250)
  /// Times in a row that records in doubt are looked up again because the API said nothing of them.
  private static let fruitlessRounds = 3
  /// Audit line: the earlier codes of all records were looked up.
  private static let earlierCodesKind = "earlier_codes.settled"

  /// - Parameters:
  ///   - heartbeat: how often claims and roles are renewed.
  ///   - maySend: whether records may leave; the work stops before the first one otherwise.
  package init(
    _ context: EngineContext, roles: any WorkerRoles, run: Run, heartbeat: Duration,
    maySend: Bool = true,
    announce: @escaping @Sendable (RunWork.Phase) -> Void
  ) {
    self.context = context
    self.roles = roles
    self.run = run
    self.heartbeat = heartbeat
    self.maySend = maySend
    self.announce = announce
  }

  /// Settles what is in doubt, sends what is unsent, waits for what is pending, beside all others.
  ///
  /// Returns early, with everything in the journal, when the task is cancelled.
  /// - Parameter audit: of the run.
  /// - Throws: ``EngineStop``, or an error of the journal or the input.
  package func perform(audit: any Audit) async throws {
    // Ends with this function.
    async let _: Void = keepRoles()
    do {
      if let stop = context.overlongPause { throw stop }
      try await settle(audit)
      try Task.checkCancellation()
      if try await roles.hold(.poller) {
        try await CompletionPhase(context, runStartedAt: run.startedAt).run()
      }
      announce(.wait)
      let doubts = try await context.journal.counts()[.inDoubt] ?? 0
      try await wait()
      // The API showed another run's record for one that it said it took.
      if try await context.journal.counts()[.inDoubt] ?? 0 > doubts { try await settle(audit) }
    } catch is CancellationError {
    } catch {
      await leave()
      throw error
    }
    await leave()
  }

  private func leave() async {
    let context = context
    _ = try? await context.toItsEnd { try await UnansweredRepeats(context: context).putInDoubt() }
    for role in WorkerRole.allCases {
      let roles = roles
      _ = try? await context.toItsEnd { try await roles.leave(role) }
    }
  }

  /// A poller that looks up for long is heard of, and claims last.
  private func keepRoles() async {
    let claims = context.claims(context.journal)
    while (try? await context.time.sleep(heartbeat)) != nil {
      try? await claims.renew()
    }
  }

  // MARK: Sending and looking up

  private func settle(_ audit: any Audit) async throws {
    let claims = context.claims(context.journal)
    var fruitless = 0
    var consent: EngineStop?
    var pending = Postponement(context)
    var announced: RunWork.Phase?
    func begin(_ phase: RunWork.Phase) {
      if announced != phase { announce(phase) }
      announced = phase
    }
    while true {
      try Task.checkCancellation()
      try await claims.adopt(at: context.time.now())
      if consent == nil, try await has(.inDoubt), try await roles.hold(.poller) {
        begin(.reconcile)
        do { try await reconcile() } catch let stop as EngineStop {
          guard case .consentNeeded = stop else { throw stop }
          // Others may have it.
          consent = stop
          try await roles.leave(.poller)
        }
      }
      if try await pending.mayTry() {
        guard maySend else { throw EngineStop.errorBudgetExceeded }
        if try await haveEarlierCodes(audit) {
          begin(.submit)
          var submit = SubmitPhase(context)
          submit.hasEarlierCodes = true
          try await pending.note(try await submit.run())
        }
        if !pending.waitsForDoubt { fruitless = 0 }
      } else if pending.isResting {
        fruitless = 0
      } else if try await context.journal.chunks(in: .intent, limit: 1).isEmpty {
        guard try await has(.inDoubt) else { return }
        if let consent { throw consent }
        if try await roles.hold(.poller) {
          guard fruitless < Self.fruitlessRounds else { return }
          fruitless += 1
        }
      }
      try await context.time.sleep(Self.rest)
    }
  }

  private func has(_ state: RecordState.Kind) async throws -> Bool {
    try await !context.journal.entries(.states([state], after: 0, limit: 1)).isEmpty
  }

  private func reconcile() async throws {
    try await ReconcilePhase(
      context,
      maySendAgain: !context.operation.traits.sending.needsConsent || context.pace.consent,
      runStartedAt: run.startedAt
    ).run()
  }

  /// One process looks the earlier codes up, once, before any sends: what it finds may change the codes
  /// of records.
  ///
  /// - Returns: false while another one does it.
  private func haveEarlierCodes(_ audit: any Audit) async throws -> Bool {
    let codes = EarlierCodes(context: context)
    guard codes.isNeeded else { return true }
    guard try await audit.latestEvent(ofKind: Self.earlierCodesKind) == nil else { return true }
    guard try await roles.hold(.poller) else { return false }
    try await codes.settle()
    try await audit.note(JournalEvent(at: context.time.now(), kind: Self.earlierCodesKind))
    return true
  }

  // MARK: Waiting

  /// The poller waits for verdicts; all others wait for it.
  private func wait() async throws {
    let deadline = context.time.uptime() + .seconds(context.pace.waitInSeconds)
    while try await has(.taken) {
      let left = deadline - context.time.uptime()
      guard left > .zero else { return }
      if try await roles.hold(.poller) {
        var waiting = context
        waiting.pace.waitInSeconds = left / .seconds(1)
        return try await WaitPhase(waiting, runStartedAt: run.startedAt).run()
      }
      try await context.time.sleep(min(left, .seconds(1)))
    }
  }
}
