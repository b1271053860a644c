import Foundation
import Hummingbird
import Synchronization

/// A server with charges that are there already, which are canceled and paid back, with the paths and shapes
/// of the vendor's documents; it counts effects.
///
/// It shares no code with the simulator.
final class PayinChargesAPI: Sendable {
  /// What goes wrong with a request that changes something.
  enum Fault: Sendable {
    /// It has its effect and then fails with this status.
    case actsAndFails(Int)
    /// It fails with this status and has no effect.
    case fails(Int)
    /// It refuses with this sentence.
    case refuses(String)
  }

  struct Charge: Sendable {
    var id: Int
    var type = "pix"
    var status = 1
    var amount = 1_000
    /// Seconds ago.
    var age = 7_200.0
    var paidDaysAgo = 1.0
    var cancels = 0
  }

  struct Refund: Sendable {
    var id: Int
    var charge: Int
    var amount: Int
    var reason: String
    var callback: String?
  }

  private struct State {
    var charges: [Int: Charge] = [:]
    var refunds: [Refund] = []
    var faults: [Fault] = []
    var changes = 0
    var looks = 0
    var isNewer = false
    var cutsReasons = false
    var losesSight = false
    var underWay: [Int: Int] = [:]
    var mostAtOnce = 0
  }

  private let state = Mutex(State())

  init(_ charges: [Charge]) {
    state.withLock { state in for charge in charges { state.charges[charge.id] = charge } }
  }

  var charges: [Int: Charge] { state.withLock { $0.charges } }
  var refunds: [Refund] { state.withLock { $0.refunds } }
  var changes: Int { state.withLock { $0.changes } }
  var looks: Int { state.withLock { $0.looks } }
  /// Most requests that paid one charge back at once.
  var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

  func fail(_ faults: [Fault]) { state.withLock { $0.faults = faults } }
  /// Refunds are shown in the newer form, with its own numbers of statuses.
  func setNewer(_ isNewer: Bool) { state.withLock { $0.isNewer = isNewer } }

  /// Reasons are shown without their ends.
  func cutReasons() { state.withLock { $0.cutsReasons = true } }

  /// Whether nothing is shown any more once something was changed.
  func loseSight(_ losesSight: Bool) { state.withLock { $0.losesSight = losesSight } }

