/// Looks at what a record acts on, see ``Sight``: one question, or several that follow from each other.
struct TargetLook: Sendable {
  let context: EngineContext

  /// Requests for one question before it is given up for now.
  private static let attempts = 3
  /// Questions that follow from each other.
  private static let mostQuestions = 4

  /// What a look came to.
  struct Seen {
    /// Unclear where nothing usable is answered.
    var sight = Sight.unclear
    /// Persons whom the answers show, see ``SightMessages/persons(in:)``.
    var persons: [PersonalWords] = []
  }

  /// What the target says of `record`.
  ///
  /// - Parameter former: what was noted of the target before the record was sent; nil before that.
  /// - Throws: ``EngineStop``, `CancellationError`.
  func look(at record: OutgoingRecord, former: String?) async throws -> Seen {
    var seen = Seen()
    var glance = Glance(former: former)
    var next = context.operation.look(before: record)
    for _ in 0..<Self.mostQuestions {
      guard let question = next, let reply = try await reply(to: question) else { return seen }
      seen.persons.append(context.operation.persons(in: reply))
      let sight = context.operation.sight(of: record, in: reply, at: context.time.now(), glance)
      guard case .further(let known) = sight else {
        seen.sight = sight
        return seen
      }
      next = context.operation.look(before: record, knowing: known)
      glance.known = known
    }
    return seen
  }

  /// What the target of each record says, a few at a time.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`, or an error of the journal or the input.
  /// - Returns: by the number of the record.
  func sights(of entries: [JournalEntry]) async throws -> [Int: Sight] {
    var rest: ArraySlice<(record: OutgoingRecord, former: String?)> = []
    for (chunk, entries) in try await context.byChunk(entries) {
      let former = Dictionary(
        entries.map { ($0.number, $0.sighting) }, uniquingKeysWith: { first, _ in first })
      for located in try await context.source.records(of: chunk, entries: entries) {
        rest.append((located.record, former[located.record.number] ?? nil))
      }
    }
    return try await withThrowingTaskGroup(of: (Int, Sight).self) { group in
      var sights: [Int: Sight] = [:]
      var inFlight = 0
      while true {
        while inFlight < context.pace.concurrency, let one = rest.popFirst() {
          inFlight += 1
          group.addTask {
            (one.record.number, try await look(at: one.record, former: one.former).sight)
          }
        }
        guard let (number, sight) = try await group.next() else { return sights }
        inFlight -= 1
        sights[number] = sight
      }
    }
  }

  /// - Returns: nil for now, where there is no usable reply.
  private func reply(to question: Request) async throws -> Reply? {
    for failures in 0..<Self.attempts {
      if let reply = try await context.ask(question, mayBeMissing: true) { return reply }
      guard failures + 1 < Self.attempts, !context.isOverdue, context.limiter.spendRetry() else {
        break
      }
      try await context.time.sleep(context.backoff(failuresBefore: failures))
    }
    return nil
  }
}
