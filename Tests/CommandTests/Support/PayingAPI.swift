import Foundation
import Hummingbird
import Synchronization

/// A server that pays each record it stores, and refuses codes that it knows in words of its own.
///
/// It shares no code with the simulator, whose words the client may have learned.
final class PayingAPI: Sendable {
  /// How a code that is known already is refused.
  enum Refusal: Sendable {
    /// In the list of errors.
    case listed(String?)
    /// The whole batch, with this status.
    case whole(Int, String)
  }

  /// What the server has and does not show.
  enum Denial: Sendable {
    case nothing
    /// Look-ups by code find nothing.
    case lookUps
    /// The list is empty, too.
    case everything
  }

  struct Stored: Sendable {
    var id: Int
    var code: String
    var batch: String
    var beneficiary: [String: String]
    var amount: Double?
    var status: Int
    let createdAt = Date()
  }

  private struct State {
    var records: [Stored] = []
    var posts = 0
    var repliesToLose = 0
    var lostStatus = 500
    var storesLost = true
    var denial = Denial.nothing
    var answersQuestions = true
    var refused: Set<String> = []
    var firstStatus = 5
  }

  let refusal: Refusal
  /// Whether records are shown with their batch.
  let showsBatches: Bool
  private let state = Mutex(State())

  /// Whether codes that differ in capitals only are two.
  let tellsCapitals: Bool

  init(_ refusal: Refusal, showsBatches: Bool = true, tellsCapitals: Bool = true) {
    self.refusal = refusal
    self.tellsCapitals = tellsCapitals
    self.showsBatches = showsBatches
  }

  var records: [Stored] { state.withLock { $0.records } }
  var posts: Int { state.withLock { $0.posts } }
  /// How often each person was paid, by document.
  var payments: [String: Int] {
    records.reduce(into: [:]) { $0[$1.beneficiary["document"] ?? "", default: 0] += 1 }
  }

  /// Answers so many POSTs with `status` instead.
  func loseReplies(_ count: Int, status: Int = 500, storing: Bool = true) {
    state.withLock { ($0.repliesToLose, $0.lostStatus, $0.storesLost) = (count, status, storing) }
  }
  func deny(_ denial: Denial) { state.withLock { $0.denial = denial } }
  func answerQuestions(_ answers: Bool) { state.withLock { $0.answersQuestions = answers } }
  /// Refuses these codes without storing them, in the words for known ones.
  func refuse(_ codes: Set<String>) { state.withLock { $0.refused = codes } }
  func setStatus(_ status: Int, ofNew isOfNew: Bool = false) {
    state.withLock { state in
      if isOfNew { return state.firstStatus = status }
      for index in state.records.indices { state.records[index].status = status }
    }
  }

  /// Runs it for as long as `body` runs, which is given a desk in front of it.
  func whileRunning(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
    let router = Router()
    router.post("/v1/payout/data-qualification") { [self] request, _ in
      let sent = try await request.body.collect(upTo: 1 << 20)
      return take(String(buffer: sent))
    }
    router.get("/v1/payout/data-qualification/services") { _, _ in Self.reply(200, []) }
    router.get("/v1/payout/data-qualification") { [self] request, _ in
      show(request.uri.queryParameters)
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

  // MARK: Answers

  private func take(_ sent: String) -> Response {
    let object = try? JSONSerialization.jsonObject(with: Data(sent.utf8)) as? [String: Any]
    let batch = object?["data"] as? [[String: Any]] ?? []
    return state.withLock { state in
      state.posts += 1
      let known = Set(state.records.map { folded($0.code) }).union(state.refused.map(folded))
      let codes = batch.map { $0["custom_code"] as? String ?? "" }
      let isKnown = { (code: String) in known.contains(self.folded(code)) }
      if case .whole(let status, let words) = refusal, codes.contains(where: isKnown) {
        return Self.reply(status, ["message": words])
      }
      let isLost = state.repliesToLose > 0
      for (code, record) in zip(codes, batch)
      where !isKnown(code) && (!isLost || state.storesLost) {
        state.records.append(
          Stored(
            id: state.records.count + 1, code: code, batch: record["batch_code"] as? String ?? "",
            beneficiary: record["beneficiary"] as? [String: String] ?? [:],
            amount: record["amount"] as? Double, status: state.firstStatus))
      }
      if isLost {
        state.repliesToLose -= 1
        return Self.reply(state.lostStatus, ["message": "late"])
      }
      return Self.reply(200, answer(to: codes, isKnown))
    }
  }

  private func folded(_ code: String) -> String { tellsCapitals ? code : code.lowercased() }

  private func answer(to codes: [String], _ isKnown: (String) -> Bool) -> [String: Any] {
    guard codes.contains(where: isKnown), case .listed(let words) = refusal else {
      return ["message": "ok"]
    }
    let errors = codes.filter(isKnown).map { code -> [String: Any] in
      words.map { ["line": 1, "custom_code": code, "message": $0] }
        ?? ["line": 1, "custom_code": code]
    }
    let taken = codes.filter { !isKnown($0) }.map { ["line": 1, "custom_code": $0] }
    return ["message": "!", "info": ["errors": errors, "uploadSuccess": taken]]
  }

  private func show(_ query: Parameters) -> Response {
    state.withLock { state in
      guard state.answersQuestions else { return Self.reply(500, ["message": "later"]) }
      var shown = Array(state.records.reversed())
      if case .everything = state.denial { shown = [] }
      if let code = query["custom_code"] {
        if case .lookUps = state.denial { shown = [] }
        shown = shown.filter { folded($0.code) == folded(String(code)) }
      }
      let page = query["page"].flatMap { Int($0) } ?? 1
      let records = shown.dropFirst((page - 1) * 100).prefix(100).map(object)
      return Self.reply(
        200,
        [
          "data": records,
          "meta": ["last_page": max(1, (shown.count + 99) / 100), "total": shown.count],
        ])
    }
  }

  private func object(_ record: Stored) -> [String: Any] {
    var object: [String: Any] = record.beneficiary
    object["id"] = record.id
    object["custom_code"] = record.code
    object["status_flow_data_qualification_id"] = record.status
    object["created_at"] = record.createdAt.formatted(.iso8601)
    if showsBatches { object["batch_code"] = record.batch }
    if let amount = record.amount { object["amount"] = amount }
    return object
  }

  private static func reply(_ status: Int, _ object: Any) -> Response {
    let content = try? JSONSerialization.data(withJSONObject: object)
    return Response(
      status: HTTPResponse.Status(code: status),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: content ?? Data())))
  }
}
