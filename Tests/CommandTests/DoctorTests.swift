import Foundation
import Simulator
import Testing

extension Promises {
  /// `doctor` says of each thing how it stands and what to do, and ends as a run would: each
  /// `DoctorCheck` (token, address, TLS, API, clock, disk) and the `DoctorReport` of all.
  @Suite struct DoctorTests {
    private static let names = ["token", "address", "proxy", "tls", "api", "clock", "disk"]

    private static func checks(_ end: CommandEnd) throws -> [String: String] {
      let report = try Desk.object(Data(end.output.utf8))
      #expect(report["exit_code"] as? Int == end.code)
      let checks = report["checks"] as? [[String: Any]] ?? []
      #expect(checks.compactMap { $0["name"] as? String } == names)
      for check in checks where check["state"] as? String == "failed" {
        #expect((check["next"] as? String)?.isEmpty == false)
      }
      return Dictionary(
        uniqueKeysWithValues: checks.map {
          ($0["name"] as? String ?? "", $0["state"] as? String ?? "")
        })
    }

    @Test("An API that takes the request and does not answer is told of on a terminal")
    func silentAPI() async throws {
      let desk = try Desk()
      let listener = try SilentListener()
      let command = try TerminalCommand(
        ["doctor", "--base-url", "http://127.0.0.1:\(listener.port)", "--lang", "en"],
        home: desk.folder, environment: ["QUALIFICA_TOKEN": "t0k3n-of-the-test", "TERM": "xterm"])
      #expect(try await command.hasShown("No answer of the API for"), "\(command.shown)")
      command.signal(SIGINT)
      #expect(await command.end() == 130)
    }

    private static func doctor(
      _ desk: Desk, _ options: [String] = [], token: String? = Desk.token
    ) async throws -> CommandEnd {
      let port = desk.port.map { ["--base-url", "http://127.0.0.1:\($0)"] } ?? []
      return try await desk.command(
        ["doctor", "--json", "--timeout", "3s"] + port + options,
        environment: token.map { ["QUALIFICA_TOKEN": $0] } ?? [:])
    }

    @Test("All is well at a friendly API, and nothing is left behind")
    func well() async throws {
      try await Desk.withSimulator { desk in
        let end = try await Self.doctor(desk)
        #expect(end.code == 0, "\(end.output)")
        #expect(
          try Self.checks(end) == [
            "token": "ok", "address": "ok", "proxy": "ok", "tls": "skipped", "api": "ok",
            "clock": "ok", "disk": "ok",
          ])
        #expect(!(end.output + end.errors).contains(Desk.token))
        #expect(try desk.folder.names(in: ".").allSatisfy { $0.hasPrefix(".process") })
        let statistics = try await desk.statistics()
        #expect(statistics.gets == 1 && statistics.posts == 0)
      }
    }

    @Test("Without a key it is 78, and the rest is looked at all the same")
    func noToken() async throws {
      try await Desk.withSimulator { desk in
        let end = try await Self.doctor(desk, token: nil)
        #expect(end.code == 78)
        let checks = try Self.checks(end)
        #expect(checks["token"] == "failed" && checks["api"] == "skipped")
        #expect(checks["disk"] == "ok")
      }
    }

    @Test("A refused key is 77, and so is an address that is not allowed")
    func refused() async throws {
      try await Desk.withSimulator { desk in
        let end = try await Self.doctor(desk, token: "wrong-token-of-length")
        #expect(end.code == 77, "\(end.output)")
        #expect(try Self.checks(end)["api"] == "failed")
        #expect(!end.output.contains("wrong-token-of-length"))
      }
      try await Desk.withSimulator({ $0.allowedIPs = ["192.0.2.1"] }) { desk in
        let end = try await Self.doctor(desk)
        #expect(end.code == 77)
        #expect(end.output.contains("IP"))
      }
    }

    @Test(
      "What the API answers decides the code",
      arguments: [(404, 78), (302, 78), (500, 69), (429, 75)])
    func answers(status: Int, code: Int) async throws {
      let plan = FaultPlan(rules: [FaultRule(.get, Fault(.errorBeforeStoring, status: status))])
      try await Desk.withSimulator({ $0.faults = plan }) { desk in
        let end = try await Self.doctor(desk)
        #expect(end.code == code, "\(end.output)")
      }
    }

    @Test("An API out of reach is 69, an address that is none 78, a folder that cannot be 73")
    func elsewhere() async throws {
      let closed = try Desk(port: try await Desk.closedPort())
      #expect(try await Self.doctor(closed).code == 69)
      let desk = try Desk()
      let plain = try await Self.doctor(desk, ["--base-url", "http://example.org"])
      #expect(plain.code == 78)
      #expect(try Self.checks(plain)["address"] == "failed")
      try await Desk.withSimulator { desk in
        let end = try await Self.doctor(desk, ["--output", "no/such/folder"])
        #expect(end.code == 73, "\(end.output)")
        #expect(try Self.checks(end)["disk"] == "failed")
      }
    }

    @Test("Roots and proxies that cannot be used are 78", arguments: ["roots", "proxy"])
    func configuration(what: String) async throws {
      let desk = try Desk()
      try desk.folder.write("no certificate", to: "root.pem")
      let end = try await desk.command(
        ["doctor", "--json"] + (what == "roots" ? ["--ca-cert", "root.pem"] : []),
        environment: [
          "QUALIFICA_TOKEN": Desk.token, "https_proxy": what == "proxy" ? "ftp://p" : "",
        ])
      #expect(end.code == 78, "\(end.output)")
      #expect(try Self.checks(end)[what == "roots" ? "tls" : "proxy"] == "failed")
    }

    @Test("People read a line for each, and below a trouble what to do")
    func text() async throws {
      try await Desk.withSimulator { desk in
        let end = try await desk.command(
          ["doctor", "--base-url", "http://127.0.0.1:\(desk.port ?? 0)", "--lang", "en"],
          environment: [:])
        #expect(end.output.contains(/FAILED +token +There is no API key/))
        #expect(end.output.contains("→ Set QUALIFICA_TOKEN"))
        for name in Self.names { #expect(end.output.lowercased().contains(" \(name) ")) }
      }
    }
  }
}
