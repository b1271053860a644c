import CallbackServer
import BulkEngine
import VendorHTTP

/// Receives callbacks beside the work on a run.
struct Reception: Sendable {
  let address: ListenAddress
  /// Every key that may have signed.
  let tokens: [APIToken]
  let scheme: CallbackScheme
  let messages: SessionMessages

  /// Does `work`, and less of it the more callbacks settle: with nothing left it is cancelled.
  ///
  /// The server stops first, so that everything answered with 200 is in the journal.
  /// - Throws: ``CallbackServerError``, what `work` throws, or an error of the journal.
  func during(
    _ context: EngineContext, _ work: @escaping @Sendable () async throws -> Void
  ) async throws {
    let listener = try await CallbackListener(on: address)
    let inbox = CallbackInbox(context)
    let reader = CallbackReader(tokens: tokens, scheme) { await inbox.amountSent(under: $0) }
    messages.listening(on: listener.address, wasChosen: address.port == 0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await inbox.run() }
      group.addTask {
        try await Self.serve(listener, during: { try await inbox.untilNothingIsLeft(work) }) {
          request in
          await Self.answer(request, reader, inbox)
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Serves for as long as `work` takes.
  private static func serve(
    _ listener: CallbackListener, during work: @escaping @Sendable () async throws -> Void,
    _ answer: @escaping @Sendable (CallbackRequest) async -> CallbackAnswer
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.serve(answer) }
      group.addTask {
        do {
          try await work()
        } catch {
          await listener.stop()
          throw error
        }
        await listener.stop()
      }
      for try await _ in group {}
    }
  }

  /// A code of another run is acknowledged like any other: several runs may share one address,
  /// and every run polls for what it misses.
  private static func answer(
    _ request: CallbackRequest, _ reader: CallbackReader, _ inbox: CallbackInbox
  ) async -> CallbackAnswer {
    switch await reader.read(signatures: request.signatures, body: request.body) {
    case .unsigned: .unsigned
    case .unreadable: .unreadable
    case .status(let record):
      switch await inbox.deliver(record) {
      case .durable: .taken
      case .busy: .busy
      case .failed: .failed
      }
    }
  }
}
