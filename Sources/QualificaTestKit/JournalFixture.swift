package import Foundation
package import BulkEngine

/// Small invented runs to fill a journal with.
package enum JournalFixture {
  /// `milliseconds` after a fixed moment.
  package static func time(_ milliseconds: Int = 0) -> Date {
    Date(timeIntervalSince1970: 1_790_000_000 + Double(milliseconds) / 1000)
  }

  /// A run that was begun and not yet planned.
  package static func run(code: String = "k7m2") -> Run {
    Run(
      code: code,
      settings: RunSettings(
        operation: OperationSettings(name: "test", variant: "2", json: #"{"merchantID":41}"#),
        environment: "sandbox",
        reading: ReadingSettings(mapping: ["document": "CPF do favorecido"]), batch: BatchLimits(),
        maximumErrors: .percent(2.5)),
      input: InputIdentity(
        path: "/tmp/folha.csv", sha256: String(repeating: "0a", count: 32), bytes: 4096),
      startedAt: time())
  }

  /// The code of a record in these runs.
  package static func customCode(_ number: Int) -> String { "c-\(number)" }

  /// Planned records with these numbers.
  package static func records(_ numbers: ClosedRange<Int>, chunk: Int) -> [PlannedRecord] {
    numbers.map {
      PlannedRecord(number: $0, state: .planned, customCode: customCode($0), chunk: chunk)
    }
  }

  /// A chunk of consecutive records.
  package static func chunk(_ number: Int, _ numbers: ClosedRange<Int>) -> Chunk {
    Chunk(
      number: number, firstRecord: numbers.lowerBound, lastRecord: numbers.upperBound,
      count: numbers.count, byteOffset: Int64(numbers.lowerBound) * 80,
      line: numbers.lowerBound + 1)
  }

  /// Begins a run of `chunks` chunks of `size` records each and seals its plan.
  package static func seal(
    _ journal: any Journal, chunks: Int = 2, size: Int = 3
  ) async throws {
    try await journal.begin(run())
    for number in 1...chunks {
      let numbers = ((number - 1) * size + 1)...(number * size)
      try await journal.append(
        records(numbers, chunk: number), chunks: [chunk(number, numbers)])
    }
    let records = chunks * size
    let totals = PlanTotals(records: records, planned: records, chunks: chunks)
    try await journal.commit([.planned(totals, at: time(1))])
  }

  /// The intent of a chunk, with a batch code made of its number.
  package static func intent(_ chunk: Int, at milliseconds: Int = 10) -> JournalMutation {
    .intent(
      chunk: chunk, batchCode: "k7m2-\(chunk)", bodySHA256: String(repeating: "b", count: 64),
      at: time(milliseconds))
  }

  /// These records were proven absent after so many attempts.
  package static func requeued(
    _ numbers: [Int], in chunk: Chunk, attempts: Int = 1
  ) -> JournalMutation {
    .requeued(
      numbers: numbers, in: chunk,
      from: .doubt(
        attempts: Dictionary(numbers.map { ($0, attempts) }, uniquingKeysWith: { $1 })))
  }

  /// These records are a half of a batch that was refused as a whole.
  package static func halved(_ numbers: [Int], in chunk: Chunk) -> JournalMutation {
    .requeued(numbers: numbers, in: chunk, from: .request)
  }

  /// The record got this state from the API.
  package static func said(
    _ number: Int, _ state: RecordState, _ outcome: RecordOutcome = RecordOutcome(),
    at milliseconds: Int = 20
  ) -> JournalMutation {
    .record(number: number, state: state, outcome: outcome, at: time(milliseconds))
  }

  /// The chunk is closed; what is left of it gets this state.
  package static func closed(
    _ chunk: Int, _ state: RecordState, _ outcome: RecordOutcome = RecordOutcome(),
    at milliseconds: Int = 20
  ) -> JournalMutation {
    .closed(chunk: chunk, state: state, outcome: outcome, at: time(milliseconds))
  }
}
