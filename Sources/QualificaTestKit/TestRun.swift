package import BulkEngine

/// Runs with a sealed plan, for tests of what comes after planning.
package enum TestRun {
  /// A run of an invented file.
  package static func run(variant: String = "1", batch: BatchLimits = BatchLimits()) -> Run {
    Run(
      code: "test1",
      settings: RunSettings(
        operation: OperationSettings(name: "test", variant: variant), environment: "simulator",
        reading: ReadingSettings(), batch: batch),
      input: InputIdentity(
        path: "/folder/payees.csv", sha256: String(repeating: "0a", count: 32), bytes: 1_000),
      startedAt: ManualTime.start)
  }

  /// Plans `records` in chunks of `size` and seals the plan.
  package static func plan(
    _ records: [OutgoingRecord], inChunksOf size: Int, in journal: any Journal
  ) async throws {
    try await journal.begin(run())
    var chunks: [Chunk] = []
    var planned: [PlannedRecord] = []
    for start in stride(from: 0, to: records.count, by: size) {
      let part = records[start..<min(start + size, records.count)]
      guard let first = part.first, let last = part.last else { continue }
      let number = chunks.count + 1
      chunks.append(
        Chunk(
          number: number, firstRecord: first.number, lastRecord: last.number, count: part.count,
          byteOffset: Int64(first.number * 100), line: first.number + 1))
      planned += part.map {
        PlannedRecord(
          number: $0.number, state: .planned, customCode: $0.customCode, chunk: number)
      }
    }
    try await journal.append(planned, chunks: chunks)
    let totals = PlanTotals(
      records: records.count, planned: records.count, chunks: chunks.count)
    try await journal.commit([.planned(totals, at: ManualTime.start)])
  }
}
