import Foundation
import QualificaTestKit
import Synchronization

@testable import BulkEngine
@testable import Operations

/// A planned run with everything around it given by the test.
struct EngineFixture {
  let journal: MemoryJournal
  let time: ManualTime
  let transport: ScriptedTransport
  let observed = Observed()
  var context: EngineContext

  /// - Parameters:
  ///   - count: records of the plan, from ``Payees``.
  ///   - size: records of a chunk.
  ///   - answer: as ``ScriptedTransport`` asks for it.
  init(
    records count: Int, inChunksOf size: Int = 100, journal: MemoryJournal = MemoryJournal(),
    time: ManualTime = ManualTime(), pace: PaceSettings = PaceSettings(),
    operation: any BulkOperation = TestOperation(),
    generator: any RandomNumberGenerator & Sendable = SeededGenerator(seed: 1),
    changing change: (inout OutgoingRecord) -> Void = { _ in },
    answer: @escaping @Sendable (Request, Int) async -> ScriptedTransport.Answer
  ) async throws {
    let records = Payees.payees(count).map { payee in
      var record = payee
      change(&record)
      return record
    }
    self.journal = journal
    self.time = time
    transport = ScriptedTransport(answer)
    try await TestRun.plan(records, inChunksOf: size, in: journal)
    let observed = observed
    context = EngineContext(
      journal: journal, transport: transport,
      limiter: RateLimiter(rate: pace.rate, time: time.source), operation: operation,
      source: TestRecordSource(records), time: time.source, random: RandomSource(generator),
      runCode: "test1", pace: pace, observe: { observed.append($0) })
  }

  func submit() async throws {
    var phase = SubmitPhase(context)
    try await phase.run()
  }

  func reconcile(maySendAgain: Bool = true) async throws {
    try await ReconcilePhase(
      context, maySendAgain: maySendAgain, runStartedAt: ManualTime.start
    ).run()
  }

  func wait() async throws {
    try await WaitPhase(context, runStartedAt: ManualTime.start).run()
  }

  /// Puts every planned record in doubt, as a POST whose reply was lost does.
  func loseSightOfEverything() async throws {
    for chunk in try await journal.chunks(in: .planned, limit: .max) {
      try await journal.commit([
        .intent(
          chunk: chunk.number, batchCode: "lost\(chunk.number)", bodySHA256: "", at: time.now),
        .closed(
          chunk: chunk.number, state: .inDoubt, outcome: RecordOutcome(), at: time.now),
      ])
    }
  }

  /// Marks every planned record as taken, verdict outstanding.
  func acceptEverything() async throws {
    for chunk in try await journal.chunks(in: .planned, limit: .max) {
      try await journal.commit([
        .intent(chunk: chunk.number, batchCode: "b\(chunk.number)", bodySHA256: "", at: time.now),
        .closed(
          chunk: chunk.number, state: .pending, outcome: RecordOutcome(), at: time.now),
      ])
    }
  }

  func entry(_ number: Int) async throws -> JournalEntry? {
    try await journal.entries(.numbers(first: number, last: number)).first
  }

  /// Kinds of the audit lines, in order.
  func eventKinds() async throws -> [String] { try await journal.events().map(\.kind) }
}

/// What the engine told, in order.
final class Observed: Sendable {
  private let list = Mutex<[EngineEvent]>([])

  var events: [EngineEvent] { list.withLock { $0 } }

  func append(_ event: EngineEvent) { list.withLock { $0.append(event) } }
}

/// A value that closures of a test share.
final class Shared<Value: Sendable>: Sendable {
  private let stored: Mutex<Value>

  init(_ value: Value) { stored = Mutex(value) }

  var value: Value { stored.withLock { $0 } }

  @discardableResult
  func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    stored.withLock { stored in
      var value = stored
      let result = body(&value)
      stored = value
      return result
    }
  }
}

/// Chance that always draws the largest number: every jittered wait is its longest.
struct LargestChance: RandomNumberGenerator, Sendable {
  mutating func next() -> UInt64 { .max }
}

extension Array where Element: Hashable {
  /// Whether no element stands twice.
  var isWithoutRepetition: Bool { Set(self).count == count }
}
