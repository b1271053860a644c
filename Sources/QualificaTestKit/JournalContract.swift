package import BulkEngine

/// What every implementation of the seam ``Journal`` promises, to be run by all of them.
///
/// Each promise gets a fresh journal of its own.
package enum JournalContract {
  package static var promises: [JournalPromise] {
    plan + chunks + records + requeueing + selections + atomicity
  }
}

/// One promise and the check that it is kept.
package struct JournalPromise: Sendable, CustomStringConvertible {
  /// A sentence.
  package let description: String
  /// - Throws: ``BrokenPromise``, or what the journal threw.
  package let check: @Sendable (any AuditedJournal) async throws -> Void

  init(
    _ description: String, check: @escaping @Sendable (any AuditedJournal) async throws -> Void
  ) {
    self.description = description
    self.check = check
  }
}

/// A journal did not do what the contract says.
package struct BrokenPromise: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Compares what a journal said with what it should have said.
func expect<Value: Equatable>(
  _ what: String, _ actual: Value, is expected: Value
) throws {
  guard actual == expected else {
    throw BrokenPromise("\(what) is \(actual) instead of \(expected)")
  }
}

/// Makes sure that an operation is refused and leaves everything as it was.
func expectRefusal(
  _ what: String, by journal: any AuditedJournal,
  _ operation: (any AuditedJournal) async throws -> Void
) async throws {
  let before = try await JournalSnapshot(journal)
  do {
    try await operation(journal)
  } catch {
    try expect("the journal after \(what)", try await JournalSnapshot(journal), is: before)
    return
  }
  throw BrokenPromise("\(what) was not refused")
}

/// Everything that can be read from a journal.
package struct JournalSnapshot: Sendable, Equatable {
  package let run: Run?
  package let entries: [JournalEntry]
  package let chunks: [Chunk]
  package let counts: [RecordState: Int]
  package let events: [JournalEvent]

  package init(_ journal: any AuditedJournal) async throws {
    run = try await journal.run()
    entries = try await journal.entries(.numbers(first: 1, last: .max))
    var chunks: [Chunk] = []
    for state in ChunkState.allCases {
      chunks += try await journal.chunks(in: state, limit: .max)
    }
    self.chunks = chunks
    counts = try await journal.counts()
    events = try await journal.events()
  }
}
