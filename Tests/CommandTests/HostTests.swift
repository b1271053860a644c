import Foundation
import Simulator
import Testing

extension PatientPromises {
  /// Where keys and payees go: where the user says, and nowhere else.
  @Suite struct HostTests {
    private static let people = Payee.people(4, seed: 19)
    private static let run = "payees.qualifica"

    @Test("Going on shows the host that gets the key")
    func shown() async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        let address = "http://127.0.0.1:\(desk.port ?? 0)"
        for command in [["resume", Self.run], ["run", "payees.csv"], ["listen", Self.run]] {
          let end = try await desk.command(
            command + ["--lang", "en", "--no-wait"]
              + (command[0] == "listen" ? ["--listen", "127.0.0.1:0"] : []))
          #expect(end.errors.contains("SANDBOX: the API key goes to \(address)"), "\(end.errors)")
        }
      }
    }

    @Test("A host that only the folder names gets no key", arguments: ["resume", "run", "listen"])
    func unconfirmed(command: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let evil = "https://api.evil.example.org:9"
      let begun = try await desk.command(
        ["run", "payees.csv", "--base-url", evil, "--timeout", "1s", "--lang", "en"])
      #expect(begun.code == 69, "\(begun.errors)")
      let arguments = [command, command == "run" ? "payees.csv" : Self.run, "--lang", "en"]
      let end = try await desk.command(arguments)
      #expect(end.code == 78 && end.errors.contains(evil), "\(end.errors)")
      let other = try await desk.command(arguments + ["--base-url", "https://b.example.org"])
      #expect(other.code == 64, "\(other.errors)")
      let options = ["--base-url", evil, "--timeout", "1s", "--no-wait"]
      let named = try await desk.command(arguments + options)
      #expect(named.code != 78 && named.code != 64, "\(named.errors)")
      #expect(named.errors.contains("the API key goes to \(evil)"), "\(named.errors)")
    }

    @Test(
      "A simulated run calls no other machine",
      arguments: [
        "https://hooks.example.org/payees", "http://127.0.0.1@hooks.example.org/",
        "http://0.0.0.0:1/", "http://127.0.0.1.example.org/", "http://[::ffff:127.0.0.1]/",
      ])
    func simulated(url: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      for lang in ["en", "pt-BR"] {
        let end = try await desk.command(
          ["run", "payees.csv", "--simulate", "--notification-url", url, "--lang", lang])
        #expect(end.code == 64 && end.errors.contains("--notification-url"), "\(end.errors)")
      }
      let local = try await desk.command(
        ["run", "payees.csv", "--simulate", "--notification-url", "http://127.0.0.1:9/"])
      #expect(local.code == 0, "\(local.errors)")
    }
  }
}
