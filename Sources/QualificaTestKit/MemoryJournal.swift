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

  package func read(_ question: JournalQuestion) async throws -> JournalAnswer {
    content.withLock { content in
      switch question {
      case .run: JournalAnswer(run: content.run)
      case .chunks(let state, let limit):
        JournalAnswer(chunks: content.chunks(in: state, limit: limit))
      case .chunk(let number): JournalAnswer(chunks: content.chunks[number].map { [$0] } ?? [])
      case .entries(let selection): JournalAnswer(entries: content.entries(selection))
      case .counts:
        JournalAnswer(
          counts: content.entries.values.reduce(into: [:]) { $0[$1.state, default: 0] += 1 })
      }
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

  package func events(ofKind kind: String) async throws -> [JournalEvent] {
    content.withLock { $0.events.filter { $0.kind == kind } }
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
