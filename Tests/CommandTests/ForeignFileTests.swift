import Foundation
import Testing

extension Promises {
  /// What stands in a run folder and is not ours stays as it is, and nobody waits for it.
  @Suite struct ForeignFileTests {
    private static let people = Payee.people(3, seed: 29)
    private static let folder = "payees.qualifica"
    private static let run = ["run", "payees.csv", "--simulate", "--rate", "500", "--lang", "en"]

    private static func finishedRun() async throws -> Desk {
      let desk = try Desk()
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      #expect(try await desk.command(run).code == 0)
      return desk
    }

    @Test(
      "A pipe beside the journal is refused, also by who only looks",
      arguments: ["journal.sqlite-wal", "journal.sqlite-shm", "journal.sqlite-journal"])
    func pipes(_ name: String) async throws {
      let desk = try await Self.finishedRun()
      let path = "\(Self.folder)/\(name)"
      try? desk.folder.remove(path)
      #expect(unsafe mkfifo(desk.folder.path(path), 0o644) == 0)
      for command in [["status", Self.folder], ["resume", Self.folder], Self.run] {
        let end = try await desk.command(command)
        #expect(end.code == 73 && end.errors.contains(name), "\(command): \(end.errors)")
      }
      #expect(try desk.folder.mode(of: path) == 0o644)
    }

    @Test("A database of another program under the journal's name is refused and not touched")
    func database() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      try FileManager.default.createDirectory(
        atPath: desk.folder.path("theirs"), withIntermediateDirectories: false)
      let path = "theirs/journal.sqlite"
      let made = try await RunningCommand(
        ["-c", "import sqlite3; sqlite3.connect('\(path)').execute('create table notes (text)')"],
        home: desk.folder, executable: URL(fileURLWithPath: "/usr/bin/python3")
      ).end()
      #expect(made.code == 0, "\(made.errors)")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o644], ofItemAtPath: desk.folder.path(path))
      let before = try desk.folder.bytes(of: path)
      for command in [
        ["resume", "theirs"], ["status", "theirs"], ["export", "theirs"], ["purge", "theirs"],
        Self.run + ["-o", "theirs"],
      ] {
        let end = try await desk.command(command + ["--lang", "en"])
        #expect(
          end.code == 65 && end.errors.contains("no journal of this program"), "\(end.errors)")
        #expect(try desk.folder.bytes(of: path) == before)
        #expect(try desk.folder.mode(of: path) == 0o644)
        #expect(try desk.folder.names(in: "theirs") == ["journal.sqlite"])
      }
    }

    @Test("purge leaves a link under the name of a corrected file, and says so")
    func link() async throws {
      let desk = try await Self.finishedRun()
      try desk.folder.write("theirs\n", to: "notes.txt")
      try FileManager.default.createSymbolicLink(
        atPath: desk.folder.path("\(Self.folder)/fix.edited.csv"),
        withDestinationPath: "../notes.txt")
      let end = try await desk.command(["purge", Self.folder, "--lang", "en"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.errors.contains("fix.edited.csv"))
      #expect(try desk.folder.text(of: "\(Self.folder)/fix.edited.csv") == "theirs\n")
    }

    @Test(
      "A folder that cannot be looked into is not called empty", .enabled(if: geteuid() == 0),
      arguments: ["status", "resume", "export", "purge", "listen"])
    func closedFolder(_ command: String) async throws {
      let desk = try await Self.finishedRun()
      let script = """
        chmod 755 . && chown 65534 . \(Self.folder) \(Self.folder)/* && chmod 0 \(Self.folder)
        exec setpriv --reuid 65534 "$0" \(command) \(Self.folder) --lang en
        """
      let end = try await RunningCommand(
        ["-c", script, BuiltCommand.url.path], home: desk.folder,
        environment: ["QUALIFICA_TOKEN": Desk.token], executable: URL(fileURLWithPath: "/bin/sh")
      ).end()
      #expect(end.code == 73, "\(end.code) \(end.errors)")
      #expect(end.lastWords.contains("read and write permission"), "\(end.errors)")
    }
  }
}
