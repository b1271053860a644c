import Foundation
import Simulator
import Testing

extension Promises {
  /// Every signal is heeded in every phase, and told that it was.
  @Suite struct SignalTests {
    private static let people = Payee.people(4, seed: 97)

    /// Runs the command with a standard input that comes to no end as long as `source` lives.
    private static func waiting(
      _ arguments: [String], _ desk: Desk, source: Pipe
    ) throws -> RunningCommand {
      try RunningCommand(
        arguments, home: desk.folder, environment: ["QUALIFICA_TOKEN": Desk.token], source: source)
    }

    @Test(
      "While standard input is waited for",
      arguments: [["check", "-"], ["inspect", "-"], ["run", "-", "--simulate"]],
      [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 143)])
    func standardInput(_ command: [String], signal: (Int32, Int)) async throws {
      let desk = try Desk()
      let source = Pipe()
      let running = try Self.waiting(command + ["--lang", "en"], desk, source: source)
      // Nothing is said before the input is there.
      try await Task.sleep(for: .milliseconds(400))
      running.signal(signal.0)
      let end = await running.end()
      #expect(end.code == signal.1 && !end.wasKilled, "\(end.code) \(end.errors)")
      #expect(end.errors.contains("Stopping"), "\(end.errors)")
      #expect(end.lastWords.contains("Interrupted"), "\(end.errors)")
      withExtendedLifetime(source) {}
    }

