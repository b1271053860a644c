import Foundation
import Synchronization

/// What a request is to the limiter, whatever its method.
package enum RequestKind: Sendable, Equatable {
  /// Only reads; may be asked again.
  case question
  /// Has effects.
  case effect
}

/// The one limiter of the process: every request passes it, whatever its kind.
package final class RateLimiter: Sendable {
  /// The API keeps failing: nothing with effects may leave until it answers a question.
  package struct CircuitOpen: Error {}

  /// Nothing may leave before the time is up.
  package struct Overdue: Error {}

  private struct State {
    /// When a pause was last told of; nil before.
    var toldAt: Duration?
    /// The end of the latest pause that was reported.
    var reportedEnd = Duration.zero
    var watch = CircuitBreaker()
  }

  private let state = Mutex(State())
  private let quota: any Quota
  private let time: TimeSource
  private let announce: @Sendable (Duration, PauseReason) -> Void
  private let paused: @Sendable (Pause) -> Void

  /// Nothing leaves from one uptime to another.
  package struct Pause: Sendable, Equatable {
    package var start: Duration
    package var end: Duration
    package var reason: PauseReason

    package init(start: Duration, end: Duration, reason: PauseReason) {
      self.start = start
      self.end = end
      self.reason = reason
    }
  }

  /// Pauses are reported this often …
  private static let silence = Duration.seconds(30)
  /// … and not at all when they are shorter.
  private static let shortestTold = Duration.seconds(5)

  /// - Parameters:
  ///   - remembered: how a former process of the same run left it.
  ///   - announce: is given what is left of a pause and its reason, again and again while it lasts.
  ///   - paused: is given every pause once, and again where it is extended.
  package init(
    rate: Double, time: TimeSource, remembered: RememberedPace? = nil,
    announce: @escaping @Sendable (Duration, PauseReason) -> Void = { _, _ in },
    paused: @escaping @Sendable (Pause) -> Void = { _ in }
  ) {
    self.announce = announce
    self.paused = paused
    var pacing = RequestPacing(rate: rate)
    if let remembered { pacing.resume(remembered, at: time.uptime(), now: time.now()) }
    quota = MemoryQuota(pacing)
    self.time = time
    reportPause()
  }

  /// Lets requests leave as `quota` says, which other processes may share.
  package init(
    quota: any Quota, time: TimeSource,
    announce: @escaping @Sendable (Duration, PauseReason) -> Void = { _, _ in }
  ) {
    self.announce = announce
    paused = { _ in }
    self.quota = quota
    self.time = time
  }

  // MARK: Leaving

  /// Returns when a request of this kind may leave.
  ///
  /// - Parameter deadline: an uptime; what could leave only behind it is not waited for.
  /// - Throws: `CancellationError`; ``CircuitOpen`` for a request with effects; ``Overdue``.
  /// - Returns: the uptime at which it leaves.
  @discardableResult
  package func enter(
    _ kind: RequestKind, deadline: Duration? = nil
  ) async throws -> Duration {
    try await leave(kind, in: try await prepare(kind, deadline: deadline), deadline: deadline)
  }

  /// Returns when the slot of a request of this kind is near, for what comes before the request.
  ///
  /// - Throws: as ``enter(_:deadline:)``.
  package func prepare(_ kind: RequestKind, deadline: Duration? = nil) async throws -> Slot {
    while true {
      try Task.checkCancellation()
      let now = time.uptime()
      if kind == .effect, isCircuitOpen { throw CircuitOpen() }
      switch try await quota.reserve(nil, at: now) {
      case .go(let slot): return slot
      case .missed: break
      case .wait(let duration):
        if let deadline, now + duration > deadline { throw Overdue() }
        tell(duration, at: now)
        try await time.sleep(min(duration, Self.silence))
      }
    }
  }

  /// Returns when the slot is due, or another one where that was missed.
  ///
  /// - Throws: as ``enter(_:deadline:)``.
  /// - Returns: the uptime at which the request leaves.
  package func leave(
    _ kind: RequestKind, in slot: Slot, deadline: Duration? = nil
  ) async throws -> Duration {
    var slot = slot
    while true {
      let now = time.uptime()
      switch try await quota.reserve(slot, at: now) {
      case .go(let next) where next.due <= now: return now
      case .go(let next):
        slot = next
        try await time.sleep(next.due - time.uptime())
      case .wait(let duration): try await time.sleep(duration)
      case .missed: slot = try await prepare(kind, deadline: deadline)
      }
    }
  }

  /// One of those who wait tells of it for all.
  private func tell(_ left: Duration, at now: Duration) {
    guard left >= Self.shortestTold else { return }
    let isTold = state.withLock { state -> Bool in
      if let last = state.toldAt, now - last < Self.silence { return true }
      state.toldAt = now
      return false
    }
    if !isTold { announce(left, quota.pause(at: now).reason) }
  }

  /// Lets nothing leave for `duration`, at most ``RememberedPace/longestPause``.
  package func close(for duration: Duration, because reason: PauseReason = .asked) {
    let pause = min(duration, .seconds(RememberedPace.longestPause))
    quota.pause(until: time.uptime() + pause, because: reason)
    reportPause()
  }

  /// Reports a pause that is new, or longer than it was.
  private func reportPause() {
    let now = time.uptime()
    let pause = quota.pause(at: now)
    let isNew = state.withLock { state in
      guard pause.end > max(now, state.reportedEnd) else { return false }
      state.reportedEnd = pause.end
      return true
    }
    if isNew { paused(Pause(start: now, end: pause.end, reason: pause.reason)) }
  }

  /// From now until something may leave.
  package var pauseLeft: Duration {
    let now = time.uptime()
    return max(.zero, quota.pause(at: now).end - now)
  }

  // MARK: Learning

  /// Learns from a reply to a request that left at `departure`: slows down after a complaint,
  /// recovers otherwise, minds rate limit headers.
  package func observe(_ reply: Reply, departure: Duration) {
    quota.observe(reply, departure: departure, at: time.uptime(), date: time.now())
    reportPause()
  }

  /// The API answered a request of this kind in its own words.
  package func succeeded(_ kind: RequestKind) {
    state.withLock { $0.watch.succeeded(kind) }
  }

  /// A request of this kind failed; see ``CircuitBreaker``.
  package func failed(
    _ kind: RequestKind, isRetry: Bool, answered: Bool
  ) -> CircuitBreaker.Advice {
    state.withLock { $0.watch.failed(kind, isRetry: isRetry, answered: answered) }
  }

  /// The API complained about too many requests, in its reply to one that left at `departure`.
  package func complained(
    _ kind: RequestKind, departure: Duration
  ) -> CircuitBreaker.Advice {
    let now = time.uptime()
    return state.withLock { $0.watch.complained(kind, departure: departure, at: now) }
  }

  /// What requests of this kind have waited for and will, where they met nothing but complaints.
  package func patience(with kind: RequestKind) -> Duration {
    state.withLock { $0.watch.complaining(about: kind) } + pauseLeft
  }

  /// Takes one retry out of the budget; `false` when it is used up.
  package func spendRetry() -> Bool { state.withLock { $0.watch.spendRetry() } }

  /// Whether nothing with effects may leave.
  package var isCircuitOpen: Bool { state.withLock { $0.watch.isOpen } }

  /// Whether the API ever answered this process.
  package var hasAnswered: Bool { state.withLock { $0.watch.hasAnswered } }

  // MARK: Remembering

  /// What the next process must know; see ``RequestPacing``.
  package func remembered(isAtWork: Bool) -> RememberedPace {
    quota.remembered(at: time.uptime(), now: time.now(), isAtWork: isAtWork)
  }
}
