import Foundation
import Testing

/// Seeded runs through the built command against the built simulator, which stores whatever comes
/// as often as it comes: with faults, kills and resumes everything ends as on a quiet day.
///
/// A few of them in every test run. As many as wanted:
/// `QUALIFICA_SOAK_RUNS=300 swift test --filter Soak`.
@Suite struct SoakTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let wanted = environment["QUALIFICA_SOAK_RUNS"].flatMap { Int($0) }
  private static let runs = wanted ?? 6
  private static let first = environment["QUALIFICA_SOAK_FROM"].flatMap { Int($0) } ?? 1
  /// They mostly wait for a server: several go side by side.
  private static let lanes = wanted == nil ? 3 : 6
  private static let largest = wanted == nil ? 90 : 300

  @Test("Sent once, lost never", arguments: 0..<lanes)
  func soak(lane: Int) async throws {
    for seed in stride(from: Self.first + lane, to: Self.first + Self.runs, by: Self.lanes) {
      try await Self.judge(SoakRun(seed: UInt64(seed), largest: Self.largest))
    }
  }

  @Test("The canary: a client that sends again blindly fails here", arguments: [1, 2, 3])
  func blindClient(seed: UInt64) async throws {
    let statistics = try await SoakRun(seed: seed, largest: 60).blindly()
    #expect(Self.complaints(statistics).contains { $0.contains("paid") })
  }

  private static func judge(_ run: SoakRun) async throws {
    let started = ContinuousClock.now
    let quiet = try await run.undisturbed()
    #expect(quiet.code == 1, "seed \(run.seed), undisturbed: \(quiet.lastWords)")
    let outcome = try await run.disturbed()
    #expect(outcome.code == quiet.code, "seed \(run.seed): \(outcome.lastWords)")
    #expect(complaints(outcome.statistics) == [], "seed \(run.seed)")
    #expect(outcome.statistics.customCodes == quiet.statistics.customCodes, "seed \(run.seed)")
    #expect(outcome.statistics.peakRequestsPerSecond <= run.rate + 1, "seed \(run.seed)")
    #expect(outcome.files.keys.sorted() == quiet.files.keys.sorted(), "seed \(run.seed)")
    for (name, table) in quiet.files {
      #expect(outcome.files[name] == table, "seed \(run.seed): \(name)")
    }
    if wanted != nil { tell(run, outcome, ContinuousClock.now - started) }
  }

  /// What a finance team would not forgive.
  private static func complaints(_ statistics: SimulatorStatistics) -> [String] {
    var complaints: [String] = []
    if statistics.mostEffectsOfACode > 1 {
      complaints.append("\(statistics.codesWithSeveralEffects) people paid more than once")
    }
    if statistics.repeatedSubmissions > 0 {
      complaints.append("\(statistics.repeatedSubmissions) records sent though stored")
    }
    return complaints
  }

  private static func tell(_ run: SoakRun, _ outcome: SoakRun.Outcome, _ time: Duration) {
    let statistics = outcome.statistics
    print(
      "soak \(run.seed): \(statistics.records) records, \(outcome.processes) processes, "
        + "\(statistics.posts) POST, \(statistics.gets) GET, "
        + "\(statistics.faults.values.reduce(0, +)) faults, "
        + "\(statistics.doubleEffects) double effects, "
        + "\(statistics.peakRequestsPerSecond) a second of \(run.rate), "
        + "\(time.components.seconds) s")
  }
}
