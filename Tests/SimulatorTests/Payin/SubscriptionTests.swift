import Foundation
import Testing

@testable import Simulator

@Suite("Subscriptions: create, preview, list, get, cancel")
struct SubscriptionTests {
  private static func body(
    _ invoice: String = "s1", first: String = "2026-03-03", daysBefore: Int = 1,
    frequency: String = "WEEKLY", quantity: String = "", document: String = "52998224725",
    callback: String = "http://127.0.0.1:9/x"
  ) -> String {
    """
    {"invoice":"\(invoice)","instructions":"Mensalidade","amountCents":5000,"clientId":477,\
    "callbackUrl":"\(callback)","buyer":{"name":"Ana","document":{"number":"\(document)",\
    "type":"CPF"}},"dateFirst":"\(first)","daysBeforeExpiration":\(daysBefore),\
    "frequency":"\(frequency)"\(quantity)}
    """
  }

  private static func create(_ api: Caller, _ body: String) async throws -> Caller.Answer {
    try await api.send(.post, Subscriptions.path, body)
  }

  private static func ids(_ api: Caller, _ query: String) async throws -> [Int] {
    try await api.send(.get, Subscriptions.path + query).array().compactMap { $0["id"] as? Int }
  }

  @Test("A subscription is made, read, canceled once, and not canceled twice")
  func life() async throws {
    let clock = try ManualClock()
    try await withSimulator(.slow, clock: clock) { api in
      let answer = try await Self.create(api, Self.body())
      #expect(answer.status == 201)
      let made = try answer.object()
      #expect(made["id"] as? Int == 3001 && made["invoice"] as? String == "s1")
      #expect((made["status"] as? [String: Any])?["id"] as? Int == 21)
      #expect(made["dateNextIssue"] as? String == "2026-03-02")
      let path = "\(Subscriptions.path)/3001"
      #expect(try await api.send(.get, path).object()["amountCents"] as? Int == 5000)
      let canceled = try await api.send(.delete, path)
      #expect(canceled.status == 200)
      #expect((try canceled.object()["status"] as? [String: Any])?["id"] as? Int == 22)
      #expect(try await api.send(.delete, path).status == 422)
      for method in [Caller.Method.get, .delete] {
        #expect(try await api.send(method, "\(Subscriptions.path)/1").status == 404)
      }
      #expect(try await api.effects("subscription_cancellations") == ["3001": 1])
    }
  }

  @Test(
    "What a rule forbids is refused",
    arguments: [
      (body(""), "invoice"), (body(first: "2026-03-01"), "dateFirst"),
      (body(first: "2026-03-10"), "dateFirst"),
      (body(first: "2026-04-02", frequency: "MONTHLY"), "dateFirst"),
      (body(daysBefore: -1), "daysBeforeExpiration"), (body(frequency: "DAILY"), "frequency"),
      (body(quantity: ",\"quantity\":1"), "quantity"), (body(document: "1"), "buyer.document"),
    ])
  func refusals(body: String, field: String) async throws {
    try await withSimulator(.slow, clock: ManualClock()) { api in
      let answer = try await Self.create(api, body)
      #expect(answer.status == 422)
      #expect(try answer.fields() == [field], "\(answer.text)")
    }
  }

  @Test("The preview has six dates at most and leaves nothing behind")
  func preview() async throws {
    try await withSimulator(.slow, clock: ManualClock()) { api in
      let path = "\(Subscriptions.path)/preview"
      let answer = try await api.send(
        .post, path,
        #"{"dateFirst":"2026-03-31","daysBeforeExpiration":5,"frequency":"MONTHLY"}"#)
      #expect(answer.status == 200)
      let dates = try answer.array().map {
        "\($0["dateExpiration"] ?? "") \($0["dateIssue"] ?? "")"
      }
      #expect(
        dates == [
          "2026-03-31 2026-03-26", "2026-04-30 2026-04-25", "2026-05-31 2026-05-26",
          "2026-06-30 2026-06-25", "2026-07-31 2026-07-26", "2026-08-31 2026-08-26",
        ])
      let short = try await api.send(
        .post, path,
        #"{"dateFirst":"2026-03-02","daysBeforeExpiration":5,"frequency":"WEEKLY","quantity":"2"}"#)
      #expect(
        try short.array().map { $0["dateIssue"] as? String } == ["2026-03-02", "2026-03-04"])
      #expect(try await api.send(.post, path, "{}").status == 422)
      #expect(try await Self.ids(api, "").isEmpty)
      #expect(try await api.stats()["records"] as? Int == 0)
    }
  }

  @Test("The list filters by each of its parameters and pages a bare array")
  func list() async throws {
    let clock = try ManualClock()
    try await withSimulator(.slow, clock: clock) { api in
      for invoice in ["a", "b", "a"] { _ = try await Self.create(api, Self.body(invoice)) }
      clock.advance(milliseconds: 86_400_000)
      _ = try await Self.create(api, Self.body("c", document: "11144477735"))
      _ = try await api.send(.delete, "\(Subscriptions.path)/3002")
      for (query, expected) in [
        ("", [3001, 3002, 3003, 3004]), ("?invoice=a", [3001, 3003]), ("?id=3002", [3002]),
        ("?status_id=22", [3002]), ("?buyer_document=11144477735", [3004]), ("?client_id=9", []),
        ("?created_after=2026-03-03", [3004]), ("?created_before=2026-03-02", [3001, 3002, 3003]),
        ("?sort=DESC&per_page=3", [3004, 3003, 3002]), ("?per_page=3&page=2", [3004]),
      ] {
        let found = try await Self.ids(api, query)
        #expect(found == expected, "\(query)")
      }
      #expect(try await api.send(.get, Subscriptions.path + "?status_id=1").status == 422)
      #expect(try await api.effects("subscriptions") == ["a": 2, "b": 1, "c": 1])
    }
  }

  @Test("Charges are made before they are due, and behind the last one the subscription ends")
  func charges() async throws {
    let clock = try ManualClock()
    try await Receiver.withRunning { receiver, url in
      try await withSimulator(.slow, clock: clock) { api in
        _ = try await Self.create(
          api, Self.body(quantity: ",\"quantity\":2", callback: url))
        let day = 86_400_000
        #expect(try await api.invoices("") == ["s1-3001-1"])
        clock.advance(milliseconds: 6 * day)
        #expect(try await api.invoices("").count == 1)
        clock.advance(milliseconds: day)
        let found = try await api.invoices("")
        #expect(found == ["s1-3001-2", "s1-3001-1"])
        clock.advance(milliseconds: 2 * day)
        let ended = try await api.send(.get, "\(Subscriptions.path)/3001").object()
        #expect((ended["status"] as? [String: Any])?["id"] as? Int == 23)
        #expect(ended["dateLastPaid"] as? String == "2026-03-09")
        // Two charges paid and credited, and the end.
        while try await api.stats()["callbacks_delivered"] as? Int != 5 {}
      }
      #expect(receiver.letters.count { $0.payinSignature == nil } == 1)
    }
  }
}
