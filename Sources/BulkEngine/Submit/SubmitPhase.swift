/// Submits every planned chunk, at most `concurrency` at a time, once it is known what the API has
/// under the earlier codes of their records.
///
/// One task parents the submissions and does the counting; a child commits its receipt before it
/// returns. Adding a child only when fewer are in flight is the back-pressure.
package struct SubmitPhase: Sendable {
  let context: EngineContext
  private var window: AIMDLimit
  private let claims: any Claims
  private let gate: TargetGate?
  private var underWay: Set<Int> = []

  package init(_ context: EngineContext) {
    self.context = context
    claims = context.claims(context.journal)
    self.window = AIMDLimit(most: context.pace.concurrency)
    gate = context.operation.traits.isOneAtATime ? TargetGate() : nil
  }

  /// Returns when nothing planned is left, or when the task was cancelled.
  ///
  /// - Throws: ``EngineStop``, or an error of the journal or the input.
  package mutating func run() async throws {
    do {
      try await EarlierCodes(context: context).settle()
    } catch is CancellationError {
      return
    }
    try await withThrowingTaskGroup(of: (Int, BatchSubmission.End).self) { group in
      while true {
        if !Task.isCancelled { try await fill(&group) }
        guard let (chunk, end) = try await group.next() else { return }
        underWay.remove(chunk)
        do {
          try await claims.release(chunk)
          try await mind(end)
        } catch {
          try await drain(&group)
          if error is CancellationError { return }
          throw error
        }
      }
    }
  }

  /// Starts submissions until as many are in flight as may be, or none is left.
  private mutating func fill(
    _ group: inout ThrowingTaskGroup<(Int, BatchSubmission.End), any Error>
  ) async throws {
    guard underWay.count < window.limit else { return }
    for chunk in try await claims.claim(limit: window.limit - underWay.count) {
      underWay.insert(chunk.number)
      let submission = BatchSubmission(context: context, gate: gate)
      group.addTask { (chunk.number, try await submission.run(chunk)) }
    }
  }

  /// Lets what is in flight finish; what it throws now is not worth more than the first reason.
  private func drain(
    _ group: inout ThrowingTaskGroup<(Int, BatchSubmission.End), any Error>
  ) async throws {
    group.cancelAll()
    while let _ = await group.nextResult() {}
  }

  /// Learns from the end of one submission; where the circuit opened, asks until the API answers.
  private mutating func mind(_ end: BatchSubmission.End) async throws {
    switch end {
    case .answered(let records):
      window.succeeded()
      context.observe(.batch(records: records, meaning: .answered))
    case .halved:
      window.succeeded()
      context.observe(.batch(records: 0, meaning: .halved))
    case .throttled:
      window.congested()
      context.observe(.batch(records: 0, meaning: .throttled))
    case .inDoubt(let reason, let records, let advice):
      window.congested()
      context.observe(.batch(records: records, meaning: .inDoubt(reason)))
      if advice == .stop { throw context.stop(reason) }
    case .notSent(let reason, let advice):
      context.observe(.batch(records: 0, meaning: .notSent(reason)))
      if advice == .stop { throw context.stop(reason) }
    case .stop(let stop): throw stop
    case .heldBack(let records): context.observe(.heldBack(records: records))
    case .held, .empty: break
    }
    while context.limiter.isCircuitOpen {
      _ = try await context.ask(context.operation.probe, mayBeMissing: true)
    }
  }
}
