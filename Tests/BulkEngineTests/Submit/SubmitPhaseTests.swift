import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Chunks are sent in order, a few at a time, and stop when going on is of no use.
struct SubmitPhaseTests {
  @Test("Every record is submitted once")
  func everyRecordIsSubmittedOnce() async throws {
    let api = RememberingAPI()
    let engine = try await EngineFixture(records: 25, inChunksOf: 4) { request, _ in
      .success(api.reply(to: request))
    }
    try await engine.submit()
    #expect(try await engine.journal.counts() == [.pending: 25])
    #expect(api.effects.count == 25)
    #expect(api.effects.values.allSatisfy { $0 == 1 })
    #expect(engine.transport.posts.count == 7)
    #expect(engine.transport.posts.map(\.batchCode).isWithoutRepetition)
  }

  @Test("At most concurrency requests are in flight", arguments: [1, 2, 3, 8])
  func atMostConcurrencyRequestsAreInFlight(_ concurrency: Int) async throws {
    let engine = try await EngineFixture(
      records: 40, inChunksOf: 1, pace: PaceSettings(rate: 1_000, concurrency: concurrency)
    ) { _, _ in
      for _ in 0..<50 { await Task.yield() }
      return .success(.accepting)
    }
    try await engine.submit()
    #expect(engine.transport.mostInFlight <= concurrency)
    #expect(engine.transport.posts.count == 40)
  }

  @Test("Requests keep to the rate")
  func requestsKeepToTheRate() async throws {
    let times = Shared<[Duration]>([])
    let time = ManualTime()
    let engine = try await EngineFixture(
      records: 30, inChunksOf: 1, time: time, pace: PaceSettings(rate: 3, concurrency: 1)
    ) { _, _ in
      times.change { $0.append(time.uptime) }
      return .success(.accepting)
    }
    try await engine.submit()
    let departures = times.value.sorted()
    for (index, first) in departures.enumerated() {
      #expect(departures[index...].prefix { $0 < first + .seconds(1) }.count <= 4)
    }
  }

  @Test("A throttled request closes the gate for everybody")
  func aThrottledRequestClosesTheGateForEverybody() async throws {
    let times = Shared<[Duration]>([])
    let time = ManualTime()
    let engine = try await EngineFixture(
      records: 6, inChunksOf: 1, time: time, pace: PaceSettings(concurrency: 1)
    ) { _, number in
      times.change { $0.append(time.uptime) }
      return .success(
        number == 1 ? Reply(status: 429, headers: ["retry-after": "40"]) : .accepting)
    }
    try await engine.submit()
    #expect(times.value.dropFirst().allSatisfy { $0 >= .seconds(40) })
    #expect(try await engine.journal.counts() == [.pending: 6])
  }

  @Test("Without retry after each pause is longer than the last")
  func withoutRetryAfterEachPauseIsLongerThanTheLast() async throws {
    let times = Shared<[Duration]>([])
    let time = ManualTime()
    let engine = try await EngineFixture(
      records: 1, time: time, pace: PaceSettings(rate: 1_000), generator: LargestChance()
    ) { _, number in
      times.change { $0.append(time.uptime) }
      return .success(number < 6 ? Reply(status: 429) : .accepting)
    }
    try await engine.submit()
    let pauses = zip(times.value, times.value.dropFirst()).map { ($1 - $0) / .seconds(1) }
    #expect(pauses.map { $0.rounded() } == [1, 2, 4, 8, 16])
  }

  @Test("A long retry after ends the run and says when to come back")
  func aLongRetryAfterEndsTheRunAndSaysWhenToComeBack() async throws {
    let engine = try await EngineFixture(
      records: 3, inChunksOf: 1, pace: PaceSettings(concurrency: 1)
    ) { _, _ in
      .success(Reply(status: 429, headers: ["retry-after": "259200"]))
    }
    let stop = EngineStop.comeBackLater(at: engine.time.now.addingTimeInterval(86_400))
    await #expect(throws: stop) { try await engine.submit() }
    #expect(try await engine.journal.counts() == [.planned: 3])
  }

  @Test(
    "A refused or misdirected request stops and loses nothing",
    arguments: [
      (401, EngineStop.denied(status: 401), RecordState.planned),
      (403, .denied(status: 403), .planned), (404, .misdirected(status: 404), .inDoubt),
      (307, .misdirected(status: 307), .inDoubt),
    ])
  func aRefusedOrMisdirectedRequestStopsAndLosesNothing(
    _ status: Int, _ stop: EngineStop, _ state: RecordState
  ) async throws {
    let engine = try await EngineFixture(
      records: 8, inChunksOf: 1, pace: PaceSettings(concurrency: 2)
    ) { _, number in
      .success(number < 3 ? .accepting : Reply(status: status))
    }
    await #expect(throws: stop) { try await engine.submit() }
    let counts = try await engine.journal.counts()
    #expect(counts[.pending] == 2)
    // Nobody passes a batch on and then asks for the token; a redirect may follow what was stored.
    let answered = engine.transport.requests.count - 2
    #expect(counts[state, default: 0] == (state == .planned ? 6 : answered))
    #expect(counts.values.reduce(0, +) == 8)
    #expect(answered <= 2)
  }

