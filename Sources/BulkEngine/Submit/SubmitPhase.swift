package import Foundation

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
  /// Claims of what is to be sent later; kept, so that nothing else is tried over and over.
  private var waiting: [Claim] = []
  /// Claims of what is sent again when the list of the API has come far enough, and of what may be now.
  private var lagging: [Claim] = []
  private var caughtUp: [Claim] = []
  private var earliest: Date?
  private var isRenewing = false
  /// Uptime at which chunks were claimed last; nil before.
  private var claimedAt: Duration?
  /// Whether the earlier codes were looked up already.
  package var hasEarlierCodes = false

  /// What a child of the phase comes back with.
  private enum Child {
    case submitted(Claim, BatchSubmission.End)
    case caughtUp(Claim)
    /// From the one that renews claims, at the end of the phase.
    case renewed
  }

  /// What cannot be sent yet.
  package struct Postponed: Sendable, Equatable {
    package var records: Int
    /// When the first of them can; nil where all wait until what is in doubt is settled.
    package var until: Date?
  }

  package init(_ context: EngineContext) {
    self.context = context
    claims = context.claims(context.journal)
    self.window = AIMDLimit(most: context.pace.concurrency)
    gate = context.operation.traits.isOneAtATime ? TargetGate() : nil
  }

  /// Returns when nothing that may be sent now is left, or when the task was cancelled.
  ///
  /// - Returns: what is to be sent later; nil when that is nothing.
  /// - Throws: ``EngineStop``, or an error of the journal or the input.
  @discardableResult
  package mutating func run() async throws -> Postponed? {
    do {
      if !hasEarlierCodes { try await EarlierCodes(context: context).settle() }
    } catch is CancellationError {
      return nil
    }
    try await withThrowingTaskGroup(of: Child.self) { group in
      do {
        while true {
          if !Task.isCancelled { try await fill(&group) }
          guard !underWay.isEmpty || !lagging.isEmpty, let child = try await group.next() else {
            break
          }
          switch child {
          case .submitted(let claim, let end): try await note(end, of: claim, &group)
          case .caughtUp(let claim):
            lagging.removeAll { $0.isSame(as: claim) }
            caughtUp.append(claim)
          case .renewed: continue
          }
        }
        group.cancelAll()
      } catch {
        await drain(&group)
        if error is CancellationError, Task.isCancelled { return }
        throw error
      }
    }
    for claim in waiting + caughtUp { try await claims.release(claim) }
    guard !waiting.isEmpty else { return nil }
    return Postponed(records: waiting.reduce(0) { $0 + $1.chunk.count }, until: earliest)
  }

  /// Requests to a target of which something is in doubt wait until that is settled.
  ///
  /// Read while chunks are claimed: of one operation whose requests to one target must not overlap only
  /// one process has claims. Where this one had none, or slept, another may have sent meanwhile.
  private mutating func shutTargetsInDoubt(_ claimed: [Claim], hadNone: Bool) async throws {
    guard let gate, let first = claimed.first else { return }
    let now = context.time.uptime()
    defer { claimedAt = now }
    if let claimedAt {
      guard let lease = first.lasts, hadNone || now - claimedAt > lease / 2 else { return }
    }
    let entries = try await context.journal.entries(.states([.inDoubt], after: 0, limit: .max))
    for (chunk, entries) in try await context.byChunk(entries) {
      let located = try await context.source.records(of: chunk, entries: entries)
      gate.shut(Set(located.map { context.operation.target(of: $0.record) }))
    }
    let again = try await context.journal.entries(.states([.planned], after: 0, limit: .max))
      .filter { $0.attempts > 0 }
    for (chunk, entries) in try await context.byChunk(again) {
      for located in try await context.source.records(of: chunk, entries: entries) {
        gate.reserve(context.operation.target(of: located.record), for: [located.record.number])
      }
    }
  }

  private mutating func note(
    _ end: BatchSubmission.End, of claim: Claim,
    _ group: inout ThrowingTaskGroup<Child, any Error>
  ) async throws {
    underWay.removeAll { $0.isSame(as: claim) }
    switch end {
    case .later(let moment): postpone(claim, until: moment)
    case .lagging(let moment):
      lagging.append(claim)
      let time = context.time
      group.addTask {
        try await time.sleep(moment - time.uptime())
        return .caughtUp(claim)
      }
    default:
      try await claims.release(claim)
      try await mind(end)
    }
  }

  private mutating func postpone(_ claim: Claim, until moment: Date?) {
    waiting.append(claim)
    if let moment { earliest = min(earliest ?? moment, moment) }
  }

  /// Starts submissions until as many are in flight as may be, or none is left.
  private mutating func fill(
    _ group: inout ThrowingTaskGroup<Child, any Error>
  ) async throws {
    while underWay.count < window.limit, let claim = caughtUp.popLast() {
      start(claim, hasOutwaitedLag: true, &group)
    }
    if underWay.count < window.limit {
      let hadNone = underWay.isEmpty && waiting.isEmpty && lagging.isEmpty
      let claimed = try await claims.claim(limit: window.limit - underWay.count)
      try await shutTargetsInDoubt(claimed, hadNone: hadNone)
      for claim in claimed { start(claim, hasOutwaitedLag: false, &group) }
    }
    keepClaims(&group)
  }

  private mutating func start(
    _ claim: Claim, hasOutwaitedLag: Bool, _ group: inout ThrowingTaskGroup<Child, any Error>
  ) {
    underWay.append(claim)
    let submission = BatchSubmission(
      context: context, claim: claim, gate: gate, hasOutwaitedLag: hasOutwaitedLag)
    group.addTask { .submitted(claim, try await submission.run()) }
  }

  /// Renews claims that end, three times while they last.
  private mutating func keepClaims(_ group: inout ThrowingTaskGroup<Child, any Error>) {
    guard !isRenewing, let shortest = held.compactMap(\.lasts).min() else { return }
    isRenewing = true
    let (claims, time) = (claims, context.time)
    group.addTask {
      while (try? await time.sleep(shortest / 3)) != nil { try await claims.renew() }
      return .renewed
    }
  }

  /// Claims that end unless they are renewed.
  private var held: [Claim] { underWay + waiting + lagging + caughtUp }

  /// Lets what is in flight finish; what it throws now is not worth more than the first reason.
  private func drain(
    _ group: inout ThrowingTaskGroup<Child, any Error>
  ) async {
    group.cancelAll()
    while let _ = await group.nextResult() {}
    for claim in held { try? await claims.release(claim) }
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
    case .held, .empty, .lost, .later, .lagging: break
    }
    while context.limiter.isCircuitOpen {
      _ = try await context.ask(context.operation.probe, mayBeMissing: true)
    }
  }
}

extension Claim {
  /// Whether it is the same right, whatever became of the chunk since.
  fileprivate func isSame(as other: Claim) -> Bool {
    chunk.number == other.chunk.number && epoch == other.epoch
  }
}
