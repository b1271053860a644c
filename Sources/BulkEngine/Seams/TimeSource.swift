package import Foundation

/// Where the engine takes time from; tests give one that never really sleeps.
package struct TimeSource: Sendable {
  /// The time of day, for journal and outputs.
  package var now: @Sendable () -> Date
  /// Time that never jumps, for waiting and pacing; its zero has no meaning.
  package var uptime: @Sendable () -> Duration
  /// Returns after the duration, or throws `CancellationError` at once when the task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void

  package init(
    now: @escaping @Sendable () -> Date,
    uptime: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.uptime = uptime
    self.sleep = sleep
  }

  /// The machine's own clocks.
  package static var system: TimeSource {
    let start = ContinuousClock.now
    return TimeSource(
      now: { Date() },
      uptime: { ContinuousClock.now - start },
      sleep: { try await Task.sleep(for: $0, tolerance: .zero, clock: .continuous) })
  }
}
