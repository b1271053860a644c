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
    for failures in 0..<Self.attempts {
      let question = context.operation.lookUp(customCode: code)
      if let reply = try await context.ask(question, mayBeMissing: true) {
        // "No such record" or "no such path": the list tells.
        guard reply.status != 404 else { return nil }
        if let page = context.operation.page(in: reply.body) { return answer(page, to: code) }
      }
      guard failures + 1 < Self.attempts, !context.isOverdue, context.gate.spendRetry() else {
        return nil
      }
      try await context.time.sleep(context.backoff(failuresBefore: failures))
    }
    return nil
  }

  private func answer(_ page: RemotePage, to code: String) -> (String, RemoteRecord?)? {
    let exact = page.records.filter { $0.customCode == code }
    let spelling = CodeSpelling([code])
    let found =
      exact.isEmpty ? page.records.filter { spelling.ours(for: $0.customCode) != nil } : exact
    let ours = found.first { BatchCode.isOfRun(context.runCode, $0.batchCode) }
    // Of several that others sent the one counts that may have been paid.
    let living = found.first { !context.operation.step(ofStatus: $0.statusID).isFailed }
    if let record = ours ?? living ?? found.first { return (code, record) }
    // Records of other codes alone: the filter was not applied, and nothing is proven. Nor is it by
    // a page that is empty while the list is said to have records.
    return page.records.isEmpty && (page.total ?? 0) <= 0 ? (code, nil) : nil
  }
}
