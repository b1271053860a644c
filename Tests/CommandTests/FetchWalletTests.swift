import Foundation
import Testing

extension Promises {
  /// `qualifica fetch` of what belongs to an account, beside a run that deposited.
  @Suite struct FetchWalletTests {
    private static let day = String(
      Date().addingTimeInterval(-86_400).formatted(.iso8601).prefix(10))

    private static func fetch(
      _ desk: Desk, _ kind: String, _ more: [String] = []
    ) async throws -> CommandEnd {
      try await desk.command(
        [
          "fetch", kind, "-o", "\(kind).csv", "--rate", "200", "--lang", "en", "--base-url",
          "http://127.0.0.1:\(desk.port ?? 0)",
        ] + more)
    }

    private static func withDeposits(
      _ service: String, _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Payee.people(4, seed: 61)).text, to: "people.csv")
        let end = try await desk.run("people.csv", "--service", service, "--yes", "--no-ledger")
        #expect(end.code == 0, "\(end.errors)")
        try await body(desk)
      }
    }

    @Test("Every deposit of a run is found in the statement, at its line", arguments: ["2", "4"])
    func matched(_ service: String) async throws {
      try await Self.withDeposits(service) { desk in
        let end = try await Self.fetch(
          desk, "statement", ["--merchant-id", "477", "--run", "people.qualifica"])
        #expect(
          end.code == 0 && end.errors.contains("4 matched, 0 missing, 0 surplus"), "\(end.errors)")
        let table = try desk.table("statement.csv")
        #expect(table["q_match"] == Array(repeating: "matched", count: 4))
        #expect(table["q_line"].sorted() == ["2", "3", "4", "5"])
        let sheet = try desk.table("people.csv")["amount"].map { "-\($0)" }
        #expect(
          table["amount"].sorted()
            == (service == "2" ? Array(repeating: "-0.01", count: 4) : sheet.sorted()))
      }
    }

    @Test("A deposit of nobody's and a record without one are told, and it ends with 1")
    func unexplained() async throws {
      try await Self.withDeposits("2") { desk in
        try desk.folder.write(Payroll(Payee.people(1, seed: 62)).text, to: "other.csv")
        #expect(try await desk.run("other.csv", "--service", "2", "--yes", "--no-ledger").code == 0)
        let surplus = try await Self.fetch(
          desk, "statement", ["--merchant-id", "477", "--run", "people.qualifica"])
        #expect(surplus.code == 1 && surplus.errors.contains("1 surplus"), "\(surplus.errors)")
        let table = try desk.table("statement.csv")
        #expect(zip(table["q_match"], table["q_code"]).contains { $0 == ("surplus", "unknown") })
        let missing = try await Self.fetch(
          desk, "statement",
          [
            "--merchant-id", "477", "--run", "people.qualifica", "--from", "2020-01-01", "--to",
            "2020-01-31",
          ])
        #expect(missing.code == 1 && missing.errors.contains("4 missing"), "\(missing.errors)")
        #expect(try desk.table("statement.csv")["q_match"] == Array(repeating: "missing", count: 4))
      }
    }

    @Test("A run of service 1 has nothing to compare")
    func noDeposits() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Payee.people(1, seed: 63)).text, to: "people.csv")
        #expect(try await desk.run("people.csv").code == 0)
        let end = try await Self.fetch(
          desk, "statement", ["--merchant-id", "477", "--run", "people.qualifica"])
        #expect(end.code == 64 && end.errors.contains("deposited nothing"), "\(end.errors)")
      }
    }

    @Test(
      "Statement, balance, qualifications and subscriptions come from the simulator as they are")
    func others() async throws {
      try await Self.withDeposits("2") { desk in
        let account = ["--merchant-id", "477"]
        #expect(try await Self.fetch(desk, "statement", account + ["--from", Self.day]).code == 0)
        #expect(try desk.table("statement.csv")["amount"] == Array(repeating: "-0.01", count: 4))
        #expect(try await Self.fetch(desk, "balance", account).code == 0)
        let balance = try desk.table("balance.csv")
        #expect(balance["source"] == ["account", "payin_client"])
        #expect(Set(balance["balance"]).count == 1, "\(balance)")
        #expect(try await Self.fetch(desk, "qualifications").code == 0)
        #expect(try desk.table("qualifications.csv")["status_id"] == ["5", "5", "5", "5"])
        #expect(try await Self.fetch(desk, "subscriptions").code == 0)
        #expect(try desk.table("subscriptions.csv").rows.isEmpty)
        #expect(try await Self.fetch(desk, "refunds").code == 0)
        #expect(try desk.table("refunds.csv").columns.contains("reason"))
      }
    }
  }
}
