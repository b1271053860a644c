import Foundation
import Testing

extension Promises {
  /// Behind a dashboard's access control: `doctor` names what is wrong, and a run loses nothing.
  @Suite struct AccessTests {
    private static let everything = [
      "payin.write", "refund.write", "recipient.write", "recipient.read", "statement.read",
      "qualification.write", "qualification.read", "weepay.write", "weepay.read",
    ]

    private static func doctor(
      _ desk: Desk, _ operation: String, _ key: String
    ) async throws -> (code: Int, says: String, next: String) {
      let end = try await desk.command(
        [
          "doctor", "--json", "--lang", "en", "--timeout", "5s", "--operation", operation,
          "--merchant-id", "477", "--base-url", "http://127.0.0.1:\(desk.port ?? 0)",
        ], environment: ["QUALIFICA_TOKEN": key])
      #expect(!(end.output + end.errors).contains(key))
      let checks = try Desk.object(Data(end.output.utf8))["checks"] as? [[String: Any]] ?? []
      let found = checks.first { $0["name"] as? String == "permission" } ?? [:]
      return (end.code, "\(found["message"] ?? "")", "\(found["next"] ?? "")")
    }

    @Test(
      "doctor tells a missing permission, another address and a deleted key apart, for each family",
      arguments: [
        ("data-qualification", "qualification"), ("charge", "payin"), ("charge-cancel", "payin"),
        ("refund", "payin"), ("subscription-create", "payin"), ("recipient-update", "recipient"),
        ("weepay-transaction", "weepay"), ("weepay-card-delete", "weepay"),
      ])
    func doctor(operation: String, family: String) async throws {
      try await AccessDesk.withSimulator { desk, access in
        let user = try await access.user(Self.everything)
        let (good, elsewhere) = (
          try await access.key(of: user), try await access.key(of: user, "192.0.2.9")
        )
        let fine = try await Self.doctor(desk, operation, good.key)
        #expect(fine.code == 0 && fine.says.hasPrefix("\(family).read works"), "\(fine)")
        let address = try await Self.doctor(desk, operation, elsewhere.key)
        #expect(address.code == 77 && address.says.contains("address is not allowed"), "\(address)")
        try await access.permit(Self.everything.filter { !$0.hasPrefix(family) }, user)
        let lacking = try await Self.doctor(desk, operation, good.key)
        #expect(lacking.code == 77 && lacking.says.contains("permission is missing"), "\(lacking)")
        #expect(lacking.next.contains("\(family).read"), "\(lacking)")
        try await access.deleteKey(good.id, of: user)
        let deleted = try await Self.doctor(desk, operation, good.key)
        #expect(deleted.code == 77 && deleted.says.contains("key is refused"), "\(deleted)")
      }
    }

    @Test("doctor without an operation tells address and permission of data qualification apart")
    func withoutOperation() async throws {
      try await AccessDesk.withSimulator { desk, access in
        let user = try await access.user(["payin.write"])
        let here = try await access.key(of: user).key
        let elsewhere = try await access.key(of: user, "192.0.2.9").key
        for (key, words) in [
          (here, "lacks the permission (403)"), (elsewhere, "does not allow this address (403)"),
          ("wp_invented_key", "refuses the token (401)"),
        ] {
          let end = try await desk.command(
            ["doctor", "--lang", "en", "--base-url", "http://127.0.0.1:\(desk.port ?? 0)"],
            environment: ["QUALIFICA_TOKEN": key])
          #expect(end.code == 77 && end.output.contains(words), "\(end.output)")
        }
      }
    }

    @Test("A run without its permission ends with 77 and sends nothing; with it, it goes on, once")
    func permission() async throws {
      try await AccessDesk.withSimulator { desk, access in
        let user = try await access.user(["payin.read"])
        let key = try await access.key(of: user).key
        try desk.folder.write(Bills(3, seed: 91).text, to: "bills.csv")
        let refused = try await desk.command(
          desk.runArguments("bills.csv", ["--operation", "charge", "--yes"]),
          environment: ["QUALIFICA_TOKEN": key])
        #expect(refused.code == 77, "\(refused.errors)")
        #expect(refused.errors.contains("403") && refused.errors.contains("qualifica doctor"))
        #expect(try await desk.effects("charges") == [:])
        try await access.permit(["payin.write"], user)
        let end = try await desk.command(
          ["resume", "bills.qualifica"] + Desk.pace, environment: ["QUALIFICA_TOKEN": key])
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.effects("charges").values.sorted() == [1, 1, 1])
      }
    }

