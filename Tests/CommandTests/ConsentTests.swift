import Foundation
import Testing

extension Promises {
  /// Services 2 to 5 deposit money: only with consent.
  @Suite struct ConsentTests {
    private static let people = Payee.people(20, seed: 51)

    private static let totalInCents = people.reduce(0) {
      $0 + (Int($1.amount.filter(\.isNumber)) ?? 0)
    }

    @Test(
      "Without --yes the plan is shown, nothing is sent, and the code is 64", arguments: [2, 4])
    func withoutConsent(service: Int) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--service", "\(service)")
        #expect(end.code == 64, "\(end.errors)")
        #expect(end.errors.contains("service \(service): \(Self.people.count) "))
        #expect(end.errors.contains("--yes"))
        if service == 4 { #expect(Self.total(in: end.errors) == Self.totalInCents) }
        let resumed = try await desk.resume("payees.qualifica")
        #expect(resumed.code == 64, "\(resumed.errors)")
        #expect(resumed.errors.contains("service \(service): \(Self.people.count) "))
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test("With --yes it is sent, at once or later", arguments: [2, 4], [true, false])
    func withConsent(service: Int, atOnce: Bool) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let consent = atOnce ? ["--yes"] : []
        let first = try await desk.command(
          desk.runArguments("payees.csv", ["--service", "\(service)"] + consent))
        let end = atOnce ? first : try await desk.resume("payees.qualifica", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        // Whoever consents sees what moves, also in a process that did not plan it.
        #expect(end.errors.contains("service \(service): \(Self.people.count) "))
        let services = try desk.table("payees.qualifica/results.csv")["q_service_id"]
        #expect(Set(services) == ["\(service)"])
        #expect(try await desk.statistics().customCodes == Self.people.count)
        let amount = try desk.summary("payees.qualifica")["amount_in_cents"] as? Int
        #expect(amount == (service == 4 ? Self.totalInCents : nil))
      }
    }

    @Test("The plan is shown again by the command that goes on with a consent given earlier")
    func storedConsent() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let denied = try await desk.command(
          desk.runArguments("payees.csv", ["--service", "4", "--yes"]),
          environment: ["QUALIFICA_TOKEN": "another-key"])
        #expect(denied.code == 77, "\(denied.errors)")
        let end = try await desk.resume("payees.qualifica")
        #expect(end.code == 0, "\(end.errors)")
        #expect(Self.total(in: end.errors) == Self.totalInCents)
        // Nothing is left to move.
        let again = try await desk.resume("payees.qualifica")
        #expect(again.code == 0 && Self.total(in: again.errors) == nil)
      }
    }

    @Test("Service 1 asks nobody")
    func freeService() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--no-input")
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("no money moves"))
      }
    }

    @Test("A record without the amount its service deposits is rejected", arguments: [4, 5])
    func missingAmount(service: Int) async throws {
      let desk = try Desk()
      var people = Self.people
      people[3].amount = ""
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      let end = try await desk.command(["check", "payees.csv", "--service", "\(service)"])
      #expect(end.code == 1, "\(end.errors)")
      let results = try desk.table("payees.check/results.csv")
      #expect(results["q_status"].filter { $0 == "rejected" }.count == 1)
      #expect(results["q_code"][3] == "amount.required")
    }

    /// The amount of a plan's `…, R$ 1,234.56 in all`, in hundredths.
    private static func total(in text: String) -> Int? {
      guard let match = text.firstMatch(of: /R\$ ([0-9.,]+) in all/) else { return nil }
      return Int(match.1.filter(\.isNumber))
    }
  }
}
