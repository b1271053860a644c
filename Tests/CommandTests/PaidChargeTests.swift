import Foundation
import Testing

extension PatientPromises {
  /// Under `--until paid` a charge is done when its money is there, and nothing else says so but the API.
  @Suite struct PaidChargeTests {
    private static let untilPaid = ["--operation", "charge", "--until", "paid", "--yes"]

    private static func withBills(
      _ count: Int, seed: UInt64,
      _ body: @escaping @Sendable (Desk, BillingAPI) async throws -> Void
    ) async throws {
      let api = BillingAPI()
      try await api.whileRunning { desk in
        try desk.folder.write(Bills(count, seed: seed).text, to: "bills.csv")
        try await body(desk, api)
      }
    }

    @Test("A run goes on until every charge is credited or never will be")
    func untilPaid() async throws {
      try await Self.withBills(4, seed: 31) { desk, api in
        let running = try desk.start(desk.runArguments("bills.csv", Self.untilPaid))
        while running.isRunning, api.posts < 4 { try await Task.sleep(for: .milliseconds(5)) }
        // Paid is not credited: the second one may still be sent back.
        for (number, status) in [(1, 4), (2, 3), (3, 2), (4, 4)] {
          api.set(status, of: "fat-31-\(number)")
        }
        while running.isRunning, try await desk.counts("bills.qualifica")["pending"] != 1 {
          try await Task.sleep(for: .milliseconds(50))
        }
        #expect(running.isRunning)
        api.set(4, of: "fat-31-2")
        let end = await running.end()
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("bills.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done", "failed", "done"])
        #expect(results["q_state"] == ["credited", "credited", "canceled", "credited"])
        #expect(results["q_paid_amount"] == ["10.50", "11.50", "", "13.50"])
        #expect(results["q_paid_at"].map(\.isEmpty) == [false, false, true, false])
        let payable = try desk.table("bills.qualifica/payable.csv")
        #expect(payable["custom_number"] == ["fat-31-1", "fat-31-2", "fat-31-4"])
        let fix = try desk.table("bills.qualifica/fix.csv")
        #expect(fix["custom_number"] == ["fat-31-3"])
        #expect(fix["q_message"][0].contains("nobody can pay it any more"))
        #expect(api.posts == 4)
      }
    }

