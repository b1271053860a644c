package import Foundation

/// The seam to the right to send: which process may send which chunk until when.
///
/// Contract of every implementation:
/// - a chunk is given to one claimant at a time, and only while it is planned;
/// - chunks are given in order of their numbers;
/// - a chunk that was given back, or whose claim has ended, and is planned, can be claimed again;
/// - what a claim that has ended left on its way is put in doubt and never planned again: only the
///   look-up decides what became of it.
///
/// A claim shares the work; it does not make sending safe. A process that sleeps beyond the end of its
/// claim may still send when it wakes: see ``Journal/commit(_:holding:)`` for what such a one may write.
///
/// With a journal in a file the process that holds the run's lock has every claim. A shared journal
/// gives claims that end by its own clock.
package protocol Claims: Sendable {
  /// Planned chunks that no process has, at most `limit`; they are the caller's until it releases them
  /// or the claims end.
  func claim(limit: Int) async throws -> [Claim]
  /// Makes the claims that this process has, and that have not ended, last as long as new ones.
  func renew() async throws
  /// Gives a chunk back. One with a request under way stays claimed until the claim ends.
  func release(_ claim: Claim) async throws
  /// Puts in doubt what was on its way under claims that have ended, also those of processes that were
  /// killed.
  func adopt(at now: Date) async throws
}

/// The seam to what one process does for all that share a run.
///
/// Contract of every implementation: a role is one process's at a time, until that leaves it or is not
/// heard of for as long as a claim lasts. A role saves requests; that two processes may have it for a
/// moment does no harm.
package protocol WorkerRoles: Sendable {
  /// Takes the role, or keeps it.
  ///
  /// - Returns: whether it is this process's.
  func hold(_ role: WorkerRole) async throws -> Bool
  /// Leaves the role to others.
  func leave(_ role: WorkerRole) async throws
}

/// See ``WorkerRoles``.
package enum WorkerRole: String, Sendable, CaseIterable {
  /// Asks the API about what was sent.
  case poller
}

/// The right of one process to send one chunk.
package struct Claim: Sendable, Equatable {
  package var chunk: Chunk
  /// Rises with every claim of the chunk, so that a claim that ended is told from the one that
  /// followed; 0 where only one process claims.
  package var epoch: Int64
  /// How long it lasts, counted from before it was asked for; nil where it does not end.
  package var lasts: Duration?

  package init(_ chunk: Chunk, epoch: Int64 = 0, lasts: Duration? = nil) {
    self.chunk = chunk
    self.epoch = epoch
    self.lasts = lasts
  }
}

/// The claims of the one process that holds a run: they do not end.
package actor SoleClaims: Claims {
  private let journal: any Journal
  private var given: Set<Int> = []

  package init(_ journal: any Journal) {
    self.journal = journal
  }

  package func claim(limit: Int) async throws -> [Claim] {
    guard limit > 0 else { return [] }
    let planned = try await journal.chunks(in: .planned, limit: limit + given.count)
    let chunks = Array(planned.filter { !given.contains($0.number) }.prefix(limit))
    given.formUnion(chunks.map(\.number))
    return chunks.map { Claim($0) }
  }

  package func renew() {}

  package func release(_ claim: Claim) {
    given.remove(claim.chunk.number)
  }

  package func adopt(at now: Date) async throws {
    while case let chunks = try await journal.chunks(in: .intent, limit: 1_000 + given.count)
      .filter({ !given.contains($0.number) }), !chunks.isEmpty
    {
      try await journal.commit(
        chunks.flatMap { chunk -> [JournalMutation] in
          [
            .closed(chunk: chunk.number, state: .inDoubt, outcome: RecordOutcome(), at: now),
            .event(JournalRules.adoption(of: chunk.number, at: now)),
          ]
        })
    }
  }
}
