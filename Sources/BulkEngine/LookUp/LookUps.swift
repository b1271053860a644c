/// Looks records up by their codes, one request each, a few at a time.
struct LookUps: Sendable {
  let context: EngineContext

  /// Requests for one code before it is given up for now.
  private static let attempts = 4

  /// What the API knows under each code; a code that could not be asked about is missing.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`.
  func records(under customCodes: [String]) async throws -> [String: RemoteRecord?] {
    var found: [String: RemoteRecord?] = [:]
    try await withThrowingTaskGroup(of: (String, RemoteRecord?)?.self) { group in
      var rest = customCodes[...]
      var inFlight = 0
      while true {
        while inFlight < context.pace.concurrency, let code = rest.popFirst() {
          inFlight += 1
          group.addTask { try await record(under: code) }
        }
        guard let answer = try await group.next() else { return }
        inFlight -= 1
        if let (code, record) = answer { found[code] = .some(record) }
      }
    }
    return found
  }

  /// `nil` when the API gave no usable answer.
  private func record(under code: String) async throws -> (String, RemoteRecord?)? {
    guard let question = context.operation.lookUp(customCode: code) else { return nil }
    for failures in 0..<Self.attempts {
      if let reply = try await context.ask(question, mayBeMissing: true) {
        if let page = context.operation.page(in: reply) { return answer(page, to: code) }
        // "No such record" or "no such path": the list tells.
        guard reply.status != 404 else { return nil }
      }
      guard failures + 1 < Self.attempts, !context.isOverdue, context.gate.spendRetry() else {
        return nil
      }
      try await context.time.sleep(context.backoff(failuresBefore: failures))
    }
    return nil
  }

  private func answer(_ page: RemotePage, to code: String) -> (String, RemoteRecord?)? {
    let spelling = CodeSpelling([code])
    let found = page.records.filter { spelling.ours(for: $0.customCode) != nil }
    if let record = context.telling(found, of: code) { return (code, record) }
    // Records of other codes alone: the filter was not applied, and nothing is proven. Nor is it by
    // a page that is empty while the list is said to have records.
    return page.records.isEmpty && (page.total ?? 0) <= 0 ? (code, nil) : nil
  }
}

extension EngineContext {
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
