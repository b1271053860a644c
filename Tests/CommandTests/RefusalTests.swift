import Foundation
import Testing

extension PatientPromises {
  /// Whatever words a server finds for "used already", nobody is paid twice, and nobody who was paid
  /// is called refused.
  @Suite("Refusals and earlier codes (Receipts, Ownership, EarlierCodes)") struct RefusalTests {
    private static let people = Payee.people(3, seed: 811)
    private static let refusals: [PayingAPI.Refusal] = [
      .listed("Código utilizado anteriormente"), .listed("previously submitted"), .listed(""),
      .listed(nil), .whole(400, "Envio repetido?"), .whole(422, ""), .whole(413, "x"),
    ]

    @Test("A lost journal: paid once, and said whose payment it is", arguments: 0..<refusals.count)
    func lostJournal(_ number: Int) async throws {
      for (service, showsBatches) in [("4", true), ("5", false), ("2", true)] {
        let api = PayingAPI(Self.refusals[number], showsBatches: showsBatches)
        try await api.whileRunning { desk in
          try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
          #expect(try await desk.run("payees.csv", "--service", service, "--yes").code == 0)
          let run = try #require(try desk.summary("payees.qualifica")["run"] as? String)
          #expect(try desk.summary("payees.qualifica")["other_run_records"] == nil)
          try desk.folder.remove("payees.qualifica")
          let end = try await desk.run("payees.csv", "--service", service, "--yes")
          #expect(end.code == 0, "\(end.errors)")
          #expect(end.errors.contains("3 of them were at the API already"))
          let results = try desk.table("payees.qualifica/results.csv")
          #expect(results["q_status"] == ["valid", "valid", "valid"])
          #expect(results["q_code"] == Array(repeating: "api.other_run", count: 3))
          let named = results["q_message"].allSatisfy { $0.contains("run \(run)") }
          #expect(named == showsBatches)
          #expect(try desk.summary("payees.qualifica")["other_run_records"] as? Int == 3)
          #expect(api.payments.values.allSatisfy { $0 == 1 })
        }
      }
    }

    @Test("A refusal that looks like success is found out by the look at the verdict")
    func refusedWithSuccess() async throws {
      let api = PayingAPI(.whole(200, "Código utilizado anteriormente"))
      try await api.whileRunning { desk in
        var people = Self.people
        try desk.folder.write(Payroll(people).text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "4", "--yes").code == 0)
        people[0].amount = "31.00"
        try desk.folder.write(Payroll(people).text, to: "second.csv")
        let end = try await desk.run("second.csv", "--service", "4", "--yes")
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("second.qualifica/results.csv")
        #expect(results["q_status"] == ["refused", "valid", "valid"])
        #expect(results["q_code"] == ["api.collision", "api.other_run", "api.other_run"])
        #expect(api.records.count == 3)
      }
    }

