import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// An operation of another shape runs through every phase, whatever its API promises.
struct WaysOfSendingTests {
  private static let promising = WayOfSending.allCases.filter { $0 != .blind }

  /// Requests are lost before and after they had an effect.
  @Test("Whatever is lost nothing is done twice", arguments: WayOfSending.allCases)
  func whateverIsLostNothingIsDoneTwice(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let accidents = Shared(0)
    let engine = try await labels(6, way) { request in
      guard request.method == .put else { return .success(api.reply(to: request)) }
      switch accidents.change({
        $0 += 1; return $0
      }) {
      case 1: return .failure(.unknown("reset before"))
      case 2:
        _ = api.reply(to: request)
        return .failure(.unknown("reset behind"))
      case 3:
        _ = api.reply(to: request)
        return .success(Reply(status: 502))
      default: return .success(api.reply(to: request))
      }
    }
    try await engine.perform()
    #expect(api.effects.values.allSatisfy { $0 == 1 })
    let counts = try await engine.journal.counts()
    if way == .blind {
      #expect(counts == [.inDoubt: 3, .settled("printed"): 3])
      #expect(engine.transport.posts.count == 6)
      #expect(engine.transport.gets.isEmpty)
    } else {
      #expect(counts == [.settled("printed"): 6])
      #expect(api.effects.count == 6)
    }
  }

  /// Killed between intent and receipt; the request had arrived or had not.
  @Test(
    "A killed process is resumed without doing anything twice", arguments: WayOfSending.allCases,
    [true, false])
  func aKilledProcessIsResumedWithoutDoingAnythingTwice(
    _ way: WayOfSending, _ hadArrived: Bool
  ) async throws {
    let api = LabelAPI(way)
    let engine = try await labels(2, way) { .success(api.reply(to: $0)) }
    try await engine.journal.commit([
      .intent(chunk: 1, batchCode: "test1-x-00001", bodySHA256: "", at: engine.time.now)
    ])
    if hadArrived {
      _ = api.reply(
        to: LabelOperation(way).submission(of: [Payees.payee(1)], batchCode: "test1-x-00001"))
    }
    try await engine.perform()
    #expect(api.effects.values.allSatisfy { $0 == 1 })
    let first = try await engine.entry(1)
    #expect(first?.state == (way == .blind ? .inDoubt : .settled("printed")))
    #expect(try await engine.entry(2)?.state == .settled("printed"))
  }

  @Test("What the API made is kept with the record", arguments: promising)
  func whatTheAPIMadeIsKeptWithTheRecord(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let engine = try await labels(1, way) { .success(api.reply(to: $0)) }
    try await engine.perform()
    let outcome = try await engine.entry(1)?.outcome
    #expect(
      outcome
        == RecordOutcome(statusID: "done", apiID: "id-code1", answer: #"{"place":"code1"}"#))
    #expect(engine.transport.gets.isEmpty)
  }

  /// Money that could leave twice waits for a person, other money does not.
  @Test("Only what could count twice needs consent to be sent again", arguments: promising)
  func onlyWhatCouldCountTwiceNeedsConsentToBeSentAgain(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let accidents = Shared(0)
    let engine = try await labels(1, way, money: .outgoing) { request in
      let isLost =
        request.method == .put
        && accidents.change {
          $0 += 1; return $0 == 1
        }
      return isLost ? .failure(.unknown("reset")) : .success(api.reply(to: request))
    }
    if way == .findable {
      await #expect(throws: EngineStop.consentNeeded(records: 1)) { try await engine.perform() }
      #expect(api.effects.isEmpty)
    } else {
      try await engine.perform()
      #expect(api.effects == ["code1": 1])
    }
  }

  /// Listening sends nothing, whatever could be sent again.
  @Test("Listening leaves in doubt what would be sent again", arguments: WayOfSending.allCases)
  func listeningLeavesInDoubtWhatWouldBeSentAgain(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let engine = try await labels(1, way) { .success(api.reply(to: $0)) }
    try await engine.loseSightOfEverything()
    try await ListenWork(engine.context, run: TestRun.run()) { _ in }.perform()
    #expect(engine.transport.posts.isEmpty)
    #expect(try await engine.entry(1)?.state == .inDoubt)
  }

  @Test("A second request is judged by the promise", arguments: promising)
  func aSecondRequestIsJudgedByThePromise(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let engine = try await labels(1, way) { .success(api.reply(to: $0)) }
    // Done by an earlier life of which the journal knows nothing.
    if way != .findable {
      _ = api.reply(to: LabelOperation(way).submission(of: [Payees.payee(1)], batchCode: "x"))
    }
    try await engine.perform()
    #expect(try await engine.entry(1)?.state.kind == .settled)
    #expect(api.effects == ["code1": 1])
  }

  @Test("Requests to one target may be kept apart", arguments: [(true, 1), (false, 4)])
  func requestsToOneTargetMayBeKeptApart(_ isOneAtATime: Bool, _ most: Int) async throws {
    let api = LabelAPI(.replacing)
    let engine = try await labels(
      12, .replacing, isOneAtATime: isOneAtATime, target: { _ in "one shelf" }
    ) { request in
      for _ in 0..<20 { await Task.yield() }
      return .success(api.reply(to: request))
    }
    try await engine.perform()
    #expect(engine.transport.mostInFlight <= most)
    #expect(api.effects.count == 12)
  }

  /// Odd and even references are two targets: a request to one is answered only while one to the
  /// other is under way.
  @Test("Requests to other targets do not wait")
  func requestsToOtherTargetsDoNotWait() async throws {
    let api = LabelAPI(.replacing)
    let underWay = Shared([0, 0])
    let mostToOne = Shared(0)
    let met = Shared(false)
    let engine = try await labels(
      8, .replacing, isOneAtATime: true, target: { "\($0.number % 2)" }
    ) { request in
      guard request.method == .put else { return .success(api.reply(to: request)) }
      let target = (Int(request.path.filter(\.isNumber)) ?? 0) % 2
      let count = underWay.change {
        $0[target] += 1; return $0[target]
      }
      mostToOne.change { $0 = max($0, count) }
      for _ in 0..<100_000 where !met.value {
        if underWay.value[1 - target] > 0 { met.change { $0 = true } }
        await Task.yield()
      }
      let reply = api.reply(to: request)
      underWay.change { $0[target] -= 1 }
      return .success(reply)
    }
    try await engine.perform()
    #expect(met.value)
    #expect(mostToOne.value == 1)
    #expect(api.effects.count == 8)
  }

  private func labels(
    _ count: Int, _ way: WayOfSending, money: MoneyDirection = .none, isOneAtATime: Bool = false,
    target: @escaping @Sendable (OutgoingRecord) -> String = { $0.customCode },
    answer: @escaping @Sendable (Request) async -> ScriptedTransport.Answer
  ) async throws -> EngineFixture {
    try await EngineFixture(
      records: count, inChunksOf: 1,
      pace: PaceSettings(rate: 1_000, concurrency: 4, timeoutInSeconds: 5, waitInSeconds: 60),
      operation: LabelOperation(
        way, money: money, isOneAtATime: isOneAtATime, target: target)
    ) { request, _ in await answer(request) }
  }
}

extension EngineFixture {
  fileprivate func perform() async throws {
    try await RunWork(context, run: TestRun.run()) { _ in }.perform()
  }
}
