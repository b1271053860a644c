import Foundation
import Hummingbird
import Synchronization

/// A server that bills people, with the paths and shapes of the vendor's documents, and counts how often.
///
/// It shares no code with the simulator. It takes the same number twice, so that a client which sends
/// twice is seen.
final class BillingAPI: Sendable {
  /// What goes wrong with a request that bills.
  enum Fault: Sendable {
    /// It bills and then fails with this status.
    case billsAndFails(Int)
    /// It fails with this status and does not bill.
    case fails(Int)
    /// It bills and answers when nobody waits any more.
    case billsAndStalls
    /// It refuses the charge with this sentence.
    case refuses(String)
  }

  struct Charge: Sendable {
    var id: Int
    var type: String
    /// The request, as JSON.
    var content: Data
    var status = 1

    var members: [String: Any] {
      (try? JSONSerialization.jsonObject(with: content) as? [String: Any]) ?? [:]
    }
    var number: String { members["customNumber"] as? String ?? "" }
    var title: [String: Any] { members["title"] as? [String: Any] ?? [:] }
    var buyer: [String: Any] { members["buyer"] as? [String: Any] ?? [:] }
    var document: String {
      (buyer["document"] as? [String: Any])?["number"] as? String ?? ""
    }
    var amount: Int { title["amountInCents"] as? Int ?? 0 }
    var dueDate: String { title["expireDate"] as? String ?? "" }
    var key: String { String(repeating: "ab", count: 31) + String(id % 90 + 10) }
  }

  private struct State {
    var charges: [Charge] = []
    var faults: [Fault] = []
    var posts = 0
    var showsList = true
    var line: String?
    var pages = 0
    var showsPages = true
    var reads = 0
    var readStatus = 200
  }

  private let state = Mutex(State())

  var charges: [Charge] { state.withLock { $0.charges } }
  var posts: Int { state.withLock { $0.posts } }
  /// How often each number was billed.
  var bills: [String: Int] { charges.reduce(into: [:]) { $0[$1.number, default: 0] += 1 } }

  /// What goes wrong with the next requests, one each.
  func fail(_ faults: [Fault]) { state.withLock { $0.faults = faults } }
  /// Whether the list shows what there is.
  func show(_ shows: Bool) { state.withLock { $0.showsList = shows } }
  /// Gives a charge another status.
  func set(_ status: Int, of number: String) {
    state.withLock { state in
      for index in state.charges.indices where state.charges[index].number == number {
        state.charges[index].status = status
      }
    }
  }
  /// How often a charge was asked for by its id.
  var reads: Int { state.withLock { $0.reads } }
  /// What asking for a charge by its id is answered with.
  func setReadStatus(_ status: Int) { state.withLock { $0.readStatus = status } }
  /// How often a page to print was asked for.
  var pages: Int { state.withLock { $0.pages } }
  /// Whether there are pages to print.
  func showPages(_ shows: Bool) { state.withLock { $0.showsPages = shows } }
  /// The digitable line of every boleto.
  func setLine(_ line: String) { state.withLock { $0.line = line } }