    @Test("What is not paid when the time is over stays pending, and resume goes on")
    func resumed() async throws {
      try await Self.withBills(2, seed: 32) { desk, api in
        let sent = try await desk.command(
          desk.runArguments("bills.csv", Self.untilPaid + ["--no-wait"]))
        #expect(sent.code == 2, "\(sent.errors)")
        #expect(sent.errors.contains("qualifica resume"), "\(sent.errors)")
        let pending = try desk.table("bills.qualifica/results.csv")
        #expect(pending["q_status"] == ["pending", "pending"])
        #expect(pending["q_payment_page"].allSatisfy { !$0.isEmpty })
        let other = try await desk.command(
          desk.runArguments("bills.csv", ["--operation", "charge", "--yes"]))
        #expect(other.code != 0 && api.posts == 2, "\(other.errors)")
        for number in 1...2 { api.set(4, of: "fat-32-\(number)") }
        let end = try await desk.resume("bills.qualifica")
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("book the payments in payable.csv"), "\(end.errors)")
        #expect(api.posts == 2)
      }
    }

    @Test("A callback is a reason to ask the API: what it tells is not believed")
    func callbacks() async throws {
      try await Self.withBills(3, seed: 33) { desk, api in
        let sent = try await desk.command(
          desk.runArguments("bills.csv", Self.untilPaid + ["--no-wait"]))
        #expect(sent.code == 2, "\(sent.errors)")
        let listening = try desk.start(
          ["listen", "bills.qualifica", "--listen", "127.0.0.1:0", "--lang", "en"])
        let port = try #require(try await listening.listeningPort(), "\(listening.errors)")
        let sender = CallbackSender(port: port)
        let charges = api.charges.sorted { $0.number < $1.number }
        // Somebody else's signature, and one over another amount than was sent.
        #expect(try await Self.post(sender, charges[0], signedBy: "another-key") == 401)
        #expect(try await Self.post(sender, charges[0], amount: 1) == 401)
        // A true signature with a lie: the signature covers no status.
        #expect(try await Self.post(sender, charges[0]) == 200)
        api.set(4, of: charges[1].number)
        #expect(try await Self.post(sender, charges[1]) == 200)
        while listening.isRunning, try await desk.counts("bills.qualifica")["done"] != 1 {
          try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try await desk.counts("bills.qualifica")["pending"] == 2)
        // The same callback again, and now it is true.
        api.set(4, of: charges[0].number)
        #expect(try await Self.post(sender, charges[0], decimals: false) == 200)
        api.set(2, of: charges[2].number)
        #expect(try await Self.post(sender, charges[2], status: "2") == 200)
        let end = await listening.end()
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("bills.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done", "failed"])
        #expect(results["q_paid_amount"] == ["10.50", "11.50", ""])
      }
    }

    /// Posts what the API posts of a charge that was credited, signed as the vendor signs.
    private static func post(
      _ sender: CallbackSender, _ charge: BillingAPI.Charge, status: String = "4",
      signedBy token: String = Desk.token, amount: Int? = nil, decimals: Bool = true
    ) async throws -> Int {
      let cents = amount ?? charge.amount
      let units = String(format: "%d.%02d", cents / 100, cents % 100)
      let signed = "\(charge.id)\(charge.key)\(decimals ? units : "\(cents)")"
      let body = """
        {"id":"\(charge.id)","key":"\(charge.key)","customNumber":"\(charge.number)",\
        "amountCents":\(cents),"paidAmountCents":99999999,"status":{"id":"\(status)"}}
        """
      return try await sender.post(
        body, authorization: CallbackSender.signature(of: signed, token: token),
        header: "x-webhook-wp-signature")
    }

    @Test("Boletos come as pages to print, once each, readable by their owner only")
    func printables() async throws {
      let api = BillingAPI()
      try await api.whileRunning { desk in
        let header = Bills.columns + ["rua", "número", "bairro", "cidade", "uf", "cep"]
        let address = ["Rua Inventada", "10", "Centro", "Curitiba", "PR", "80200-100"]
        var bills = Bills(3, seed: 34)
        for index in 0...1 { bills.rows[index][1] = "boleto" }
        try desk.folder.write(
          ([header] + bills.rows.map { $0 + address })
            .map { $0.joined(separator: ";") + "\n" }.joined(), to: "bills.csv")
        let options = [
          "--operation", "charge", "--yes", "--sender-name", "Escola Inventada",
          "--sender-document", "11.444.777/0001-61", "--printables", "pages",
        ]
        api.showPages(false)
        let without = try await desk.command(desk.runArguments("bills.csv", options))
        // A page is no reason to say that somebody was not billed.
        #expect(without.code == 0, "\(without.errors)")
        #expect(without.errors.contains("did not give 2 pages to print"), "\(without.errors)")
        api.showPages(true)
        let end = try await desk.resume("bills.qualifica")
        #expect(end.code == 0 && !end.errors.contains("pages to print"), "\(end.errors)")
        #expect(try desk.folder.names(in: "pages").sorted() == ["fat-34-1.html", "fat-34-2.html"])
        let page = try desk.folder.text(of: "pages/fat-34-1.html")
        let key = try #require(api.charges.first { $0.number == "fat-34-1" }?.key)
        #expect(page == "<html>boleto \(key)</html>")
        #expect(try desk.folder.mode(of: "pages/fat-34-1.html") == 0o600)
        #expect(try desk.folder.mode(of: "pages") == 0o700)
        let asked = api.pages
        let again = try await desk.command(desk.runArguments("bills.csv", options))
        #expect(again.code == 0, "\(again.errors)")
        #expect(api.pages == asked && api.posts == 3)
      }
    }
  }
}
