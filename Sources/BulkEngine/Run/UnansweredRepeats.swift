/// Records that were planned once more because the outcome of their last attempt is unknown, and that were not
/// answered since.
///
/// Nobody may take them for unsent: whoever stops working puts them back in doubt. Such a record stands in a
/// chunk that began after its first attempt. Where several processes share a run, one of the others may be
/// about to send it: that one finds its records changed, and looks again.
struct UnansweredRepeats {
  let context: EngineContext

  /// Entries read at a time.
  private static let portion = 1_000

  func putInDoubt() async throws {
    guard context.operation.traits.sending.doubt == .sendAgain else { return }
    var after = 0
    while true {
      let entries = try await context.journal.entries(
        .states([.planned], after: after, limit: Self.portion))
      guard let last = entries.last else { return }
      after = last.number
      var mutations: [JournalMutation] = []
      for (chunk, entries) in try await context.byChunk(entries.filter { $0.attempts > 0 }) {
        mutations += entries.filter { $0.attempts > chunk.attempts }.map { entry in
          .record(
            number: entry.number, state: .inDoubt, outcome: RecordOutcome(),
            at: context.time.now(), attempts: entry.attempts)
        }
      }
      try await context.commit(mutations)
    }
  }
}
