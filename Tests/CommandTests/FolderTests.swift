import Foundation
import Testing

extension PatientPromises {
  /// Which folders are used, and that nothing of other people's is changed.
  @Suite struct FolderTests {
    private static let people = Payee.people(5, seed: 91).enumerated().map { number, payee in
      number == 1 ? payee.ending(.invalid) : payee
    }
    private static let simulated = ["--simulate", "--rate", "500", "--lang", "en"]

    private static func desk() throws -> Desk {
      let desk = try Desk()
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      return desk
    }

    private static func run(_ desk: Desk, _ file: String, _ options: [String] = []) async throws
      -> CommandEnd
    {
      try await desk.command(["run", file] + simulated + options)
    }

    private static func makeFolder(_ desk: Desk, _ name: String, mode: Int) throws {
      try FileManager.default.createDirectory(
        atPath: desk.folder.path(name), withIntermediateDirectories: false)
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: desk.folder.path(name))
    }

    @Test("A check has a folder of its own and refuses that of a run: 73, and nothing changes")
    func checkOfARun() async throws {
      let desk = try Self.desk()
      #expect(try await Self.run(desk, "payees.csv").code == 1)
      let names = try desk.folder.names(in: "payees.qualifica")
      let before = try names.map { try desk.folder.bytes(of: "payees.qualifica/\($0)") }
      #expect(try await desk.command(["check", "payees.csv"]).code == 0)
      #expect(desk.folder.exists("payees.check/results.csv"))
      for name in ["payees.qualifica", "payees.qualifica/"] {
        let end = try await desk.command(["check", "payees.csv", "-o", name, "--lang", "en"])
        #expect(end.code == 73, "\(end.errors)")
        #expect(end.lastWords.contains("folder of a run"))
      }
      // Without the journal it is the folder of a run all the same.
      #expect(try names.map { try desk.folder.bytes(of: "payees.qualifica/\($0)") } == before)
      try desk.folder.remove("payees.qualifica/journal.sqlite")
      #expect(try await desk.command(["check", "payees.csv", "-o", "payees.qualifica"]).code == 73)
    }

    @Test(
      "A folder with something else in it is refused: 73, and keeps its mode",
      arguments: ["run", "check"])
    func strangers(_ command: String) async throws {
      let desk = try Self.desk()
      let options = command == "run" ? Self.simulated : ["--lang", "en"]
      for (folder, name) in [("theirs", "notes.txt"), ("also", "results.csv")] {
        try Self.makeFolder(desk, folder, mode: 0o755)
        try desk.folder.write("theirs\n", to: "\(folder)/\(name)")
        let end = try await desk.command([command, "payees.csv", "-o", folder] + options)
        #expect(end.code == 73, "\(end.errors)")
        #expect(end.lastWords.contains("not empty and no run folder"))
        #expect(try desk.folder.names(in: folder) == [name])
        #expect(try desk.folder.text(of: "\(folder)/\(name)") == "theirs\n")
        #expect(try desk.folder.mode(of: folder) == 0o755)
      }
      for folder in [".", "/", "./"] {
        #expect(try await desk.command([command, "payees.csv", "-o", folder] + options).code == 73)
      }
    }

