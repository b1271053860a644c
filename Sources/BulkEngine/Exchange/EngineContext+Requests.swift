import Foundation

/// Every request of the engine: through the limiter, learning from what comes back.
extension EngineContext {
  /// A pause beyond this ends the run instead of keeping it waiting; so do shorter ones that follow
  /// each other for as long.
  package static let longestPause = Duration.seconds(15 * 60)

  /// Sends `request`, which the limiter let leave at `departure`.
  func exchange(_ request: Request, departure: Duration) async -> Result<Reply, TransportError> {
    do throws(TransportError) {
      let reply = try await transport.send(request)
      limiter.observe(reply, departure: departure)
      return .success(reply)
    } catch {
      return .failure(error)
    }
  }

  /// Asks a read-only question; where the API asks to slow down it is asked again.
  ///
  /// The table of what the answer can mean:
  ///
  /// | answer | meaning |
  /// | --- | --- |
  /// | 2xx | given back |
  /// | 429, 503 with `Retry-After` | the limiter closes until then, asked again |
  /// | 401, 403 | the run stops |
  /// | 404 where `mayBeMissing` | given back: the API's text does not say whether it means "no such record" or "no such path", so it proves nothing |
  /// | 3xx, other 404, 405, 410 | this is not the API: the run stops |
  /// | other 4xx | no usable answer |
  /// | none, 408, 5xx | a failure; from the fifth in a row on the limiter closes for everybody |
  ///
  /// - Throws: ``EngineStop`` when it is of no use to go on, `CancellationError`.
  /// - Returns: `nil` when there is no usable reply now; worth another try later.
  func ask(_ request: Request, mayBeMissing: Bool = false) async throws -> Reply? {
    while true {
      if isOverdue { return nil }
      let departure: Duration
      do {
        departure = try await limiter.enter(.question, deadline: deadline)
      } catch is RateLimiter.Overdue {
        return nil
      }
      switch await exchange(request, departure: departure) {
      case .success(let reply)
      where (200..<300).contains(reply.status) || (mayBeMissing && reply.status == 404):
        limiter.succeeded(.question)
        return reply
      case .success(let reply):
        guard try await isWorthAskingAgain(reply, departure: departure) else { return nil }
      case .failure(let error):
        try Task.checkCancellation()
        observe(.requestFailed(reason: error.reason))
        try questionFailed(error.reason, answered: false)
        return nil
      }
    }
  }

  /// Whether nothing can be asked any more before the deadline.
  var isOverdue: Bool { deadline.map { time.uptime() + limiter.pauseLeft > $0 } ?? false }

  /// Whether the API only asked to slow down; for that the limiter is closed already.
  private func isWorthAskingAgain(
    _ reply: Reply, departure: Duration
  ) async throws -> Bool {
    let asked = reply.retryDelay(now: time.now())
    switch reply.status {
    case 401, 403: throw EngineStop.denied(status: reply.status)
    case 300..<400, 404, 405, 410: throw EngineStop.misdirected(status: reply.status)
    case 429,
      503 where asked != nil:
      let stop = heedComplaint(asked, about: .question, departure: departure)
      try await commit([.paced(limiter.remembered(isAtWork: true))])
      if let stop { throw stop }
      return true
    case 408, 500...:
      let reason = "the API failed with status \(reply.status)"
      observe(.requestFailed(reason: reason))
      try questionFailed(reason, answered: true)
      return false
    default:
      limiter.succeeded(.question)
      return false
    }
  }

  private func questionFailed(_ reason: String, answered: Bool) throws {
    switch limiter.failed(.question, isRetry: false, answered: answered) {
    case .goOn: break
    case .probe(let failures):
      limiter.close(for: backoff(failuresBefore: failures), because: .failures)
    case .stop: throw stop(reason)
    }
  }

  /// Closes the limiter as the API asks, or for a jittered pause when it does not say how long.
  ///
  /// - Returns: why the run should end, when waiting is of no use.
  func heedComplaint(
    _ asked: Duration?, about kind: RequestKind, departure: Duration
  ) -> EngineStop? {
    switch limiter.complained(kind, departure: departure) {
    case .goOn(let failures), .probe(let failures):
      limiter.close(for: asked ?? backoff(failuresBefore: failures))
      if let overlongPause { return overlongPause }
      return limiter.patience(with: kind) > Self.longestPause ? comeBackLater : nil
    case .stop: return .keptFailing(reason: "the API asks to slow down without end")
    }
  }

  /// Why the run should end now, when the API's pause is too long to wait for.
  var overlongPause: EngineStop? {
    limiter.pauseLeft > Self.longestPause ? comeBackLater : nil
  }

  private var comeBackLater: EngineStop {
    .comeBackLater(at: time.now().addingTimeInterval(limiter.pauseLeft / .seconds(1)))
  }

  func backoff(failuresBefore: Int) -> Duration {
    Backoff.delay(failuresBefore: failuresBefore, fraction: random.fraction())
  }

  func stop(_ reason: String) -> EngineStop {
    limiter.hasAnswered ? .keptFailing(reason: reason) : .unreachable(reason: reason)
  }
}
