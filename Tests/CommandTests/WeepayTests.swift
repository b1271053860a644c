import Foundation
import Simulator
import Testing

extension Promises {
  /// Stored cards are debited once each, whatever becomes of the answers.
  @Suite struct WeepayTests {
    private static let transactions = ["--operation", "weepay-transaction", "--yes"]
    private static let customer = "b4f633962b794ab8b94108620727a686"
    private static let card = "190a3b4c46714e89bb1f735609cc49"

    /// A sheet of debits, each of another stored card.
    private static func debits(_ count: Int) -> String {
      let rows = (1...count).map {
        "r-\($0);1\($0),50;\(customer);\(card)0\($0);ESCOLA A;Mensalidade \($0)\n"
      }
      return "referencia;valor;id cliente;token do cartao;nome na fatura;descricao\n"
        + rows.joined()
    }

    private static func withWeepay(
      _ rules: [FaultRule] = [],
      _ change: @escaping @Sendable (inout SimulatorSettings) -> Void = { _ in },
      _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
      try await Desk.withSimulator(
        {
          $0.presumesThings = true
          $0.faults = FaultPlan(rules: rules)
          change(&$0)
        }, body)
    }

    @Test(
      "A check is local: it needs no host of Weepay, and no word about a sandbox, with a ledger either",
      arguments: ["transaction", "capture", "void", "customer", "card-delete"])
    func checkedLocally(_ operation: String) async throws {
      try await BuiltCommand.$hasLedger.withValue(true) {
        let desk = try Desk()
        let operation = "weepay-\(operation)"
        let template = try await desk.command(["template", operation, "--output", "cards.csv"])
        #expect(template.code == 0, "\(template.errors)")
        let end = try await desk.command(["check", "cards.csv", "--operation", operation])
        #expect(end.code == 0, "\(end.errors)")
      }
    }

