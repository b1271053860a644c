internal import GRDB
internal import BulkEngine

/// What one caller wants to be written, all of it or nothing.
struct WaitingCommit {
  let mutations: [JournalMutation]
  let caller: CheckedContinuation<Void, any Error>

  func apply(to database: Database) throws {
    for mutation in mutations {
      try mutation.apply(to: database)
    }
  }

  /// Whether the plan is complete with it.
  var sealsPlan: Bool { mutations.contains { if case .planned = $0 { true } else { false } } }
}