    @Test("Codes that differ in capitals only are one, in a file and at the API")
    func capitals() async throws {
      let api = PayingAPI(.listed("previously submitted"), tellsCapitals: false)
      try await api.whileRunning { desk in
        var people = Self.people
        people[1].code = people[0].code.uppercased()
        try desk.folder.write(Payroll(people).text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "4", "--yes").code == 1)
        let first = try desk.table("first.qualifica/results.csv")
        #expect(first["q_status"] == ["valid", "duplicate", "valid"])
        for index in people.indices { people[index].code = people[index].code.uppercased() }
        try desk.folder.write(Payroll([people[0], people[2]]).text, to: "second.csv")
        let end = try await desk.run("second.csv", "--service", "4", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        let second = try desk.table("second.qualifica/results.csv")
        #expect(second["q_code"] == ["api.other_run", "api.other_run"])
        #expect(api.records.count == 2 && api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test(
      "fix.csv of a run that took a payment for a refusal", arguments: ["1", "4"], [true, false])
    func wronglyRefused(_ service: String, _ hasCodes: Bool) async throws {
      let api = PayingAPI(.listed("Código utilizado anteriormente"))
      try await api.whileRunning { desk in
        try desk.folder.write(Payroll(Self.people) { $0.hasCodes = hasCodes }.text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", service, "--yes").code == 0)
        try desk.copyRefused("first", to: "fix.csv")
        let end = try await desk.run("fix.csv", "--service", service, "--yes")
        #expect(end.code == 0, "\(end.errors)")
        let results = try desk.table("fix.qualifica/results.csv")
        #expect(results["q_status"] == ["valid", "valid", "valid"])
        #expect(results["q_code"] == Array(repeating: "api.other_run", count: 3))
        #expect(
          try desk.table("fix.qualifica/results.csv")["q_custom_code"].suffix(3)
            == desk.table("first.qualifica/results.csv")["q_custom_code"].suffix(3))
        #expect(api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test("The earlier payment is under way: followed, and never sent again")
    func underWay() async throws {
      let api = PayingAPI(.listed(nil))
      api.setStatus(1, ofNew: true)
      try await api.whileRunning { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "first.csv")
        #expect(
          try await desk.run("first.csv", "--service", "4", "--yes", "--wait", "1s").code == 2)
        try desk.copyRefused("first", to: "fix.csv")
        let end = try await desk.run("fix.csv", "--service", "4", "--yes", "--wait", "1s")
        #expect(end.code == 2, "\(end.errors)")
        api.setStatus(5)
        #expect(try await desk.resume("fix.qualifica").code == 0)
        #expect(api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test("The earlier payment has another amount: a person decides, however often it is fed back")
    func otherAmount() async throws {
      let api = PayingAPI(.listed("previously submitted"))
      try await api.whileRunning { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "4", "--yes").code == 0)
        try desk.copyRefused("first", to: "fix.csv") {
          $0.replacing(Self.people[1].amount, with: "7.00")
        }
        for round in ["fix.csv", "again.csv", "third.csv"] {
          if round != "fix.csv" {
            try desk.folder.write(try desk.folder.text(of: "last"), to: round)
          }
          let end = try await desk.run(round, "--service", "4", "--yes")
          #expect(end.code == 1, "\(end.errors)")
          let folder = round.replacing(".csv", with: ".qualifica")
          let fix = try desk.table("\(folder)/fix.csv")
          #expect(fix["q_status"].last == "refused" && fix["q_code"].last == "api.earlier_code")
          try desk.folder.write(try desk.folder.text(of: "\(folder)/fix.csv"), to: "last")
        }
        #expect(api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test("The same code with another amount is a collision")
    func collision() async throws {
      let api = PayingAPI(.listed(nil))
      try await api.whileRunning { desk in
        var people = Self.people
        try desk.folder.write(Payroll(people).text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "4", "--yes").code == 0)
        people[0].amount = "31.00"
        people[1] = people[1].withAccountMoved(by: 1)
        try desk.folder.write(Payroll(people).text, to: "second.csv")
        #expect(try await desk.run("second.csv", "--service", "4", "--yes").code == 1)
        let results = try desk.table("second.qualifica/results.csv")
        #expect(results["q_status"] == ["refused", "refused", "valid"])
        #expect(results["q_code"] == ["api.collision", "api.collision", "api.other_run"])
        #expect(api.records.count == 3)
      }
    }

    @Test("What the API really never had is refused in its words, corrected and paid once")
    func reallyRefused() async throws {
      let api = PayingAPI(.listed("Código utilizado anteriormente"))
      api.refuse([Self.people[1].code])
      try await api.whileRunning { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "5", "--yes").code == 1)
        let fix = try desk.table("first.qualifica/fix.csv")
        #expect(fix["q_status"] == ["refused"] && fix["q_code"] == ["api.refused"])
        #expect(fix["q_message"] == ["Código utilizado anteriormente"])
        try desk.folder.write(try desk.folder.text(of: "first.qualifica/fix.csv"), to: "fix.csv")
        #expect(try await desk.run("fix.csv", "--service", "5", "--yes").code == 0)
        #expect(api.payments.count == 3 && api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test("Nothing is sent while the API does not say what it has under the earlier codes")
    func unanswered() async throws {
      let api = PayingAPI(.listed(nil))
      api.setStatus(6, ofNew: true)
      try await api.whileRunning { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "4", "--yes").code == 1)
        let right = Self.people.map { $0.withAccountMoved(by: 1) }
        try desk.copyRefused("first", to: "fix.csv") { text in
          zip(Self.people, right).reduce(text) { text, pair in
            text.replacing(
              pair.0.cells.dropFirst().joined(separator: ";"),
              with: pair.1.cells.dropFirst().joined(separator: ";"))
          }
        }
        api.setStatus(5, ofNew: true)
        api.answerQuestions(false)
        let end = try await desk.run("fix.csv", "--service", "4", "--yes")
        #expect(end.code == 3, "\(end.errors)")
        #expect(
          try desk.table("fix.qualifica/results.csv")["q_status"].allSatisfy { $0 == "not_sent" })
        #expect(api.records.count == 3)
        api.answerQuestions(true)
        #expect(try await desk.resume("fix.qualifica").code == 0)
        #expect(api.records.count == 6)
      }
    }

    @Test("A restored journal uses no batch code again, and pays nobody twice")
    func restoredJournal() async throws {
      let api = PayingAPI(.listed("previously submitted"))
      try await api.whileRunning { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--service", "4").code == 64)
        try desk.folder.copy("payees.qualifica", to: "backup")
        #expect(try await desk.run("payees.csv", "--service", "4", "--yes").code == 0)
        let batches = Set(api.records.map(\.batch))
        try desk.folder.remove("payees.qualifica")
        try desk.folder.copy("backup", to: "payees.qualifica")
        let end = try await desk.run("payees.csv", "--service", "4", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.payments.values.allSatisfy { $0 == 1 })
        let used = try desk.table("payees.qualifica/results.csv")["q_batch_code"]
        #expect(batches.isDisjoint(with: used))
      }
    }
  }
}

extension Desk {
  /// The results of a run as a `fix.csv` that calls every record refused.
  fileprivate func copyRefused(
    _ run: String, to copy: String, _ change: (String) -> String = { $0 }
  ) throws {
    let text = try folder.text(of: "\(run).qualifica/results.csv")
    let refused = ["valid", "invalid", "pending"].reduce(text) { text, status in
      text.replacing(";\(status);", with: ";refused;")
    }
    try folder.write(change(refused), to: copy)
  }
}