  @Test("An API that cannot be reached stops the run")
  func anAPIThatCannotBeReachedStopsTheRun() async throws {
    let engine = try await EngineFixture(records: 20, inChunksOf: 1) { _, _ in
      .failure(.notSent("no such host"))
    }
    await #expect(throws: EngineStop.unreachable(reason: "no such host")) {
      try await engine.submit()
    }
    #expect(try await engine.journal.counts() == [.planned: 20])
  }

  @Test("An API that keeps failing is probed without effects and then left")
  func anAPIThatKeepsFailingIsProbedWithoutEffectsAndThenLeft() async throws {
    let engine = try await EngineFixture(records: 60, inChunksOf: 1) { _, _ in
      .success(Reply(status: 500))
    }
    await #expect(throws: EngineStop.self) { try await engine.submit() }
    let posts = engine.transport.posts
    #expect(posts.flatMap(\.customCodes).isWithoutRepetition)
    #expect(posts.count < 12)
    #expect(engine.transport.gets.allSatisfy { $0 == engine.context.operation.probe })
    #expect(!engine.transport.gets.isEmpty)
    let counts = try await engine.journal.counts()
    #expect(counts[.inDoubt] == posts.count)
    #expect(counts[.planned] == 60 - posts.count)
  }

  @Test("An answered probe lets the run go on")
  func anAnsweredProbeLetsTheRunGoOn() async throws {
    let engine = try await EngineFixture(
      records: 12, inChunksOf: 1, pace: PaceSettings(concurrency: 1)
    ) { request, number in
      if request.method == .get { return .success(Reply(status: 200)) }
      return number <= 5 ? .failure(.unknown("reset")) : .success(.accepting)
    }
    try await engine.submit()
    #expect(try await engine.journal.counts() == [.inDoubt: 5, .pending: 7])
    #expect(engine.transport.gets.count == 1)
  }

  /// While the circuit is open others wait at the limiter: none of them may be the probe.
  @Test("Nothing with effects leaves while the circuit is open")
  func nothingWithEffectsLeavesWhileTheCircuitIsOpen() async throws {
    let failures = Shared(0)
    let engine = try await EngineFixture(
      records: 40, inChunksOf: 1, pace: PaceSettings(rate: 1_000, concurrency: 8)
    ) { request, _ in
      for _ in 0..<20 { await Task.yield() }
      guard request.method == .post else {
        return .success(
          Reply(
            status: failures.change {
              $0 += 1; return $0
            } < 4 ? 500 : 200))
      }
      return failures.value == 0 ? .failure(.unknown("reset")) : .success(.accepting)
    }
    try await engine.submit()
    let methods = engine.transport.requests.map(\.method)
    let firstProbe = try #require(methods.firstIndex(of: .get))
    let lastProbe = try #require(methods.lastIndex(of: .get))
    #expect(methods[firstProbe...lastProbe].allSatisfy { $0 == .get })
    #expect(lastProbe - firstProbe == 3)
    #expect(try await engine.journal.counts()[.planned] == nil)
  }

  @Test("A probe that is not there is an answer too")
  func aProbeThatIsNotThereIsAnAnswerToo() async throws {
    let engine = try await EngineFixture(
      records: 12, inChunksOf: 1, pace: PaceSettings(concurrency: 1)
    ) { request, number in
      if request.method == .get { return .success(Reply(status: 404)) }
      return number <= 5 ? .failure(.unknown("reset")) : .success(.accepting)
    }
    try await engine.submit()
    #expect(try await engine.journal.counts() == [.inDoubt: 5, .pending: 7])
  }

  @Test("What is in flight is finished when the run is cancelled")
  func whatIsInFlightIsFinishedWhenTheRunIsCancelled() async throws {
    let isSent = Shared(false)
    let engine = try await EngineFixture(
      records: 9, inChunksOf: 3, pace: PaceSettings(concurrency: 1)
    ) { _, _ in
      isSent.change { $0 = true }
      while !Task.isCancelled, isSent.value { await Task.yield() }
      return .success(.accepting)
    }
    let running = Task { try await engine.submit() }
    while !isSent.value { await Task.yield() }
    running.cancel()
    isSent.change { $0 = false }
    try await running.value
    #expect(try await engine.journal.counts() == [.pending: 3, .planned: 6])
    #expect(engine.transport.posts.count == 1)
  }

  @Test("A chunk with nothing left to send is closed")
  func aChunkWithNothingLeftToSendIsClosed() async throws {
    let engine = try await EngineFixture(records: 2, inChunksOf: 1) { _, _ in
      .success(.accepting)
    }
    try await engine.journal.commit([
      .record(number: 1, state: .valid, outcome: RecordOutcome(), at: engine.time.now)
    ])
    try await engine.submit()
    #expect(try await engine.journal.counts() == [.valid: 1, .pending: 1])
    #expect(try await engine.journal.chunk(1)?.state == .closed)
  }
}