    @Test("While planning: nothing is sent, nothing is left, and the run goes on")
    func planning() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Payee.people(40_000, seed: 98)).text, to: "payees.csv")
        let running = try desk.start(desk.runArguments("payees.csv"))
        #expect(try await running.hasSaid("Checking and planning"))
        running.signal(SIGINT)
        let end = await running.end()
        #expect(end.code == 130 && !end.wasKilled, "\(end.code) \(end.errors)")
        #expect(end.lastWords.contains("qualifica resume"), "\(end.errors)")
        #expect(try await desk.statistics().posts == 0)
        let names = try desk.folder.names(in: "payees.qualifica")
        #expect(names.allSatisfy { $0.hasPrefix("journal.sqlite") }, "\(names)")
      }
    }

    @Test("A file of one endless line, or of nothing, heeds a signal while it is looked at")
    func endlessLine() async throws {
      let desk = try Desk()
      let header = "nome;cpf;banco;agencia;conta;digito\n"
      for (name, text) in [("zeros.csv", ""), ("line.csv", header)] {
        try desk.folder.write(text, to: name)
        // Sparse: it takes no room on the disk, and minutes to read.
        let result = unsafe truncate(desk.folder.path(name), 8 << 30)
        try #require(result == 0)
        for command in ["check", "inspect"] {
          let running = try desk.start([command, name, "--lang", "en"])
          try await Task.sleep(for: .milliseconds(600))
          running.signal(SIGINT)
          let end = await running.end()
          #expect(end.code == 130 && !end.wasKilled, "\(command) \(name) \(end.code)")
        }
      }
    }

    @Test(
      "A limit of memory under which nothing can start is told, without a thread",
      arguments: [12_000, 16_000, 20_000])
    func littleMemory(kilobytes: Int) async throws {
      let desk = try Desk()
      let limited = "ulimit -d \(kilobytes); exec timeout -s KILL 60 \"$0\" \"$@\""
      let end = try await RunningCommand(
        ["-c", limited, BuiltCommand.url.path, "rules"],
        home: desk.folder, executable: URL(fileURLWithPath: "/bin/bash")
      ).end()
      #expect(end.code == 78, "\(end.code)")
      #expect(end.lastWords.contains("ulimit -d"), "\(end.errors)")
    }

    @Test("A limit of stacks under which the command would crash is told")
    func littleStack() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let end = try await RunningCommand(
        [
          "-c", "ulimit -s 100; exec \"$0\" \"$@\"", BuiltCommand.url.path, "check", "payees.csv",
          "--lang", "en",
        ],
        home: desk.folder, executable: URL(fileURLWithPath: "/bin/bash")
      ).end()
      #expect(end.code == 78 && !end.wasKilled, "\(end.code)")
      #expect(end.lastWords.contains("ulimit -s"), "\(end.errors)")
    }

    @Test("check that is interrupted leaves the files of the one before")
    func check() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let check = ["check", "payees.csv", "-o", "out", "--lang", "en"]
      #expect(try await desk.command(check).code == 0)
      let before = try desk.folder.bytes(of: "out/results.csv")
      try desk.folder.write(Payroll(Payee.people(40_000, seed: 98)).text, to: "payees.csv")
      let running = try desk.start(check)
      #expect(try await running.hasSaid("Checking"))
      running.signal(SIGTERM)
      let end = await running.end()
      #expect(end.code == 143, "\(end.errors)")
      #expect(try desk.folder.bytes(of: "out/results.csv") == before)
      let names = try desk.folder.names(in: "out")
      #expect(
        names.allSatisfy { $0.hasSuffix(".csv") || ["summary.json", "report.html"].contains($0) },
        "\(names)")
    }

    private static func withWaitingRun(
      _ body: @escaping @Sendable (Desk, RunningCommand) async throws -> Void
    ) async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        let waiting = try desk.start(desk.runArguments("payees.csv", ["--wait", "1h"]))
        #expect(try await waiting.hasSaid("Waiting for verdicts"))
        try await body(desk, waiting)
        waiting.signal(SIGKILL)
      }
    }

    @Test("A terminal that closes is a polite end, however often it says so")
    func hangUp() async throws {
      try await Self.withWaitingRun { desk, waiting in
        waiting.signal(SIGHUP)
        waiting.signal(SIGHUP)
        let end = await waiting.end()
        #expect(end.code == 143 && !end.wasKilled, "\(end.errors)")
        #expect(end.errors.contains("what is in flight is finished and saved"))
        let results = try desk.table("payees.qualifica/results.csv")
        #expect(Set(results["q_status"]) == ["pending"])
      }
    }

    @Test("SIGUSR1 and SIGUSR2 end nothing and tell the state", arguments: [SIGUSR1, SIGUSR2])
    func state(number: Int32) async throws {
      try await Self.withWaitingRun { _, waiting in
        waiting.signal(number)
        let wasSaid = try await waiting.hasSaid(" in flight")
        #expect(wasSaid)
        waiting.signal(SIGINT)
        let end = await waiting.end()
        #expect(end.code == 130 && !end.wasKilled, "\(end.errors)")
      }
    }

    @Test("nohup keeps its word")
    func noHangUp() async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let waiting = try RunningCommand(
          [BuiltCommand.url.path] + desk.runArguments("payees.csv", ["--wait", "1h"]),
          home: desk.folder, environment: ["QUALIFICA_TOKEN": Desk.token],
          executable: URL(fileURLWithPath: "/usr/bin/nohup"))
        #expect(try await waiting.hasSaid("Waiting for verdicts"))
        waiting.signal(SIGHUP)
        waiting.signal(SIGINT)
        #expect(await waiting.end().code == 130)
      }
    }

    @Test("A time limit's alarm is a polite end", arguments: [SIGALRM, SIGVTALRM, SIGPROF, SIGPWR])
    func alarm(number: Int32) async throws {
      try await Self.withWaitingRun { desk, waiting in
        waiting.signal(number)
        let end = await waiting.end()
        #expect(end.code == 143 && !end.wasKilled, "\(end.errors)")
        #expect(desk.folder.exists("payees.qualifica/results.csv"))
      }
    }

    @Test(
      "With few open files a sentence says how many are needed", arguments: [9, 12, 16, 32, 63])
    func openFiles(limit: Int) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      for command in [
        ["check", "payees.csv"], ["run", "payees.csv", "--simulate"], ["doctor"],
        ["inspect", "payees.csv"], ["status", "payees.qualifica"], ["simulator", "--port", "0"],
      ] {
        let end = try await RunningCommand(
          ["-c", "ulimit -n \(limit); exec \"$0\" \"$@\"", BuiltCommand.url.path] + command,
          home: desk.folder, executable: URL(fileURLWithPath: "/bin/bash")
        ).end()
        #expect(end.code == 78 && !end.wasKilled, "\(command): \(end.code) \(end.errors)")
        #expect(end.lastWords.contains("ulimit -n 64"), "\(end.errors)")
      }
    }

    @Test("A pause of an earlier process is kept, and --ignore-pause ends it")
    func ignoredPause() async throws {
      let busy = FaultRule(.post, Fault(.throttle, retryAfter: "1767323045"), at: [1])
      try await Desk.withSimulator({ $0.faults = FaultPlan(rules: [busy]) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let first = try await desk.run("payees.csv")
        #expect(first.code == 75, "\(first.errors)")
        #expect(first.errors.contains("--ignore-pause"), "\(first.errors)")
        #expect(try await desk.resume("payees.qualifica").code == 75)
        let end = try await desk.resume("payees.qualifica", "--ignore-pause")
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.statistics().customCodes == Self.people.count)
      }
    }
  }
}
