import Synchronization

/// Decides for every attempt, once and for all, whether its request may go to the wire.
///
/// The library cannot tell whether a deadline or a cancellation struck before or after the request
/// was written. So the request must pass this gate in the connection itself, and the attempt closes
/// it when it ends: either the request passed, or it never will. A second request of the same
/// attempt finds the gate shut, whoever sends it.
final class AttemptGate: Sendable {
  private enum State {
    case open
    case passed
  }

  private struct Attempts {
    var last: UInt64 = 0
    var states: [UInt64: State] = [:]
  }

  private let attempts = Mutex(Attempts())

  /// Begins an attempt; its number is good until ``close(_:)``.
  func open() -> UInt64 {
    attempts.withLock { attempts in
      attempts.last += 1
      attempts.states[attempts.last] = .open
      return attempts.last
    }
  }

  /// Asks to write the request of `attempt`; granted once and only while the attempt lasts.
  func pass(_ attempt: UInt64) -> Bool {
    attempts.withLock { attempts in
      guard attempts.states[attempt] == .open else { return false }
      attempts.states[attempt] = .passed
      return true
    }
  }

  /// Ends `attempt`; tells whether its request passed.
  func close(_ attempt: UInt64) -> Bool {
    attempts.withLock { $0.states.removeValue(forKey: attempt) == .passed }
  }
}
