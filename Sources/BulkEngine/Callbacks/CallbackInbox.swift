import Synchronization

/// Where callbacks wait to be written into the journal, and their senders for the word that they
/// are.
///
/// One commit takes everything that came while the one before was under way, so a slow disk makes
/// the commits larger and not the queue longer.
package final class CallbackInbox: Sendable {
  /// What the sender may be told.
  package enum Receipt: Sendable, Equatable {
    /// It is in the journal, or there was nothing to write.
    case durable
    /// Too many are waiting.
    case busy
    /// It could not be written.
    case failed
  }

  private struct Letter {
    let notice: RemoteRecord
    let answer: CheckedContinuation<Receipt, Never>
  }

  private struct State {
    var letters: [Letter] = []
    /// Records about which the API will be asked: once, however many callbacks come meanwhile.
    var questions: Set<Int> = []
    var isOpen = true
  }

  /// Callbacks that may wait; as many again are refused, and the API sends them again.
  static let longestQueue = 1_000

  private let context: EngineContext
  private let state = Mutex(State())
  private let arrivals: AsyncStream<Void>
  private let arrival: AsyncStream<Void>.Continuation
  private let disputed: AsyncStream<[Int]>
  private let dispute: AsyncStream<[Int]>.Continuation
  private let emptied: AsyncStream<Void>
  private let emptying: AsyncStream<Void>.Continuation

  package init(_ context: EngineContext) {
    self.context = context
    (arrivals, arrival) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (disputed, dispute) = AsyncStream.makeStream()
    (emptied, emptying) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Hands over a callback whose signature was checked; returns when it is durable or never will be.
  package func deliver(_ notice: RemoteRecord) async -> Receipt {
    await withCheckedContinuation { answer in
      let refusal: Receipt? = state.withLock { state in
        guard state.isOpen else { return .failed }
        guard state.letters.count < Self.longestQueue else { return .busy }
        state.letters.append(Letter(notice: notice, answer: answer))
        return nil
      }
      if let refusal { answer.resume(returning: refusal) } else { arrival.yield() }
    }
  }

  /// The amount that was sent under a code, in cents: what a signature may cover. Nil for a code that is not
  /// this run's.
  package func amountSent(under code: String) async -> Int64? {
    try? await CallbackSettling(context: context).amountSent(under: code)
  }

  /// Writes down what arrives until the task is cancelled.
  ///
  /// - Throws: ``EngineStop``, or an error of the journal or the input.
  package func run() async throws {
    defer { close() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.settleArrivals() }
      group.addTask { try await self.checkDisputes() }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Runs `work` and cancels it as soon as callbacks have left it nothing to do.
  package func untilNothingIsLeft(
    _ work: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await work() }
      group.addTask { for await _ in self.emptied { return } }
      try await group.next()
      group.cancelAll()
      while let _ = try await group.next() {}
    }
  }

  private func settleArrivals() async throws {
    var disputes: Set<CallbackDispute> = []
    for await _ in arrivals {
      let letters = state.withLock { state in
        defer { state.letters.removeAll(keepingCapacity: true) }
        return state.letters
      }
      let outcome: CallbackSettling.Outcome
      do {
        outcome = try await CallbackSettling(context: context)
          .settle(letters.map(\.notice), disputes: &disputes)
      } catch {
        for letter in letters { letter.answer.resume(returning: .failed) }
        throw error
      }
      for letter in letters { letter.answer.resume(returning: .durable) }
      try await announce(outcome)
    }
  }

  private func announce(_ outcome: CallbackSettling.Outcome) async throws {
    let questions = state.withLock { state in
      outcome.disputed.filter { state.questions.insert($0).inserted }
    }
    if !questions.isEmpty { dispute.yield(questions) }
    try await announce(settled: outcome.settled)
  }

  private func announce(settled: Int) async throws {
    guard settled > 0 else { return }
    context.observe(.callbacks(settled: settled))
    let left = try await context.journal.entries(.states(RecordState.Kind.open, after: 0, limit: 1))
    if left.isEmpty { emptying.yield() }
  }

  private func checkDisputes() async throws {
    for await numbers in disputed {
      state.withLock { $0.questions.subtract(numbers) }
      try await announce(settled: try await DisputeCheck(context: context).run(numbers))
    }
  }

  /// No sender waits for ever.
  private func close() {
    let letters = state.withLock { state in
      defer { state.letters = [] }
      state.isOpen = false
      return state.letters
    }
    for letter in letters { letter.answer.resume(returning: .failed) }
  }
}