    @Test("A key that is rotated in the middle of a run ends it with 77; the new key goes on, once")
    func rotation() async throws {
      try await AccessDesk.withSimulator { desk, access in
        let user = try await access.user(["payin.write"])
        let (old, new) = (try await access.key(of: user), try await access.key(of: user))
        try desk.folder.write(Bills(40, seed: 92).text, to: "bills.csv")
        let options = ["--operation", "charge", "--yes", "--rate", "20", "--concurrency", "1"]
        let running = try desk.start(
          desk.runArguments("bills.csv", options), environment: ["QUALIFICA_TOKEN": old.key])
        try await desk.untilSent(3, by: running)
        try await access.deleteKey(old.id, of: user)
        let stopped = await running.end()
        #expect(stopped.code == 77, "\(stopped.errors)")
        #expect(stopped.errors.contains("401"))
        let resume = ["resume", "bills.qualifica"] + Desk.pace
        let again = try await desk.command(resume, environment: ["QUALIFICA_TOKEN": old.key])
        #expect(again.code == 77)
        let end = try await desk.command(resume, environment: ["QUALIFICA_TOKEN": new.key])
        #expect(end.code == 0, "\(end.errors)")
        let effects = try await desk.effects("charges")
        #expect(effects.count == 40 && effects.values.allSatisfy { $0 == 1 })
        try await access.deleteUser(user)
        let gone = try await Self.doctor(desk, "charge", new.key)
        #expect(gone.code == 77 && gone.says.contains("key is refused"))
      }
    }

    @Test("simulator --dashboard says how to make the first user, and takes no token beside it")
    func firstUser() async throws {
      let folder = try TemporaryFolder()
      for option in ["--token", "--allowed-ips"] {
        let desk = try Desk(port: nil)
        let end = try await desk.command(["simulator", "--dashboard", option, "127.0.0.1"])
        #expect(end.code == 64 && end.errors.contains("--dashboard"))
      }
      try await SimulatorProcess.withRunning(["--dashboard"], home: folder) { simulator in
        let base = "http://127.0.0.1:\(simulator.port)"
        let guide = try await simulator.errors(with: "two-factor -X PUT")
        for path in ["/dashboard/users -d", "/auth/login -d", "/dashboard/two-factor -X POST"] {
          #expect(guide.contains("  curl \(base)\(path)"), "\(guide)")
        }
      }
    }

    @Test(
      "A simulator killed with charges in it has them, its users and its keys when it starts again")
    func killed() async throws {
      let folder = try TemporaryFolder()
      let options = ["--dashboard", "--store", folder.path("sim.store")]
      func command(_ simulator: SimulatorProcess, _ key: String, _ arguments: [String]) async throws
        -> CommandEnd
      {
        try await RunningCommand(
          arguments + ["--base-url", "http://127.0.0.1:\(simulator.port)"] + Desk.pace,
          home: folder,
          environment: ["QUALIFICA_TOKEN": key]
        ).end()
      }
      try folder.write(Bills(3, seed: 93).text, to: "bills.csv")
      let run = ["run", "bills.csv", "--operation", "charge", "--yes"]
      let key = try await SimulatorProcess.withRunning(options, home: folder) { simulator in
        let access = try await AccessDesk(port: simulator.port, clock: nil)
        let key = try await access.key(of: access.user(["payin.write"])).key
        let end = try await command(simulator, key, run)
        #expect(end.code == 0, "\(end.errors)")
        simulator.kill()
        return key
      }
      #expect(try !folder.text(of: "sim.store").contains(key))
      try await SimulatorProcess.withRunning(options, home: folder) { simulator in
        let refused = try await command(
          simulator, "wp_invented", run + ["--no-ledger", "-o", "denied"])
        #expect(refused.code == 77, "\(refused.errors)")
        // The same bills in another run, which knows nothing of the first: all are there already.
        let again = try await command(simulator, key, run + ["--no-ledger", "-o", "again"])
        #expect(again.code == 0, "\(again.errors)")
        let desk = try Desk(port: simulator.port)
        #expect(try await desk.effects("charges").values.sorted() == [1, 1, 1])
      }
    }
  }
}
