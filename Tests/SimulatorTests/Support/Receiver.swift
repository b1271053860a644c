import Hummingbird
import Logging
import Synchronization

/// A server that takes every POST and keeps what came.
final class Receiver: Sendable {
  struct Letter: Sendable {
    let authorization: String?
    let payinSignature: String?
    let body: String
  }

  private let taken = Mutex<[Letter]>([])

  var letters: [Letter] { taken.withLock { $0 } }

  /// Runs one for as long as `body` runs, which receives its URL.
  static func withRunning(
    _ body: @escaping @Sendable (Receiver, String) async throws -> Void
  ) async throws {
    let receiver = Receiver()
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let router = Router()
    router.post("hook") { request, _ in
      let letter = Letter(
        authorization: request.headers[.authorization],
        payinSignature: HTTPFields.Element.Name("x-webhook-wp-signature")
          .flatMap { request.headers[$0] },
        body: String(buffer: try await request.body.collect(upTo: 1 << 20)))
      receiver.taken.withLock { $0.append(letter) }
      return "ok"
    }
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) },
      logger: Logger(label: "receiver", factory: { _ in SwiftLogNoOpLogHandler() }))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      guard let port = await ports.first(where: { _ in true }) else { return }
      defer { group.cancelAll() }
      try await body(receiver, "http://127.0.0.1:\(port)/hook")
    }
  }
}
