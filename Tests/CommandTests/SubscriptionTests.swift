import Foundation
import Testing

extension Promises {
  /// People are charged by one subscription each, whatever becomes of the answers, and it ends once.
  @Suite struct SubscriptionTests {
    private static let options = [
      "--operation", "subscription-create", "--merchant-id", "477", "--yes",
    ]

    private static func sheet(_ count: Int, seed: UInt64, daysAhead: Double = 5) -> String {
      let day = Date().addingTimeInterval(daysAhead * 86_400)
        .formatted(.iso8601.year().month().day())
      let rows = Payee.people(count, seed: seed).enumerated().map { index, person in
        [
          "ass-\(seed)-\(index + 1)", "1\(index),50", person.name, person.document, "Mensalidade",
          day, "3", index % 2 == 0 ? "mensal" : "WEEKLY", index == 0 ? "12" : "",
        ].joined(separator: ";")
      }
      let header =
        "contrato;valor;aluno;cpf;descrição;primeira data;dias antes;periodicidade;parcelas"
      return ([header] + rows).joined(separator: "\n") + "\n"
    }

    @Test("Each person gets one subscription, and the plan shows the dates that the API gives")
    func once() async throws {
      let api = SubscriptionAPI()
      try await api.whileRunning { desk in
        try desk.folder.write(Self.sheet(3, seed: 21), to: "subs.csv")
        let without = try await desk.command(
          desk.runArguments("subs.csv", ["--operation", "subscription-create", "--yes"]))
        #expect(without.code == 64 && without.errors.contains("--merchant-id"), "\(without.errors)")
        let asked = try await desk.command(
          desk.runArguments("subs.csv", Self.options.dropLast()))
        #expect(asked.code == 64 && api.posts == 0, "\(asked.errors)")
        #expect(asked.errors.contains("3 people get a bill"), "\(asked.errors)")
        #expect(asked.errors.contains("dates by the API, monthly (1): 2027-01-10"))
        #expect(api.previews >= 2)
        let end = try await desk.command(desk.runArguments("subs.csv", Self.options))
        #expect(end.code == 0, "\(end.errors)")
        let first = try #require(api.subscriptions.first { $0.invoice == "ass-21-1" })
        #expect(first.members["clientId"] as? Int == 477)
        #expect(first.members["quantity"] as? Int == 12)
        #expect(first.members["frequency"] as? String == "MONTHLY")
        #expect(first.members["amountCents"] as? Int == 1_050)
        let other = try #require(api.subscriptions.first { $0.invoice == "ass-21-2" })
        #expect(other.members["quantity"] == nil)
        let results = try desk.table("subs.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done", "done"])
        #expect(results["q_state"][0] == "active" && results["q_next_issue"][0] == "2027-01-05")
      }
    }

    @Test("A lost answer makes no second subscription and forgets none")
    func lostAnswers() async throws {
      let api = SubscriptionAPI()
      api.lose([true, false, true, true])
      try await api.whileRunning { desk in
        try desk.folder.write(Self.sheet(4, seed: 22), to: "subs.csv")
        let end = try await desk.command(desk.runArguments("subs.csv", Self.options))
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.subscriptions.count == 4)
        #expect(Set(api.subscriptions.map(\.invoice)).count == 4)
        let results = try desk.table("subs.qualifica/results.csv")
        #expect(results["q_status"].allSatisfy { $0 == "done" })
      }
    }

    @Test("First dates beyond the window, and numbers that make no sense, are rejected")
    func rejected() async throws {
      let desk = try Desk()
      var sheet = Self.sheet(2, seed: 23, daysAhead: 12)
      sheet +=
        sheet.split(separator: "\n")[1].replacing("ass-23-1", with: "x")
        .replacing(";3;mensal;12", with: ";-1;diária;1") + "\n"
      try desk.folder.write(sheet, to: "subs.csv")
      let end = try await desk.command(["check", "subs.csv", "--operation", "subscription-create"])
      #expect(end.code == 1, "\(end.errors)")
      let results = try desk.table("subs.check/results.csv")
      #expect(results["q_status"] == ["ready", "rejected", "rejected"])
      #expect(results["q_code"][1] == "first_date.too_late")
      let codes = try desk.table("subs.check/findings.csv")["code"]
      #expect(codes.contains("days_before.out_of_range") && codes.contains("quantity.out_of_range"))
      #expect(codes.contains("frequency.unreadable"))
    }

    @Test("Subscriptions end once; what is no active one is told and nothing is sent for it")
    func cancel() async throws {
      let api = SubscriptionAPI()
      try await api.whileRunning { desk in
        try desk.folder.write(Self.sheet(3, seed: 24), to: "subs.csv")
        #expect(try await desk.command(desk.runArguments("subs.csv", Self.options)).code == 0)
        api.lose([true, false])
        try desk.folder.write("assinatura\n5001\n5002\n5003\n9\n", to: "ends.csv")
        let options = ["--operation", "subscription-cancel", "--yes"]
        let end = try await desk.command(desk.runArguments("ends.csv", options))
        #expect(end.code == 1, "\(end.errors)")
        #expect(end.errors.contains("stops money: up to 4 subscriptions"), "\(end.errors)")
        #expect(api.subscriptions.allSatisfy { !$0.isActive })
        let results = try desk.table("ends.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done", "done", "refused"])
        #expect(results["q_code"].last == "subscription.unknown")
        let deletes = api.deletes
        let again = try await desk.command(
          desk.runArguments("ends.csv", options + ["-o", "again"]))
        #expect(again.code == 1 && api.deletes == deletes, "\(again.errors)")
        #expect(try desk.table("again/results.csv")["q_code"].first == "api.reached_before")
      }
    }
  }
}
