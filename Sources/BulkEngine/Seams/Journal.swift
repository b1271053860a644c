/// The seam to what is remembered: which records exist, what left the building, what came back.
///
/// Contract of every implementation:
/// - when a call returns, what it committed survives a crash of the process and of the machine;
/// - ``commit(_:)`` is atomic: all of its mutations or none. Where it throws
///   ``JournalError/unknownOutcome(path:reason:)`` nobody knows which, and every later call that
///   writes throws the same;
/// - mutations follow ``JournalRules``; what breaks them is ``JournalError/misuse(_:)`` and changes
///   nothing;
/// - one process at a time writes, or each only what it has claimed, see ``Claims``;
/// - nothing personal is stored: no name, document, branch or account.
///
/// Every error is a ``JournalError``.
package protocol Journal: Sendable {
  /// Starts a run, discarding a plan that was never sealed.
  func begin(_ run: Run) async throws
  /// Adds the next records of the plan, in order of their numbers, and the chunks they are in.
  ///
  /// A record whose custom code is taken already is kept as ``RecordState/duplicate`` without code
  /// and chunk.
  func append(_ records: [PlannedRecord], chunks: [Chunk]) async throws
  /// Applies all mutations in order, or none.
  func commit(_ mutations: [JournalMutation]) async throws
  /// Answers from what is committed.
  func read(_ question: JournalQuestion) async throws -> JournalAnswer
}

/// What a journal can be asked; the typed questions below are shorter.
package enum JournalQuestion: Sendable {
  case run
  case chunks(ChunkState, limit: Int)
  case chunk(Int)
  case entries(EntrySelection)
  case counts
}

/// The part that was asked for; the rest is empty.
package struct JournalAnswer: Sendable {
  package var run: Run?
  package var chunks: [Chunk]
  package var entries: [JournalEntry]
  package var counts: [RecordState: Int]

  package init(
    run: Run? = nil, chunks: [Chunk] = [], entries: [JournalEntry] = [],
    counts: [RecordState: Int] = [:]
  ) {
    self.run = run
    self.chunks = chunks
    self.entries = entries
    self.counts = counts
  }
}

extension Journal {
  /// The run that this journal belongs to; `nil` before ``begin(_:)``.
  package func run() async throws -> Run? { try await read(.run).run }

  /// Chunks in this state, in order of their numbers, at most `limit`.
  package func chunks(in state: ChunkState, limit: Int) async throws -> [Chunk] {
    try await read(.chunks(state, limit: limit)).chunks
  }

  /// The chunk with this number.
  package func chunk(_ number: Int) async throws -> Chunk? {
    try await read(.chunk(number)).chunks.first
  }

  /// Entries that `selection` names, in order of their numbers.
  package func entries(_ selection: EntrySelection) async throws -> [JournalEntry] {
    try await read(.entries(selection)).entries
  }

  /// Records by state.
  package func counts() async throws -> [RecordState: Int] { try await read(.counts).counts }
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
