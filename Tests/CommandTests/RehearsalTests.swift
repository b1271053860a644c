import Foundation
import Testing

extension Promises {
  /// `--faults`: a bad day at the simulator, and one calm sentence about it.
  @Suite struct RehearsalTests {
    private static let people = Payee.people(20, seed: 51)
    private static let plan = """
      {"rules": [{"on": "post", "kind": "drop_after_storing", "at": [1]},
        {"on": "post", "kind": "throttle", "at": [2], "retry_after": "0"}]}
      """
    private static let options = [
      "--simulate", "--batch-size", "10", "--concurrency", "1", "--rate", "50", "--timeout", "1s",
    ]

    private static func desk() throws -> Desk {
      let desk = try Desk()
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      try desk.folder.write(plan, to: "plan.json")
      return desk
    }

    @Test(
      "It tells at the end what happened",
      arguments: [
        (
          "en",
          "Rehearsal: the simulator dropped 1 reply and refused 1 request; 10 records were "
            + "looked up; nothing was sent twice."
        ),
        (
          "pt-BR",
          "Ensaio: o simulador derrubou 1 resposta e recusou 1 pedido; 10 registros foram "
            + "consultados; nada foi enviado duas vezes."
        ),
      ])
    func told(language: String, sentence: String) async throws {
      let desk = try Self.desk()
      let end = try await desk.command(
        ["run", "payees.csv", "--faults", "plan.json", "--lang", language] + Self.options,
        environment: [:])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.errors.contains(sentence), "\(end.errors)")
      #expect(
        try desk.table("payees.qualifica/results.csv")["q_status"].allSatisfy { $0 == "valid" })
    }

    @Test("A killed rehearsal is resumed with faults of its own")
    func resumed() async throws {
      let desk = try Self.desk()
      let running = try desk.start(
        ["run", "payees.csv", "--faults", "7", "--lang", "en"] + Self.options, environment: [:])
      #expect(try await running.hasSaid("Submitting"))
      running.signal(SIGKILL)
      _ = await running.end()
      let end = try await desk.command(
        ["resume", "payees.qualifica", "--faults", "plan.json", "--lang", "en"], environment: [:])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.errors.contains("nothing was sent twice"), "\(end.errors)")
    }

    @Test(
      "What cannot be rehearsed is said before anything is done",
      arguments: [
        (["--simulate", "--faults", "nowhere.json"], "neither a whole number nor a file"),
        (["--simulate", "--faults", "payees.csv"], "fault plan"),
        (["--base-url", "http://127.0.0.1:9", "--faults", "7"], "--simulate only"),
      ])
    func refused(options: [String], reason: String) async throws {
      let desk = try Self.desk()
      let end = try await desk.command(["run", "payees.csv", "--lang", "en"] + options)
      #expect(end.code == 64)
      #expect(end.errors.contains(reason), "\(end.errors)")
      #expect(!desk.folder.exists("payees.qualifica/results.csv"))
    }

    @Test("The simulator as a server takes its faults and its rate from options")
    func server() async throws {
      let home = try TemporaryFolder()
      let options = ["--faults", "3", "--no-uniqueness", "--enforce-rate", "1"]
      try await SimulatorProcess.withRunning(options, home: home) { simulator in
        try await BlindClient(port: simulator.port, token: Desk.token)
          .send(Array(Self.people.prefix(4)), batchSize: 1)
        let statistics = try await Desk(port: simulator.port).statistics()
        #expect(statistics.faults.isEmpty == false && statistics.throttled > 0)
      }
    }
  }
}
