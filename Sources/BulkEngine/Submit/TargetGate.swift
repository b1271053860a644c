import Synchronization

/// Keeps requests to one target apart: the second leaves when the first is written down.
final class TargetGate: Sendable {
  private struct State {
    var busy: Set<String> = []
    var shut: Set<String> = []
    var waiting: [(targets: Set<String>, arrival: CheckedContinuation<Void, Never>)] = []

    mutating func take(_ targets: Set<String>) -> Bool {
      guard busy.isDisjoint(with: targets) else { return false }
      busy.formUnion(targets)
      return true
    }

    /// Lets in, in order of arrival, those whose targets are free now.
    mutating func release(_ targets: Set<String>) -> [CheckedContinuation<Void, Never>] {
      busy.subtract(targets)
      let arrived = waiting
      waiting = []
      var admitted: [CheckedContinuation<Void, Never>] = []
      for one in arrived {
        if take(one.targets) { admitted.append(one.arrival) } else { waiting.append(one) }
      }
      return admitted
    }
  }

  private let state = Mutex(State())

  /// Keeps requests to these targets back for good: what became of an earlier one is unknown.
  func shut(_ targets: Set<String>) { state.withLock { $0.shut.formUnion(targets) } }

  func isShut(_ targets: Set<String>) -> Bool {
    state.withLock { !$0.shut.isDisjoint(with: targets) }
  }

  /// Runs `body` while nothing else with one of these targets runs. It must not come here again.
  func during<Value>(
    _ targets: Set<String>, _ body: () async throws -> Value
  ) async rethrows -> Value {
    await withCheckedContinuation { arrival in
      let isFree = state.withLock { state in
        if state.take(targets) { return true }
        state.waiting.append((targets, arrival))
        return false
      }
      if isFree { arrival.resume() }
    }
    defer { for next in state.withLock({ $0.release(targets) }) { next.resume() } }
    return try await body()
  }
}