  /// Runs it for as long as `body` runs, which is given a desk in front of it.
  func whileRunning(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
    let router = Router()
    router.get("/v2/payin/payments/{id}") { [self] _, context in
      show(try Self.id(context)) { newer($0, state: $1) }
    }
    router.get("/v1/payin/payments/id/{id}") { [self] _, context in
      show(try Self.id(context)) { older($0, state: $1) }
    }
    router.delete("/v1/payin/payments/{id}/request-cancel") { [self] request, context in
      let sent = try await request.body.collect(upTo: 1 << 16)
      return cancel(try Self.id(context), Self.object(String(buffer: sent)))
    }
    router.post("/v1/payin/payments/payin-refund/{id}") { [self] request, context in
      let sent = try await request.body.collect(upTo: 1 << 16)
      let id = try Self.id(context)
      enter(id, 1)
      await Task.yield()
      defer { enter(id, -1) }
      return pay(id, Self.object(String(buffer: sent)))
    }
    router.get("/v1/payin/clients/{id}/balance") { _, _ in
      Self.reply(200, ["status": true, "data": ["balance": 350], "message": "in cents"])
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

  private static func id(_ context: BasicRequestContext) throws -> Int {
    try context.parameters.require("id", as: Int.self)
  }

  private static func object(_ text: String) -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]) ?? [:]
  }

  private func enter(_ id: Int, _ step: Int) {
    state.withLock { state in
      state.underWay[id, default: 0] += step
      state.mostAtOnce = max(state.mostAtOnce, state.underWay[id] ?? 0)
    }
  }

  private func show(_ id: Int, _ form: (Charge, State) -> [String: Any]) -> Response {
    state.withLock { state in
      state.looks += 1
      if state.losesSight, state.changes > 0 { return Self.reply(500, ["message": "later"]) }
      guard let charge = state.charges[id] else {
        return Self.reply(404, ["message": "Payin not found"])
      }
      return Self.reply(200, form(charge, state))
    }
  }

  /// A change, with what goes wrong with it.
  private func change(
    _ answer: [String: Any], status: Int, _ effect: (inout State) -> [String: Any]?
  ) -> Response {
    state.withLock { state in
      state.changes += 1
      let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
      switch fault {
      case .refuses(let sentence): return Self.reply(422, ["message": sentence])
      case .fails(let status): return Self.reply(status, ["message": "later"])
      case .actsAndFails, nil: break
      }
      guard let told = effect(&state) else {
        return Self.reply(400, ["message": "Regra violada"])
      }
      if case .actsAndFails(let status) = fault {
        return Self.reply(status, ["message": "later"])
      }
      return Self.reply(status, answer.merging(told) { $1 })
    }
  }

  private func cancel(_ id: Int, _ body: [String: Any]) -> Response {
    change(["status": true, "data": ["message": "ok"]], status: 200) { state in
      guard let charge = state.charges[id], body["cashInId"] as? String == String(id),
        charge.status == 1, charge.age >= (charge.type == "pix" ? 300 : 1_800)
      else { return nil }
      state.charges[id]?.status = 2
      state.charges[id]?.cancels += 1
      return [:]
    }
  }

  private func pay(_ id: Int, _ body: [String: Any]) -> Response {
    change([:], status: 201) { state in
      guard let charge = state.charges[id], let amount = body["amountCents"] as? Int,
        charge.status == 4, charge.type == "pix",
        amount <= charge.amount - state.refunds.reduce(0, { $1.charge == id ? $0 + $1.amount : $0 })
      else { return nil }
      let refund = Refund(
        id: 700_001 + state.refunds.count, charge: id, amount: amount,
        reason: (body["reason"] as? String ?? "").prefix(state.cutsReasons ? 4 : 191).description,
        callback: body["callbackUrl"] as? String)
      state.refunds.append(refund)
      return shown(refund, isNewer: state.isNewer)
    }
  }

  private func shown(_ refund: Refund, isNewer: Bool) -> [String: Any] {
    isNewer
      ? [
        "id": refund.id, "payin_id": refund.charge, "status_id": 4, "reason": refund.reason,
        "refund_amount": refund.amount, "status_history": [["status_id": 4, "name": "Paid"]],
      ]
      : [
        "id": "\(refund.id)", "payinId": "\(refund.charge)", "statusId": 2,
        "reason": refund.reason, "amountCents": refund.amount, "endToEndId": "D0001",
        "callbackUrl": refund.callback ?? NSNull(),
        "statuses": [["statusId": 1, "name": "Solicitado"], ["statusId": 2, "name": "Pago"]],
      ]
  }

  private func refunds(of charge: Charge, _ state: State, isNewer: Bool) -> [[String: Any]] {
    state.refunds.filter { $0.charge == charge.id }.map { shown($0, isNewer: isNewer) }
  }

  private func older(_ charge: Charge, state: State) -> [String: Any] {
    [
      "id": "\(charge.id)", "key": "k", "customNumber": "fat-\(charge.id)",
      "buyerName": "Aurélia Exemplo", "buyerDocument": "31042797722",
      "status": ["id": "\(charge.status)"], "typePayin": charge.type,
      "amountCents": charge.amount,
      "paidAmountCents": charge.status == 4 ? charge.amount : NSNull(),
      "paidAt": Self.time(charge.paidDaysAgo * 86_400), "createdAt": Self.time(charge.age),
      "payinRefunds": refunds(of: charge, state, isNewer: state.isNewer),
    ]
  }

  private func newer(_ charge: Charge, state: State) -> [String: Any] {
    [
      "id": charge.id, "invoice": "fat-\(charge.id)", "payment_method": charge.type,
      "amount": charge.amount, "status": ["id": charge.status], "created_at": Self.time(charge.age),
      "buyer": ["name": "Aurélia Exemplo", "document": ["number": "31042797722"]],
      "refunds": refunds(of: charge, state, isNewer: true),
    ]
  }

  private static func time(_ age: Double) -> String {
    Date().addingTimeInterval(-age).formatted(.iso8601)
  }

  private static func reply(_ status: Int, _ object: Any) -> Response {
    let content = try? JSONSerialization.data(withJSONObject: object)
    return Response(
      status: HTTPResponse.Status(code: status),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: content ?? Data())))
  }
}
