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
  private var underWay: [Claim] = []
  private var isRenewing = false

  /// What a child of the phase comes back with.
  private enum Child: Sendable {
    case ended(Claim, BatchSubmission.End)
    /// The claims have been renewed, or there is nothing to renew any more.
    case renewed
  }

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
    try await withThrowingTaskGroup(of: Child.self) { group in
      do {
        while true {
          if !Task.isCancelled { try await fill(&group) }
          guard !underWay.isEmpty, let child = try await group.next() else { break }
          switch child {
          case .renewed: isRenewing = false
          case .ended(let claim, let end):
            underWay.removeAll { $0.chunk.number == claim.chunk.number && $0.epoch == claim.epoch }
            try await claims.release(claim)
            try await mind(end)
          }
        }
        group.cancelAll()
      } catch {
        await drain(&group)
        if error is CancellationError, Task.isCancelled { return }
        throw error
      }
    }
  }

  /// Starts submissions until as many are in flight as may be, or none is left.
  private mutating func fill(
    _ group: inout ThrowingTaskGroup<Child, any Error>
  ) async throws {
    if underWay.count < window.limit {
      for claim in try await claims.claim(limit: window.limit - underWay.count) {
        underWay.append(claim)
        let submission = BatchSubmission(context: context, claim: claim, gate: gate)
        group.addTask { .ended(claim, try await submission.run()) }
      }
    }
    keepClaims(&group)
  }

  /// Renews claims that end, three times while they last.
  private mutating func keepClaims(_ group: inout ThrowingTaskGroup<Child, any Error>) {
    guard !isRenewing, let shortest = underWay.compactMap(\.lasts).min() else { return }
    isRenewing = true
    let (claims, time) = (claims, context.time)
    group.addTask {
      do { try await time.sleep(shortest / 3) } catch { return .renewed }
      try await claims.renew()
      return .renewed
    }
  }

  /// Lets what is in flight finish; what it throws now is not worth more than the first reason.
  private func drain(
    _ group: inout ThrowingTaskGroup<Child, any Error>
  ) async {
    group.cancelAll()
    while let _ = await group.nextResult() {}
    for claim in underWay { try? await claims.release(claim) }
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
    case .held, .empty, .lost: break
    }
    while context.limiter.isCircuitOpen {
      _ = try await context.ask(context.operation.probe, mayBeMissing: true)
    }
  }
}
