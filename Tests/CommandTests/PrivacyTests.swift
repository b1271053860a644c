import Foundation
import Simulator
import Testing

extension Promises {
  /// Personal data and tokens stand only where they are meant to stand.
  @Suite struct PrivacyTests {
    private static let people = Payee.people(60, seed: 61).enumerated().map { number, payee in
      switch number {
      case 3: payee.withWrongDocument()
      case 9: payee.ending(.invalid)
      case 12: payee.ending(.refused)
      default: payee
      }
    }

    /// What must not be found; short account numbers would be met by chance.
    private static let secrets =
      people.flatMap { [$0.document, $0.name, punctuated($0.document)] }
      + people.map(\.account).filter { $0.count >= 7 } + [Desk.token]

    @Test("No journal, message, summary or finding names a person", arguments: [false, true])
    func nothingPersonal(isVerbose: Bool) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let options = ["--json"] + (isVerbose ? ["--verbose"] : [])
        let end = try await desk.command(desk.runArguments("payees.csv", options))
        #expect(end.code == 1, "\(end.errors)")
        Self.expectNothingPersonal(Data((end.errors + end.output).utf8), "the terminal")
        for name in ["summary.json", "findings.csv", "journal.sqlite"] {
          let content = try desk.folder.bytes(of: "payees.qualifica/\(name)")
          #expect(!content.isEmpty)
          Self.expectNothingPersonal(content, name)
        }
      }
    }

    @Test("Neither has the log that a killed process leaves beside the journal")
    func writeAheadLog() async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let waiting = try desk.start(desk.runArguments("payees.csv"))
        #expect(try await waiting.hasSaid("Waiting for verdicts"))
        waiting.signal(SIGKILL)
        _ = await waiting.end()
        let names = try desk.folder.names(in: "payees.qualifica")
        #expect(names.contains("journal.sqlite-wal"))
        for name in names {
          Self.expectNothingPersonal(try desk.folder.bytes(of: "payees.qualifica/\(name)"), name)
          #expect(try desk.folder.mode(of: "payees.qualifica/\(name)") == 0o600, "\(name)")
        }
      }
    }

    @Test("Files are the owner's only, whatever the mask of the caller", arguments: ["000", "022"])
    func modes(mask: String) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let command = [BuiltCommand.url.path] + desk.runArguments("payees.csv")
        let end = try await RunningCommand(
          ["-c", "umask \(mask); exec \"$@\"", "sh"] + command, home: desk.folder,
          environment: ["QUALIFICA_TOKEN": Desk.token],
          executable: URL(fileURLWithPath: "/bin/sh")
        ).end()
        #expect(end.code == 1, "\(end.errors)")
        #expect(try desk.folder.mode(of: "payees.qualifica") == 0o700)
        for name in try desk.folder.names(in: "payees.qualifica") {
          #expect(try desk.folder.mode(of: "payees.qualifica/\(name)") == 0o600, "\(name)")
        }
      }
    }

    @Test(
      "A link in the place of a file is refused and what it points at is left alone",
      arguments: [
        "journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm", "results.csv", "valid.csv",
        "fix.csv", "pending.csv", "findings.csv", "summary.json", "standard-input",
        "simulator.store",
      ])
    func link(name: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      try desk.folder.write("precious\n", to: "precious")
      try FileManager.default.createDirectory(
        atPath: desk.folder.path("payees.qualifica"), withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(
        atPath: desk.folder.path("payees.qualifica/\(name)"), withDestinationPath: "../precious")
      let end = try await desk.command(["run", "payees.csv", "--simulate", "--wait", "2s"])
      #expect(end.code == 73, "\(end.errors)")
      #expect(try desk.folder.text(of: "precious") == "precious\n")
    }

    @Test("A link in the place of the run folder is refused, to begin and to go on")
    func linkedFolder() async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let begun = try await desk.run("payees.csv", "--no-wait", "--output", "real")
        #expect(begun.code == 2, "\(begun.errors)")
        try FileManager.default.createSymbolicLink(
          atPath: desk.folder.path("payees.qualifica"), withDestinationPath: "real")
        #expect(try await desk.run("payees.csv").code == 73)
        for name in ["resume", "export", "status", "purge", "listen"] {
          for path in ["payees.qualifica", "payees.qualifica/"] {
            let end = try await desk.command([name, path])
            #expect(end.code == 73, "\(name): \(end.errors)")
          }
        }
      }
    }

    @Test("A token file that others can read is refused")
    func openTokenFile() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try desk.folder.write(Desk.token + "\n", to: "token")
        for (mode, code) in [(0o644, 78), (0o600, 1)] {
          try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: desk.folder.path("token"))
          let end = try await desk.command(
            desk.runArguments("payees.csv", ["--token-file", "token"]), environment: [:])
          #expect(end.code == code, "\(end.errors)")
          #expect(!end.errors.contains(Desk.token))
        }
      }
    }

    private static func expectNothingPersonal(_ content: Data, _ name: String) {
      let found = secrets.enumerated().filter { content.range(of: Data($1.utf8)) != nil }
      #expect(found.isEmpty, "\(name)")
    }

    private static func punctuated(_ cpf: String) -> String {
      let parts = [cpf.prefix(3), cpf.dropFirst(3).prefix(3), cpf.dropFirst(6).prefix(3)]
      return parts.joined(separator: ".") + "-" + cpf.suffix(2)
    }
  }
}
