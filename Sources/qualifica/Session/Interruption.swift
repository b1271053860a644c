import Dispatch
import Foundation
import Synchronization

/// SIGINT and SIGTERM: the first one stops politely, the second one leaves at once.
///
/// Leaving at once is safe too: what was announced is in the journal and is looked up later.
final class Interruption: Sendable {
  private struct State {
    var received: Int32?
    var stop: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "signals")

  init() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      // The handler keeps its source alive, for as long as the process.
      source.setEventHandler { withExtendedLifetime(source) { self.receive(number) } }
      source.resume()
    }
  }

  /// The exit status when a signal came.
  var status: ExitStatus? {
    switch state.withLock({ $0.received }) {
    case SIGINT: .interrupted
    case SIGTERM: .terminated
    default: nil
    }
  }

  /// Runs `work` in a task that the first signal cancels.
  func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    let isLate = state.withLock { state in
      state.stop = { task.cancel() }
      return state.received != nil
    }
    if isLate { task.cancel() }
    return try await task.value
  }

  private func receive(_ number: Int32) {
    let (isSecond, stop) = state.withLock { state in
      defer { state.received = state.received ?? number }
      return (state.received != nil, state.stop)
    }
    if isSecond { _exit(number == SIGINT ? 130 : 143) }
    stop?()
  }
}
