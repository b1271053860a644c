package import Foundation

/// Asks for what the API made of records that it did not show when it took them, so that people have it with
/// the results.
///
/// Records are done without it: an API that does not show it, or fails, ends nothing. Many are read from the
/// list, and the rest is asked for one by one.
package struct CompletionPhase: Sendable {
  private let context: EngineContext
  private let runStartedAt: Date

  /// Records that are read from the journal at a time.
  private static let portion = 500
  /// So many are asked for one by one at once.
  private static let few = 3
  /// Answers in a row that add nothing: the others will not either.
  private static let mostFruitless = 5

  package init(_ context: EngineContext, runStartedAt: Date) {
    self.context = context
    self.runStartedAt = runStartedAt
  }

  /// - Throws: `CancellationError`, or an error of the journal.
  package func run() async throws {
    // No other operation reads its journal once more.
    guard context.operation.traits.isShownLater else { return }
    let wanted = try await count()
    guard wanted > 0 else { return }
    do {
      if wanted > Self.few, context.operation.listing(page: 1) != nil { try await sweep(wanted) }
    } catch is EngineStop {
      // The list is one of two ways.
    }
    do { try await askEach() } catch is EngineStop {}
  }

  private func count() async throws -> Int {
    var count = 0
    try await forEachPortion { entries in
      count += entries.count
      return true
    }
    return count
  }

  /// Gives the incomplete records to `body`, portion by portion, until it returns false.
  private func forEachPortion(_ body: ([JournalEntry]) async throws -> Bool) async throws {
    var last = 0
    while true {
      let entries = try await context.journal.entries(
        .states([.taken, .settled], after: last, limit: Self.portion))
      guard let end = entries.last else { return }
      last = end.number
      let incomplete = entries.filter { context.operation.completion(of: $0.outcome) != nil }
      guard !incomplete.isEmpty else { continue }
      guard try await body(incomplete) else { return }
    }
  }

  // MARK: The list

  private func sweep(_ wanted: Int) async throws {
    var left = wanted
    let sweep = ListingSweep(context: context, oldest: runStartedAt)
    _ = try await sweep.run(mostPages: .max, ahead: context.pace.concurrency) { records in
      let ids = Dictionary(
        records.compactMap { record in record.knownID.map { ($0, record) } },
        uniquingKeysWith: { first, _ in first })
      let entries = try await context.journal.entries(
        .customCodes(CodeSpelling.variants(of: records.map(\.customCode))))
      let met = entries.compactMap { entry in
        entry.outcome.knownID.flatMap { ids[$0] }.map { (entry, $0) }
      }.filter { context.operation.completion(of: $0.0.outcome) != nil }
      left -= met.count
      try await context.commit(met.compactMap { completion(of: $0, by: $1) })
      return left
    }
  }

  // MARK: One by one

  private func askEach() async throws {
    var fruitless = 0
    try await forEachPortion { entries in
      try await withThrowingTaskGroup(of: JournalMutation?.self, returning: Bool.self) {
        group in
        var (rest, inFlight) = (entries[...], 0)
        while true {
          while fruitless < Self.mostFruitless, inFlight < context.pace.concurrency,
            let next = rest.popFirst()
          {
            inFlight += 1
            group.addTask { try await completion(of: next) }
          }
          guard let answer = try await group.next() else {
            return fruitless < Self.mostFruitless
          }
          inFlight -= 1
          fruitless = answer == nil ? fruitless + 1 : 0
          try await context.commit([answer].compactMap(\.self))
        }
      }
    }
  }

  private func completion(of entry: JournalEntry) async throws -> JournalMutation? {
    guard let question = context.operation.completion(of: entry.outcome),
      let reply = try await context.ask(question, mayBeMissing: true),
      let shown = context.operation.completion(in: reply)
    else { return nil }
    return completion(of: entry, by: shown)
  }

  /// nil for another record, and where it adds nothing.
  private func completion(of entry: JournalEntry, by shown: RemoteRecord) -> JournalMutation? {
    guard let id = entry.outcome.knownID, shown.knownID == id,
      let answer = context.operation.completed(entry.outcome, by: shown)
    else { return nil }
    return .record(
      number: entry.number, state: entry.state, outcome: RecordOutcome(answer: answer),
      at: context.time.now())
  }
}
