/// Looks records up, one request each, a few at a time.
struct LookUps: Sendable {
  let context: EngineContext

  /// Requests for one code before it is given up for now.
  private static let attempts = 4

  /// What the API has under the code of each.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`.
  func answers(to sought: [Sought]) async throws -> LookUpAnswers {
    var answers = LookUpAnswers()
    try await withThrowingTaskGroup(of: (String, LookUpAnswers.Answer).self) { group in
      var rest = sought[...]
      var inFlight = 0
      while true {
        while inFlight < context.pace.concurrency, let one = rest.popFirst() {
          inFlight += 1
          group.addTask { (one.customCode, try await answer(to: one)) }
        }
        guard let (code, answer) = try await group.next() else { return }
        inFlight -= 1
        answers[code] = answer
      }
    }
    return answers
  }

  private func answer(to sought: Sought) async throws -> LookUpAnswers.Answer {
    guard let question = context.operation.lookUp(sought) else { return .unanswered }
    for failures in 0..<Self.attempts {
      if let reply = try await context.ask(question, mayBeMissing: true) {
        if let page = context.operation.page(in: reply, of: sought) {
          return answer(page, to: sought.customCode)
        }
        // "No such record" or "no such path": the list tells.
        guard reply.status != 404 else { return .unanswered }
      }
      guard failures + 1 < Self.attempts, !context.isOverdue, context.limiter.spendRetry() else {
        return .unanswered
      }
      try await context.time.sleep(context.backoff(failuresBefore: failures))
    }
    return .unanswered
  }

  private func answer(_ page: RemotePage, to code: String) -> LookUpAnswers.Answer {
    let spelling = CodeSpelling([code])
    let found = page.records.filter { spelling.ours(for: $0.customCode) != nil }
    if let record = context.telling(found, of: code) { return .found(record) }
    // Records of other codes alone: the filter was not applied, and nothing is proven. Nor is it by
    // a page that is empty while the list is said to have records.
    return page.records.isEmpty && (page.total ?? 0) <= 0 ? .absent : .unanswered
  }
}

extension EngineContext {
  /// Where a journal may have lost what was noted, the records themselves tell what they act on.
  func sought(_ entries: [JournalEntry]) async throws -> [Sought] {
    guard operation.traits.looksFirst else { return entries.compactMap(\.sought) }
    var targets: [Int: String] = [:]
    for (chunk, entries) in try await byChunk(entries.filter { $0.sighting == nil }) {
      for located in try await source.records(of: chunk, entries: entries) {
        targets[located.record.number] = operation.target(of: located.record)
      }
    }
    return entries.compactMap { entry in
      var sought = entry.sought
      sought?.target = targets[entry.number]
      return sought
    }
  }

  /// Of several records of the API under one code the one that tells most: our own run's, then one
  /// with exactly this code, then one that may have been paid.
  func telling(_ records: [RemoteRecord], of code: String) -> RemoteRecord? {
    func weight(_ record: RemoteRecord) -> Int {
      (BatchCode.isOfRun(runCode, record.batchCode) ? 4 : 0) + (record.customCode == code ? 2 : 0)
        + (operation.statuses.verdict(ofStatus: record.statusID).isFailed ? 0 : 1)
    }
    return records.reduce(nil) { best, record in
      guard let best, weight(best) >= weight(record) else { return record }
      return best
    }
  }
}
