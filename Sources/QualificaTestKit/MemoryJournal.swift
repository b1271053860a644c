package import BulkEngine
internal import Synchronization

/// A journal that forgets everything with the process; the promises are those of the real one.
///
/// Every commit copies the whole content, so it is meant for some ten thousand records at most.
package final class MemoryJournal: AuditedJournal {
  private let content: Mutex<JournalContent>

  package init() {
    content = Mutex(JournalContent())
  }

  /// A journal that holds what another one held at this moment, as after a crash.
  package init(copying other: MemoryJournal) {
    content = Mutex(other.content.withLock { $0 })
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

  package func commit(_ mutations: [JournalMutation]) async throws {
    try change { content in
      for mutation in mutations {
        try content.apply(mutation)
      }
    }
  }

  package func note(_ event: JournalEvent) async throws {
    try await commit([.event(event)])
  }

  package func latestEvent(ofKind kind: String) async throws -> JournalEvent? {
    content.withLock { $0.events.last { $0.kind == kind } }
  }

  package func events() async throws -> [JournalEvent] {
    content.withLock { $0.events }
  }

  /// All of the change or none.
  private func change(_ body: (inout JournalContent) throws -> Void) throws {
    try content.withLock { stored in
      var copy = stored
      try body(&copy)
      stored = copy
    }
  }
}

/// A journal whose audit lines can be read back.
package protocol AuditedJournal: Journal, Audit {}
