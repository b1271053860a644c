import Foundation
import Testing

extension Promises {
  /// Charges are canceled once each, and only when they can be.
  @Suite struct ChargeCancelTests {
    private static func run(_ desk: Desk, _ ids: [Int], _ more: String...) async throws
      -> CommandEnd
    {
      let lines = ["id cobrança"] + ids.map(String.init)
      try desk.folder.write(lines.joined(separator: "\n") + "\n", to: "ids.csv")
      return try await desk.command(
        desk.runArguments("ids.csv", ["--operation", "charge-cancel", "--yes"] + more))
    }

    @Test("Open charges are canceled, others are told with the reason and nothing is sent for them")
    func once() async throws {
      let api = PayinChargesAPI([
        .init(id: 11), .init(id: 12, type: "boleto"), .init(id: 13, status: 4),
        .init(id: 14, status: 2), .init(id: 15, status: 7),
      ])
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, [11, 12, 13, 14, 15, 99])
        #expect(end.code == 1, "\(end.errors)")
        #expect(end.errors.contains("stops money: up to 6 charges"), "\(end.errors)")
        let results = try desk.table("ids.qualifica/results.csv")
        #expect(
          results["q_status"] == ["done", "done", "refused", "done", "refused", "refused"])
        #expect(
          results["q_code"] == [
            "", "", "charge.paid", "api.reached_before", "charge.rejected", "charge.unknown",
          ])
        #expect(results["q_state"][0] == "canceled" && results["q_number"][0] == "fat-11")
        #expect(results["q_custom_code"][0] == "11")
        #expect(api.changes == 2)
        let again = try await Self.run(desk, [11, 12, 13, 14, 15, 99])
        #expect(again.code == 1 && api.changes == 2, "\(again.errors)")
        let corrected = try await desk.command(
          desk.runArguments(
            "ids.qualifica/fix.csv", ["--operation", "charge-cancel", "--yes", "-o", "fixed"]))
        #expect(corrected.code == 1 && api.changes == 2, "\(corrected.errors)")
        #expect(try desk.table("fixed/results.csv")["q_code"].first == "charge.paid")
      }
    }

    @Test("A client may be named, as for every other operation of the family")
    func client() async throws {
      let api = PayinChargesAPI([.init(id: 11)])
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, [11], "--merchant-id", "477")
        #expect(end.code == 0 && api.changes == 1, "\(end.errors)")
        let other = try await Self.run(desk, [11], "--merchant-id", "478")
        #expect(other.code == 64 && other.errors.contains("--merchant-id"), "\(other.errors)")
      }
    }

    @Test("The plan of a single cancellation speaks of one charge in Portuguese")
    func singular() async throws {
      try await PayinChargesAPI([.init(id: 11)]).whileRunning { desk in
        let end = try await Self.run(desk, [11], "--lang", "pt-BR")
        #expect(end.errors.contains("até 1 cobrança deixará de ser paga"), "\(end.errors)")
      }
    }

    @Test(
      "A lost answer cancels nothing twice and nothing never",
      arguments: [
        [.actsAndFails(500), .fails(500), .actsAndFails(502), .actsAndFails(408)],
        [.fails(503), .actsAndFails(504), .fails(408), .fails(500), .fails(500)],
      ] as [[PayinChargesAPI.Fault]])
    func lostAnswers(_ faults: [PayinChargesAPI.Fault]) async throws {
      let api = PayinChargesAPI((21...25).map { .init(id: $0) })
      api.fail(faults)
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, Array(21...25))
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.charges.values.allSatisfy { $0.cancels == 1 && $0.status == 2 })
        let results = try desk.table("ids.qualifica/results.csv")
        #expect(results["q_status"].allSatisfy { $0 == "done" })
      }
    }

    @Test("A refused cancellation is done where the charge shows it, and refused where it does not")
    func refused() async throws {
      let api = PayinChargesAPI((61...63).map { .init(id: $0) })
      api.fail([.actsAndFails(422), .refuses("Regra violada")])
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, Array(61...63), "--concurrency", "1")
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("ids.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "refused", "done"])
        #expect(results["q_code"] == ["api.done_despite_refusal", "api.refused", ""])
        #expect(results["q_message"][0].contains("shows it done all the same. (API: later)"))
        #expect(results["q_message"][1] == "Regra violada" && results["q_state"][0] == "canceled")
        #expect(api.changes == 3 && api.charges[61]?.cancels == 1)
      }
    }

    @Test("A refused cancellation stays in doubt while its charge cannot be read")
    func refusedUnseen() async throws {
      let api = PayinChargesAPI([.init(id: 64)])
      api.fail([.actsAndFails(422)])
      api.loseSight(true)
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, [64], "--wait", "1s")
        #expect(end.code == 2 || end.code == 3, "\(end.code): \(end.errors)")
        #expect(try desk.table("ids.qualifica/results.csv")["q_status"] == ["in_doubt"])
        api.loseSight(false)
        let later = try await desk.resume("ids.qualifica", "--yes")
        #expect(later.code == 0 && api.changes == 1, "\(later.errors)")
      }
    }

    @Test("A charge that is too young waits within --wait, and stays not_sent beyond it")
    func tooYoung() async throws {
      let api = PayinChargesAPI([.init(id: 31), .init(id: 32, age: 30)])
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, [32, 31], "--wait", "2s")
        #expect(end.code == 2, "\(end.errors)")
        #expect(end.errors.contains("cannot be sent yet"), "\(end.errors)")
        let results = try desk.table("ids.qualifica/results.csv")
        #expect(results["q_status"] == ["not_sent", "done"])
        #expect(api.changes == 1)
      }
    }

    @Test("Nothing is canceled without consent, and an id that is none is rejected")
    func consentAndForm() async throws {
      let api = PayinChargesAPI([.init(id: 41)])
      try await api.whileRunning { desk in
        try desk.folder.write("id;nota\n41;a\n041;b\n4A;c\n12345678901;d\n", to: "ids.csv")
        let asked = try await desk.command(
          desk.runArguments("ids.csv", ["--operation", "charge-cancel"]))
        #expect(asked.code == 64 && asked.errors.contains("stops money"), "\(asked.errors)")
        #expect(api.changes == 0 && api.looks == 0)
        let check = try await desk.command(["check", "ids.csv", "--operation", "charge-cancel"])
        #expect(check.code == 1, "\(check.errors)")
        let results = try desk.table("ids.check/results.csv")
        #expect(results["q_status"] == ["ready", "rejected", "rejected", "rejected"])
        #expect(results["q_code"][1] == "charge_id.format")
      }
    }

    @Test("A killed run goes on without a second cancellation")
    func killed() async throws {
      let api = PayinChargesAPI((51...80).map { .init(id: $0) })
      try await api.whileRunning { desk in
        try desk.folder.write(
          "id\n" + (51...80).map { "\($0)\n" }.joined(), to: "ids.csv")
        let options = ["--operation", "charge-cancel", "--yes", "--rate", "60"]
        for changes in [4, 15] {
          let running = try desk.start(desk.runArguments("ids.csv", options))
          while running.isRunning, api.changes < changes {
            try await Task.sleep(for: .milliseconds(5))
          }
          running.signal(SIGKILL)
          _ = await running.end()
        }
        let end = try await desk.resume("ids.qualifica", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.charges.values.allSatisfy { $0.cancels == 1 })
      }
    }
  }
}