  /// Runs it for as long as `body` runs, which is given a desk in front of it.
  func whileRunning(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
    let router = Router()
    router.post("/v1/payin/payments/{type}") { [self] request, context in
      guard request.headers[.authorization] == "Bearer \(Desk.token)" else {
        return Self.reply(401, ["message": "Unauthenticated."])
      }
      let type = try context.parameters.require("type")
      let sent = try await request.body.collect(upTo: 1 << 20)
      let (answer, isLate) = take(Data(String(buffer: sent).utf8), type)
      if isLate { try? await Task.sleep(for: .seconds(4)) }
      return answer
    }
    router.get("/v2/payin/payments") { [self] request, _ in show(request.uri.queryParameters) }
    router.get("/v2/payin/payments/{id}") { [self] _, context in
      let id = try context.parameters.require("id")
      return state.withLock { state in
        state.reads += 1
        let charge = state.charges.first { "\($0.id)" == id }
        guard state.readStatus == 200, let charge else {
          return Self.reply(state.readStatus == 200 ? 404 : state.readStatus, ["message": "No"])
        }
        return Self.reply(200, Self.newer(charge))
      }
    }
    router.get("/v1/payin/payments/{type}/html") { [self] _, context in
      let key = try context.parameters.require("type")
      return state.withLock { state in
        state.pages += 1
        guard state.showsPages, state.charges.contains(where: { $0.key == key }) else {
          return Self.reply(404, ["message": "Not found"])
        }
        return Self.reply(200, "<html>boleto \(key)</html>")
      }
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

  private func take(_ content: Data, _ type: String) -> (Response, isLate: Bool) {
    state.withLock { state in
      state.posts += 1
      let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
      if case .refuses(let sentence) = fault {
        return (Self.reply(400, ["message": sentence]), false)
      }
      if case .fails(let status) = fault {
        return (Self.reply(status, ["message": "later"]), false)
      }
      let charge = Charge(id: 28_000 + state.charges.count, type: type, content: content)
      state.charges.append(charge)
      if case .billsAndFails(let status) = fault {
        return (Self.reply(status, ["message": "later"]), false)
      }
      var object: [String: Any] = [
        "id": "\(charge.id)", "key": charge.key, "customNumber": charge.number,
        "buyerName": charge.buyer["name"] ?? "", "buyerDocument": charge.document,
        "status": ["id": "1", "name": "Criado"], "typePayin": type, "amountCents": charge.amount,
        "paidAmountCents": NSNull(), "expiresAt": charge.dueDate, "createdAt": Self.now,
      ]
      if type == "boleto" { object["ourNumber"] = "0000123" }
      if type == "boleto", let line = state.line { object["digitableLine"] = line }
      if case .billsAndStalls = fault { return (Self.reply(201, object), true) }
      return (Self.reply(201, object), false)
    }
  }

  private func show(_ query: Parameters) -> Response {
    state.withLock { state in
      var shown = state.showsList ? Array(state.charges.reversed()) : []
      if let number = query["invoice"] { shown = shown.filter { $0.number == String(number) } }
      let page = query["page"].flatMap { Int($0) } ?? 1
      let records = shown.dropFirst((page - 1) * 100).prefix(100).map(Self.newer)
      return Self.reply(
        200,
        [
          "data": Array(records),
          "meta": [
            "current_page": page, "last_page": max(1, (shown.count + 99) / 100),
            "total": shown.count,
          ],
        ])
    }
  }

  /// In the form of version 2.
  private static func newer(_ charge: Charge) -> [String: Any] {
    let isPaid = [3, 4].contains(charge.status)
    return [
      "paid_amount": isPaid ? charge.amount : NSNull(), "paid_at": isPaid ? now : NSNull(),
      "id": charge.id, "hash": charge.key, "invoice": charge.number,
      "payment_method": charge.type, "amount": charge.amount,
      "buyer": ["name": charge.buyer["name"] ?? "", "document": ["number": charge.document]],
      "pix": charge.type == "pix" ? ["expire_date": charge.dueDate, "qr_code": "000201"] : [:],
      "status": ["id": charge.status, "name": "Criado"], "created_at": now,
    ]
  }

  private static var now: String { Date().formatted(.iso8601) }

  private static func reply(_ status: Int, _ object: Any) -> Response {
    let content = try? JSONSerialization.data(
      withJSONObject: object, options: .fragmentsAllowed)
    return Response(
      status: HTTPResponse.Status(code: status),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: content ?? Data())))
  }
}

/// A sheet of invented charges.
struct Bills {
  var rows: [[String]]

  static let columns = [
    "custom_number", "charge_type", "amount", "due_date", "buyer_name", "buyer_document",
  ]

  /// Charges by Pix of so many people, due in a month.
  init(_ count: Int, seed: UInt64, hasNumbers: Bool = true) {
    let day = Date().addingTimeInterval(30 * 86_400).formatted(.iso8601.year().month().day())
    rows = Payee.people(count, seed: seed).enumerated().map { index, person in
      [
        hasNumbers ? "fat-\(seed)-\(index + 1)" : "", "pix", "1\(index).50", day, person.name,
        person.document,
      ]
    }
    if !hasNumbers { rows = rows.map { Array($0.dropFirst()) } }
    self.hasNumbers = hasNumbers
  }

  private let hasNumbers: Bool

  var text: String {
    let columns = hasNumbers ? Self.columns : Array(Self.columns.dropFirst())
    return ([columns] + rows).map { $0.joined(separator: ";") + "\n" }.joined()
  }
}