    @Test("A folder that a killed check left is checked into again, and nothing else is left in it")
    func killedCheck() async throws {
      let desk = try Self.desk()
      let source = Pipe()
      let running = try RunningCommand(
        ["check", "-", "-o", "mine"], home: desk.folder, source: source)
      while running.isRunning,
        (try? desk.folder.names(in: "mine"))?.contains(where: { $0.hasPrefix(".summary") }) != true
      {
        try await Task.sleep(for: .milliseconds(10))
      }
      running.signal(SIGKILL)
      #expect(await running.end().wasKilled)
      withExtendedLifetime(source) {}
      // As it is left between two outputs; nothing but the claim tells whose they are.
      let left = ["results.csv", "findings.csv"]
      for name in left { try desk.folder.write("half\n", to: "mine/\(name)") }
      let unreadable = try await desk.command(
        ["check", "payees.csv", "-o", "mine", "--map", "name=nowhere"])
      #expect(unreadable.code == 64, "\(unreadable.errors)")
      let end = try await desk.command(["check", "payees.csv", "-o", "mine", "--lang", "en"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(try desk.folder.text(of: "mine/results.csv") != "half\n")
      let names = try desk.folder.names(in: "mine")
      #expect(names.contains("summary.json") && !names.contains { $0.hasPrefix(".") }, "\(names)")
    }

    @Test("An empty folder is used and keeps its mode; one that others may write into is refused")
    func emptyFolder() async throws {
      let desk = try Self.desk()
      try Self.makeFolder(desk, "mine", mode: 0o755)
      #expect(try await Self.run(desk, "payees.csv", ["-o", "mine"]).code == 1)
      #expect(try desk.folder.mode(of: "mine") == 0o755)
      #expect(try desk.folder.mode(of: "mine/results.csv") == 0o600)
      #expect(try await desk.command(["export", "mine"]).code == 1)
      #expect(try desk.folder.mode(of: "mine") == 0o755)
      for mode in [0o777, 0o770] {
        try Self.makeFolder(desk, "open", mode: mode)
        let end = try await Self.run(desk, "payees.csv", ["-o", "open"])
        #expect(end.code == 73, "\(end.errors)")
        #expect(try desk.folder.mode(of: "open") == mode)
        try desk.folder.remove("open")
      }
    }

    @Test("A run in a folder that others may write into is refused: 77; closed, it goes on")
    func openRun() async throws {
      let desk = try Self.desk()
      #expect(try await Self.run(desk, "payees.csv").code == 1)
      try FileManager.default.copyItem(
        atPath: desk.folder.path("payees.qualifica/fix.csv"),
        toPath: desk.folder.path("corrected.csv"))
      for mode: mode_t in [0o777, 0o720, 0o1777] {
        #expect(unsafe chmod(desk.folder.path("payees.qualifica"), mode) == 0)
        for command in ["status", "resume", "export", "purge", "listen"] {
          let end = try await desk.command([command, "payees.qualifica", "--lang", "en"])
          #expect(end.code == 77, "\(end.errors)")
          #expect(end.lastWords.contains("chmod go-w"), "\(end.errors)")
        }
        #expect(try await Self.run(desk, "payees.csv").code == 77)
        #expect(try await Self.run(desk, "payees.qualifica/fix.csv").code == 77)
        #expect(try await Self.run(desk, "corrected.csv").code == 77)
        #expect(try !desk.folder.names(in: "payees.qualifica").contains("fix.qualifica"))
      }
      #expect(unsafe chmod(desk.folder.path("payees.qualifica"), 0o755) == 0)
      #expect(try await desk.command(["export", "payees.qualifica"]).code == 1)
    }

    @Test("A journal with a second name is refused: 65; an output with one is replaced")
    func hardLinks() async throws {
      let desk = try Self.desk()
      #expect(try await Self.run(desk, "payees.csv").code == 1)
      func link(_ name: String) throws {
        try FileManager.default.linkItem(
          atPath: desk.folder.path("payees.qualifica/\(name)"), toPath: desk.folder.path(name))
      }
      try link("results.csv")
      let before = try desk.folder.bytes(of: "results.csv")
      #expect(try await desk.command(["export", "payees.qualifica", "--lang", "pt-BR"]).code == 1)
      #expect(try desk.folder.bytes(of: "results.csv") == before)
      try link("journal.sqlite")
      for command in ["status", "resume", "export", "purge", "listen"] {
        let end = try await desk.command([command, "payees.qualifica", "--lang", "en"])
        #expect(end.code == 65, "\(end.errors)")
        #expect(end.lastWords.contains("second name"))
      }
    }

    @Test(
      "The folder of another user is refused: 77", .enabled(if: geteuid() == 0),
      arguments: [
        ["payees.qualifica"], ["payees.qualifica/journal.sqlite"], ["payees.qualifica/results.csv"],
        ["payees.qualifica/fix.edited.csv"],
      ])
    func anotherOwner(_ names: [String]) async throws {
      let desk = try Self.desk()
      #expect(try await Self.run(desk, "payees.csv").code == 1)
      for name in names {
        if !desk.folder.exists(name) { try desk.folder.write("theirs\n", to: name) }
        try FileManager.default.setAttributes(
          [.ownerAccountID: 65534], ofItemAtPath: desk.folder.path(name))
      }
      for command in ["status", "resume", "export", "purge", "listen"] {
        let end = try await desk.command([command, "payees.qualifica", "--lang", "en"])
        #expect(end.code == 77, "\(end.errors)")
        #expect(end.lastWords.contains("another user"))
      }
      #expect(try await Self.run(desk, "payees.csv").code == 77)
    }

    @Test("No mask makes files useless or readable by others", arguments: ["0777", "0277", "000"])
    func masks(_ mask: String) async throws {
      let desk = try Self.desk()
      let script = """
        umask \(mask); "$0" run payees.csv --simulate --rate 500; \
        "$0" check - < payees.csv && "$0" inspect - < payees.csv && "$0" export payees.qualifica
        """
      let end = try await RunningCommand(
        ["-c", script, BuiltCommand.url.path], home: desk.folder,
        executable: URL(fileURLWithPath: "/bin/sh")
      ).end()
      #expect(end.code == 1, "\(end.errors)")
      for folder in ["payees.qualifica", "standard-input.check"] {
        #expect(try desk.folder.mode(of: folder) == 0o700)
        for name in try desk.folder.names(in: folder) {
          #expect(try desk.folder.mode(of: "\(folder)/\(name)") == 0o600)
        }
      }
    }
  }
}
