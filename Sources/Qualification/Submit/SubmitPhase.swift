/// Submits every planned chunk, at most `concurrency` at a time.
///
/// One task parents the submissions and does the counting; a child commits its receipt before it
/// returns. Adding a child only when fewer are in flight is the back-pressure.
package struct SubmitPhase: Sendable {
  let context: EngineContext
  private var watch = FailureWatch()
  private var window: InFlightWindow
  private var underWay: Set<Int> = []
  /// Complaints about too many requests since the last success.
  private var throttledInARow = 0

  /// A server that answers nothing else has no use for this run now.
  private static let mostThrottledInARow = 100

  package init(_ context: EngineContext) {
    self.context = context
    self.window = InFlightWindow(most: context.pace.concurrency)
  }

  /// Returns when nothing planned is left, or when the task was cancelled.
  ///
  /// - Throws: ``EngineStop``, or an error of the journal or the input.
  package mutating func run() async throws {
    try await withThrowingTaskGroup(of: (Int, BatchSubmission.End).self) { group in
      while true {
        if !Task.isCancelled { try await fill(&group) }
        guard let (chunk, end) = try await group.next() else { return }
        underWay.remove(chunk)
        do {
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
    let planned = try await context.journal.chunks(
      in: .planned, limit: window.limit + underWay.count)
    for chunk in planned where !underWay.contains(chunk.number) {
      guard underWay.count < window.limit else { return }
      underWay.insert(chunk.number)
      let submission = BatchSubmission(context: context)
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

  /// Learns from the end of one submission and waits where that is asked for.
  private mutating func mind(_ end: BatchSubmission.End) async throws {
    switch end {
    case .answered(let records):
      succeed()
      context.observe(.batch(records: records, meaning: .answered))
    case .halved:
      succeed()
      context.observe(.batch(records: 0, meaning: .halved))
    case .throttled(let delay):
      window.congested()
      context.observe(.batch(records: 0, meaning: .throttled))
      guard throttledInARow < Self.mostThrottledInARow else {
        throw EngineStop.keptFailing(reason: "the API asks to slow down without end")
      }
      try context.pause(for: delay, failuresBefore: watch.inARow + throttledInARow)
      throttledInARow += 1
    case .inDoubt(let reason, let records):
      window.congested()
      context.observe(.batch(records: records, meaning: .inDoubt(reason)))
      try await fail(reason, isRetry: false, answered: true)
    case .notSent(let reason):
      context.observe(.batch(records: 0, meaning: .notSent(reason)))
      try await fail(reason, isRetry: true, answered: false)
    case .stop(let stop): throw stop
    case .cancelled, .empty: break
    }
  }

  private mutating func succeed() {
    throttledInARow = 0
    watch.succeeded()
    window.succeeded()
  }

  private mutating func fail(_ reason: String, isRetry: Bool, answered: Bool) async throws {
    switch watch.failed(isRetry: isRetry, answered: answered) {
    case .goOn(let failuresBefore):
      try context.pause(for: nil, failuresBefore: failuresBefore)
    case .stop: throw stop(reason)
    case .probe: try await probe(reason)
    }
  }

  /// Asks until the API answers again, a few times.
  private mutating func probe(_ reason: String) async throws {
    for failures in 0..<5 {
      try context.pause(for: nil, failuresBefore: failures)
      if try await context.ask(context.operation.probe) != nil {
        watch.probed()
        return
      }
    }
    throw stop(reason)
  }

  private func stop(_ reason: String) -> EngineStop {
    watch.hasAnswered ? .keptFailing(reason: reason) : .unreachable(reason: reason)
  }
}
