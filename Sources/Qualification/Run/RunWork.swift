/// The phases of a planned run after one another, each restartable from the journal.
package struct RunWork: Sendable {
  private let context: EngineContext
  private let run: Run
  private let announce: @Sendable (Phase) -> Void

  package enum Phase: String, Sendable {
    case submit
    case reconcile
    case wait
  }

  /// Rounds of sending and looking up; each new round is for records proven absent.
  private static let rounds = 10

  package init(
    _ context: EngineContext, run: Run, announce: @escaping @Sendable (Phase) -> Void
  ) {
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
      try await ReconcilePhase.adoptCrashedIntents(context.journal, now: context.time.now())
      try await submitAndReconcile()
      try Task.checkCancellation()
      announce(.wait)
      try await WaitPhase(context, runStartedAt: run.startedAt).run()
    } catch is CancellationError {
      return
    }
  }

  private func submitAndReconcile() async throws {
    for round in 0... {
      let counts = try await context.journal.counts()
      if counts[.inDoubt] ?? 0 > 0 {
        announce(.reconcile)
        try await ReconcilePhase(
          context, maySendAgain: !context.operation.movesMoney || context.pace.consent,
          runStartedAt: run.startedAt
        ).run()
      }
      guard try await !context.journal.chunks(in: .planned, limit: 1).isEmpty else { break }
      guard round < Self.rounds else {
        throw EngineStop.keptFailing(reason: "records stay unsent after \(round) rounds")
      }
      announce(.submit)
      var submit = SubmitPhase(context)
      try await submit.run()
      try Task.checkCancellation()
    }
  }
}
