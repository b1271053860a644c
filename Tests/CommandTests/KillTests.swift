import Foundation
import Simulator
import Testing

extension Promises {
  /// `kill -9` anywhere, then `resume`: as if nothing had happened.
  @Suite struct KillTests {
    private static let people = Payee.people(400, seed: 31).enumerated().map { number, payee in
      switch number % 50 {
      case 7: payee.withWrongDocument()
      case 23: payee.ending(.invalid)
      case 41: payee.ending(.notVerifiable)
      default: payee
      }
    }
    private static let kills = 12
    private static let options = ["--batch-size", "20", "--rate", "40", "--timeout", "1s"]
    private static let outputs = ["results.csv", "valid.csv", "fix.csv", "findings.csv"]

    @Test("Killed twelve times, the files are those of an undisturbed run", arguments: [1, 2])
    func killed(seed: UInt64) async throws {
      let undisturbed = try await Self.undisturbed()
      try await Desk.withSimulator(Self.slow) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        var dice = Dice(seed: seed)
        for _ in 0..<Self.kills { try await Self.runAndKill(desk, &dice) }
        let code = try await Self.settle(desk)
        #expect(code == 1)
        let statistics = try await desk.statistics()
        #expect(statistics.doubleEffects == 0)
        #expect(statistics.customCodes == 400 - 8)
        let files = try Self.files(desk)
        for name in Self.outputs { #expect(files[name] == undisturbed[name], "\(name)") }
        #expect(!desk.folder.exists("payees.qualifica/pending.csv"))
      }
    }

    /// A server that takes its time, so that more kills fall into a request.
    private static func slow(_ settings: inout SimulatorSettings) {
      settings.uniqueness = false
      settings.pace = Pace()
      settings.faults = FaultPlan(
        seed: 5,
        rules: [FaultRule(.post, Fault(.late, delayMilliseconds: 120), probability: 0.6)])
    }

    private static func runAndKill(_ desk: Desk, _ dice: inout Dice) async throws {
      let isPlanned = try await isPlanned(desk)
      let command = isPlanned && dice.next() % 2 == 0 ? ["resume", "payees.qualifica"] : nil
      let running = try desk.start(
        (command.map { $0 + Desk.pace } ?? desk.runArguments("payees.csv"))
          + (command == nil ? options : Array(options.dropFirst(2))))
      // Short lives meet the plan and the first batches, longer ones what comes after.
      let longest: UInt64 = dice.next() % 3 == 0 ? 3000 : 500
      try await Task.sleep(for: .milliseconds(40 + dice.next() % longest))
      running.signal(SIGKILL)
      _ = await running.end()
    }

    private static func isPlanned(_ desk: Desk) async throws -> Bool {
      guard desk.folder.exists("payees.qualifica/journal.sqlite") else { return false }
      let end = try await desk.command(["status", "payees.qualifica", "--json"])
      // Killed before the journal had its first row: there is no run yet.
      guard end.code != 66 else { return false }
      #expect(end.code == 0, "\(end.errors)")
      return try Desk.object(Data(end.output.utf8))["planned"] as? Bool ?? false
    }

    private static func settle(_ desk: Desk) async throws -> Int {
      var end = try await desk.command(desk.runArguments("payees.csv", options))
      for _ in 0..<5 where end.code == 2 || end.code == 3 {
        end = try await desk.resume("payees.qualifica", "--timeout", "1s")
      }
      #expect(end.code < 2, "\(end.errors)")
      return end.code
    }

    private static func undisturbed() async throws -> [String: [[String]]] {
      let (files, continuation) = AsyncStream.makeStream(of: [String: [[String]]].self)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        let end = try await desk.command(desk.runArguments("payees.csv", options))
        #expect(end.code == 1, "\(end.errors)")
        continuation.yield(try Self.files(desk))
      }
      continuation.finish()
      return await files.first { _ in true } ?? [:]
    }

    private static func files(_ desk: Desk) throws -> [String: [[String]]] {
      try Dictionary(
        uniqueKeysWithValues: outputs.map {
          ($0, try desk.table("payees.qualifica/\($0)").without(CSVTable.volatile))
        })
    }
  }
}
