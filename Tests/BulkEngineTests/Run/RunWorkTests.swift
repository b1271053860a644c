import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// Whatever the network does: at most one effect per code, and no record is forgotten.
struct RunWorkTests {
  @Test("A quiet run goes through its phases")
  func aQuietRunGoesThroughItsPhases() async throws {
    let api = RememberingAPI(firstStatus: 5)
    let phases = Shared<[RunWork.Phase]>([])
    let engine = try await EngineFixture(records: 12, inChunksOf: 5) { request, _ in
      .success(api.reply(to: request))
    }
    try await perform(engine) { phase in phases.change { $0.append(phase) } }
    #expect(phases.value == [.submit, .wait])
    #expect(try await engine.journal.counts() == [.valid: 12])
  }

  @Test("What may not be sent stays planned and nobody is asked")
  func whatMayNotBeSentStaysPlannedAndNobodyIsAsked() async throws {
    let engine = try await EngineFixture(records: 3, inChunksOf: 3) { _, _ in
      Issue.record("a request left")
      return .failure(.notSent("never"))
    }
    await #expect(throws: EngineStop.errorBudgetExceeded) {
      try await perform(engine, maySend: false)
    }
    #expect(try await engine.journal.counts() == [.planned: 3])
  }

  @Test("Under random faults every record takes effect once", arguments: 0..<60 as Range<UInt64>)
  func underRandomFaultsEveryRecordTakesEffectOnce(_ seed: UInt64) async throws {
    let api = RememberingAPI(firstStatus: 5)
    let chance = RandomSource(SeededGenerator(seed: seed))
    let engine = try await EngineFixture(
      records: 60, inChunksOf: 7, pace: PaceSettings(rate: 50, concurrency: 3),
      generator: SeededGenerator(seed: seed + 1)
    ) { request, _ in
      for _ in 0..<Int(chance.fraction() * 5) { await Task.yield() }
      return Mishap.drawn(by: chance.fraction()).answer(request, api)
    }
    for _ in 0..<20 {
      do {
        try await perform(engine)
      } catch is EngineStop {}
      let counts = try await engine.journal.counts()
      if counts == [.valid: 60] { break }
    }
    #expect(try await engine.journal.counts() == [.valid: 60])
    #expect(api.effects.count == 60)
    #expect(api.effects.values.allSatisfy { $0 == 1 })
    #expect(engine.transport.posts.map(\.batchCode).isWithoutRepetition)
  }

  @Test("A crash at any write never makes a second effect", arguments: 1..<40)
  func aCrashAtAnyWriteNeverMakesASecondEffect(_ operation: Int) async throws {
    let api = RememberingAPI(firstStatus: 5)
    var engine = try await EngineFixture(
      records: 12, inChunksOf: 3, pace: PaceSettings(concurrency: 2)
    ) { request, number in
      number == 2 ? .failure(.unknown("reset")) : .success(api.reply(to: request))
    }
    engine.context.journal = FailingJournal(
      engine.journal, failingAt: operation, counting: .writes,
      commitsFirst: operation.isMultiple(of: 2))
    do {
      try await perform(engine)
    } catch is FailingJournal.Failure {}
    engine.context.journal = engine.journal
    try await perform(engine)
    #expect(try await engine.journal.counts() == [.valid: 12])
    #expect(api.effects.count == 12)
    #expect(api.effects.values.allSatisfy { $0 == 1 })
  }

  @Test("Deposits are not repeated without consent")
  func depositsAreNotRepeatedWithoutConsent() async throws {
    let api = RememberingAPI()
    let engine = try await EngineFixture(
      records: 3, operation: TestOperation(movesMoney: true)
    ) { request, _ in
      request.method == .post ? .failure(.unknown("reset")) : .success(api.reply(to: request))
    }
    await #expect(throws: EngineStop.consentNeeded(records: 3)) { try await perform(engine) }
    #expect(engine.transport.posts.count == 1)
  }

  @Test("Records that get lost for ever end the run")
  func recordsThatGetLostForEverEndTheRun() async throws {
    let engine = try await EngineFixture(records: 1) { request, _ in
      request.method == .post ? .failure(.unknown("reset")) : .success(.showing([]))
    }
    await #expect(throws: EngineStop.self) { try await perform(engine) }
    #expect(engine.transport.posts.count <= 10)
    #expect(engine.transport.posts.map(\.batchCode).isWithoutRepetition)
  }
}

/// What may happen to a request on its way.
private enum Mishap: CaseIterable {
  case none, neverSent, lostOnTheWay, replyLost, failedAfterTaking, failedBefore, throttled
  case overloaded, unreadable

  static func drawn(by fraction: Double) -> Mishap {
    guard fraction > 0.4 else { return .none }
    let index = Int((fraction - 0.4) / 0.6 * Double(allCases.count))
    return allCases[min(index, allCases.count - 1)]
  }

  func answer(_ request: Request, _ api: RememberingAPI) -> ScriptedTransport.Answer {
    switch self {
    case .none: return .success(api.reply(to: request))
    case .neverSent: return .failure(.notSent("refused"))
    case .lostOnTheWay: return .failure(.unknown("reset"))
    case .failedBefore: return .success(Reply(status: 500))
    case .throttled: return .success(Reply(status: 429, headers: ["retry-after": "2"]))
    case .overloaded: return .success(Reply(status: 503))
    case .replyLost:
      _ = api.reply(to: request)
      return .failure(.unknown("timed out"))
    case .failedAfterTaking:
      _ = api.reply(to: request)
      return .success(Reply(status: 502))
    case .unreadable:
      _ = api.reply(to: request)
      return .success(Reply(status: 200, body: Array("<html>".utf8)))
    }
  }
}

private func perform(
  _ engine: EngineFixture, maySend: Bool = true,
  announce: @escaping @Sendable (RunWork.Phase) -> Void = { _ in }
) async throws {
  try await RunWork(engine.context, run: TestRun.run(), maySend: maySend, announce: announce)
    .perform()
}
