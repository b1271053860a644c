package import BulkEngine
internal import Synchronization

/// A journal that forgets everything with the process; the promises are those of the real one.
///
/// Every commit copies the whole content, so it is meant for some ten thousand records at most.
package final class MemoryJournal: AuditedJournal {
  private let content: Mutex<JournalContent>
  /// The clock by which claims end.
  let now: @Sendable () -> Duration

  /// - Parameter now: uptime by which claims end, see ``LeasedClaims``.
  package init(now: @escaping @Sendable () -> Duration = { .zero }) {
    content = Mutex(JournalContent())
    self.now = now
  }

  /// A journal that holds what another one held at this moment, as after a crash.
  package init(copying other: MemoryJournal) {
    content = Mutex(other.content.withLock { $0 })
    now = other.now
  }

  package func run() async throws -> Run? { content.withLock { $0.run } }

  package func chunks(in state: ChunkState, limit: Int) async throws -> [Chunk] {
    content.withLock { $0.chunks(in: state, limit: limit) }
  }

  package func chunk(_ number: Int) async throws -> Chunk? {
    content.withLock { $0.chunks[number] }
  }

  package func entries(_ selection: EntrySelection) async throws -> [JournalEntry] {
    content.withLock { $0.entries(selection) }
  }

  package func counts() async throws -> [RecordState: Int] {
    content.withLock { content in
      content.entries.values.reduce(into: [:]) { $0[$1.state, default: 0] += 1 }
    }
  }

  package func begin(_ run: Run) async throws {
    try change { try $0.begin(run) }
  }

  package func append(_ records: [PlannedRecord], chunks: [Chunk]) async throws {
    try change { try $0.append(records, chunks: chunks) }
  }

  package func commit(
    _ mutations: [JournalMutation], holding claim: Claim?
  ) async throws -> CommitAnswer {
    do {
      try change { content in
        try content.require(claim, for: mutations, at: now())
        for mutation in mutations {
          try content.apply(mutation)
        }
      }
      return .committed
    } catch let refusal as CommitRefusal {
      return refusal.answer
    }
  }

  package func note(_ event: JournalEvent) async throws {
    try await commit([.event(event)])
  }

  package func latestEvent(ofKind kind: String) async throws -> JournalEvent? {
    content.withLock { $0.events.last { $0.kind == kind } }
  }

  package func events(ofKind kind: String) async throws -> [JournalEvent] {
    content.withLock { $0.events.filter { $0.kind == kind } }
  }

  package func events() async throws -> [JournalEvent] {
    content.withLock { $0.events }
  }

  /// All of the change or none.
  @discardableResult
  func change<Value: Sendable>(_ body: (inout JournalContent) throws -> Value) rethrows -> Value {
    try content.withLock { stored in
      var copy = stored
      let value = try body(&copy)
      stored = copy
      return value
    }
  }
}

/// A journal whose audit lines can be read back.
package protocol AuditedJournal: Journal, Audit {}
