import Foundation
import QualificaTestKit
import Testing

extension PatientPromises {
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
        #expect(
          asked.errors.contains(
            "dates by the API, monthly (1): 2027-01-10; the first charge is made on 2027-01-05; "
              + "ATTENTION: the sheet says"), "\(asked.errors)")
        #expect(api.previews >= 2)
        api.answerPreviews(503)
        let end = try await desk.command(desk.runArguments("subs.csv", Self.options))
        #expect(end.code == 0, "\(end.errors)")
        let plan = try #require(end.errors.range(of: "3 people get a bill"))
        let dates = try #require(
          end.errors.range(of: "dates by the API: not shown, it answered with status 503"))
        #expect(plan.upperBound < dates.lowerBound, "the plan stands above its dates")
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
        #expect(results["q_subscription_id"] == results["q_api_id"])
      }
    }

    @Test("What the plan asks the API counts in the rate")
    func rate() async throws {
      let api = SubscriptionAPI()
      try await api.whileRunning { desk in
        try desk.folder.write(Self.sheet(1, seed: 27), to: "subs.csv")
        let end = try await desk.command(
          desk.runArguments("subs.csv", Self.options + ["--rate", "0.5"]))
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.previews == 1 && api.posts == 1)
        #expect(api.distances.allSatisfy { $0 > .seconds(1) }, "\(api.distances)")
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

    @Test("A lost journal, or a sheet that comes from elsewhere, makes no second subscription")
    func lostJournal() async throws {
      let api = SubscriptionAPI()
      try await api.whileRunning { desk in
        try desk.folder.write(Self.sheet(3, seed: 25), to: "subs.csv")
        #expect(try await desk.command(desk.runArguments("subs.csv", Self.options)).code == 0)
        try desk.folder.remove("subs.qualifica")
        // One number was given to another person meanwhile.
        let rows = Self.sheet(3, seed: 25).replacing("ass-25-3", with: "ass-25-0")
        let other = Self.sheet(1, seed: 26).split(separator: "\n")[1].replacing(
          "ass-26-1", with: "ass-25-3")
        try desk.folder.write(rows + other + "\n", to: "subs.csv")
        let end = try await desk.command(desk.runArguments("subs.csv", Self.options))
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("subs.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done", "done", "refused"])
        #expect(results["q_code"] == ["api.other_run", "api.other_run", "", "api.collision"])
        let first = api.subscriptions.first { $0.invoice == "ass-25-1" }
        #expect(results["q_api_id"][0] == first.map { "\($0.id)" })
        #expect(api.subscriptions.count == 4)
      }
    }

    @Test("A subscription is known again in another spelling, and never called another one's")
    func spelling() async throws {
      let api = SubscriptionAPI()
      api.spellOtherwise()
      api.lose([true, false, true])
      try await api.whileRunning { desk in
        try desk.folder.write(Self.sheet(4, seed: 27), to: "subs.csv")
        let end = try await desk.command(desk.runArguments("subs.csv", Self.options))
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.subscriptions.count == 4)
        #expect(
          try desk.table("subs.qualifica/results.csv")["q_status"].allSatisfy { $0 == "done" })
      }
    }

    @Test("What shows only its number after a lost answer stays in doubt, and is not refused")
    func vague() async throws {
      let api = SubscriptionAPI()
      api.showContent(false)
      api.lose([true])
      try await api.whileRunning { desk in
        try desk.folder.write(Self.sheet(2, seed: 28), to: "subs.csv")
        let options = Self.options + ["--concurrency", "1", "--wait", "1s"]
        let end = try await desk.command(desk.runArguments("subs.csv", options))
        #expect(end.code == 2, "\(end.errors)")
        #expect(
          try desk.table("subs.qualifica/results.csv")["q_status"] == ["in_doubt", "done"])
        #expect(api.subscriptions.count == 2)
      }
    }

    @Test(
      "The files of a run that made subscriptions are sheets that end them",
      arguments: [
        "done.csv", "payable.csv", "results.csv",
      ])
    func successor(_ file: String) async throws {
      let api = SubscriptionAPI()
      try await api.whileRunning { desk in
        try desk.folder.write(Self.sheet(2, seed: 29), to: "subs.csv")
        #expect(try await desk.command(desk.runArguments("subs.csv", Self.options)).code == 0)
        let end = try await desk.command(
          desk.runArguments(
            "subs.qualifica/\(file)", ["--operation", "subscription-cancel", "--yes", "-o", "e"]))
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.subscriptions.allSatisfy { !$0.isActive })
      }
    }

    @Test("The good rows of the sample are ready once their dates are near")
    func sample() async throws {
      let desk = try Desk()
      let text = String(
        decoding: try SchemaSubset.sample(named: "subscriptions.csv"), as: UTF8.self)
      let day = Date().addingTimeInterval(5 * 86_400).formatted(.iso8601.year().month().day())
      try desk.folder.write(text.replacing("31/12/2099", with: day), to: "s.csv")
      let end = try await desk.command(["check", "s.csv", "--operation", "subscription-create"])
      #expect(end.code == 1, "\(end.errors)")
      let results = try desk.table("s.check/results.csv")
      #expect(results["q_status"].prefix(2) == ["ready", "ready"])
      #expect(results["q_status"].dropFirst(2).allSatisfy { $0 == "rejected" })
      let wrong = try desk.table("s.check/findings.csv")["code"].filter { $0.contains("too_late") }
      #expect(wrong.isEmpty)
    }

    @Test("Nothing usable about a number for a while delays its record, and does not stop the run")
    func failingLists() async throws {
      let api = SubscriptionAPI()
      api.failLists(9)
      try await api.whileRunning { desk in
        try desk.folder.write(Self.sheet(1, seed: 31), to: "subs.csv")
        let end = try await desk.command(desk.runArguments("subs.csv", Self.options))
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.subscriptions.count == 1)
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
