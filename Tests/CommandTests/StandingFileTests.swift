import Foundation
import Testing

extension Promises {
  /// Options that name a file or a folder take the place of nothing that the command did not write, and are
  /// looked at before anything is sent.
  @Suite struct StandingFileTests {
    private static let people = Payee.people(6, seed: 31)

    @Test(
      "A fetched list replaces an earlier list and no other file",
      arguments: ["list.csv", "list.ndjson", "list.xlsx"])
    func fetch(list: String) async throws {
      let api = ListingAPI(2, [:])
      try await api.whileRunning { desk in
        func fetch(_ file: String) async throws -> CommandEnd {
          try await desk.command([
            "fetch", "charges", "-o", file, "--base-url", "http://127.0.0.1:\(desk.port ?? 0)",
            "--lang", "en", "--rate", "200",
          ])
        }
        #expect(try await fetch(list).code == 0)
        let again = try await fetch(list)
        #expect(again.code == 0, "\(again.errors)")
        let foreign = "mine.\(list.split(separator: ".")[1])"
        try desk.folder.write(Payroll(Self.people).text, to: foreign)
        let before = try desk.folder.bytes(of: foreign)
        let asked = api.requests
        let end = try await fetch(foreign)
        #expect(end.code == 73 && end.errors.contains("no list that fetch wrote"), "\(end.errors)")
        #expect(try desk.folder.bytes(of: foreign) == before && api.requests == asked)
        #expect(try !desk.folder.names(in: ".").contains("\(foreign).part"))
      }
    }

    @Test(
      "A simulator's store replaces nothing that no simulator wrote",
      arguments: [
        "one line without an end", "name;cpf\nx;1\n", "{\"id\":1,\"name\":\"x\"}", "\u{1}\u{2}",
      ])
    func store(content: String) async throws {
      let desk = try Desk()
      try desk.folder.write(content, to: "key")
      #expect(unsafe chmod(desk.folder.path("key"), 0o640) == 0)
      let end = try await desk.command(["simulator", "--port", "0", "--store", "key"])
      #expect(end.code == 73 && end.errors.contains("stays as it is"), "\(end.errors)")
      #expect(try desk.folder.text(of: "key") == content)
      #expect(try desk.folder.mode(of: "key") == 0o640)
    }

    @Test("A simulator's store with a second name is refused")
    func hardLink() async throws {
      let desk = try Desk()
      try desk.folder.write("", to: "first")
      #expect(unsafe link(desk.folder.path("first"), desk.folder.path("second")) == 0)
      let end = try await desk.command(["simulator", "--port", "0", "--store", "second"])
      #expect(end.code == 73 && end.errors.contains("second name"), "\(end.errors)")
    }

    @Test(
      "A folder for pages in which none could be saved is refused before anybody gets a bill",
      arguments: ["file", "/dev/null", "none/inner", "dangling"])
    func printables(place: String) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write("a stranger's", to: "file")
        #expect(unsafe symlink("nowhere", desk.folder.path("dangling")) == 0)
        try desk.folder.write(
          "nome;cpf;valor;vencimento\nAna Exemplo;52998224725;10.00;2099-01-10\n", to: "bills.csv")
        let end = try await desk.command(
          desk.runArguments(
            "bills.csv",
            [
              "--operation", "charge", "--charge-type", "boleto", "--sender-name",
              "Empresa Exemplo",
              "--sender-document", "11222333000181", "--merchant-id", "7", "--yes",
              "--printables", place,
            ]), environment: ["QUALIFICA_TOKEN": Desk.token])
        #expect(end.code == 73, "\(end.code) \(end.errors)")
        #expect(try await desk.statistics().posts == 0)
        #expect(!desk.folder.exists("bills.qualifica"))
        #expect(try desk.folder.text(of: "file") == "a stranger's")
      }
    }

    @Test("A list of banks that cannot be used leaves no folder", arguments: ["none.csv", "p.csv"])
    func banks(list: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "p.csv")
      let end = try await desk.command(["run", "p.csv", "--simulate", "--banks-file", list])
      #expect([65, 66].contains(end.code), "\(end.code) \(end.errors)")
      #expect(!desk.folder.exists("p.qualifica"))
    }

    @Test("A check that found the disk full goes again, in the folder that it was given")
    func fullDisk() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(200, seed: 31)).text, to: "payees.csv")
      let check = ["check", "payees.csv", "-o", "out", "--lang", "en"]
      try FileManager.default.createDirectory(
        atPath: desk.folder.path("out"), withIntermediateDirectories: false)
      for blocks in [4, 16] {
        let end = try await RunningCommand(
          ["-c", "ulimit -f \(blocks); exec \"$0\" \"$@\"", BuiltCommand.url.path] + check,
          home: desk.folder, executable: URL(fileURLWithPath: "/bin/bash")
        ).end()
        #expect(end.code == 74, "\(end.code) \(end.errors)")
        #expect(try desk.folder.names(in: "out") == [])
      }
      let end = try await desk.command(check)
      #expect(end.code == 0, "\(end.errors)")
    }

    @Test("A run folder whose path is long only by its dots gets the sentence about long paths")
    func dots() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let end = try await desk.command([
        "run", "payees.csv", "--simulate", "--lang", "en", "-o",
        desk.folder.path(String(repeating: "./", count: 1_000) + "out"),
      ])
      #expect(end.code == 73 && end.errors.contains("too long"), "\(end.code)")
    }

    /// Runs the command in a folder that cannot be written.
    private static func reading(_ arguments: [String], _ desk: Desk) async throws -> CommandEnd {
      let script =
        getuid() == 0
        ? "mount --bind . . && mount -o remount,bind,ro . && cd \"$PWD\" && exec \"$0\" \"$@\""
        : "chmod -R a-w .; \"$0\" \"$@\"; code=$?; chmod -R u+w .; exit $code"
      let shell = ["/bin/sh", "-c", script, BuiltCommand.url.path] + arguments
      let command = getuid() == 0 ? ["/usr/bin/unshare", "-m"] + shell : shell
      return try await RunningCommand(
        Array(command.dropFirst()), home: desk.folder,
        executable: URL(fileURLWithPath: command[0])
      ).end()
    }

    @Test("What is only read is read on a disk that cannot be written")
    func readOnlyDisk() async throws {
      try await BuiltCommand.$hasLedger.withValue(true) {
        try await Desk.withSimulator { desk in
          try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
          #expect(
            try await desk.run("payees.csv", "--ledger", "ledger.sqlite", "-o", "a%b ?#é").code == 0
          )
          // The processes put their outputs into the folder of the desk.
          for command in [["status", "a%b ?#é"], ["ledger", "list", "--ledger", "ledger.sqlite"]] {
            let end = try await Self.reading(command + ["--lang", "en"], desk)
            #expect(end.code == 0, "\(command): \(end.code) \(end.errors)")
            #expect(end.output.contains("payees.csv"), "\(end.output)")
          }
        }
      }
    }

    @Test("Where memory is too little for the threads that are needed a sentence says so")
    func fewThreads() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      for room in stride(from: 260_000, through: 420_000, by: 40_000) {
        let end = try await RunningCommand(
          [
            "-c", "ulimit -v \(room); exec \"$0\" check payees.csv --lang en",
            BuiltCommand.url.path,
          ], home: desk.folder, executable: URL(fileURLWithPath: "/bin/bash")
        ).end()
        #expect([0, 78].contains(end.code) && !end.wasKilled, "\(room): \(end.code) \(end.errors)")
      }
    }
  }
}
