import Foundation

/// What the phases of a run work with.
package struct EngineContext: Sendable {
  package var journal: any Journal
  package var transport: any Transport
  package var gate: RequestGate
  package var operation: any BulkOperation
  package var source: any RecordSource
  package var time: TimeSource
  package var random: RandomSource
  /// Part of every batch code.
  package var runCode: String
  package var pace: PaceSettings
  package var observe: @Sendable (EngineEvent) -> Void

  package init(
    journal: any Journal, transport: any Transport, gate: RequestGate,
    operation: any BulkOperation, source: any RecordSource, time: TimeSource,
    random: RandomSource, runCode: String, pace: PaceSettings,
    observe: @escaping @Sendable (EngineEvent) -> Void = { _ in }
  ) {
    self.journal = journal
    self.transport = transport
    self.gate = gate
    self.operation = operation
    self.source = source
    self.time = time
    self.random = random
    self.runCode = runCode
    self.pace = pace
    self.observe = observe
  }

  /// A `Retry-After` beyond this ends the run instead of keeping it waiting.
  package static let longestPause = Duration.seconds(15 * 60)

  /// Sends a read-only request through the gate and minds what the reply asks for.
  ///
  /// - Throws: ``EngineStop`` when it is of no use to go on, `CancellationError`.
  /// - Returns: `nil` when there is no usable reply now; worth another try later.
  func ask(_ request: Request) async throws -> Reply? {
    try await gate.enter()
    do {
      let reply = try await transport.send(request)
      gate.observe(status: reply.status)
      switch reply.status {
      case 200..<300: return reply
      case 401, 403: throw EngineStop.denied(status: reply.status)
      case 429, 503: try pause(for: reply.retryDelay(now: time.now()), failuresBefore: 0)
      default: break
      }
      return nil
    } catch let error as TransportError {
      try Task.checkCancellation()
      observe(.requestFailed(reason: error.reason))
      return nil
    }
  }

  /// Closes the gate as the API asks, or for a jittered pause when it does not say how long.
  ///
  /// - Throws: ``EngineStop/comeBackLater(at:)`` when the pause is too long to wait for.
  func pause(for asked: Duration?, failuresBefore: Int) throws {
    let delay =
      asked ?? Backoff.delay(failuresBefore: failuresBefore, fraction: random.fraction())
    guard delay <= Self.longestPause else {
      throw EngineStop.comeBackLater(
        at: time.now().addingTimeInterval(Double(delay.components.seconds)))
    }
    gate.close(for: delay)
  }

  /// Runs `body` to its end even when the task is cancelled meanwhile.
  ///
  /// What has been announced in the journal and may be on its way must be written down; a
  /// cancelled task could not.
  func toItsEnd<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await Task { try await body() }.value
  }

  /// Commits, cancelled or not.
  func commit(_ mutations: [JournalMutation]) async throws {
    guard !mutations.isEmpty else { return }
    let journal = journal
    try await toItsEnd { try await journal.commit(mutations) }
  }
}

/// What the engine tells whoever watches; no personal data.
package enum EngineEvent: Sendable, Equatable {
  /// A batch was answered, refused or lost sight of.
  case batch(records: Int, meaning: BatchMeaning)
  /// A request failed; the engine goes on.
  case requestFailed(reason: String)
  /// Looked up records in doubt: so many left.
  case reconciling(inDoubt: Int)
  /// Polled verdicts: so many left.
  case waiting(pending: Int)
  /// Callbacks gave so many records a new state.
  case callbacks(settled: Int)
  /// The API took a record under another service.
  case serviceChanged(records: Int)

  /// What became of a batch.
  package enum BatchMeaning: Sendable, Equatable {
    case answered
    case inDoubt(String)
    case notSent(String)
    case throttled
    case halved
  }
}
