import Foundation

/// Fetches what the API has of records for people to print, one file a record, each once.
///
/// Files that are there already stay as they are and are not asked for.
package struct PrintablePhase: Sendable {
  private let context: EngineContext

  /// Records that are read from the journal at a time.
  private static let portion = 500

  package init(_ context: EngineContext) {
    self.context = context
  }

  /// - Returns: how many could not be had: the API has none yet, or did not answer.
  /// - Throws: ``EngineStop``, `CancellationError`, an error of the journal, or what `store` throws.
  package func run(into store: any PrintableStore) async throws -> Int {
    var missing = 0
    try await Self.forEachPortion(of: context.journal, context.operation) { wanted in
      missing += try await fetch(wanted.filter { !store.has($0.code) }, into: store)
    }
    return missing
  }

  /// Whether the store lacks a page of these records.
  package static func isOwed(
    _ journal: any JournalReader, _ operation: any BulkOperation, to store: any PrintableStore
  ) async throws -> Bool {
    var isOwed = false
    try await forEachPortion(of: journal, operation) { wanted in
      isOwed = isOwed || wanted.contains { !store.has($0.code) }
    }
    return isOwed
  }

  private typealias Wanted = (code: String, request: Request)

  private static func forEachPortion(
    of journal: any JournalReader, _ operation: any BulkOperation,
    _ body: ([Wanted]) async throws -> Void
  ) async throws {
    var last = 0
    while true {
      let entries = try await journal.entries(
        .states([.taken, .settled], after: last, limit: portion))
      guard let end = entries.last else { return }
      last = end.number
      try await body(
        entries.compactMap { entry in
          guard let code = entry.customCode, let request = operation.printable(of: entry.outcome)
          else { return nil }
          return (code, request)
        })
    }
  }

  private func fetch(_ wanted: [Wanted], into store: any PrintableStore) async throws -> Int {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      var (rest, inFlight, missing) = (wanted[...], 0, 0)
      while true {
        while inFlight < context.pace.concurrency, let next = rest.popFirst() {
          inFlight += 1
          group.addTask {
            guard let reply = try await context.ask(next.request, mayBeMissing: true),
              let page = context.operation.printable(in: reply)
            else { return false }
            try store.save(page, of: next.code)
            return true
          }
        }
        guard let isSaved = try await group.next() else { return missing }
        inFlight -= 1
        missing += isSaved ? 0 : 1
      }
    }
  }
}

/// Where pages are kept, by the code of their record.
package protocol PrintableStore: Sendable {
  func has(_ code: String) -> Bool
  /// - Throws: why it could not be written.
  func save(_ page: [UInt8], of code: String) throws
}
