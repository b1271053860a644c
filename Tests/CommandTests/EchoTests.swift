import Foundation
import Simulator
import Testing

extension PatientPromises {
  /// Whatever a server repeats, key and payees stand nowhere but in the user's own columns.
  @Suite struct EchoTests {
    private static let people = Payee.people(5, seed: 83)
    private static let run = "payees.qualifica"
    /// What must not be found; short numbers would be met by chance.
    private static let secrets: [String] = {
      var secrets = [Desk.token]
      for payee in people {
        secrets += [payee.document, payee.name]
        secrets += payee.name.split(separator: " ").map { String($0) }
        if payee.account.count >= 6 { secrets.append(payee.account) }
      }
      return secrets
    }()

    @Test("A server that repeats everything is not repeated", arguments: EchoingAPI.Manner.allCases)
    func echo(manner: EchoingAPI.Manner) async throws {
      try await EchoingAPI(manner: manner).whileRunning { port in
        let desk = try Desk(port: port)
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let options = ["-v", "--json", "--batch-size", "2", "--timeout", "1s", "--wait", "1s"]
        let end = try await desk.command(desk.runArguments("payees.csv", options))
        #expect(end.code != 0 && end.code != 70, "\(end.errors)")
        try await Self.expectSilence(desk, end)
      }
    }

    @Test(
      "No coding of the key comes into a list",
      arguments: [
        "charges", "refunds", "subscriptions", "statement", "qualifications", "transactions",
        "transfers",
      ])
    func lists(_ kind: String) async throws {
      try await EchoingAPI(manner: .rows).whileRunning { port in
        let desk = try Desk(port: port)
        for ending in ["csv", "ndjson"] {
          let end = try await desk.command([
            "fetch", kind, "-o", "list.\(ending)", "--base-url", "http://127.0.0.1:\(port)",
            "--timeout", "2s", "--merchant-id", "477", "--from", "2026-11-01",
          ])
          #expect(end.code == 0, "\(end.errors)")
          let list = try desk.folder.text(of: "list.\(ending)")
          #expect(list.contains("redacted"), "\(list.prefix(400))")
          for text in EchoingAPI.disguises(of: Desk.token) {
            #expect(!(list + end.errors).contains(text), "\(text)")
          }
        }
      }
    }

    @Test("Neither is anything after a run full of faults", arguments: [3, 11])
    func faults(seed: UInt64) async throws {
      try await Desk.withSimulator({ $0.faults = FaultPlan(seed: seed) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let options = ["-v", "--json", "--batch-size", "1", "--timeout", "1s", "--wait", "2s"]
        let end = try await desk.command(desk.runArguments("payees.csv", options))
        try await Self.expectSilence(desk, end)
      }
    }

    private static func expectSilence(_ desk: Desk, _ end: CommandEnd) async throws {
      let status = try await desk.command(["status", run, "--json"])
      let export = try await desk.command(["export", run, "-v", "--json"])
      let said = [end, status, export].map { $0.output + $0.errors }.joined()
      expectNothing(in: said, "the terminal")
      for name in try desk.folder.names(in: run) where !name.hasSuffix(".csv") {
        expectNothing(
          in: String(decoding: try desk.folder.bytes(of: "\(run)/\(name)"), as: UTF8.self), name)
      }
      expectNothing(in: try desk.folder.text(of: "\(run)/findings.csv"), "findings.csv")
      let results = try desk.table("\(run)/results.csv")
      for column in results.columns where column.hasPrefix("q_") {
        expectNothing(in: results[column].joined(separator: "\n"), column)
      }
    }

    private static func expectNothing(in text: String, _ place: String) {
      let found = secrets.indices.filter { text.localizedCaseInsensitiveContains(secrets[$0]) }
      #expect(found.isEmpty, "\(place)")
    }
  }
}
