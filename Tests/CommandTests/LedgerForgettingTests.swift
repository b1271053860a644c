import Foundation
import QualificaTestKit
import Testing

/// What is forgotten without being named is over.
@Suite struct LedgerForgettingTests {
  @Test("Runs that are not finished are forgotten by their code only")
  func runsThatAreNotFinishedAreForgottenByTheirCodeOnly() async throws {
    let api = PayingAPI(.listed("already exists"))
    try await BuiltCommand.$hasLedger.withValue(true) {
      try await api.whileRunning { desk in
        let people = Payee.people(6, seed: 95)
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        let options = ["--service", "4", "--yes", "--batch-size", "2", "--concurrency", "1"]
        // Killed when something was sent, so that its rest is open.
        let running = try desk.start(
          desk.runArguments("payees.csv", options + ["--rate", "4"]))
        while running.isRunning, api.records.isEmpty {
          try await Task.sleep(for: .milliseconds(10))
        }
        running.signal(SIGKILL)
        _ = await running.end()
        let forget = ["ledger", "forget", "--before", "2100-01-01"]
        let end = try await desk.command(forget + ["--json"])
        let said = try Desk.object(Data(end.output.utf8))
        let kept = try #require(said["unfinished"] as? [String])
        #expect(end.code == 0 && kept.count == 1 && said["runs"] as? [String] == [])
        let schema = try SchemaSubset(named: "ledger")
        #expect(try schema.problems(in: Array(end.output.utf8)) == [], "\(end.output)")
        let told = try await desk.command(forget + ["--lang", "en"])
        #expect(told.errors.contains("not finished: \(kept[0])"), "\(told.errors)")
        let named = try await desk.command(["ledger", "forget", "--run", kept[0], "--json"])
        #expect(try Desk.object(Data(named.output.utf8))["runs"] as? [String] == kept)
      }
    }
  }
}
