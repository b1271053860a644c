import Foundation
import Testing

extension Promises {
  /// What a name, a folder or a file can do to the command: nothing.
  @Suite struct PlaceTests {
    private static let people = Payee.people(3, seed: 17)
    private static let token = ["QUALIFICA_TOKEN": Desk.token]

    @Test(
      "A pipe or a device in the place of a file is refused, and nobody waits for it",
      arguments: [
        (["run", "payees.csv", "--base-url", "http://127.0.0.1:9", "--token-file", "F"], 78),
        (["run", "payees.csv", "--base-url", "https://127.0.0.1:9", "--ca-cert", "F"], 78),
        (["doctor", "--base-url", "https://127.0.0.1:9", "--ca-cert", "F"], 78),
        (["check", "payees.csv", "--banks-file", "F"], 66), (["check", "F"], 66),
        (["inspect", "F"], 66), (["run", "F", "--simulate"], 66),
        (["run", "payees.csv", "--simulate", "--faults", "F"], 64),
        (["simulator", "--port", "0", "--store", "F"], 73),
      ], ["pipe", "/dev/zero"])
    func places(command: ([String], Int), place: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      #expect(unsafe mkfifo(desk.folder.path("pipe"), 0o600) == 0)
      let end = try await desk.command(
        command.0.map { $0 == "F" ? place : $0 }
          + (command.0[0] == "simulator" ? [] : ["--lang", "en"]),
        environment: command.0.contains("--token-file") ? [:] : Self.token)
      #expect(end.code == command.1, "\(end.errors)")
    }

    @Test("So is one in the place of the configuration or of a retired key")
    func settings() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      #expect(unsafe mkfifo(desk.folder.path("pipe"), 0o600) == 0)
      let named = try await desk.command(
        ["check", "payees.csv"], environment: ["QUALIFICA_CONFIG": "pipe"])
      #expect(named.code != 0 && named.errors.contains("pipe"), "\(named.errors)")
      let retired = try await desk.command([
        "run", "payees.csv", "--base-url", "http://127.0.0.1:9", "--listen", "127.0.0.1:0",
        "--retired-token-file", "pipe",
      ])
      #expect(retired.code == 78, "\(retired.errors)")
    }

    @Test(
      "A file name cannot speak in the command's place", arguments: ["check", "inspect", "run"])
    func fileNames(command: String) async throws {
      let desk = try Desk()
      let name = "a\u{1B}[2J\nNext: pay\u{202E}x\u{9B}31m\u{200B}.csv"
      try desk.folder.write(Payroll(Self.people).text, to: name)
      for file in [name, "no-\(name)"] {
        let options = command == "run" ? ["--simulate", "--no-wait"] : []
        let end = try await desk.command([command, file, "--lang", "en"] + options)
        Self.expectClean(end)
      }
      let end = try await desk.command([command, "payees.csv", "--\(name)", "--rate=\(name)"])
      #expect(end.code == 64)
      Self.expectClean(end)
    }

    @Test("JSON of a file with such a name is the same value")
    func json() async throws {
      let desk = try Desk()
      let name = "a\u{9B}\u{202E}b\u{7F}.csv"
      try desk.folder.write(Payroll(Self.people).text, to: name)
      let end = try await desk.command(["inspect", name, "--json"])
      Self.expectClean(end)
      #expect(try Desk.object(Data(end.output.utf8))["name"] as? String == name, "\(end.output)")
    }

    @Test("The parser of arguments repeats no key")
    func keyAmongArguments() async throws {
      let end = try await Desk().command(["resume", "run", Desk.token])
      #expect(end.code == 64)
      #expect(!end.errors.contains(Desk.token), "\(end.errors)")
      let named = try await Desk().command(["status", Desk.token])
      #expect(named.code == 66)
      #expect(!named.errors.contains(Desk.token), "\(named.errors)")
    }

    @Test("A crash leaves no memory behind")
    func memory() async throws {
      let desk = try Desk()
      let server = try desk.start(["simulator", "--port", "0"])
      for _ in 0..<500 where server.output.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
      let limits = try String(
        contentsOfFile: "/proc/\(server.processNumber)/limits", encoding: .utf8)
      let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
      #expect(core?.split(separator: " ").filter { $0 == "0" }.count == 2, "\(limits)")
      server.signal(SIGSEGV)
      let end = await server.end()
      #expect(end.wasKilled && end.code == Int(SIGSEGV))
      #expect(end.errors.isEmpty)
    }

    private static func expectClean(_ end: CommandEnd) {
      let said = end.output + end.errors
      #expect(!said.isEmpty)
      let bad: [Unicode.Scalar] = ["\u{1B}", "\u{9B}", "\u{202E}", "\u{200B}", "\u{7F}"]
      #expect(said.unicodeScalars.allSatisfy { !bad.contains($0) })
      #expect(said.split(separator: "\n").allSatisfy { !$0.hasPrefix("Next: pay\u{FFFD}") })
    }
  }
}
