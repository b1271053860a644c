import Foundation
import Testing

@testable import Simulator

@Suite("Weepay: customers, card tokens, transactions, transfers")
struct WeepayTests {
  @Test(
    "Weepay takes the token as a user name, the other APIs as a bearer's, and neither the other's")
  func access() async throws {
    try await withSimulator(.with { $0.token = "test-token" }) { bearer in
      #expect(try await bearer.send(.get, Transactions.path).status == 401)
      #expect(try await bearer.get("/services").status == 200)
      var basic = bearer
      basic.isBasic = true
      #expect(try await basic.send(.get, Transactions.path).status == 200)
      let refused = try await basic.get("/services")
      #expect(try refused.status == 401 && refused.message() != nil)
    }
  }

  @Test("A customer is made, found by document and id, and replaced")
  func customers() async throws {
    try await withWeepay { api in
      let search = "\(Customers.path)/search?document_number=31042797722"
      #expect(try await api.send(.get, search).status == 404)
      let made = try await api.send(.post, Customers.path, Caller.customer("31042797722"))
      #expect(made.status == 201)
      let id = try made.id()
      #expect(id.count == 32)
      #expect(try await api.send(.get, search).object()["id"] as? String == id)
      let update = try await api.send(
        .put, "\(Customers.path)/\(id)",
        Caller.customer("31042797722", name: "Aurélia Outra", more: #","birthdate":"1990-01-31""#))
      #expect(update.status == 204 && update.body.isEmpty)
      let shown = try await api.send(.get, "\(Customers.path)/\(id)").object()
      #expect(shown["name"] as? String == "Aurélia Outra")
      #expect((shown["address"] as? [String: String])?["line1"] == "Rua Inventada, 10")
      #expect(try await api.effects("customers") == ["31042797722": 1])
      #expect(try await api.effects("customer_updates") == [id: 1])
      let unknown = String(repeating: "a", count: 32)
      #expect(try await api.send(.get, "\(Customers.path)/\(unknown)").status == 404)
      #expect(
        try await api.send(.put, "\(Customers.path)/\(unknown)", Caller.customer("1")).status == 404
      )
    }
  }

  @Test("What is wrong with a customer is 400, and the message names the field")
  func customerRules() async throws {
    try await withWeepay { api in
      let missing = try await api.send(.post, Customers.path, #"{"name":"A"}"#)
      #expect(missing.status == 400)
      #expect(
        try missing.message() == "request.body should have required property 'document_number'")
      for body in [
        Caller.customer("310"), Caller.customer("31042797722", name: " "),
        Caller.customer("31042797722", more: #","birthdate":"31/01/1990""#),
        Caller.customer("31042797722", more: #","phone_number":"41987""#),
        Caller.customer("31042797722").replacing("80200100", with: "80200-100"),
        Caller.customer("31042797722").replacing("example.org", with: "example"),
      ] {
        #expect(try await api.send(.post, Customers.path, body).status == 400, "\(body)")
      }
      #expect(try await api.stats()["refused_records"] as? Int == 7)
    }
  }

  @Test("A token is made, read and deleted; again it is 404; the number of the card is nowhere")
  func cards() async throws {
    try await withWeepay { api in
      let customer = try await api.madeCustomer()
      let path = "\(Customers.path)/\(customer)/cards"
      let made = try await api.send(.post, path, Caller.card())
      #expect(made.status == 201)
      let card = try made.id()
      let shown = try await api.send(.get, "\(path)/\(card)")
      #expect(try shown.object()["card_number"] as? String == "****1111")
      #expect(!shown.text.contains("11111"))
      let other = try await api.madeCustomer("11144477735")
      #expect(try await api.send(.get, "\(Customers.path)/\(other)/cards/\(card)").status == 404)
      #expect(try await api.send(.delete, "\(path)/\(card)").status == 204)
      #expect(try await api.send(.delete, "\(path)/\(card)").status == 404)
      #expect(try await api.send(.get, "\(path)/\(card)").status == 404)
      #expect(try await api.effects("card_deletions") == [card: 1])
      #expect(try await api.send(.post, path, #"{"card_number":"4"}"#).status == 400)
    }
  }

  @Test("A reference that is known answers the first transaction with 200, whatever else is sent")
  func onceForAReference() async throws {
    try await withWeepay { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer)
      let first = try await api.debit("r-1", customer, card)
      #expect(first.status == 201)
      let shown = try first.object()
      #expect(shown["status"] as? String == "succeeded" && shown["amount"] as? Int == 9900)
      #expect(shown["reference_id"] as? String == "r-1")
      let again = try await api.debit("r-1", customer, card, cents: 5)
      #expect(try again.status == 200 && again.id() == first.id())
      #expect(try again.object()["amount"] as? Int == 9900)
      #expect(try await api.effects("transactions") == ["r-1": 1])
      #expect(try await api.stats()["repeated_submissions"] as? Int == 1)
    }
  }

  @Test("Without uniqueness a reference debits again, and that is seen")
  func doubleEffect() async throws {
    try await withWeepay(.with { $0.uniqueness = false }) { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer)
      for _ in 0..<2 { #expect(try await api.debit("r", customer, card).status == 201) }
      #expect(try await api.stats()["doubled_custom_codes"] as? [String] == ["r"])
    }
  }

  @Test("The data of a customer, sent with a transaction, makes or replaces the customer")
  func customerData() async throws {
    try await withWeepay { api in
      for (reference, name) in [("a", "Aurélia"), ("b", "Aurélia Outra")] {
        let body = """
          {"reference_id":"\(reference)","amount":1,"description":"x","statement_descriptor":"Y",\
          "customer":\(Caller.customer("31042797722", name: name)),\
          "payment_method":{"payment_type":"boleto"}}
          """
        #expect(try await api.send(.post, Transactions.path, body).status == 201)
      }
      #expect(try await api.effects("customers") == ["31042797722": 1])
      let found = try await api.send(
        .get, "\(Customers.path)/search?document_number=31042797722")
      #expect(try found.object()["name"] as? String == "Aurélia Outra")
    }
  }

  @Test(
    "Test cards: by the last word of the holder's name",
    arguments: [
      ("T81", 402, [], nil), ("T82", 201, ["pending", "pending"], 200),
      ("T83", 201, ["pending", "succeeded"], 200), ("T84", 201, ["new", "failed"], 200),
      ("T85", 201, ["in_review", "succeeded"], 200), ("T86", 422, [], nil),
      ("T87", 408, ["succeeded", "succeeded"], 200), ("T88", 402, ["failed", "failed"], 200),
    ] as [(String, Int, [String], Int?)])
  func testCards(_ word: String, _ status: Int, _ course: [String], _ again: Int?) async throws {
    let clock = try ManualClock()
    try await withWeepay(.slow, clock: clock) { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer, holder: "AURELIA \(word)")
      #expect(try await api.debit("r", customer, card).status == status)
      var met: [String] = []
      for _ in course {
        let found = try await api.send(.get, "\(Transactions.path)?reference_id=r").items()
        met += found.compactMap { $0["status"] as? String }
        clock.advance(milliseconds: 1000)
      }
      #expect(met == course)
      #expect(try await api.debit("r", customer, card).status == again ?? status)
    }
  }

  @Test("What is wrong with a transaction is 400; a customer or card that is not there 422")
  func transactionRules() async throws {
    try await withWeepay { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer)
      let other = try await api.madeCustomer("11144477735")
      let unknown = String(repeating: "a", count: 32)
      for cents in [0, -1, 2_147_483_648] {
        #expect(try await api.debit("r", customer, card, cents: cents).status == 400)
      }
      #expect(try await api.debit("r", customer, card, more: #","installments":13"#).status == 400)
      #expect(try await api.debit("r", unknown, card).status == 422)
      #expect(try await api.debit("r", other, card).status == 422)
      #expect(try await api.debit("r", customer, unknown).status == 422)
      let empty = try await api.send(.post, Transactions.path, "{}")
      #expect(try empty.message() == "request.body should have required property 'amount'")
      #expect(try await api.effects("transactions").isEmpty)
    }
  }

  @Test("A restart gives the same books, and the file has no card number")
  func restart() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "store").path
    let clock = try ManualClock()
    let settings = SimulatorSettings.with { $0.storeFile = file }
    try await withWeepay(settings, clock: clock) { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer)
      let id = try await api.debit("r", customer, card).id()
      #expect(
        try await api.send(.post, "\(Transactions.path)/\(id)/void", #"{"amount":900}"#).status
          == 204)
    }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(!text.contains("11111") && !text.contains("\(100 + 23)\""))
    try await withWeepay(settings, clock: clock) { api in
      let found = try await api.send(.get, "\(Transactions.path)?reference_id=r").items()
      #expect(found.first?["amount"] as? Int == 9000)
      #expect(try await api.effects("voided_cents").map(\.value) == [900])
    }
  }
}
