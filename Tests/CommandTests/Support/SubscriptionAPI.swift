import Foundation
import Hummingbird
import Synchronization

/// A server with subscriptions, with the paths and shapes of the vendor's documents; it takes the same
/// invoice twice, so that a client which sends twice is seen. It shares no code with the simulator.
final class SubscriptionAPI: Sendable {
  struct Subscription: Sendable {
    var id: Int
    /// The request, as JSON.
    var content: Data
    var isActive = true

    var members: [String: Any] {
      (try? JSONSerialization.jsonObject(with: content) as? [String: Any]) ?? [:]
    }
    var invoice: String { members["invoice"] as? String ?? "" }

    /// As the API shows it.
    var shown: [String: Any] {
      let active: [String: Any] = ["id": 21, "name": "Active"]
      let canceled: [String: Any] = ["id": "22", "name": "Canceled"]
      var shown = members
      shown["id"] = id
      shown["status"] = isActive ? active : canceled
      shown["dateNextIssue"] = "2027-01-05"
      shown["createdAt"] = Date().formatted(.iso8601)
      return shown
    }
  }

  private struct State {
    var subscriptions: [Subscription] = []
    /// Of the next writes: true has its effect and fails, false fails without.
    var losses: [Bool] = []
    var posts = 0
    var deletes = 0
    var previews = 0
    var previewStatus = 200
    var failingLists = 0
    var isSpelledOtherwise = false
    var showsContent = true
    /// When previews, lists and subscriptions were asked for.
    var arrivals: [ContinuousClock.Instant] = []
  }

  private let state = Mutex(State())

  var subscriptions: [Subscription] { state.withLock { $0.subscriptions } }
  var posts: Int { state.withLock { $0.posts } }
  var deletes: Int { state.withLock { $0.deletes } }
  var previews: Int { state.withLock { $0.previews } }
  /// The times between previews, lists and subscriptions that followed each other.
  var distances: [Duration] {
    let arrivals = state.withLock { $0.arrivals }
    return zip(arrivals, arrivals.dropFirst()).map { $1 - $0 }
  }

  /// What becomes of the answers to the next writes: lost behind their effect (true) or before it.
  func lose(_ losses: [Bool]) { state.withLock { $0.losses = losses } }

  /// Documents come with points, words of the schedule in small letters, days with a time.
  func spellOtherwise() { state.withLock { $0.isSpelledOtherwise = true } }
  /// Whether more is shown than what the documents call required.
  func showContent(_ shows: Bool) { state.withLock { $0.showsContent = shows } }
  /// The next lists are answered with 503.
  func failLists(_ count: Int) { state.withLock { $0.failingLists = count } }
  /// What the dates of a schedule are answered with.
  func answerPreviews(_ status: Int) { state.withLock { $0.previewStatus = status } }

  private func shown(_ one: Subscription, _ state: State) -> [String: Any] {
    var shown = one.shown
    if !state.showsContent { return shown.filter { ["id", "invoice", "status"].contains($0.key) } }
    guard state.isSpelledOtherwise else { return shown }
    shown["frequency"] = (shown["frequency"] as? String)?.lowercased()
    shown["dateFirst"] = (shown["dateFirst"] as? String).map { $0 + "T00:00:00.000Z" }
    var buyer = shown["buyer"] as? [String: Any] ?? [:]
    var document = buyer["document"] as? [String: Any] ?? [:]
    let digits = Array(document["number"] as? String ?? "")
    document["number"] = "\(String(digits.prefix(9))).\(String(digits.dropFirst(9)))"
    buyer["document"] = document
    shown["buyer"] = buyer
    return shown
  }

  /// Runs it for as long as `body` runs, which is given a desk in front of it.
  func whileRunning(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
    let router = Router()
    router.get("/v1/payin/subscriptions") { [self] request, _ in
      let isFailing = state.withLock { state in
        state.arrivals.append(.now)
        state.failingLists -= 1
        return state.failingLists >= 0
      }
      if isFailing { return Self.reply(503, ["message": "later"]) }
      let query = request.uri.queryParameters
      let page = query["page"].flatMap { Int($0) } ?? 1
      let found = subscriptions.reversed().filter { one in
        query["invoice"].map { String($0) == one.invoice } ?? true
      }
      let part = Array(found.dropFirst((page - 1) * 100).prefix(100))
      return state.withLock { state in Self.reply(200, part.map { shown($0, state) }) }
    }
    router.post("/v1/payin/subscriptions") { [self] request, _ in
      let sent = try await request.body.collect(upTo: 1 << 16)
      return write(Data(String(buffer: sent).utf8))
    }
    router.post("/v1/payin/subscriptions/preview") { [self] _, _ in
      let status = state.withLock { state in
        state.arrivals.append(.now)
        state.previews += 1
        return state.previewStatus
      }
      guard status == 200 else { return Self.reply(status, ["message": "later"]) }
      return Self.reply(
        200, [["dateExpiration": "2027-01-10", "dateIssue": "2027-01-05"]])
    }
    router.get("/v1/payin/subscriptions/{id}") { [self] _, context in
      let id = try context.parameters.require("id", as: Int.self)
      guard let found = subscriptions.first(where: { $0.id == id }) else {
        return Self.reply(404, ["message": "Subscription not found"])
      }
      return Self.reply(200, found.shown)
    }
    router.delete("/v1/payin/subscriptions/{id}") { [self] _, context in
      cancel(try context.parameters.require("id", as: Int.self))
    }
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

  private func write(_ content: Data) -> Response {
    state.withLock { state in
      state.arrivals.append(.now)
      state.posts += 1
      let loss = state.losses.isEmpty ? nil : state.losses.removeFirst()
      if loss == false { return Self.reply(500, ["message": "later"]) }
      let made = Subscription(id: 5_001 + state.subscriptions.count, content: content)
      state.subscriptions.append(made)
      return loss == true
        ? Self.reply(502, ["message": "later"]) : Self.reply(201, shown(made, state))
    }
  }

  private func cancel(_ id: Int) -> Response {
    state.withLock { state in
      state.deletes += 1
      let loss = state.losses.isEmpty ? nil : state.losses.removeFirst()
      if loss == false { return Self.reply(500, ["message": "later"]) }
      guard let index = state.subscriptions.firstIndex(where: { $0.id == id && $0.isActive }) else {
        return Self.reply(422, ["message": "Only an active subscription can be canceled."])
      }
      state.subscriptions[index].isActive = false
      return loss == true
        ? Self.reply(502, ["message": "later"]) : Self.reply(200, state.subscriptions[index].shown)
    }
  }

  private static func reply(_ status: Int, _ object: Any) -> Response {
    let content = try? JSONSerialization.data(withJSONObject: object)
    return Response(
      status: HTTPResponse.Status(code: status),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: content ?? Data())))
  }
}
