import Synchronization

/// The one limiter of the process: every request passes it, whatever its kind.
package final class RequestGate: Sendable {
  private let pacing: Mutex<RequestPacing>
  private let time: TimeSource

  package init(rate: Double, time: TimeSource) {
    self.pacing = Mutex(RequestPacing(rate: rate))
    self.time = time
  }

  /// Returns when a request may leave.
  ///
  /// - Throws: `CancellationError`.
  package func enter() async throws {
    while true {
      try Task.checkCancellation()
      let decision = pacing.withLock { $0.take(at: time.uptime()) }
      switch decision {
      case .go: return
      case .wait(let duration): try await time.sleep(duration)
      }
    }
  }

  /// Lets nothing leave for `duration`.
  package func close(for duration: Duration) {
    pacing.withLock { $0.close(until: time.uptime() + duration) }
  }

  /// Learns from a reply: slows down after a complaint, recovers otherwise.
  package func observe(status: Int) {
    pacing.withLock { pacing in
      if status == 429 || status == 503 { pacing.slowDown() } else { pacing.recover() }
    }
  }
}
