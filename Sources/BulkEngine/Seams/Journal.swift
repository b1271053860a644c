/// The seam to what is remembered: which records exist, what left the building, what came back.
///
/// Contract of every implementation:
/// - when a call returns, what it committed survives a crash of the process and of the machine;
/// - ``commit(_:)`` is atomic: all of its mutations or none. Where it throws
///   ``JournalError/unknownOutcome(path:reason:)`` which one is unknown, and every later call that
///   writes throws the same;
/// - mutations follow ``JournalRules``; what breaks them is ``JournalError/misuse(_:)`` and changes
///   nothing;
/// - one process at a time writes, or each only what it has claimed, see ``Claims``: a commit that
///   holds a claim which another one has followed changes nothing and is answered by a value;
/// - times are those of the mutations; a journal that several machines share puts its own in their
///   place;
/// - nothing personal is stored: no name, document, branch or account.
///
/// Every error is a ``JournalError``.
package protocol Journal: JournalReader {
  /// Starts a run, discarding a plan that was never sealed.
  func begin(_ run: Run) async throws
  /// Adds the next records of the plan, in order of their numbers, and the chunks they are in.
  ///
  /// A record whose custom code is taken already is kept as ``RecordState/duplicate`` without code
  /// and chunk.
  func append(_ records: [PlannedRecord], chunks: [Chunk]) async throws
  /// Applies all mutations in order, or none.
  ///
  /// - Parameter claim: of the chunk that the mutations are about; nil for what is true whoever writes
  ///   it.
  func commit(
    _ mutations: [JournalMutation], holding claim: Claim?
  ) async throws -> CommitAnswer
}

extension Journal {
  /// Applies all mutations in order, or none; they are about no chunk that somebody has claimed.
  package func commit(_ mutations: [JournalMutation]) async throws {
    let answer = try await commit(mutations, holding: nil)
    try JournalRules.require(
      answer == .committed, "a mutation depends on a claim that is not named")
  }
}

/// What became of a commit; what cannot be known is an error.
package enum CommitAnswer: Sendable, Equatable {
  case committed
  /// Another process has claimed the chunk since, or what is left of the claim is too short: nothing
  /// was changed.
  case claimLost
  /// The planned records of the chunk are others than those that were to be sent: nothing was changed.
  case recordsChanged
}

/// What can be asked of a journal; the answers come from what is committed.
package protocol JournalReader: Sendable {
  /// The run that the journal belongs to; `nil` before ``Journal/begin(_:)``.
  func run() async throws -> Run?
  /// Chunks in this state, in order of their numbers, at most `limit`.
  func chunks(in state: ChunkState, limit: Int) async throws -> [Chunk]
  /// The chunk with this number.
  func chunk(_ number: Int) async throws -> Chunk?
  /// Entries that `selection` names, in order of their numbers.
  func entries(_ selection: EntrySelection) async throws -> [JournalEntry]
  /// Records by state.
  func counts() async throws -> [RecordState: Int]
}

/// Which records to read back.
package enum EntrySelection: Sendable {
  /// Numbers `first...last`.
  case numbers(first: Int, last: Int)
  /// In one of the states, with a number above `after`, at most `limit`.
  case states(Set<RecordState.Kind>, after: Int, limit: Int)
  /// Taken with this verdict word, with a number above `after`, at most `limit`.
  case taken(String, after: Int, limit: Int)
  /// With one of these codes.
  case customCodes([String])
  /// Of this chunk.
  case chunk(Int)
  /// With one of these numbers.
  case listed([Int])
}