    @Test(
      "Each stored card is debited once, and only the last four characters of its token are shown")
    func once() async throws {
      try await Self.withWeepay { desk in
        try desk.folder.write(Self.debits(3), to: "debits.csv")
        let asked = try await desk.run("debits.csv", "--operation", "weepay-transaction")
        #expect(asked.code == 64 && asked.errors.contains("debits stored cards"), "\(asked.errors)")
        #expect(try await desk.effects("transactions").isEmpty)
        let end = try await desk.command(desk.runArguments("debits.csv", Self.transactions))
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("3 debits, R$ 37.50 in all"), "\(end.errors)")
        #expect(
          try await desk.effects("transactions") == ["r-1": 1, "r-2": 1, "r-3": 1])
        let results = try desk.table("debits.qualifica/results.csv")
        #expect(results["q_state"] == ["succeeded", "succeeded", "succeeded"])
        let done = try desk.table("debits.qualifica/done.csv")
        #expect(done["card_id"] == ["4901", "4902", "4903"])
        #expect(done["amount"] == ["11.50", "12.50", "13.50"])
        for name in ["journal.sqlite", "findings.csv", "report.html", "done.csv"] {
          let bytes = try desk.folder.bytes(of: "debits.qualifica/\(name)")
          #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.card), "\(name)")
        }
      }
    }

    @Test(
      "A lost answer debits nobody twice and nobody never",
      arguments: [
        [.errorAfterStoring, .errorBeforeStoring, .dropAfterStoring],
        [.truncated, .html, .dropBeforeStoring],
        [.errorAfterStoring, .errorAfterStoring, .errorAfterStoring],
      ] as [[FaultKind]])
    func lostAnswers(_ faults: [FaultKind]) async throws {
      let rules = faults.enumerated().map { FaultRule(.post, Fault($1), at: [$0 + 1]) }
      try await Self.withWeepay(rules) { desk in
        try desk.folder.write(Self.debits(5), to: "debits.csv")
        let end = try await desk.command(desk.runArguments("debits.csv", Self.transactions))
        #expect(end.code == 0, "\(end.errors)")
        let effects = try await desk.effects("transactions")
        #expect(effects.count == 5 && effects.values.allSatisfy { $0 == 1 }, "\(effects)")
      }
    }

    @Test("A killed run goes on without a second debit")
    func killed() async throws {
      try await Self.withWeepay { desk in
        try desk.folder.write(Self.debits(9), to: "debits.csv")
        let running = try desk.start(
          desk.runArguments("debits.csv", Self.transactions + ["--rate", "20"]))
        while running.isRunning, try await desk.effects("transactions").count < 3 {
          try await Task.sleep(for: .milliseconds(5))
        }
        running.signal(SIGKILL)
        _ = await running.end()
        let end = try await desk.resume("debits.qualifica", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        let effects = try await desk.effects("transactions")
        #expect(effects.count == 9 && effects.values.allSatisfy { $0 == 1 }, "\(effects)")
      }
    }

    @Test("402 is failed, with the API's words; corrected it goes out under a new reference")
    func failed() async throws {
      let zeros = String(repeating: "0", count: 30)
      try await Self.withWeepay { desk in
        let sheet = Self.debits(2).replacing("\(Self.card)01", with: "\(zeros)81")
        try desk.folder.write(sheet, to: "debits.csv")
        let end = try await desk.command(desk.runArguments("debits.csv", Self.transactions))
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("debits.qualifica/results.csv")
        #expect(results["q_status"] == ["failed", "done"])
        #expect(results["q_code"][0] == "api.failed")
        #expect(results["q_message"][0].contains("not authorized by the issuer"))
        let fix = "debits.qualifica/fix.csv"
        let corrected = try desk.folder.text(of: fix)
          .replacing("\(zeros)81", with: "\(Self.card)07")
        try desk.folder.write(corrected, to: fix)
        let again = try await desk.command(
          desk.runArguments(fix, Self.transactions + ["-o", "second"]))
        #expect(again.code == 0, "\(again.errors)")
        let second = try desk.table("second/results.csv")
        #expect(second["q_status"] == ["done"] && second["q_custom_code"] != ["r-1"])
        #expect(try await desk.effects("transactions").count == 2)
      }
    }

    @Test(
      "A reference that the API has with other content is said to collide; with the same it is taken"
    )
    func collision() async throws {
      try await Self.withWeepay { desk in
        try desk.folder.write(Self.debits(2), to: "first.csv")
        let first = try await desk.command(desk.runArguments("first.csv", Self.transactions))
        #expect(first.code == 0, "\(first.errors)")
        let other = Self.debits(2).replacing("r-1;11,50", with: "r-1;99,00")
        try desk.folder.write(other, to: "other.csv")
        let end = try await desk.command(desk.runArguments("other.csv", Self.transactions))
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("other.qualifica/results.csv")
        #expect(results["q_status"] == ["refused", "done"])
        #expect(results["q_code"][0] == "api.collision")
        let effects = try await desk.effects("transactions")
        #expect(effects == ["r-1": 1, "r-2": 1], "\(effects)")
      }
    }

    @Test(
      "What is not authorised yet is done with --no-capture, captured later, and then voided in parts"
    )
    func course() async throws {
      try await Self.withWeepay { desk in
        try desk.folder.write(Self.debits(2), to: "debits.csv")
        let end = try await desk.command(
          desk.runArguments("debits.csv", Self.transactions + ["--no-capture"]))
        #expect(end.code == 0, "\(end.errors)")
        let results = try desk.table("debits.qualifica/results.csv")
        #expect(results["q_state"] == ["pre_authorized", "pre_authorized"])
        let ids = results["q_api_id"]
        try desk.folder.write("transacao\n\(ids[0])\n\(ids[1])\n", to: "captures.csv")
        let captured = try await desk.run("captures.csv", "--operation", "weepay-capture", "--yes")
        #expect(captured.code == 0, "\(captured.errors)")
        #expect(try desk.table("captures.qualifica/results.csv")["q_api_id"] == ids)
        // 204 proves nothing: what is told was read from the transactions.
        let told = try desk.table("captures.qualifica/results.csv")
        #expect(told["q_state"] == ["succeeded", "succeeded"])
        #expect(told["q_amount_left"].allSatisfy { !$0.isEmpty }, "\(told)")
        let parts = "referencia;transacao;valor\na;\(ids[0]);1,00\nb;\(ids[0]);2,00\nc;\(ids[1]);\n"
        try desk.folder.write(parts, to: "voids.csv")
        let voided = try await desk.run("voids.csv", "--operation", "weepay-void", "--yes")
        #expect(voided.code == 0, "\(voided.errors)")
        #expect(
          voided.errors.contains("R$ 3.00 in parts, 1 as a whole"), "\(voided.errors)")
        #expect(try desk.table("voids.qualifica/results.csv")["q_state"][2] == "canceled")
        #expect(try await desk.effects("captures") == [ids[0]: 1, ids[1]: 1])
        #expect(try await desk.effects("voided_cents") == [ids[0]: 300, ids[1]: 1250])
        try desk.folder.write("transacao\n\(ids[0])\n", to: "again.csv")
        let again = try await desk.run("again.csv", "--operation", "weepay-capture", "--yes")
        #expect(again.code == 0, "\(again.errors)")
        #expect(try desk.table("again.qualifica/results.csv")["q_code"] == ["api.reached_before"])
      }
    }

    @Test(
      "A part of which the answer is lost goes back once, before any other part of its transaction")
    func lostParts() async throws {
      let rules = [
        FaultRule(.post, Fault(.errorAfterStoring), at: [1]),
        FaultRule(.post, Fault(.errorBeforeStoring), at: [2, 3]),
      ]
      try await Self.withWeepay(rules) { desk in
        let rows = (1...3).map { "v\($0);\(Self.customer);\($0),00\n" }.joined()
        try desk.folder.write("referencia;transacao;valor\n\(rows)", to: "voids.csv")
        let end = try await desk.run("voids.csv", "--operation", "weepay-void", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.effects("voided_cents") == [Self.customer: 600])
        #expect(try await desk.effects("voids") == [Self.customer: 3])
      }
    }

    @Test("A part that the API had no time for goes back once, whichever other part went before it")
    func busyParts() async throws {
      let rules = [FaultRule(.post, Fault(.throttle, retryAfter: "0"), at: [1, 2])]
      try await Self.withWeepay(rules) { desk in
        let rows = (1...3).map { "v\($0);\(Self.customer);\($0),00\n" }.joined()
        try desk.folder.write("referencia;transacao;valor\n\(rows)", to: "voids.csv")
        let end = try await desk.run(
          "voids.csv", "--operation", "weepay-void", "--yes", "--wait", "2s")
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.effects("voided_cents") == [Self.customer: 600])
        #expect(try await desk.effects("voids") == [Self.customer: 3])
      }
    }

    @Test(
      "A part that went back although the answer called it not processed goes back once",
      arguments: [401, 403, 429])
    func refusedAfterStoring(_ status: Int) async throws {
      let rules = [FaultRule(.post, Fault(.errorAfterStoring, status: status), at: [1, 3])]
      try await Self.withWeepay(rules) { desk in
        let rows = (1...3).map { "v\($0);\(Self.customer);2,00\n" }.joined()
        try desk.folder.write("referencia;transacao;valor\n\(rows)", to: "voids.csv")
        var end = try await desk.run("voids.csv", "--operation", "weepay-void", "--yes")
        for _ in 1...2 where end.code == 77 {
          end = try await desk.run("voids.csv", "--operation", "weepay-void", "--yes")
        }
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.effects("voided_cents") == [Self.customer: 600])
        #expect(try await desk.effects("voids") == [Self.customer: 3])
      }
    }

    @Test("Of several parts of one transaction whose answers are all lost each goes back once")
    func lostPartsInARow() async throws {
      let rules = [FaultRule(.post, Fault(.errorAfterStoring), at: [1, 2, 3])]
      try await Self.withWeepay(rules) { desk in
        let rows = (1...3).map { "v\($0);\(Self.customer);\($0),00\n" }.joined()
        try desk.folder.write("referencia;transacao;valor\n\(rows)", to: "voids.csv")
        let end = try await desk.run("voids.csv", "--operation", "weepay-void", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.effects("voids") == [Self.customer: 3])
        let results = try desk.table("voids.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done", "done"])
        #expect(results["q_api_id"] == ["", "", ""])
        let done = try desk.table("voids.qualifica/done.csv")
        #expect(done["amount"] == ["1.00", "2.00", "3.00"])
      }
    }

    @Test("A debit that was refused to a wrong key, and never taken, is not sent")
    func deniedIsNotSent() async throws {
      try await Self.withWeepay([FaultRule(.post, Fault(.tokenRefused), at: Array(1...9))]) {
        desk in
        try desk.folder.write(Self.debits(1), to: "debits.csv")
        let end = try await desk.command(desk.runArguments("debits.csv", Self.transactions))
        #expect(end.code == 77, "\(end.errors)")
        let results = try desk.table("debits.qualifica/results.csv")
        #expect(results["q_status"] == ["not_sent"] && results["q_attempts"] == ["1"])
      }
    }

    @Test("Weepay has no sandbox: 78 with a sentence, and nothing is made")
    func sandbox() async throws {
      let desk = try Desk()
      try desk.folder.write(Self.debits(1), to: "debits.csv")
      let end = try await desk.command(["run", "debits.csv", "--lang", "en"] + Self.transactions)
      #expect(end.code == 78 && end.errors.contains("no documented sandbox"), "\(end.errors)")
      #expect(try !desk.folder.names(in: ".").contains("debits.qualifica"))
      let rehearsed = try await desk.command(
        ["run", "debits.csv", "--simulate", "--lang", "en"] + Self.transactions)
      #expect(rehearsed.code == 0, "\(rehearsed.errors)")
    }
  }
}
