import Foundation

/// Asks read-only questions of an API until they are answered: through the limiter, minding
/// `Retry-After`, again after a failure. It needs no run and no journal.
///
/// | answer | meaning |
/// | --- | --- |
/// | 2xx that `read` understands | given back |
/// | 404 where it may be missing | nil |
/// | 429, 503 with `Retry-After` | nothing leaves until then, asked again |
/// | 401, 403 | ``EngineStop/denied(status:)`` |
/// | 3xx, other 404, 405, 410, other 4xx | ``EngineStop/misdirected(status:)`` |
/// | none, 408, 5xx, a body that cannot be read | a failure: asked again after a pause that grows |
package struct Inquiry: Sendable {
  private let transport: any Transport
  private let limiter: RateLimiter
  private let time: TimeSource
  private let random: RandomSource

  package init(
    _ transport: any Transport, limiter: RateLimiter, time: TimeSource, random: RandomSource
  ) {
    self.transport = transport
    self.limiter = limiter
    self.time = time
    self.random = random
  }

  /// What `read` makes of the answer; it gives nil for a body that is not the API's.
  ///
  /// - Returns: nil for a 404 where it may be missing.
  /// - Throws: ``EngineStop``, `CancellationError`.
  package func ask<Answer>(
    _ request: Request, mayBeMissing: Bool = false, read: (Reply) -> Answer?
  ) async throws -> Answer? {
    while true {
      let departure = try await limiter.enter(.question)
      let reply: Reply
      do throws(TransportError) {
        reply = try await transport.send(request)
      } catch {
        try Task.checkCancellation()
        try await failed(error.reason, answered: false)
        continue
      }
      limiter.observe(reply, departure: departure)
      let asked = reply.retryDelay(now: time.now())
      switch reply.status {
      case 200..<300:
        if let answer = read(reply) {
          limiter.succeeded(.question)
          return answer
        }
        try await failed("what answers is not the API", answered: true)
      case 404 where mayBeMissing:
        limiter.succeeded(.question)
        return nil
      case 401, 403: throw EngineStop.denied(status: reply.status)
      case 429,
        503 where asked != nil:
        try heed(asked, departure: departure)
      case 408, 500...:
        try await failed("the API failed with status \(reply.status)", answered: true)
      default: throw EngineStop.misdirected(status: reply.status)
      }
    }
  }

  private func heed(_ asked: Duration?, departure: Duration) throws {
    switch limiter.complained(.question, departure: departure) {
    case .goOn(let failures), .probe(let failures):
      limiter.close(for: asked ?? pause(failuresBefore: failures))
      if limiter.patience(with: .question) > EngineContext.longestPause {
        throw EngineStop.comeBackLater(
          at: time.now().addingTimeInterval(limiter.pauseLeft / .seconds(1)))
      }
    case .stop: throw EngineStop.keptFailing(reason: "the API asks to slow down without end")
    }
  }

  private func failed(_ reason: String, answered: Bool) async throws {
    switch limiter.failed(.question, isRetry: false, answered: answered) {
    case .goOn(let failures): try await time.sleep(pause(failuresBefore: failures))
    case .probe(let failures):
      limiter.close(for: pause(failuresBefore: failures), because: .failures)
    case .stop:
      throw limiter.hasAnswered
        ? EngineStop.keptFailing(reason: reason) : .unreachable(reason: reason)
    }
  }

  private func pause(failuresBefore: Int) -> Duration {
    Backoff.delay(failuresBefore: failuresBefore, fraction: random.fraction())
  }
}
