import Foundation
import Hummingbird
import Testing

@testable import Simulator

@Suite("Every endpoint and callback of the vendor's four documents")
struct DocumentedEndpointTests {
  /// As the documents have them; the data qualification paths are below `/v1/payout`, Weepay's below
  /// `/v1`. The authentication guide has no endpoint: its screens are the simulator's dashboard.
  private static let documented: [(document: String, endpoints: String)] = [
    (
      "WePayments API 1.2.1: data qualification",
      """
      GET /v1/payout/data-qualification/services
      POST /v1/payout/data-qualification
      GET /v1/payout/data-qualification
      GET /v1/payout/data-qualification/{id}
      GET /v1/payout/data-qualification/status
      GET /v1/payout/data-qualification/custom-code/{customCode}
      """
    ),
    (
      "WePayOut's Payin API 1.1",
      """
      POST /v1/payin/payments/{chargeType}
      GET /v1/payin/payments/{keyType}/{key}
      GET /v1/payin/payments/{key}/html
      POST /v1/payin/clients/{clientId}/recipients
      PUT /v1/payin/clients/{clientId}/recipients/{recipientId}
      GET /v1/payin/clients/{clientId}/recipients/{recipientId}
      POST /v1/payin/clients/{clientId}/withdrawals
      GET /v1/payin/clients/{clientId}/balance
      GET /v1/payin/payments/payin-refund/{payinRefundId}
      POST /v1/payin/payments/payin-refund/{payinId}
      GET /v1/payin/subscriptions
      POST /v1/payin/subscriptions
      GET /v1/payin/subscriptions/{id}
      DELETE /v1/payin/subscriptions/{id}
      POST /v1/payin/subscriptions/preview
      """
    ),
    (
      "Payin, version 2 and the account: other pages of the vendor",
      """
      DELETE /v1/payin/payments/{id}/request-cancel
      GET /v2/payin/payments
      GET /v2/payin/payments/{id}
      GET /v2/account/{merchantId}/balance
      GET /v2/account/{merchantId}/statement
      """
    ),
    (
      "API de Integração Weepay 1.0.0",
      """
      POST /v1/transactions
      GET /v1/transactions
      GET /v1/transactions/{transactionId}
      POST /v1/transactions/{transactionId}/capture
      POST /v1/transactions/{transactionId}/void
      GET /v1/transfers
      GET /v1/transfers/{transferId}
      POST /v1/customers
      GET /v1/customers/search
      GET /v1/customers/{customerId}
      PUT /v1/customers/{customerId}
      POST /v1/customers/{customerId}/cards
      GET /v1/customers/{customerId}/cards/{cardId}
      DELETE /v1/customers/{customerId}/cards/{cardId}
      """
    ),
  ]

  private static let all = documented.flatMap {
    $0.endpoints.split(separator: "\n").map(String.init)
  }

