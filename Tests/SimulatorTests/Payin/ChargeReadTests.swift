import Foundation
import Testing

@testable import Simulator

@Suite("Charges: GET by key, printable page, version 2's list and charge")
struct ChargeReadTests {
  @Test("A charge is found by id, by key and by nosso número, and by nothing else")
  func byKey() async throws {
    try await withSimulator { api in
      let created = try await api.charge(Bill(number: "a", method: "boleto")).object()
      let key = created["key"] as? String ?? ""
      for path in ["id/100001", "key/\(key)", "ourNumber/00000100001"] {
        let found = try await api.send(.get, "\(Charges.path)/\(path)").object()
        #expect(found["id"] as? String == "100001", "\(path)")
      }
      for path in ["id/1", "key/100001", "ourNumber/100001", "customNumber/a", "id/x"] {
        #expect(try await api.send(.get, "\(Charges.path)/\(path)").status == 404, "\(path)")
      }
    }
  }

  @Test("The printable page is a JSON text of HTML, of boletos only")
  func printable() async throws {
    try await withSimulator { api in
      let bill = Bill(number: "a", method: "boleto", name: "Ana <b> & Filhos")
      let boleto = try await api.charge(bill).object()
      let pix = try await api.charge(Bill(number: "b")).object()
      let key = boleto["key"] as? String ?? ""
      let answer = try await api.send(.get, "\(Charges.path)/\(key)/html")
      let page = try JSONDecoder().decode(String.self, from: Data(answer.body))
      #expect(page.contains("<p>Ana &lt;b&gt; &amp; Filhos</p>"))
      #expect(page.contains(boleto["digitableLine"] as? String ?? "-"))
      let other = try await api.send(.get, "\(Charges.path)/\(pix["key"] as? String ?? "")/html")
      #expect(other.status == 404)
    }
  }

  @Test("The newer form has the number as invoice, cents, and a Pix text to copy")
  func newer() async throws {
    try await withSimulator { api in
      let id = try await api.chargeID(Bill(number: "a", cents: 1234))
      let answer = try await api.send(.get, "\(Charges.newerPath)/\(id)")
      let charge = try answer.object()
      #expect(charge["id"] as? Int == id && charge["invoice"] as? String == "a")
      #expect(charge["amount"] as? Int == 1234 && charge["paid_amount"] as? Int == 1234)
      let pix = charge["pix"] as? [String: Any]
      #expect((pix?["qr_code"] as? String)?.contains("540512.34") == true)
      #expect((pix?["end_to_end"] as? String)?.count == 32)
      #expect(try await api.send(.get, "\(Charges.newerPath)/9").status == 404)
      #expect(try await api.send(.get, "\(Charges.newerPath)/x").status == 404)
    }
  }

  private func withFive(_ body: @escaping @Sendable (Caller) async throws -> Void) async throws {
    let clock = try ManualClock()
    try await withSimulator(.slow, clock: clock) { api in
      for (index, method) in ["pix", "boleto", "pix", "pix", "boleto"].enumerated() {
        let bill = Bill(
          number: "n\(index)", method: method, cents: 1000 - index * 10,
          extra: index == 3 ? #""clientId":99,"# : "")
        _ = try await api.charge(bill)
        clock.advance(milliseconds: index == 1 ? 86_400_000 : 0)
      }
      try await body(api)
    }
  }

  @Test("The list has the latest first, 15 a page, and filters by each of its parameters")
  func filters() async throws {
    try await withFive { api in
      let all = try await api.invoices("")
      #expect(all == ["n4", "n3", "n2", "n1", "n0"])
      for (query, expected) in [
        ("?invoice=n2", ["n2"]), ("?invoice=n", []), ("?payment_method=boleto", ["n4", "n1"]),
        ("?status_id=4", ["n1", "n0"]), ("?merchant_id=99", ["n3"]),
        ("?created_at_start=2026-03-03", ["n4", "n3", "n2"]),
        ("?created_at_end=2026-03-02", ["n1", "n0"]),
        (
          "?created_at_start=2026-03-02&created_at_end=2026-03-03&payment_method=pix&merchant_id=477",
          ["n2", "n0"]
        ),
        ("?updated_at_start=2026-03-03", ["n4", "n3", "n2"]),
        ("?updated_at_end=2026-03-02", ["n1", "n0"]),
        ("?sort_by=amount&sort_order=asc", ["n4", "n3", "n2", "n1", "n0"]),
        ("?sort_by=id&sort_order=asc", ["n0", "n1", "n2", "n3", "n4"]),
      ] {
        let found = try await api.invoices(query)
        #expect(found == expected, "\(query)")
      }
      for query in ["?page=x", "?sort_by=name", "?sort_order=up", "?created_at_start=2026-02-30"] {
        let answer = try await api.send(.get, Charges.newerPath + query)
        #expect(answer.status == 422, "\(query)")
      }
    }
  }

  @Test("Pages say where they are, and lead to each other")
  func pages() async throws {
    try await withFive { api in
      let answer = try await api.send(
        .get, Charges.newerPath + "?per_page=2&sort_order=asc&page=2")
      #expect(try answer.records().compactMap { $0["invoice"] as? String } == ["n2", "n3"])
      let meta = try answer.object()["meta"] as? [String: Any] ?? [:]
      for (name, number) in [
        "current_page": 2, "from": 3, "last_page": 3, "per_page": 2, "to": 4, "total": 5,
      ] { #expect(meta[name] as? Int == number, "\(name)") }
      let links = try answer.object()["links"] as? [String: Any] ?? [:]
      #expect((links["next"] as? String)?.hasSuffix("?per_page=2&sort_order=asc&page=3") == true)
      #expect(try await api.invoices("?per_page=2&page=9").isEmpty)
    }
  }
}
