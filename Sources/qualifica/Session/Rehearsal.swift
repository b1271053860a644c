import BulkEngine
import Simulator
import Synchronization

/// A simulated run in which things go wrong on purpose, and what came of it.
final class Rehearsal: Sendable {
  let plan: FaultPlan
  private let outcome = Mutex(Outcome())

  struct Outcome: Sendable, Equatable {
    var faults = FaultTally()
    /// Records whose submission had an unknown outcome.
    var lookedUp = 0
  }

  init(plan: FaultPlan) {
    self.plan = plan
  }

  func note(_ faults: FaultTally) {
    outcome.withLock { $0.faults = $0.faults + faults }
  }

  func observe(_ event: EngineEvent) {
    guard case .reconciling(let inDoubt, _) = event else { return }
    outcome.withLock { $0.lookedUp += inDoubt }
  }

  var result: Outcome { outcome.withLock { $0 } }
}
