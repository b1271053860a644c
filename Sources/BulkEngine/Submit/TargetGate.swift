import Synchronization

/// Keeps requests to one target apart: the second leaves when the first is written down.
final class TargetGate: Sendable {
  private struct State {
    var busy: Set<String> = []
    var shut: Set<String> = []
    /// Targets by the records that go first.
    var reserved: [String: Set<Int>] = [:]
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

  /// Lets a record that is sent again go before all others of its target: what it has changed can be told
  /// only until another one changes the same.
  func reserve(_ target: String, for numbers: [Int]) {
    guard !numbers.isEmpty else { return }
    state.withLock { $0.reserved[target, default: []].formUnion(numbers) }
  }

  /// Whether these records must wait.
  func isShut(_ targets: Set<String>, for numbers: Set<Int>) -> Bool {
    state.withLock { state in
      !state.shut.isDisjoint(with: targets)
        || targets.contains { target in
          state.reserved[target].map { $0.isDisjoint(with: numbers) } ?? false
        }
    }
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
