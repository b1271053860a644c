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
      if let reply = try await context.ask(context.operation.lookUp(customCode: code)),
        let page = context.operation.page(in: reply.body)
      {
        if let found = page.records.first(where: { $0.customCode == code }) { return (code, found) }
        // Records of other codes alone: the filter was not applied, and nothing is proven.
        return page.records.isEmpty ? (code, nil) : nil
      }
      try await context.time.sleep(
        Backoff.delay(failuresBefore: failures, fraction: context.random.fraction()))
    }
    return nil
  }
}
