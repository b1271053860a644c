import Foundation
import Hummingbird
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Hands every request on to a server behind it and keeps what both said.
final class RelayingAPI: Sendable {
  struct Exchange: Sendable {
    var method, path: String
    var sent: [UInt8]
    var status: Int
    var answered: [UInt8]
  }

  private let kept = Mutex<[Exchange]>([])

  /// In the order of the answers.
  var exchanges: [Exchange] { kept.withLock { $0 } }

  /// Runs it for as long as `body` runs, which is given a desk in front of it.
  func whileRunning(
    before port: Int, _ body: @escaping @Sendable (Desk) async throws -> Void
  ) async throws {
    let router = Router()
    for method in [HTTPRequest.Method.get, .post, .put, .delete] {
      router.on("**", method: method) { [self] request, _ in try await relay(request, to: port) }
    }
    let (ports, own) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in own.yield(channel.localAddress?.port ?? 0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      for await own in ports {
        try await body(try Desk(port: own))
        break
      }
      group.cancelAll()
    }
  }

  private func relay(_ request: Request, to port: Int) async throws -> Response {
    guard let url = URL(string: "http://127.0.0.1:\(port)\(request.uri)") else {
      throw URLError(.badURL)
    }
    var outgoing = URLRequest(url: url)
    outgoing.httpMethod = request.method.rawValue
    outgoing.setValue(request.headers[.authorization], forHTTPHeaderField: "Authorization")
    outgoing.setValue(request.headers[.contentType], forHTTPHeaderField: "Content-Type")
    let sent = Array(buffer: try await request.body.collect(upTo: 1 << 20))
    if !sent.isEmpty { outgoing.httpBody = Data(sent) }
    let (content, answer) = try await URLSession.shared.data(for: outgoing)
    let status = (answer as? HTTPURLResponse)?.statusCode ?? 500
    kept.withLock { kept in
      kept.append(
        Exchange(
          method: request.method.rawValue, path: request.uri.path, sent: sent, status: status,
          answered: Array(content)))
    }
    return Response(
      status: HTTPResponse.Status(code: status), headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: content)))
  }
}
