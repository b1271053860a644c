import Foundation
import QualificaTestKit
import Spreadsheets

@testable import BulkEngine
@testable import Operations

/// A run on a real file from plan to outputs, life by life: each life is a process of its own that
/// has nothing but the journal and the file.
struct WholeRun {
  /// What becomes of a request; numbers count the submissions of all lives.
  typealias Accident = @Sendable (Request, Int, RememberingAPI) -> ScriptedTransport.Answer

  let folder: TemporaryFolder
  let api = RememberingAPI(firstStatus: 5)
  let journal = MemoryJournal()
  let time = ManualTime()
  let transport: ScriptedTransport
  /// When each request left, by uptime.
  let departures = Shared<[Duration]>([])
  var pace = PaceSettings(rate: 50, concurrency: 2, timeoutInSeconds: 6, waitInSeconds: 60)
  private let path: String
  private let lives = Shared(0)

  /// - Parameter concurrency: with one, what waits moves nobody else's clock.
  init(records: Int = 9, concurrency: Int = 2, _ accident: @escaping Accident) throws {
    folder = try TemporaryFolder()
    path = try folder.file(PayeeSheet.text(Payees.payees(records), withCodes: true))
    pace.concurrency = concurrency
    let submissions = Shared(0)
    transport = ScriptedTransport { [api, time, departures] request, _ in
      departures.change { $0.append(time.uptime) }
      guard request.method == .post else { return .success(api.reply(to: request)) }
      return accident(
        request,
        submissions.change {
          $0 += 1; return $0
        }, api)
    }
  }

  /// One process: goes on where the journal says, until the end or until `journal` breaks.
  func live(_ journal: any Journal) async throws {
    let life = lives.change {
      $0 += 1; return $0
    }
    var run = TestRun.run(batch: BatchLimits(records: 4))
    run.code = "life\(life)"
    let input = try Input(path: path, reading: ReadingSettings(), needsAmount: false)
    run.input = InputIdentity(
      path: path, sha256: try InputHash.sha256(of: InputFile(path: path)), bytes: input.bytes)
    let pass = RecordPass(input, settings: CheckSettings())
    if let stored = try await journal.run(), stored.plannedAt != nil {
      run = stored
    } else {
      let totals = try await Planner.plan(
        run, pass: pass, journal: journal, operation: TestOperation())
      try await journal.commit([.planned(totals, at: time.now)])
    }
    let source = InputRecordSource(input, settings: CheckSettings())
    let context = EngineContext(
      journal: journal, transport: transport,
      limiter: RateLimiter(
        rate: pace.rate, time: time.source, remembered: try await journal.run()?.pace),
      operation: TestOperation(), source: source, time: time.source,
      random: RandomSource(SeededGenerator(seed: UInt64(life))), runCode: run.code, pace: pace)
    try await RunWork(context, run: run) { _ in }.perform()
  }

  /// Lives as often as it takes, with a journal that works.
  func settle() async throws {
    for _ in 0..<5 {
      do { try await live(journal) } catch is EngineStop {}
      if try await journal.counts().keys.allSatisfy(\.isFinal) { return }
    }
  }

  /// What the journal says of each record in the end, without times, numbers and batch codes.
  func outcomes() async throws -> [String] {
    try await journal.entries(.numbers(first: 1, last: .max)).map { entry in
      [
        String(entry.number), entry.state.word, entry.customCode ?? "",
        entry.outcome.code ?? "", entry.outcome.message ?? "",
      ].joined(separator: " ")
    }
  }

  /// The lines of `results.csv`, without the columns that no two runs share.
  func results() async throws -> [String] {
    let run = try await journal.run()
    let input = try Input(path: path, reading: ReadingSettings(), needsAmount: false)
    _ = try await ResultFiles.write(
      to: ResultFiles.Target(statuses: TestOperation.statuses, folder: folder.path),
      pass: RecordPass(input, settings: CheckSettings()), run: run, journal: journal)
    return try folder.text(of: "results.csv").split(separator: "\n").map { line in
      let cells = line.split(separator: ";", omittingEmptySubsequences: false)
      return (cells.dropLast(7) + cells.suffix(7).dropFirst().prefix(1)).joined(separator: ";")
    }
  }
}
