/// What `listen` does beside the callbacks: looks up what is in doubt and polls, rarely, for
/// callbacks that never come. Nothing is ever sent.
package struct ListenWork: Sendable {
  private let context: EngineContext
  private let run: Run
  private let announce: @Sendable (RunWork.Phase) -> Void

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
    do {
      try await context.claims(context.journal).adopt(at: context.time.now())
      try await lookUpDoubts()
      try Task.checkCancellation()
      announce(.wait)
      var wait = WaitPhase(context, runStartedAt: run.startedAt)
      wait.schedule = .backstop
      try await wait.run()
    } catch is CancellationError {
      return
    }
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
