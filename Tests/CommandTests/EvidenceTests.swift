import Foundation
import Simulator
import Testing

extension PatientPromises {
  /// What Weepay says of a change is not believed against what it shows.
  @Suite struct EvidenceTests {
    private static let customer = "b4f633962b794ab8b94108620727a686"
    private static let card = "190a3b4c46714e89bb1f735609cc49b"
    private static let person = """
      cpf;nome;e-mail;rua;numero;bairro;cidade;uf;cep
      31042797722;Aurélia Exemplo;a@example.org;Rua Inventada;10;Centro;Curitiba;PR;80200100

      """

    /// A sheet of each operation whose replies show nothing, and what it does to whom.
    static let sheets = [
      Sheet("weepay-card-delete", "token;id cliente\n\(card)1;\(customer)\n", "card_deletions"),
      Sheet(
        "weepay-customer", person.replacing("Exemplo", with: "Outra"), "customer_updates"),
      Sheet("weepay-void", "referencia;transacao;valor\na;\(customer);1,00\n", "voids"),
      Sheet("weepay-void", "transacao\n\(customer)\n", "voids"),
    ]

    struct Sheet: Sendable {
      let operation: String
      let text: String
      let effects: String

      init(_ operation: String, _ text: String, _ effects: String) {
        (self.operation, self.text, self.effects) = (operation, text, effects)
      }
    }

    /// - Parameter fault: of the first change.
    private static func run(
      _ sheet: Sheet, _ fault: Fault,
      _ body: @escaping @Sendable (Desk, CommandEnd, CSVTable) async throws -> Void
    ) async throws {
      // The customer that is changed is made before.
      let isCustomer = sheet.operation == "weepay-customer"
      let rule = FaultRule(.post, fault, at: [isCustomer ? 2 : 1])
      try await Desk.withSimulator(
        {
          $0.presumesThings = !isCustomer
          $0.faults = FaultPlan(rules: [rule])
        }
      ) { desk in
        if isCustomer {
          try desk.folder.write(person, to: "people.csv")
          let made = try await desk.run("people.csv", "--operation", sheet.operation)
          #expect(made.code == 0, "\(made.errors)")
        }
        try desk.folder.write(sheet.text, to: "rows.csv")
        let end = try await desk.run(
          "rows.csv", "--operation", sheet.operation, "--yes", "--wait", "2s")
        try await body(desk, end, try desk.table("rows.qualifica/results.csv"))
      }
    }

    @Test(
      "What is said to be done and is not is never done, and never sent again",
      arguments: sheets.dropLast())
    func saidAndNotDone(_ sheet: Sheet) async throws {
      try await Self.run(sheet, Fault(.errorBeforeStoring, status: 200)) { desk, end, results in
        #expect(end.code == 2, "\(end.errors)")
        let isTold = sheet.operation == "weepay-void"
        #expect(results["q_status"] == [isTold ? "in_doubt" : "pending"])
        #expect(!isTold || results["q_code"] == ["api.not_shown"])
        #expect(try await desk.effects(sheet.effects).isEmpty)
        let later = try await desk.resume("rows.qualifica", "--yes", "--wait", "1s")
        #expect(later.code == 2, "\(later.errors)")
        #expect(try await desk.effects(sheet.effects).isEmpty)
      }
    }

    @Test("What is refused and done all the same is done, with the API's words", arguments: sheets)
    func refusedAndDone(_ sheet: Sheet) async throws {
      try await Self.run(sheet, Fault(.errorAfterStoring, status: 422)) { desk, end, results in
        #expect(end.code == 0, "\(end.errors)")
        #expect(results["q_status"] == ["done"] && results["q_attempts"] == ["1"])
        #expect(results["q_code"] == ["api.done_despite_refusal"])
        #expect(results["q_message"][0].contains("(API: Server Error)"))
        let effects = try await desk.effects(sheet.effects)
        #expect(effects.map(\.value) == [1], "\(effects)")
      }
    }

    @Test("What is refused and not done is refused", arguments: sheets)
    func refusedAndNotDone(_ sheet: Sheet) async throws {
      try await Self.run(sheet, Fault(.errorBeforeStoring, status: 422)) { desk, end, results in
        #expect(end.code == 1, "\(end.errors)")
        #expect(results["q_status"] == ["refused"] && results["q_code"] == ["api.refused"])
        #expect(results["q_message"] == ["Server Error"])
        let effects = try await desk.effects(sheet.effects)
        #expect(effects.isEmpty, "\(effects)")
      }
    }

    @Test("A capture that came to nothing is failed, and done where the transaction shows it")
    func captures() async throws {
      for (kind, code, status) in [
        (FaultKind.errorBeforeStoring, 1, "failed"), (.errorAfterStoring, 0, "done"),
      ] {
        let rules = [FaultRule(.post, Fault(kind, status: 402), at: [2])]
        try await Desk.withSimulator(
          {
            $0.presumesThings = true
            $0.faults = FaultPlan(rules: rules)
          }
        ) { desk in
          let debit =
            "referencia;valor;id cliente;token do cartao;nome na fatura;descricao\n"
            + "r-1;11,50;\(Self.customer);\(Self.card)1;ESCOLA A;Mensalidade\n"
          try desk.folder.write(debit, to: "debits.csv")
          let made = try await desk.run(
            "debits.csv", "--operation", "weepay-transaction", "--yes", "--no-capture")
          #expect(made.code == 0, "\(made.errors)")
          let id = try desk.table("debits.qualifica/results.csv")["q_api_id"][0]
          try desk.folder.write("transacao\n\(id)\n", to: "captures.csv")
          let end = try await desk.run(
            "captures.csv", "--operation", "weepay-capture", "--yes")
          #expect(end.code == code, "\(end.errors)")
          let results = try desk.table("captures.qualifica/results.csv")
          #expect(results["q_status"] == [status])
        }
      }
    }

    @Test(
      "A debit that is refused and made all the same is done; one that is not made is refused, or failed",
      arguments: [
        (FaultKind.errorBeforeStoring, 422, 1, "refused"), (.errorAfterStoring, 422, 0, "done"),
        (.errorBeforeStoring, 402, 1, "failed"), (.errorAfterStoring, 402, 0, "done"),
      ])
    func debits(_ kind: FaultKind, _ answer: Int, _ code: Int, _ status: String) async throws {
      try await Desk.withSimulator(
        {
          $0.presumesThings = true
          $0.faults = FaultPlan(rules: [FaultRule(.post, Fault(kind, status: answer), at: [1])])
        }
      ) { desk in
        let debit =
          "referencia;valor;id cliente;token do cartao;nome na fatura;descricao\n"
          + "r-1;11,50;\(Self.customer);\(Self.card)1;ESCOLA A;Mensalidade\n"
        try desk.folder.write(debit, to: "debits.csv")
        let end = try await desk.run("debits.csv", "--operation", "weepay-transaction", "--yes")
        #expect(end.code == code, "\(end.errors)")
        #expect(try desk.table("debits.qualifica/results.csv")["q_status"] == [status])
        #expect(try await desk.effects("transactions") == (code == 0 ? ["r-1": 1] : [:]))
      }
    }
  }
}
