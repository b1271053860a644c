import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// What runs on one server know of each other.
  @Suite(.enabled(if: PostgresServer.isWanted, Comment(rawValue: PostgresServer.missing)))
  struct SharedLedgerTests {
    private static let people = Payee.people(12, seed: 77)
    private static let terms = ["--lease", "9s", "--timeout", "2s"]

    /// Two persons at two machines, with homes of their own, and one API.
    private static func withTwoMachines(
      _ body: @escaping @Sendable (PayingAPI, Desk, Desk, String) async throws -> Void
    ) async throws {
      let journal = try PostgresServer.running().newDatabase()
      let api = PayingAPI(.listed("already exists"))
      try await BuiltCommand.$hasLedger.withValue(true) {
        try await api.whileRunning { desk in
          try await body(api, desk, try Desk(port: desk.port), journal)
        }
      }
    }

    private static func pay(
      _ desk: Desk, _ file: String, _ options: [String]
    ) async throws -> CommandEnd {
      // A lease goes with a shared journal.
      let terms = options.contains("--journal") ? Self.terms : []
      return try await desk.command(
        desk.runArguments(file, ["--service", "4", "--yes"] + terms + options))
    }

    private static func write(
      _ people: [Payee], to name: String, _ desk: Desk, hasCodes: Bool = false
    ) throws {
      try desk.folder.write(Payroll(people) { $0.hasCodes = hasCodes }.text, to: name)
    }

    @Test("Two persons at two machines do not pay the same people twice with two exports")
    func twoExports() async throws {
      try await Self.withTwoMachines { api, one, two, journal in
        let more = Payee.people(13, seed: 78).suffix(1)
        try Self.write(Self.people, to: "october.csv", one)
        try Self.write(Self.people.reversed() + more, to: "edited.csv", two)
        #expect(try await Self.pay(one, "october.csv", ["--journal", journal]).code == 0)
        let end = try await Self.pay(two, "edited.csv", ["--journal", journal])
        #expect(end.code == 1 && end.errors.contains("october.csv"), "\(end.errors)")
        #expect(api.payments.values.max() == 1 && api.records.count == 13)
        let results = try two.table("edited.qualifica/results.csv")
        #expect(results["q_code"].first == "ledger.already_sent")
        let list = try await two.command(["ledger", "list", "--journal", journal, "--json"])
        let runs = try Desk.object(Data(list.output.utf8))["runs"] as? [[String: Any]] ?? []
        #expect(runs.map { $0["file"] as? String } == ["october.csv", "edited.csv"])
        #expect(runs.map { $0["valid"] as? Int } == [12, 1])
        let codes = runs.compactMap { $0["run"] as? String }
        let compared = try await two.command(
          ["ledger", "compare"] + codes + ["--journal", journal, "--json"])
        #expect(try Desk.object(Data(compared.output.utf8))["same"] as? Int == 12)
        let export = try await two.command(["ledger", "export", "--journal", journal])
        #expect(export.output.split(separator: "\n").count == 26)
        let gone = try await two.command(
          ["ledger", "forget", "--run", codes[0], "--journal", journal, "--json"])
        #expect(try Desk.object(Data(gone.output.utf8))["entries"] as? Int == 12)
      }
    }

    @Test("Two exports that are paid at once pay everybody once")
    func atOnce() async throws {
      try await Self.withTwoMachines { api, one, two, journal in
        try Self.write(Self.people, to: "october.csv", one)
        try Self.write(Self.people.reversed(), to: "edited.csv", two)
        async let first = Self.pay(one, "october.csv", ["--journal", journal])
        async let second = Self.pay(two, "edited.csv", ["--journal", journal])
        let codes = try await [first.code, second.code]
        #expect(codes.allSatisfy { [0, 1].contains($0) }, "\(codes)")
        #expect(api.payments.count == 12 && api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test(
      "What a machine sent without the server is not paid again with it, nor the other way round")
    func ownLedger() async throws {
      try await Self.withTwoMachines { api, desk, _, journal in
        let half = Array(Self.people.prefix(6))
        try Self.write(half, to: "alone.csv", desk)
        try Self.write(Self.people, to: "shared.csv", desk)
        try Self.write(Self.people.reversed(), to: "later.csv", desk)
        #expect(try await Self.pay(desk, "alone.csv", []).code == 0)
        let shared = try await Self.pay(desk, "shared.csv", ["--journal", journal])
        #expect(shared.code == 1 && shared.errors.contains("alone.csv"), "\(shared.errors)")
        #expect(api.records.count == 12)
        let later = try await Self.pay(desk, "later.csv", [])
        #expect(later.code == 1, "\(later.errors)")
        #expect(api.records.count == 12 && api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test("Refunds are shared: each is paid once, and never two of a charge at once")
    func refunds() async throws {
      let journal = try PostgresServer.running().newDatabase()
      let api = PayinChargesAPI((11...16).map { .init(id: $0, status: 4) })
      try await api.whileRunning { desk in
        let rows = (11...16).flatMap { id in
          ["a", "b"].map { "d-\(id)\($0);\(id);\($0 == "a" ? "4" : "6"),00;Evento" }
        }
        try desk.folder.write(
          (["código;id cobrança;valor;motivo"] + rows).joined(separator: "\n") + "\n",
          to: "refunds.csv")
        let options = ["--operation", "refund", "--yes", "--journal", journal] + Self.terms
        async let first = desk.command(desk.runArguments("refunds.csv", options))
        async let second = desk.command(
          desk.runArguments("refunds.csv", options + ["-o", "second"]))
        let ends = try await [first, second]
        #expect(ends.allSatisfy { $0.code == 0 }, "\(ends.map(\.errors))")
        #expect(api.mostAtOnce == 1)
        #expect(Set(api.refunds.map(\.reason)).count == 12 && api.refunds.count == 12)
        let done = try desk.table("refunds.qualifica/done.csv")
        #expect(done.rows.count == 12)
      }
    }

    @Test("Another file with the codes of a run stops before anything is sent, unless it is meant")
    func takenCodes() async throws {
      try await Self.withTwoMachines { api, one, two, journal in
        try Self.write(Self.people, to: "october.csv", one, hasCodes: true)
        #expect(try await Self.pay(one, "october.csv", ["--journal", journal]).code == 0)
        var edited = Self.people
        for index in 3..<5 { edited[index].amount = "1234.56" }
        try Self.write(edited, to: "edited.csv", two, hasCodes: true)
        let end = try await Self.pay(two, "edited.csv", ["--journal", journal])
        #expect(end.code == 65 && end.errors.contains("2 codes"), "\(end.errors)")
        #expect(api.records.count == 12)
        let again = try await Self.pay(two, "edited.csv", ["--journal", journal])
        #expect(again.code == 65, "\(again.errors)")
        let meant = try await Self.pay(
          two, "edited.csv", ["--journal", journal, "--again", "-o", "meant"])
        #expect(meant.code != 65, "\(meant.errors)")
        #expect(api.payments.values.allSatisfy { $0 == 1 })
      }
    }
  }
}
