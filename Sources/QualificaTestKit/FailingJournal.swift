package import BulkEngine
internal import Synchronization

/// A journal that breaks at one operation and stays broken: a crash as seen by the engine.
///
/// What the operations before it committed stands in the journal behind.
package final class FailingJournal: Journal {
  /// What an operation of a broken journal throws.
  package struct Failure: Error, Equatable {
    /// 1-based; the operation that was asked for.
    package let operation: Int

    package init(operation: Int) {
      self.operation = operation
    }
  }

  /// Which operations count towards the failing one.
  package enum Counted: Sendable {
    case everything
    /// `begin`, `append` and `commit`.
    case writes
  }

  private let journal: any Journal
  private let counted: Counted
  private let failing: Int
  private let commitsFirst: Bool
  private let operations = Mutex(0)

  /// - Parameters:
  ///   - journal: The journal behind.
  ///   - failing: The first operation that fails, 1-based; every later one fails too.
  ///   - counted: Which operations count.
  ///   - commitsFirst: Whether the failing operation, when it is a write, takes effect before it
  ///     throws, as when the process dies after the commit.
  package init(
    _ journal: any Journal, failingAt failing: Int, counting counted: Counted = .everything,
    commitsFirst: Bool = false
  ) {
    self.journal = journal
    self.failing = failing
    self.counted = counted
    self.commitsFirst = commitsFirst
  }

  /// Operations asked for so far, failed ones included.
  package var operationCount: Int { operations.withLock { $0 } }

  package func begin(_ run: Run) async throws {
    try await write { try await $0.begin(run) }
  }

  package func append(_ records: [PlannedRecord], chunks: [Chunk]) async throws {
    try await write { try await $0.append(records, chunks: chunks) }
  }

  package func commit(
    _ mutations: [JournalMutation], holding claim: Claim?
  ) async throws -> CommitAnswer {
    try await write { try await $0.commit(mutations, holding: claim) }
  }

  package func run() async throws -> Run? { try await read { try await $0.run() } }

  package func chunks(in state: ChunkState, limit: Int) async throws -> [Chunk] {
    try await read { try await $0.chunks(in: state, limit: limit) }
  }

  package func chunk(_ number: Int) async throws -> Chunk? {
    try await read { try await $0.chunk(number) }
  }

  package func entries(_ selection: EntrySelection) async throws -> [JournalEntry] {
    try await read { try await $0.entries(selection) }
  }

  package func counts() async throws -> [RecordState: Int] {
    try await read { try await $0.counts() }
  }

  private func read<Value: Sendable>(
    _ question: (any Journal) async throws -> Value
  ) async throws -> Value {
    let number = operations.withLock { number in
      if counted == .everything { number += 1 }
      return number
    }
    guard number < failing else { throw Failure(operation: number) }
    return try await question(journal)
  }

  private func write<Value: Sendable>(
    _ operation: (any Journal) async throws -> Value
  ) async throws -> Value {
    let number = operations.withLock { number in
      number += 1
      return number
    }
    if number < failing { return try await operation(journal) }
    if number == failing, commitsFirst { _ = try await operation(journal) }
    throw Failure(operation: number)
  }
}
