import Foundation
import QualificaTestKit
import Spreadsheets
import Synchronization
import Testing

@testable import BulkEngine

/// A made-up operation goes from a sheet to the files, killed on the way as often as one likes, and
/// no line of the engine knows it.
struct SecondOperationTests {
  private static let sheet = """
    etiqueta;prateleira;reference;note
    Screws;A1;r-1;first
    Nails;B2;r-2;second
    Bolts;C10;r-3;a shelf that is none
    Screws;A1;r-1;the same reference
    Hooks;D4;r-4;last

    """

  @Test(
    "It is planned, sent, killed, resumed and written",
    arguments: [WayOfSending.replayable, .onceByNature, .replacing, .findable])
  func itIsPlannedSentKilledResumedAndWritten(_ way: WayOfSending) async throws {
    let undisturbed = try LabelRun(Self.sheet, way)
    try await undisturbed.live(undisturbed.journal)
    let expected = try await undisturbed.results()
    #expect(
      expected == [
        "2;printed;;r-1", "3;printed;;r-2", "4;rejected;shelf.no_such_shelf;r-3",
        "5;duplicate;custom_code.duplicate;", "6;printed;;r-4",
      ])
    for operation in stride(from: 1, to: 40, by: 3) {
      for commitsFirst in [false, true] {
        let run = try LabelRun(Self.sheet, way)
        let cut = FailingJournal(run.journal, failingAt: operation, commitsFirst: commitsFirst)
        do { try await run.live(cut) } catch is FailingJournal.Failure {}
        try await run.live(run.journal)
        #expect(run.api.effects == ["r-1": 1, "r-2": 1, "r-4": 1], "cut at \(operation)")
        #expect(try await run.results() == expected, "cut at \(operation)")
      }
    }
  }

  @Test(
    "What is planned again after an unknown outcome is in doubt when the run ends, and never unsent",
    arguments: [WayOfSending.replayable, .replacing])
  func whatIsPlannedAgainIsInDoubt(_ way: WayOfSending) async throws {
    let run = try LabelRun(Self.sheet, way, isGarbled: true)
    await #expect(throws: EngineStop.self) { try await run.live(run.journal) }
    let entries = try await run.journal.entries(.numbers(first: 1, last: 5))
    let sent = entries.filter { $0.attempts > 0 }
    #expect(!sent.isEmpty && sent.allSatisfy { $0.state == .inDoubt })
    run.garbling.end()
    try await run.live(run.journal)
    #expect(run.api.effects == ["r-1": 1, "r-2": 1, "r-4": 1])
    #expect(try await run.journal.counts()[.inDoubt] == nil)
  }

  @Test("Its files have its columns and words")
  func itsFilesHaveItsColumnsAndWords() async throws {
    let run = try LabelRun(Self.sheet, .replayable)
    try await run.live(run.journal)
    _ = try await run.results()
    let good = try run.folder.text(of: "done.csv").split(separator: "\n")
    #expect(good.first == "reference;label;shelf;place;q_line;settled_at")
    #expect(good.dropFirst().map { $0.prefix { $0 != ";" } } == ["r-1", "r-2", "r-4"])
    #expect(good.dropFirst().first?.hasPrefix("r-1;Screws;A1;r-1;2;") == true)
    let results = try run.folder.text(of: "results.csv").split(separator: "\n")
    #expect(results.first?.hasSuffix(";q_settled_at;q_state;q_place") == true)
    #expect(results.dropFirst().first?.hasSuffix(";done;r-1") == true)
    let fix = try run.folder.text(of: "fix.csv")
    #expect(fix.contains("Bolts;C10;r-3;a shelf that is none;4;rejected"))
    let findings = try run.folder.text(of: "findings.csv")
    // Its own columns are known when the file is fed back.
    let check = LabelCheck()
    let again = try Input(
      InputFile(path: run.folder.path + "/fix.csv"), reading: ReadingSettings(),
      layout: check.layout, required: check.required)
    #expect(again.mapping.unmapped.map { again.mapping.headers[$0] } == ["note"])
    #expect(findings.contains("4;shelf;error;shelf.no_such_shelf;Shelf has two characters"))
  }
}

/// Whether a POST is done and answered by a page that is not the API's.
private final class Garbling: Sendable {
  private let isOn: Mutex<Bool>

  init(_ isOn: Bool) { self.isOn = Mutex(isOn) }

  func end() { isOn.withLock { $0 = false } }

  func reply(to request: Request, _ reply: Reply) -> Reply {
    let isGarbled = request.method != .get && isOn.withLock { $0 }
    return isGarbled ? Reply(status: 200, body: Array("<html>".utf8)) : reply
  }
}

/// A run of the second operation on a real file, life by life.
private struct LabelRun {
  let garbling: Garbling
  let folder: TemporaryFolder
  let api: LabelAPI
  let journal = MemoryJournal()
  private let operation: LabelOperation
  private let time = ManualTime()
  private let transport: ScriptedTransport
  private let path: String

  init(_ sheet: String, _ way: WayOfSending, isGarbled: Bool = false) throws {
    folder = try TemporaryFolder()
    path = try folder.file(sheet)
    operation = LabelOperation(way)
    let api = LabelAPI(way)
    let garbling = Garbling(isGarbled)
    (self.api, self.garbling) = (api, garbling)
    transport = ScriptedTransport { request, _ in
      .success(garbling.reply(to: request, api.reply(to: request)))
    }
  }

  private func input() throws -> Input {
    let check = LabelCheck()
    return try Input(
      InputFile(path: path), reading: ReadingSettings(), layout: check.layout,
      required: check.required)
  }

  /// One process: plans, or goes on where the journal says.
  func live(_ journal: any Journal) async throws {
    let input = try input()
    var run = TestRun.run()
    run.input = InputIdentity(
      path: path, sha256: try InputHash.sha256(of: InputFile(path: path)), bytes: input.bytes)
    if let stored = try await journal.run(), stored.plannedAt != nil {
      run = stored
    } else {
      let totals = try await Planner.plan(
        run, pass: RecordPass(input, LabelCheck()), journal: journal, operation: operation)
      try await journal.commit([.planned(totals, at: time.now)])
    }
    let pace = PaceSettings(rate: 1_000, concurrency: 2, timeoutInSeconds: 5, waitInSeconds: 60)
    let context = EngineContext(
      journal: journal, transport: transport,
      limiter: RateLimiter(
        rate: pace.rate, time: time.source, remembered: try await journal.run()?.pace),
      operation: operation, source: InputRecordSource(input, LabelCheck()), time: time.source,
      random: RandomSource(SeededGenerator(seed: 1)), runCode: run.code, pace: pace)
    try await RunWork(context, run: run) { _ in }.perform()
  }

  /// Line, status, code and key of every record.
  func results() async throws -> [String] {
    let run = try await journal.run()
    _ = try await ResultFiles.write(
      to: ResultFiles.Target(statuses: operation.statuses, folder: folder.path),
      pass: RecordPass(try input(), LabelCheck()), run: run, journal: journal)
    return try folder.text(of: "results.csv").split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ";", omittingEmptySubsequences: false)
      return [cells[4], cells[5], cells[6], cells[10]].joined(separator: ";")
    }
  }
}
