import Foundation
import Hummingbird
import Synchronization

/// A server with a list of charges that drops, throttles and shifts its pages while they are read.
final class ListingAPI: Sendable {
  enum Trouble: Sendable {
    /// This status, and how long to wait where it says so.
    case answers(Int, wait: Int? = nil)
    /// Half a page, as JSON that ends too early.
    case breaksOff
    /// So many of the oldest charges leave the list before the page is made.
    case loses(Int)
    /// So many new ones come.
    case gains(Int)
    /// The list says that it is one longer, or one shorter, than at the request before.
    case swings(up: Bool)
    /// The page before is shown once more.
    case repeatsPage
  }

  private struct State {
    var ids: [Int]
    var next: Int
    var requests = 0
    var troubles: [Int: Trouble]
  }

  private let state: Mutex<State>

  /// - Parameter troubles: what goes wrong at a request, from 1.
  init(_ count: Int, _ troubles: [Int: Trouble] = [:]) {
    state = Mutex(State(ids: Array(1...count), next: count + 1, troubles: troubles))
  }

  var requests: Int { state.withLock { $0.requests } }

  func whileRunning(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
    let router = Router()
    router.get("/v2/payin/payments") { [self] request, _ in show(request.uri.queryParameters) }
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      for await port in ports {
        try await body(try Desk(port: port))
        break
      }
      group.cancelAll()
    }
  }

  private func show(_ query: Parameters) -> Response {
    state.withLock { state in
      state.requests += 1
      var breaksOff = false
      var (counted, back) = (state.ids.count, 0)
      switch state.troubles[state.requests] {
      case .answers(let status, let wait): return Self.refusal(status, wait)
      case .breaksOff: breaksOff = true
      case .loses(let count):
        state.ids.removeFirst(count)
        counted = state.ids.count
      case .gains(let count):
        state.ids += state.next..<state.next + count
        state.next += count
        counted = state.ids.count
      case .swings(let isUp): counted -= isUp ? 0 : 1
      case .repeatsPage: back = 1
      case nil: break
      }
      let page = (query["page"].flatMap { Int($0) } ?? 1) - back
      let charges = state.ids.dropFirst((page - 1) * 100).prefix(100).map(Self.charge)
      let object: [String: Any] = [
        "data": charges,
        "meta": ["last_page": (state.ids.count + 99) / 100, "total": counted],
      ]
      var content = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
      if breaksOff { content = content.prefix(content.count / 2) }
      return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(bytes: content)))
    }
  }

  private static func charge(_ id: Int) -> [String: Any] {
    [
      "id": id, "invoice": "F-\(id)", "amount": id * 100 + 5, "description": "=1+1",
      "buyer": ["name": "Ana Exemplo", "document": ["number": "00098765432"]],
      "status": ["id": 1, "name": "Criado"], "created_at": "2026-11-15T12:00:00Z",
    ]
  }

  private static func refusal(_ status: Int, _ wait: Int?) -> Response {
    var headers = HTTPFields()
    if let wait { headers[.retryAfter] = "\(wait)" }
    return Response(
      status: HTTPResponse.Status(code: status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"message":"later"}"#)))
  }
}
