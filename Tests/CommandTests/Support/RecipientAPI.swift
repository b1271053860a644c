import Foundation
import Hummingbird
import Synchronization

/// A server with recipients of client 477, with the paths and shapes of the vendor's documents; it counts
/// what it did. It shares no code with the simulator.
final class RecipientAPI: Sendable {
  /// What goes wrong with a request that makes or replaces.
  enum Fault: Sendable {
    /// Done, and then this status.
    case doesAndFails(Int)
    case fails(Int)
    case refuses(String)
    /// Done, and answered with something else in a field.
    case doesAndLies(String)
    /// Answered with 204, done or not.
    case acknowledges(does: Bool)
  }

  private struct State {
    var recipients: [Int: [String: String]] = [:]
    var created = 0
    var replaced: [Int: Int] = [:]
    var faults: [Fault] = []
    var requests = 0
  }

  private let state = Mutex(State())

  var created: Int { state.withLock { $0.created } }
  /// How often each was replaced.
  var replaced: [Int: Int] { state.withLock { $0.replaced } }
  var requests: Int { state.withLock { $0.requests } }
  func recipient(_ id: Int) -> [String: String]? { state.withLock { $0.recipients[id] } }
  func fail(_ faults: [Fault]) { state.withLock { $0.faults = faults } }
  func add(_ id: Int, _ fields: [String: String]) { state.withLock { $0.recipients[id] = fields } }

  func whileRunning(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
    let router = Router()
    let path = "/v1/payin/clients/477/recipients"
    router.post(RouterPath(path)) { [self] request, _ in
      let sent = try await request.body.collect(upTo: 1 << 20)
      return write(nil, Data(String(buffer: sent).utf8))
    }
    router.put(RouterPath("\(path)/{id}")) { [self] request, context in
      let id = try context.parameters.require("id", as: Int.self)
      let sent = try await request.body.collect(upTo: 1 << 20)
      return write(id, Data(String(buffer: sent).utf8))
    }
    router.get(RouterPath("\(path)/{id}")) { [self] _, context in
      show(try context.parameters.require("id", as: Int.self))
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

  private func write(_ id: Int?, _ content: Data) -> Response {
    let sent = (try? JSONSerialization.jsonObject(with: content)) as? [String: String] ?? [:]
    return state.withLock { state in
      state.requests += 1
      let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
      if case .fails(let status) = fault { return Self.reply(status, ["message": "later"]) }
      if case .refuses(let text) = fault { return Self.reply(422, ["message": text]) }
      if let id, state.recipients[id] == nil { return Self.reply(404, ["message": "No such"]) }
      if case .acknowledges(does: false) = fault { return Response(status: .noContent) }
      let id = id ?? 900 + state.created
      if state.recipients[id] == nil {
        state.created += 1
      } else {
        state.replaced[id, default: 0] += 1
      }
      state.recipients[id] = sent
      if case .doesAndFails(let status) = fault { return Self.reply(status, ["message": "later"]) }
      if case .acknowledges = fault { return Response(status: .noContent) }
      var shown = sent
      if case .doesAndLies(let field) = fault { shown[field] = "1" }
      return Self.reply(
        200, ["status": true, "message": "Recipient created", "data": Self.whole(id, shown)])
    }
  }

  private func show(_ id: Int) -> Response {
    state.withLock { state in
      state.requests += 1
      guard let fields = state.recipients[id] else {
        return Self.reply(404, ["message": "No such"])
      }
      return Self.reply(200, Self.whole(id, fields))
    }
  }

  private static func whole(_ id: Int, _ fields: [String: String]) -> [String: Any] {
    (fields as [String: Any]).merging(
      ["id": id, "wallet_uuid": "00000000-0000-4000-8000-\(100_000_000_000 + id)"]
    ) { $1 }
  }

  private static func reply(_ status: Int, _ object: Any) -> Response {
    let content = try? JSONSerialization.data(withJSONObject: object)
    return Response(
      status: HTTPResponse.Status(code: status),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: content ?? Data())))
  }
}

/// A sheet of invented recipients.
struct RecipientSheet {
  let people: [Payee]
  var firstID: Int?

  static let columns = [
    "name", "document", "bank_code", "bank_branch", "bank_branch_digit", "account",
    "account_digit", "account_type", "pix_key", "email",
  ]

  init(_ count: Int, seed: UInt64, firstID: Int? = nil) {
    people = Payee.people(count, seed: seed)
    self.firstID = firstID
  }

  func cells(_ index: Int) -> [String] {
    let one = people[index]
    return [
      one.name, one.document, one.bank, one.branch, one.branchDigit.isEmpty ? "" : one.branchDigit,
      one.account, one.accountDigit, one.accountType, one.document, "p\(index)@example.org",
    ]
  }

  var text: String {
    let key = firstID == nil ? [] : ["recipient_id"]
    let rows = people.indices.map { index in
      (firstID.map { ["\($0 + index)"] } ?? []) + cells(index)
    }
    return ([key + Self.columns] + rows).map { $0.joined(separator: ";") + "\n" }.joined()
  }

  /// As the API has it.
  func fields(_ index: Int) -> [String: String] {
    var fields = Dictionary(uniqueKeysWithValues: zip(Self.columns, cells(index)))
    fields["account_type"] = people[index].accountType == "SAVINGS" ? "s" : "c"
    fields["document_type"] = "cpf"
    if fields["bank_branch_digit"] == "" { fields["bank_branch_digit"] = "0" }
    return fields
  }
}
