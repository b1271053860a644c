import Foundation
import Testing

extension Promises {
  /// Charges are paid back once each, whatever becomes of the answers.
  @Suite struct RefundTests {
    private static func run(
      _ desk: Desk, _ rows: [String], hasCodes: Bool = true, _ more: String...
    ) async throws -> CommandEnd {
      let header = (hasCodes ? "código;" : "") + "id cobrança;valor;motivo"
      try desk.folder.write(
        ([header] + rows).joined(separator: "\n") + "\n", to: "refunds.csv")
      return try await desk.command(
        desk.runArguments("refunds.csv", ["--operation", "refund", "--yes"] + more))
    }

    @Test(
      "Each row is paid back once, with its mark, in both numberings", arguments: [false, true])
    func once(_ isNewer: Bool) async throws {
      let api = PayinChargesAPI([.init(id: 11, status: 4), .init(id: 12, status: 4)])
      api.setNewer(isNewer)
      try await api.whileRunning { desk in
        let end = try await Self.run(
          desk, ["d-1;11;4,00;Evento cancelado", "d-2;11;6,00;", "d-3;12;10,00;"])
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("moves money: 3 refunds, R$ 20.00 in all"), "\(end.errors)")
        #expect(
          api.refunds.map(\.reason).sorted() == [
            "Devolução [d-2]", "Devolução [d-3]", "Evento cancelado [d-1]",
          ])
        #expect(api.mostAtOnce == 1)
        let results = try desk.table("refunds.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done", "done"])
        #expect(results["q_state"] == ["paid", "paid", "paid"])
        #expect(Set(results["q_api_id"]) == Set(api.refunds.map { "\($0.id)" }))
        let done = try desk.table("refunds.qualifica/done.csv")
        #expect(done["amount"] == ["4.00", "6.00", "10.00"])
      }
    }

    @Test(
      "A sheet without a column of reasons is read, whatever it is written in",
      arguments: [
        ("a.csv", "código;id cobrança;valor\nd-1;11;4,00\nd-2;12;6,00\n"),
        (
          "a.jsonl",
          #"{"custom_number":"d-1","charge_id":"11","amount":"4.00"}"# + "\n"
            + #"{"custom_number":"d-2","charge_id":"12","amount":"6.00"}"# + "\n"
        ),
        (
          "a.json",
          #"[{"charge_id":11,"amount":4.00,"custom_number":"d-1"},"#
            + #"{"charge_id":12,"amount":6,"custom_number":"d-2"}]"#
        ),
      ])
    func withoutReasons(_ name: String, _ text: String) async throws {
      let api = PayinChargesAPI([.init(id: 11, status: 4), .init(id: 12, status: 4)])
      try await api.whileRunning { desk in
        try desk.folder.write(text, to: name)
        let inspected = try await desk.command(["inspect", name, "--operation", "refund"])
        #expect(inspected.code == 0, "\(inspected.errors)")
        let end = try await desk.command(
          desk.runArguments(name, ["--operation", "refund", "--yes", "-o", "out"]))
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.refunds.map(\.amount).sorted() == [400, 600])
      }
    }

    @Test("What cannot be paid back is told with the reason, and nothing is sent for it")
    func refused() async throws {
      let api = PayinChargesAPI([
        .init(id: 21, status: 1), .init(id: 22, type: "boleto", status: 4),
        .init(id: 23, status: 4, paidDaysAgo: 91), .init(id: 24, status: 4),
      ])
      try await api.whileRunning { desk in
        let end = try await Self.run(
          desk, ["a;21;1,00;", "b;22;1,00;", "c;23;1,00;", "d;24;10,01;", "e;99;1,00;", "f;24;0;"])
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("refunds.qualifica/results.csv")
        #expect(
          results["q_code"] == [
            "refund.not_credited", "refund.no_pix", "refund.too_old", "refund.too_much",
            "charge.unknown", "amount.out_of_range",
          ])
        #expect(results["q_message"].allSatisfy { !$0.isEmpty })
        #expect(api.changes == 0)
      }
    }

    @Test(
      "Without own codes a charge is paid back once; the same sheet in another file is held back, whether a client is named or not",
      arguments: [[[], []], [["--merchant-id", "477"], []], [[], ["--merchant-id", "477"]]])
    func withoutCodes(_ clients: [[String]]) async throws {
      let api = PayinChargesAPI([.init(id: 31, status: 4)])
      try await BuiltCommand.$hasLedger.withValue(true) {
        try await api.whileRunning { desk in
          try desk.folder.write("id cobrança;valor\n31;1,00\n31;1,00\n", to: "refunds.csv")
          let options = ["--operation", "refund", "--yes"]
          let end = try await desk.command(desk.runArguments("refunds.csv", options + clients[0]))
          #expect(end.code == 1, "\(end.errors)")
          #expect(api.refunds.count == 1)
          #expect(
            try desk.table("refunds.qualifica/results.csv")["q_status"] == ["done", "duplicate"])
          try desk.folder.write("id cobrança;valor\n31;1,00\n", to: "other.csv")
          let other = try await desk.command(
            desk.runArguments("other.csv", options + clients[1]))
          #expect(other.code == 1 && api.refunds.count == 1, "\(other.errors)")
          #expect(
            try desk.table("other.qualifica/results.csv")["q_code"] == ["ledger.already_sent"])
        }
      }
    }

    @Test(
      "A lost answer pays nothing back twice and nothing never",
      arguments: [
        [.actsAndFails(500), .fails(500), .actsAndFails(502), .actsAndFails(408)],
        [.actsAndFails(500), .actsAndFails(500), .actsAndFails(500), .actsAndFails(500)],
      ] as [[PayinChargesAPI.Fault]])
    func lostAnswers(_ faults: [PayinChargesAPI.Fault]) async throws {
      let api = PayinChargesAPI((41...44).map { .init(id: $0, status: 4) })
      api.fail(faults)
      try await api.whileRunning { desk in
        let rows = (41...44).map { "d-\($0);\($0);2,50;" } + ["d-41b;41;2,50;"]
        let end = try await Self.run(desk, rows)
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.refunds.count == 5 && Set(api.refunds.map(\.reason)).count == 5)
        #expect(api.mostAtOnce == 1)
        let results = try desk.table("refunds.qualifica/results.csv")
        #expect(results["q_status"].allSatisfy { $0 == "done" })
      }
    }

    @Test("A refusal is one row's; corrected and fed back it goes out under a new mark")
    func refusals() async throws {
      let api = PayinChargesAPI([.init(id: 51, status: 4), .init(id: 52, status: 4)])
      api.fail([.refuses("Saldo insuficiente"), .refuses("Saldo insuficiente")])
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, ["r-1;51;2,00;"])
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("refunds.qualifica/results.csv")
        #expect(results["q_status"] == ["refused"])
        #expect(results["q_message"][0].contains("Saldo insuficiente"))
        api.fail([])
        let fix = try desk.folder.text(of: "refunds.qualifica/fix.csv")
        try desk.folder.write(fix.replacing(";51;", with: ";52;"), to: "fix.csv")
        let fixed = try await desk.command(
          desk.runArguments("fix.csv", ["--operation", "refund", "--yes", "-o", "fixed"]))
        #expect(fixed.code == 0, "\(fixed.errors)")
        #expect(api.refunds.map(\.charge) == [52])
        #expect(api.refunds.first?.reason.hasSuffix("[r-1]") == false)
      }
    }

    @Test("The sum is compared with the wallet before anybody agrees")
    func wallet() async throws {
      let api = PayinChargesAPI([.init(id: 15, status: 4)])
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, ["w-1;15;4,00;"], hasCodes: true, "--merchant-id", "477")
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("balance of the wallet: R$ 3.50; WARNING: R$ 0.50 less"))
      }
    }

    @Test("The address of callbacks carries the number, too: a refund whose reason is cut is found")
    func secondMark() async throws {
      let api = PayinChargesAPI([.init(id: 16, status: 4)])
      api.cutReasons()
      api.fail([.actsAndFails(502)])
      try await api.whileRunning { desk in
        let end = try await Self.run(
          desk, ["m-1;16;4,00;Evento"], hasCodes: true, "--notification-url",
          "https://example.org/hooks?x=1")
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.refunds.map(\.callback) == ["https://example.org/hooks?x=1&refund_code=m-1"])
        #expect(try desk.table("refunds.qualifica/results.csv")["q_status"] == ["done"])
      }
    }

    @Test("A journal from before the refunds leads to look-ups, and nothing is paid back twice")
    func doubted() async throws {
      let api = PayinChargesAPI((91...100).map { .init(id: $0, status: 4) })
      try await api.whileRunning { desk in
        try desk.folder.write(
          "código;id;valor\n" + (91...100).map { "b-\($0);\($0);1,00\n" }.joined(), to: "b.csv")
        let options = ["--operation", "refund", "--rate", "40"]
        let unsent = try await desk.command(desk.runArguments("b.csv", options))
        #expect(unsent.code == 64, "\(unsent.errors)")
        let (folder, backup) = (desk.folder.path("b.qualifica"), desk.folder.path("backup"))
        try FileManager.default.copyItem(atPath: folder, toPath: backup)
        let running = try desk.start(desk.runArguments("b.csv", options + ["--yes"]))
        while running.isRunning, api.changes < 4 { try await Task.sleep(for: .milliseconds(5)) }
        running.signal(SIGKILL)
        _ = await running.end()
        try desk.folder.remove("b.qualifica")
        try FileManager.default.moveItem(atPath: backup, toPath: folder)
        let end = try await desk.command(desk.runArguments("b.csv", options + ["--yes"]))
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("looked up at the API first"), "\(end.errors)")
        #expect(api.refunds.count == 10 && Set(api.refunds.map(\.charge)).count == 10)
        let results = try desk.table("b.qualifica/results.csv")
        #expect(results["q_status"].allSatisfy { $0 == "done" })
      }
    }

    @Test("A killed run goes on without a second refund")
    func killed() async throws {
      let api = PayinChargesAPI((61...85).map { .init(id: $0, status: 4) })
      try await api.whileRunning { desk in
        try desk.folder.write(
          "código;id;valor\n" + (61...85).map { "k-\($0);\($0);1,00\n" }.joined(), to: "k.csv")
        let options = ["--operation", "refund", "--yes", "--rate", "60"]
        for changes in [4, 13] {
          let running = try desk.start(desk.runArguments("k.csv", options))
          while running.isRunning, api.changes < changes {
            try await Task.sleep(for: .milliseconds(5))
          }
          running.signal(SIGKILL)
          _ = await running.end()
        }
        let end = try await desk.resume("k.qualifica", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.refunds.count == 25 && Set(api.refunds.map(\.charge)).count == 25)
      }
    }
  }
}
