/// What `listen` does beside the callbacks: looks up what is in doubt and polls, rarely, for
/// callbacks that never come. Nothing is ever sent.
///
/// Of a run that several processes share it goes on for as long as others work on it; callbacks are
/// evidence, so that any number of processes may listen.
package struct ListenWork: Sendable {
  private let context: EngineContext
  private let run: Run
  /// Whether other processes work on the run, so that there may be more to settle.
  package var others: @Sendable () async throws -> Bool = { false }
  private let announce: @Sendable (RunWork.Phase) -> Void

  /// How often it is looked for what others have sent.
  private static let rest = Duration.seconds(1)

  package init(
    _ context: EngineContext, run: Run, announce: @escaping @Sendable (RunWork.Phase) -> Void
  ) {
    self.context = context
    self.run = run
    self.announce = announce
  }

  /// Returns when no verdict is outstanding, or early when the task is cancelled.
  ///
  /// - Throws: ``EngineStop``, or an error of the journal or the input.
  package func perform() async throws {
    let deadline = context.time.uptime() + .seconds(context.pace.waitInSeconds)
    do {
      while true {
        try await context.claims(context.journal).adopt(at: context.time.now())
        // Who sends looks up by itself.
        if try await !others() { try await lookUpDoubts() }
        try Task.checkCancellation()
        let left = deadline - context.time.uptime()
        var waiting = context
        waiting.pace.waitInSeconds = max(0, left / .seconds(1))
        announce(.wait)
        var wait = WaitPhase(waiting, runStartedAt: run.startedAt)
        wait.schedule = .backstop
        try await wait.run()
        guard left > .zero, try await mayBeMore() else { return }
        try await context.time.sleep(min(left, Self.rest))
      }
    } catch is CancellationError {
      return
    }
  }

  /// Whether something is on its way, or will be.
  private func mayBeMore() async throws -> Bool {
    guard context.roles != nil else { return false }
    if try await !context.journal.chunks(in: .intent, limit: 1).isEmpty { return true }
    guard try await !context.journal.chunks(in: .planned, limit: 1).isEmpty else { return false }
    return try await others()
  }

  private func lookUpDoubts() async throws {
    guard try await context.journal.counts()[.inDoubt] ?? 0 > 0 else { return }
    announce(.reconcile)
    do {
      try await ReconcilePhase(
        context, maySendAgain: false, runStartedAt: run.startedAt
      ).run()
    } catch EngineStop.consentNeeded {
      // What is absent stays in doubt: sending is for `resume`.
    }
  }
}