  @Test("Each endpoint is spoken by the simulator and has a permission")
  func spoken() {
    let table = EndpointPermissions.table
    for endpoint in Self.all {
      let shape = endpoint.replacing(/\{[^}]*\}/, with: "{}")
      let line = table.first {
        "\($0.method) \($0.path.replacing(/\{[^}]*\}/, with: "{}"))" == shape
      }
      #expect(line != nil, "\(endpoint)")
    }
    #expect(Self.all.count == table.count)
  }

  /// Calls endpoints with what makes them succeed, and notes which did.
  private final class Visitor {
    let api: Caller
    private(set) var visited: Set<String> = []

    init(_ api: Caller) { self.api = api }

    @discardableResult
    func call(
      _ endpoint: String, _ values: [String] = [], _ query: String = "", body: String = ""
    ) async throws -> Caller.Answer {
      let words = endpoint.split(separator: " ")
      var path = String(words[1])
      for value in values {
        if let range = path.firstRange(of: /\{[^}]*\}/) { path.replaceSubrange(range, with: value) }
      }
      let methods: [Substring: Caller.Method] = [
        "GET": .get, "POST": .post, "PUT": .put, "DELETE": .delete,
      ]
      let caller = api.with("test-token", isBasic: Self.isWeepay(path))
      let answer = try await caller.send(methods[words[0]] ?? .get, path + query, body)
      if (200..<300).contains(answer.status) {
        visited.insert(endpoint)
      } else {
        Issue.record("\(endpoint) answers \(answer.status): \(answer.text)")
      }
      return answer
    }

    private static func isWeepay(_ path: String) -> Bool {
      ["/v1/transactions", "/v1/transfers", "/v1/customers"].contains { path.hasPrefix($0) }
    }
  }

  @Test("Each endpoint does its work over HTTP, and each callback is delivered")
  func exercised() async throws {
    let clock = try ManualClock()
    try await Receiver.withRunning { receiver, url in
      try await withSimulator(.with { $0.cancellationAge = .zero }, clock: clock) { api in
        let visitor = Visitor(api)
        try await Self.qualify(visitor, url)
        try await Self.charge(visitor, url, clock)
        try await Self.subscribe(visitor, url, clock)
        try await Self.keepWallets(visitor)
        try await Self.useWeepay(visitor)
        #expect(Set(Self.all).subtracting(visitor.visited).sorted() == [])
        let texts = ["\"custom_code\":\"c1\"", "\"n1\"", "\"payinId\"", "\"s1\""]
        while !texts.allSatisfy({ text in receiver.letters.contains { $0.body.contains(text) } }) {
          try await Task.sleep(for: .milliseconds(5))
        }
      }
    }
  }

  private static func qualify(_ visitor: Visitor, _ url: String) async throws {
    let path = "/v1/payout/data-qualification"
    let payee = Payee(code: "c1", notificationURL: url)
    try await visitor.call("POST \(path)", body: Payee.batch([payee]))
    let record = try await visitor.call("GET \(path)", [], "?custom_code=c1").records().first
    try await visitor.call("GET \(path)/{id}", ["\(record?["id"] ?? "")"])
    try await visitor.call("GET \(path)/custom-code/{customCode}", ["c1"])
    for name in ["services", "status"] { try await visitor.call("GET \(path)/\(name)") }
  }

  private static func charge(
    _ visitor: Visitor, _ url: String, _ clock: ManualClock
  ) async throws {
    let path = "/v1/payin/payments"
    let create = "POST \(path)/{chargeType}"
    let paid = try await visitor.call(
      create, ["pix"], body: Bill(number: "n1", callback: url).json
    ).object()
    let boleto = try await visitor.call(
      create, ["boleto"], body: Bill(number: "n2", method: "boleto", name: "Ana T82").json
    ).object()
    let key = "\(boleto["key"] ?? "")"
    let id = "\(boleto["id"] ?? "")"
    try await visitor.call("GET \(path)/{keyType}/{key}", ["key", key])
    try await visitor.call("GET \(path)/{key}/html", [key])
    try await visitor.call(
      "DELETE \(path)/{id}/request-cancel", [id], body: #"{"cashInId":"\#(id)"}"#)
    clock.advance(milliseconds: 2000)
    try await visitor.call("GET /v2/payin/payments", [], "?invoice=n1")
    try await visitor.call("GET /v2/payin/payments/{id}", ["\(paid["id"] ?? "")"])
    let refund = try await visitor.call(
      "POST \(path)/payin-refund/{payinId}", ["\(paid["id"] ?? "")"],
      body: #"{"amountCents":100,"callbackUrl":"\#(url)"}"#
    ).object()
    clock.advance(milliseconds: 2000)
    try await visitor.call(
      "GET \(path)/payin-refund/{payinRefundId}", ["\(refund["id"] ?? "")"])
  }

  private static func subscribe(
    _ visitor: Visitor, _ url: String, _ clock: ManualClock
  ) async throws {
    let path = "/v1/payin/subscriptions"
    let days =
      #""dateFirst":"2026-03-03","daysBeforeExpiration":1,"frequency":"WEEKLY","quantity":2"#
    func body(_ invoice: String) -> String {
      """
      {"invoice":"\(invoice)","instructions":"Mensalidade","amountCents":5000,"clientId":477,\
      "callbackUrl":"\(url)","buyer":{"name":"Ana","document":{"number":"52998224725",\
      "type":"CPF"}},\(days)}
      """
    }
    try await visitor.call("POST \(path)/preview", body: "{\(days)}")
    try await visitor.call("POST \(path)", body: body("s1"))
    let other = try await visitor.call("POST \(path)", body: body("s2")).object()
    let id = "\(other["id"] ?? "")"
    try await visitor.call("GET \(path)/{id}", [id])
    try await visitor.call("DELETE \(path)/{id}", [id])
    try await visitor.call("GET \(path)", [], "?invoice=s1")
    // Its charges are made and paid; behind the last one it expires, which is told.
    clock.advance(milliseconds: 15 * 86_400_000)
    try await visitor.call("GET \(path)", [], "?invoice=s1")
  }

  private static func keepWallets(_ visitor: Visitor) async throws {
    let path = "/v1/payin/clients/{clientId}"
    let person = """
      {"name":"Ana","bank_code":"001","bank_branch":"6955","bank_branch_digit":"0",\
      "account":"1146208","account_digit":"6","account_type":"c","pix_key":"52998224725",\
      "email":"ana@example.org","document":"52998224725","document_type":"cpf"}
      """
    let made = try await visitor.call("POST \(path)/recipients", ["477"], body: person).object()
    let recipient = made["data"] as? [String: Any] ?? [:]
    let id = "\(recipient["id"] ?? "")"
    let split =
      #""splits":[{"walletUUID":"\#(recipient["wallet_uuid"] ?? "")","percent":30}],"#
    try await visitor.call("GET \(path)/recipients/{recipientId}", ["477", id])
    try await visitor.call("PUT \(path)/recipients/{recipientId}", ["477", id], body: person)
    try await visitor.call(
      "POST /v1/payin/payments/{chargeType}", ["pix"], body: Bill(number: "n3", extra: split).json)
    try await visitor.call("GET \(path)/balance", ["477"])
    try await visitor.call("GET /v2/account/{merchantId}/balance", ["477"])
    try await visitor.call(
      "GET /v2/account/{merchantId}/statement", ["477"],
      "?created_after=2000-01-01&created_before=2100-01-01")
    try await visitor.call(
      "POST \(path)/withdrawals", ["477"], body: #"{"recipient_id":\#(id),"amountCents":1}"#)
  }

  private static func useWeepay(_ visitor: Visitor) async throws {
    let person = Caller.customer("31042797722")
    let customer = try await visitor.call("POST /v1/customers", body: person).id()
    let path = "/v1/customers/{customerId}"
    try await visitor.call("GET /v1/customers/search", [], "?document_number=31042797722")
    try await visitor.call("GET \(path)", [customer])
    try await visitor.call("PUT \(path)", [customer], body: person)
    let card = try await visitor.call("POST \(path)/cards", [customer], body: Caller.card()).id()
    try await visitor.call("GET \(path)/cards/{cardId}", [customer, card])
    func debit(_ reference: String, _ more: String) -> String {
      """
      {"reference_id":"\(reference)","amount":9900,"description":"Mensalidade","customer":\
      {"id":"\(customer)"},"statement_descriptor":"ESCOLA A","payment_method":\
      {"payment_type":"credit","card":{"id":"\(card)"}\(more)}}
      """
    }
    let done = try await visitor.call("POST /v1/transactions", body: debit("r1", "")).id()
    let open = try await visitor.call(
      "POST /v1/transactions", body: debit("r2", #","capture":false"#)
    ).id()
    try await visitor.call("POST /v1/transactions/{transactionId}/capture", [open])
    try await visitor.call("GET /v1/transactions")
    try await visitor.call("GET /v1/transactions/{transactionId}", [done])
    let transfer = try await visitor.call("GET /v1/transfers").items().first?["id"]
    try await visitor.call("GET /v1/transfers/{transferId}", [transfer as? String ?? ""])
    try await visitor.call(
      "POST /v1/transactions/{transactionId}/void", [done], body: #"{"amount":100}"#)
    try await visitor.call("DELETE \(path)/cards/{cardId}", [customer, card])
  }
}
