import Foundation
import Testing

@testable import Simulator

@Suite("Weepay: captures, voids, lists, transfers, faults")
struct WeepayChangeTests {
  @Test("What was only authorised is captured once; again, and of anything else, it is 402")
  func capture() async throws {
    try await withWeepay { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer)
      let id = try await api.debit("r", customer, card, more: #","capture":false"#).id()
      #expect(try await api.transaction(id)["status"] as? String == "pre_authorized")
      let path = "\(Transactions.path)/\(id)/capture"
      let captured = try await api.send(.post, path)
      #expect(captured.status == 204 && captured.body.isEmpty)
      let again = try await api.send(.post, path)
      #expect(again.status == 402)
      #expect(
        try again.message() == "The capture request failed. Transaction could not be captured.")
      #expect(try await api.transaction(id)["status"] as? String == "succeeded")
      #expect(try await api.effects("captures") == [id: 1])
      #expect(try await api.send(.post, "\(Transactions.path)/no/capture").status == 404)
    }
  }

  @Test(
    "Parts lower the amount until nothing is left; then, and after a whole void, it is canceled")
  func void() async throws {
    try await withWeepay { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer)
      let id = try await api.debit("r", customer, card, cents: 1000).id()
      let path = "\(Transactions.path)/\(id)/void"
      var statuses: [Int] = []
      for cents in [600, 401, 0, 400, 1] {
        statuses.append(try await api.send(.post, path, #"{"amount":\#(cents)}"#).status)
      }
      #expect(statuses == [204, 402, 400, 204, 402])
      #expect(try await api.transaction(id)["status"] as? String == "canceled")
      let whole = try await api.debit("s", customer, card, cents: 1000).id()
      #expect(try await api.send(.post, "\(Transactions.path)/\(whole)/void").status == 204)
      let again = try await api.send(.post, "\(Transactions.path)/\(whole)/void")
      #expect(again.status == 402)
      #expect(
        try again.message()
          == "Transactions with status canceled and with confirmed flag setted to 1 are not voidable"
      )
      #expect(try await api.transaction(whole)["amount"] as? Int == 1000)
      #expect(try await api.effects("voided_cents") == [id: 1000, whole: 1000])
      #expect(try await api.effects("voids") == [id: 2, whole: 1])
    }
  }

  @Test("An authorisation is voided wholly, never in part; cards that refuse captures and voids")
  func limits() async throws {
    try await withWeepay { api in
      let customer = try await api.madeCustomer()
      var ids: [String: String] = [:]
      for word in ["T80", "T89", "T90"] {
        let card = try await api.madeCard(of: customer, holder: "AURELIA \(word)")
        ids[word] =
          try await api.debit(word, customer, card, more: #","capture":false"#).id()
      }
      func send(_ word: String, _ what: String, _ body: String = "") async throws -> Int {
        try await api.send(.post, "\(Transactions.path)/\(ids[word] ?? "")/\(what)", body).status
      }
      #expect(try await send("T80", "void", #"{"amount":1}"#) == 402)
      #expect(try await send("T80", "void") == 204)
      #expect(try await send("T89", "capture") == 402)
      #expect(try await send("T90", "void") == 402)
    }
  }

  @Test("The list filters, sorts and pages by offset or page")
  func list() async throws {
    let clock = try ManualClock()
    try await withWeepay(clock: clock) { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer)
      for number in 1...5 {
        let more = number == 5 ? #","capture":false"# : ""
        _ = try await api.debit("r-\(number)", customer, card, more: more)
        clock.advance(milliseconds: 1000)
      }
      func references(_ query: String) async throws -> String {
        try await api.send(.get, "\(Transactions.path)?\(query)").items()
          .compactMap { $0["reference_id"] as? String }.map { String($0.dropFirst(2)) }.joined()
      }
      #expect(try await references("") == "54321")
      #expect(try await references("sort=time-ascending&limit=2&offset=1") == "23")
      #expect(try await references("limit=2&page=3") == "1")
      #expect(try await references("status=pre_authorized,failed") == "5")
      #expect(try await references("payment_type=boleto") == "")
      #expect(try await references("reference_id=r-3") == "3")
      #expect(
        try await references(
          "created_from=2026-03-02T12:00:01Z&created_to=2026-03-02T12:00:02Z") == "32")
      let page = try await api.send(.get, "\(Transactions.path)?limit=2&page=2").object()
      #expect(page["has_more"] as? Bool == true && page["total"] as? Int == 5)
      #expect(page["total_pages"] as? Int == 3 && page["offset"] as? Int == 2)
      for query in ["limit=0", "limit=101", "sort=up", "page=0", "created_from=2026-03-02"] {
        #expect(try await api.send(.get, "\(Transactions.path)?\(query)").status == 400, "\(query)")
      }
    }
  }

  @Test("What succeeded is transferred, less the fees, and canceled with the transaction")
  func transfers() async throws {
    let clock = try ManualClock()
    try await withWeepay(.slow, clock: clock) { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer)
      _ = try await api.debit("a", customer, card, cents: 1000)
      let second = try await api.debit("b", customer, card, cents: 5000).id()
      func statuses(_ query: String = "") async throws -> [String] {
        try await api.send(.get, "\(Transfers.path)?sort=time-ascending\(query)").items()
          .compactMap { $0["status"] as? String }
      }
      #expect(try await statuses() == ["scheduled", "scheduled"])
      clock.advance(milliseconds: 2000)
      #expect(try await statuses() == ["paid", "paid"])
      #expect(try await statuses("&amount_from=981").count == 1)
      #expect(try await statuses("&amount_to=980").count == 1)
      _ = try await api.send(.post, "\(Transactions.path)/\(second)/void")
      #expect(try await statuses("&status=canceled") == ["canceled"])
      let page = try await api.send(.get, Transfers.path).object()
      #expect(page["page"] == nil && page["total"] as? Int == 2)
      let first = try #require((page["items"] as? [[String: Any]])?.last)
      #expect(first["amount"] as? Int == 980 && first["type"] as? String == "payout_automatic")
      let id = try #require(first["id"] as? String)
      #expect(try await api.send(.get, "\(Transfers.path)/\(id)").object()["id"] as? String == id)
      #expect(try await api.send(.get, "\(Transfers.path)/no").status == 404)
    }
  }

  @Test("A lost answer leaves the debit; reads and amounts may mislead where a fault says so")
  func faults() async throws {
    let clock = try ManualClock()
    let plan = FaultPlan(rules: [
      FaultRule(.post, Fault(.errorAfterStoring), at: [3]),
      FaultRule(.post, Fault(.listLag, delayMilliseconds: 500), at: [3]),
      FaultRule(.post, Fault(.lyingAmounts), at: [5]),
    ])
    try await withWeepay(.with { $0.faults = plan }, clock: clock) { api in
      let customer = try await api.madeCustomer()
      let card = try await api.madeCard(of: customer)
      #expect(try await api.debit("r", customer, card).status == 500)
      let list = "\(Transactions.path)?reference_id=r"
      #expect(try await api.send(.get, list).items().isEmpty)
      clock.advance(milliseconds: 500)
      #expect(try await api.send(.get, list).items().count == 1)
      #expect(try await api.debit("r", customer, card).status == 200)
      #expect(try await api.debit("s", customer, card).object()["amount"] as? Int == 9901)
      #expect(try await api.effects("transactions") == ["r": 1, "s": 1])
    }
  }

  @Test("In a rehearsal with ids of the real API everybody and everything is known")
  func presumed() async throws {
    var settings = SimulatorSettings.immediate
    settings.presumesThings = true
    settings.presumesOnlyAuthorised = true
    try await withWeepay(settings) { api in
      let id = "b4f633962b794ab8b94108620727a686"
      let path = "\(Customers.path)/\(id)/cards/190a3b4c46714e89bb1f735609cc49b4"
      let card = try await api.send(.get, path)
      #expect(card.status == 200)
      #expect(try await api.debit("r", id, String(path.suffix(32))).status == 201)
      #expect(try await api.send(.post, "\(Transactions.path)/\(id)/capture").status == 204)
      #expect(try await api.send(.post, "\(Transactions.path)/\(id)/capture").status == 402)
      let zeros = String(repeating: "0", count: 30)
      let search = "\(Customers.path)/search?document_number=31042797722"
      #expect(try await api.debit("s", id, "\(zeros)81").status == 402)
      #expect(try await api.send(.delete, path).status == 204)
      #expect(try await api.send(.get, path).status == 404)
      #expect(try await api.send(.get, search).status == 200)
      #expect(try await api.send(.get, "\(Customers.path)/shorter").status == 404)
    }
  }
}
