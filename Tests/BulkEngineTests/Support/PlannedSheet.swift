import Foundation
import QualificaTestKit
import Spreadsheets

@testable import BulkEngine
@testable import Operations

/// A sheet on disk with its plan in a journal.
struct PlannedSheet {
  let folder: TemporaryFolder
  let input: Input
  let run: Run
  let journal = MemoryJournal()
  let totals: PlanTotals
  let check: CheckSettings

  init(
    _ text: String, limits: BatchLimits = BatchLimits(), needsAmount: Bool = false
  ) async throws {
    folder = try TemporaryFolder()
    let path = try folder.file(text)
    input = try Input(path: path, reading: ReadingSettings(), needsAmount: needsAmount)
    var run = TestRun.run(batch: limits)
    run.input = InputIdentity(
      path: path, sha256: try InputHash.sha256(of: InputFile(path: path)), bytes: input.bytes)
    check = CheckSettings(needsAmount: needsAmount)
    self.run = run
    totals = try await Planner.plan(
      run, pass: RecordPass(input, settings: check), journal: journal,
      operation: TestOperation(needsAmount: needsAmount))
  }

  func seal() async throws {
    try await journal.commit([.planned(totals, at: ManualTime.start)])
  }

  func chunks() async throws -> [Chunk] {
    try await journal.chunks(in: .planned, limit: .max)
  }

  func entries() async throws -> [JournalEntry] {
    try await journal.entries(.numbers(first: 1, last: .max))
  }
}
