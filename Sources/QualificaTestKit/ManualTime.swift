package import Foundation
package import BulkEngine
internal import Synchronization

/// A clock that only tests move: nothing ever really sleeps.
///
/// Time of day and uptime move together from a fixed start, until ``jump(by:)``.
package final class ManualTime: Sendable {
  /// What a sleep does.
  package enum Sleeping: Sendable {
    /// It moves the clock and returns.
    case movesTheClock
    /// It lasts until ``ManualTime/advance(by:)`` has moved the clock far enough.
    case waitsForAdvance
  }

  private struct Sleeper {
    var id: Int
    var due: Duration
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var uptime: Duration = .zero
    var jumped: TimeInterval = 0
    var sleeps: [Duration] = []
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var lastID = 0
  }

  /// 2026-01-02T03:04:05Z, the time of day at the uptime zero.
  package static let start = Date(timeIntervalSince1970: 1_767_323_045)

  private let sleeping: Sleeping
  private let state = Mutex(State())

  package init(_ sleeping: Sleeping = .movesTheClock) {
    self.sleeping = sleeping
  }

  package var uptime: Duration { state.withLock { $0.uptime } }
  package var now: Date {
    state.withLock { Self.start.addingTimeInterval($0.uptime / .seconds(1) + $0.jumped) }
  }
  /// Every sleep that was asked for, in order.
  package var sleeps: [Duration] { state.withLock { $0.sleeps } }
  /// How many tasks are asleep.
  package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  /// What the engine is given.
  package var source: TimeSource {
    TimeSource(
      now: { self.now }, uptime: { self.uptime },
      sleep: { duration in try await self.sleep(for: duration) })
  }

  /// The time of day is set by hand; no sleep ends.
  package func jump(by seconds: TimeInterval) {
    state.withLock { $0.jumped += seconds }
  }

  /// Moves the clock and wakes who is due.
  package func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.uptime += duration
      let due = state.sleepers.filter { $0.due <= state.uptime }
      state.sleepers.removeAll { $0.due <= state.uptime }
      return due
    }
    for sleeper in due.sorted(by: { $0.due < $1.due }) { sleeper.continuation.resume() }
  }

  private func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    switch sleeping {
    case .movesTheClock:
      state.withLock { state in
        state.sleeps.append(duration)
        state.uptime += max(.zero, duration)
      }
      await Task.yield()
    case .waitsForAdvance: try await waitForAdvance(by: duration)
    }
  }

  private func waitForAdvance(by duration: Duration) async throws {
    let id = state.withLock { state in
      state.lastID += 1
      state.sleeps.append(duration)
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state in
          if state.cancelled.contains(id) { return true }
          state.sleepers.append(
            Sleeper(id: id, due: state.uptime + duration, continuation: continuation))
          return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        state.cancelled.insert(id)
        guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else { return nil }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }
}
