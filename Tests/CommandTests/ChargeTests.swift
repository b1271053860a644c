import Foundation
import Testing

extension Promises {
  /// People are billed once each, whatever becomes of the answers.
  @Suite struct ChargeTests {
    private static let options = ["--operation", "charge", "--yes"]

    private static func withBills(
      _ count: Int, seed: UInt64, _ faults: [BillingAPI.Fault] = [],
      _ body: @escaping @Sendable (Desk, BillingAPI) async throws -> Void
    ) async throws {
      let api = BillingAPI()
      api.fail(faults)
      try await api.whileRunning { desk in
        try desk.folder.write(Bills(count, seed: seed).text, to: "bills.csv")
        try await body(desk, api)
      }
    }

    private static func run(_ desk: Desk, _ more: String...) async throws -> CommandEnd {
      try await desk.command(desk.runArguments("bills.csv", options + more))
    }

    @Test("Each person gets one bill, and the files say where it is")
    func once() async throws {
      try await Self.withBills(3, seed: 11) { desk, api in
        let end = try await Self.run(desk, "--merchant-id", "477")
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("bills people: 3 bills, R$ 34.50 in all"), "\(end.errors)")
        #expect(
          end.errors.contains("3 people get a bill") && end.errors.contains("first due dates"))
        #expect(end.errors.contains("hand out the bills in payable.csv"), "\(end.errors)")
        #expect(api.bills.values.allSatisfy { $0 == 1 } && api.bills.count == 3)
        let first = try #require(api.charges.first { $0.number == "fat-11-1" })
        #expect(first.type == "pix" && first.members["clientId"] as? Int == 477)
        #expect(first.dueDate.hasSuffix("T23:59:59") && first.amount == 1_050)
        let results = try desk.table("bills.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done", "done"])
        #expect(results["q_state"] == ["created", "created", "created"])
        #expect(results["q_custom_code"] == results["custom_number"])
        #expect(
          results["q_payment_page"].allSatisfy {
            $0.hasPrefix("https://pagar.sandbox.goboleto.com/?hash=")
          })
        let done = try desk.table("bills.qualifica/done.csv")
        #expect(done["amount"] == ["10.50", "11.50", "12.50"])
        #expect(done["payment_page"] == results["q_payment_page"])
        let summary = try desk.summary("bills.qualifica")
        #expect(summary["operation"] as? String == "charge" && summary["service"] == nil)
      }
    }

    @Test("Nobody is billed without consent, nor by a finished run that is run again")
    func consent() async throws {
      try await Self.withBills(2, seed: 12) { desk, api in
        let asked = try await desk.command(
          desk.runArguments("bills.csv", ["--operation", "charge"]))
        #expect(asked.code == 64 && asked.errors.contains("bills people"), "\(asked.errors)")
        #expect(api.posts == 0)
        let end = try await Self.run(desk)
        #expect(end.code == 0, "\(end.errors)")
        let again = try await Self.run(desk)
        #expect(again.code == 0 && api.posts == 2, "\(again.errors)")
      }
    }

    @Test(
      "A lost answer bills nobody twice and nobody never",
      arguments: [
        [.billsAndFails(500), .fails(500), .billsAndFails(502), .billsAndFails(408)],
        [.billsAndStalls, .fails(503), .billsAndStalls],
        [.billsAndFails(500), .billsAndFails(500), .billsAndFails(500), .billsAndFails(500)],
      ] as [[BillingAPI.Fault]])
    func lostAnswers(_ faults: [BillingAPI.Fault]) async throws {
      try await Self.withBills(5, seed: 13, faults) { desk, api in
        let end = try await Self.run(desk)
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.bills.count == 5 && api.bills.values.allSatisfy { $0 == 1 }, "\(api.bills)")
        let results = try desk.table("bills.qualifica/results.csv")
        #expect(results["q_status"].allSatisfy { $0 == "done" })
        #expect(results["q_payment_page"].allSatisfy { !$0.isEmpty })
      }
    }

    @Test("An API that hides what it has is not billed to again")
    func hidden() async throws {
      try await Self.withBills(
        3, seed: 14, [.billsAndFails(500), .billsAndFails(500), .billsAndFails(500)]
      ) { desk, api in
        api.show(false)
        let end = try await Self.run(desk)
        #expect(end.code == 2, "\(end.errors)")
        // One may be sent again, to find out whether the API shows anything.
        #expect(api.posts <= 4 && api.bills.values.reduce(0, +) <= 4, "\(api.bills)")
        api.show(true)
        let resumed = try await desk.resume("bills.qualifica", "--yes")
        #expect(resumed.code == 0, "\(resumed.errors)")
        #expect(api.bills.count == 3)
      }
    }

    @Test("A killed run goes on without a second bill")
    func killed() async throws {
      try await Self.withBills(40, seed: 15) { desk, api in
        for posts in [5, 18, 31] {
          let running = try desk.start(
            desk.runArguments("bills.csv", Self.options + ["--rate", "40"]))
          while running.isRunning, api.posts < posts {
            try await Task.sleep(for: .milliseconds(5))
          }
          running.signal(SIGKILL)
          _ = await running.end()
        }
        let end = try await desk.resume("bills.qualifica", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.bills.count == 40 && api.bills.values.allSatisfy { $0 == 1 }, "\(api.bills)")
      }
    }

    @Test("The same bills in another file are held back")
    func sameSheetTwice() async throws {
      try await BuiltCommand.$hasLedger.withValue(true) {
        try await Self.withBills(3, seed: 16) { desk, api in
          let first = try await Self.run(desk)
          #expect(first.code == 0, "\(first.errors)")
          let copy = Bills(3, seed: 16, hasNumbers: false)
          try desk.folder.write(copy.text, to: "copy.csv")
          let end = try await desk.command(desk.runArguments("copy.csv", Self.options))
          #expect(end.code == 1, "\(end.errors)")
          #expect(api.posts == 3)
          let results = try desk.table("copy.qualifica/results.csv")
          #expect(results["q_code"].allSatisfy { $0 == "ledger.already_sent" })
          try desk.folder.write(Bills(3, seed: 160).text, to: "others.csv")
          let others = try await desk.command(desk.runArguments("others.csv", Self.options))
          #expect(others.code == 0 && !others.errors.contains("ledger."), "\(others.errors)")
          let list = try await desk.command(["ledger", "--lang", "en"])
          #expect(list.output.contains("bills.csv: charge at"), "\(list.output)")
        }
      }
    }

    @Test(
      "Numbers as invoices have them go out as they are, are found again, and come back in fix.csv")
    func numbers() async throws {
      let api = BillingAPI()
      api.fail([.billsAndFails(500), .refuses("no"), .billsAndFails(500)])
      let numbers = ["2027/0001", "FAT.2027:2", "FAT#" + String(repeating: "9", count: 251)]
      try await api.whileRunning { desk in
        var bills = Bills(3, seed: 21)
        for index in 0...2 { bills.rows[index][0] = numbers[index] }
        try desk.folder.write(bills.text, to: "bills.csv")
        let end = try await Self.run(desk, "--concurrency", "1")
        #expect(end.code == 1, "\(end.errors)")
        #expect(api.bills == [numbers[0]: 1, numbers[2]: 1])
        let results = try desk.table("bills.qualifica/results.csv")
        #expect(results["q_custom_code"] == numbers)
        #expect(results["q_status"] == ["done", "refused", "done"])
        let fix = try desk.folder.text(of: "bills.qualifica/fix.csv")
        try desk.folder.write(fix.replacing("11.50", with: "11.60"), to: "bills.qualifica/fix.csv")
        let fixed = try await desk.command(
          desk.runArguments("bills.qualifica/fix.csv", Self.options))
        #expect(fixed.code == 0, "\(fixed.errors)")
        #expect(api.bills.count == 3 && api.bills.values.allSatisfy { $0 == 1 }, "\(api.bills)")
      }
    }

    @Test("A refusal is one row's, a number that is taken by another charge is told")
    func refusals() async throws {
      try await Self.withBills(3, seed: 17, [.refuses("Failed to send payin to processor")]) {
        desk, api in
        let end = try await Self.run(desk, "--concurrency", "1")
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("bills.qualifica/results.csv")
        #expect(results["q_status"] == ["refused", "done", "done"])
        #expect(results["q_message"][0].contains("Failed to send payin to processor"))
        #expect(api.bills.count == 2)
      }
    }

    @Test("What a boleto's line says is looked at before it is handed out")
    func wrongLine() async throws {
      let api = BillingAPI()
      // R$ 1.240,20, whatever the bill says.
      api.setLine("23790448095616862379336011058009740430000124020")
      try await api.whileRunning { desk in
        var bills = Bills(1, seed: 18)
        bills.rows[0][1] = "boleto"
        let header = Bills.columns + ["rua", "número", "bairro", "cidade", "uf", "cep"]
        let row = bills.rows[0] + ["Rua Inventada", "10", "Centro", "Curitiba", "PR", "80200-100"]
        try desk.folder.write(
          [header, row].map { $0.joined(separator: ";") + "\n" }.joined(), to: "bills.csv")
        let without = try await Self.run(desk, "-o", "without")
        #expect(without.code == 1 && api.posts == 0, "\(without.errors)")
        #expect(
          try desk.table("without/results.csv")["q_code"] == ["charge_type.sender_missing"])
        let end = try await Self.run(
          desk, "--sender-name", "Escola Inventada", "--sender-document", "11.444.777/0001-61")
        #expect(end.code == 0, "\(end.errors)")
        let results = try desk.table("bills.qualifica/results.csv")
        #expect(results["q_digitable_line"] == [""])
        #expect(results["q_our_number"] == ["0000123"])
        let charge = try #require(api.charges.first)
        #expect((charge.members["sender"] as? [String: String])?["document"] == "11444777000161")
        let address = charge.buyer["address"] as? [String: String]
        #expect(address?["zipCode"] == "80200100" && address?["stateCode"] == "PR")
      }
    }

    @Test("What a charge does not have is 64, and what a run began with stays")
    func settings() async throws {
      try await Self.withBills(1, seed: 19) { desk, api in
        let service = try await Self.run(desk, "--service", "2")
        #expect(service.code == 64 && service.errors.contains("--service"), "\(service.errors)")
        let boleto = try await Self.run(desk, "--charge-type", "boleto")
        #expect(boleto.code == 64 && boleto.errors.contains("--sender-name"), "\(boleto.errors)")
        #expect(api.posts == 0)
        let end = try await Self.run(desk)
        #expect(end.code == 0, "\(end.errors)")
        let other = try await desk.command(
          ["resume", "bills.qualifica", "--operation", "data-qualification", "--lang", "en"])
        #expect(other.code == 64 && other.errors.contains("--operation cannot change"))
        let status = try await desk.command(["status", "bills.qualifica", "--json"])
        #expect(try Desk.object(Data(status.output.utf8))["operation"] as? String == "charge")
      }
    }
  }
}
