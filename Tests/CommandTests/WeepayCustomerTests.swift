import Foundation
import Simulator
import Testing

extension Promises {
  /// Customers are made once, and updated where they differ; cards are deleted once.
  @Suite struct WeepayCustomerTests {
    private static let header = "cpf;nome;e-mail;telefone;rua;numero;bairro;cidade;uf;cep\n"
    private static let options = ["--operation", "weepay-customer"]

    private static func row(_ document: String, _ name: String, phone: String = "") -> String {
      "\(document);\(name);a@example.org;\(phone);Rua Inventada;10;Centro;Curitiba;PR;80200-100\n"
    }

    @Test("A customer is made once, left alone while equal, and updated when the sheet differs")
    func upsert() async throws {
      let lost = FaultRule(.post, Fault(.errorAfterStoring), at: [1])
      try await Desk.withSimulator({ $0.faults = FaultPlan(rules: [lost]) }) { desk in
        let people =
          Self.row("310.427.977-22", "Aurélia Exemplo", phone: "(41) 98765-4321")
          + Self.row("11.444.777/0001-61", "Empresa Fictícia Ltda")
        try desk.folder.write(Self.header + people, to: "people.csv")
        let end = try await desk.command(desk.runArguments("people.csv", Self.options))
        #expect(end.code == 0, "\(end.errors)")
        #expect(
          try await desk.effects("customers") == ["31042797722": 1, "11444777000161": 1])
        let results = try desk.table("people.qualifica/results.csv")
        #expect(!results["q_custom_code"][0].contains("31042797722"))
        let again = try await desk.command(
          desk.runArguments("people.csv", Self.options + ["-o", "again"]))
        #expect(again.code == 0, "\(again.errors)")
        #expect(
          try desk.table("again/results.csv")["q_code"] == [
            "api.reached_before", "api.reached_before",
          ])
        let changed = Self.header + Self.row("310.427.977-22", "Aurélia Outra")
        try desk.folder.write(changed, to: "changed.csv")
        let update = try await desk.command(desk.runArguments("changed.csv", Self.options))
        #expect(update.code == 0, "\(update.errors)")
        #expect(try desk.table("changed.qualifica/results.csv")["q_state"] == ["updated"])
        #expect(try await desk.effects("customer_updates").map(\.value) == [1])
        let journal = try desk.folder.bytes(of: "people.qualifica/journal.sqlite")
        #expect(!String(decoding: journal, as: UTF8.self).contains("31042797722"))
      }
    }

    @Test("What a customer cannot be made with is rejected before anything is sent")
    func rejected() async throws {
      let desk = try Desk()
      let rows = [
        Self.row("310.427.977-23", "Aurélia Exemplo"),
        Self.row("12.ABC.345/01DE-35", "Empresa Fictícia Ltda"),
        Self.row("310.427.977-22", "Aurélia Exemplo", phone: "123"),
        Self.row("310.427.977-22", "Aurélia Exemplo").replacing("PR;", with: "XX;"),
        Self.row("310.427.977-22", "Aurélia Exemplo").replacing("80200-100", with: "123"),
        Self.row("310.427.977-22", "Aurélia Exemplo").replacing("a@example.org", with: ""),
      ]
      try desk.folder.write(Self.header + rows.joined(), to: "people.csv")
      let end = try await desk.command(["check", "people.csv"] + Self.options)
      #expect(end.code == 1, "\(end.errors)")
      #expect(
        try desk.table("people.check/results.csv")["q_code"] == [
          "document.check_digit", "document.alphanumeric", "phone.format", "state.unknown",
          "zip_code.format", "email.required",
        ])
    }

    @Test("Cards are deleted once; a lost answer, and one that is gone, count as done")
    func cards() async throws {
      let lost = FaultRule(.post, Fault(.dropAfterStoring), at: [1])
      try await Desk.withSimulator(
        {
          $0.presumesThings = true
          $0.faults = FaultPlan(rules: [lost])
        }
      ) { desk in
        let customer = "b4f633962b794ab8b94108620727a686"
        let card = "190a3b4c46714e89bb1f735609cc49b"
        try desk.folder.write(
          "token;id cliente\n\(card)1;\(customer)\n\(card)2;\(customer)\n", to: "cards.csv")
        let options = ["--operation", "weepay-card-delete"]
        let end = try await desk.command(desk.runArguments("cards.csv", options))
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.effects("card_deletions") == ["\(card)1": 1, "\(card)2": 1])
        let again = try await desk.command(
          desk.runArguments("cards.csv", options + ["-o", "again"]))
        #expect(again.code == 0, "\(again.errors)")
        #expect(
          try desk.table("again/results.csv")["q_code"] == [
            "api.reached_before", "api.reached_before",
          ])
        for name in ["journal.sqlite", "done.csv", "report.html"] {
          let bytes = try desk.folder.bytes(of: "cards.qualifica/\(name)")
          #expect(!String(decoding: bytes, as: UTF8.self).contains(card), "\(name)")
        }
      }
    }
  }
}
