package import Foundation

/// What the phases of a run work with.
package struct EngineContext: Sendable {
  package var journal: any Journal
  package var transport: any Transport
  package var limiter: RateLimiter
  package var operation: any BulkOperation
  package var source: any RecordSource
  package var time: TimeSource
  package var random: RandomSource
  /// Part of every batch code.
  package var runCode: String
  /// Part of every batch code of this process, so that no copy of the journal uses one again.
  package let processCode: String
  package var pace: PaceSettings
  package var observe: @Sendable (EngineEvent) -> Void
  /// What earlier runs did; empty where none is used.
  package var ledgers: [any Ledger] = []
  /// Who may send what of a journal.
  package var claims: @Sendable (any Journal) -> any Claims = { SoleClaims($0) }
  /// Who does what for all processes; nil where there is one process.
  package var roles: (any WorkerRoles)?
  /// Uptime after which no question is worth waiting for.
  var deadline: Duration?

  package init(
    journal: any Journal, transport: any Transport, limiter: RateLimiter,
    operation: any BulkOperation, source: any RecordSource, time: TimeSource,
    random: RandomSource, runCode: String, pace: PaceSettings,
    observe: @escaping @Sendable (EngineEvent) -> Void = { _ in }
  ) {
    self.journal = journal
    self.transport = transport
    self.limiter = limiter
    self.operation = operation
    self.source = source
    self.time = time
    self.random = random
    self.runCode = runCode
    processCode = random.identifier(length: BatchCode.processCodeLength)
    self.pace = pace
    self.observe = observe
  }

  /// Runs `body` to its end even when the task is cancelled meanwhile.
  ///
  /// What has been announced in the journal and may be on its way must be written down; a
  /// cancelled task could not.
  func toItsEnd<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await Task { try await body() }.value
  }

  /// The entries by the chunks that their records are read again with, in order.
  func byChunk(_ entries: [JournalEntry]) async throws -> [(Chunk, [JournalEntry])] {
    var groups: [(Chunk, [JournalEntry])] = []
    for (number, entries) in Dictionary(grouping: entries, by: { $0.chunk ?? 0 })
      .sorted(by: { $0.key < $1.key })
    {
      guard let chunk = try await journal.chunk(number) else { continue }
      groups.append((chunk, entries))
    }
    return groups
  }

  /// Commits, cancelled or not.
  func commit(_ mutations: [JournalMutation]) async throws {
    guard !mutations.isEmpty else { return }
    let journal = journal
    try await toItsEnd { try await journal.commit(mutations) }
  }
}

/// What the engine tells its observer; no personal data.
package enum EngineEvent: Sendable, Equatable {
  /// A batch was answered, refused or lost sight of.
  case batch(records: Int, meaning: BatchMeaning)
  /// A request failed; the engine goes on.
  case requestFailed(reason: String)
  /// Looks up so many records in doubt; to prove one absent takes at least so long.
  case reconciling(inDoubt: Int, proofTakes: Duration)
  /// The API finds so many records neither by code nor in its list, and nothing shows that it would:
  /// they stay in doubt.
  case absenceUnproven(records: Int)
  /// Polled verdicts: so many left.
  case waiting(pending: Int)
  /// Callbacks gave so many records a new state.
  case callbacks(settled: Int)
  /// Another run sent so many records since the plan was made: they are not sent.
  case heldBack(records: Int)
  /// So many records cannot be sent yet, the first of them after so long.
  case postponed(records: Int, left: Duration)
  /// The API took records otherwise than was asked for.
  case altered(records: Int)
  /// Looks up so many earlier codes before anything is sent under the codes that follow them.
  case lookingUpEarlierCodes(records: Int)
  /// Nothing leaves for so long; told again while it lasts.
  case pausing(left: Duration, reason: PauseReason)
  /// Verdicts are asked for again after so long.
  case resting(Duration)

  /// What became of a batch.
  package enum BatchMeaning: Sendable, Equatable {
    case answered
    case inDoubt(String)
    case notSent(String)
    case throttled
    case halved
  }
}

/// Why a run stopped before it was finished; everything that happened is in the journal.
package enum EngineStop: Error, Sendable, Equatable {
  /// The API was never reached.
  case unreachable(reason: String)
  /// The API kept failing.
  case keptFailing(reason: String)
  /// Token, allowed IP or permission refused.
  case denied(status: Int)
  /// Wrong host or path.
  case misdirected(status: Int)
  /// The API asks to come back at this time.
  case comeBackLater(at: Date)
  /// Records that were proven absent need consent before they are sent again.
  case consentNeeded(records: Int)
  /// More records are rejected than are borne, and some are to be sent.
  case errorBudgetExceeded
}
