import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// A run that goes on keeps to the rate and to what the API asked for, whatever ended it.
struct ResumedPaceTests {
  @Test(
    "No two lives together exceed the rate", arguments: 12..<40,
    [0, -90_000, 90_000] as [TimeInterval])
  func noTwoLivesTogetherExceedTheRate(_ operation: Int, _ jump: TimeInterval) async throws {
    var run = try WholeRun(records: 24, concurrency: 1) { request, number, api in
      number.isMultiple(of: 3)
        ? .failure(.unknown("reset")) : .success(api.reply(to: request))
    }
    run.pace.rate = 5
    for _ in 0..<4 {
      try? await run.live(FailingJournal(run.journal, failingAt: operation))
      run.time.jump(by: jump)
    }
    try await run.settle()
    let departures = run.departures.value.sorted()
    let gaps = zip(departures, departures.dropFirst()).map { $1 - $0 }
    #expect(gaps.allSatisfy { $0 >= .milliseconds(160) })
    for (index, first) in departures.enumerated() {
      #expect(departures[index...].prefix { $0 < first + .seconds(1) }.count <= 6)
    }
  }

  @Test(
    "A pause the API asked for outlives a kill", arguments: [0, -90_000, -40, 20] as [TimeInterval])
  func aPauseTheAPIAskedForOutlivesAKill(_ jump: TimeInterval) async throws {
    let run = try await killedAfterAComplaint()
    let killed = run.time.uptime
    let before = run.departures.value.count
    run.time.jump(by: jump)
    try await run.settle()
    let next = try #require(run.departures.value.dropFirst(before).first)
    // Nobody can tell a clock set forward from time that passed.
    #expect(next - killed >= .seconds(59 - max(0, jump)))
    #expect(next - killed <= .seconds(61))
  }

  /// A run whose process was killed right after it wrote the API's complaint down.
  private func killedAfterAComplaint() async throws -> WholeRun {
    for operation in 1..<100 {
      let run = try WholeRun(concurrency: 1) { request, number, api in
        number == 1
          ? .success(Reply(status: 429, headers: ["retry-after": "60"]))
          : .success(api.reply(to: request))
      }
      try? await run.live(FailingJournal(run.journal, failingAt: operation))
      if try await run.journal.run()?.pace?.closedUntil != nil { return run }
    }
    throw EngineStop.keptFailing(reason: "no complaint was written down")
  }

  @Test("A long pause is kept without asking again")
  func aLongPauseIsKeptWithoutAskingAgain() async throws {
    let run = try WholeRun(concurrency: 1) { _, _, _ in
      .success(Reply(status: 429, headers: ["retry-after": "259200"]))
    }
    let end = run.time.now.addingTimeInterval(86_400)
    for _ in 0..<3 {
      do {
        try await run.live(run.journal)
        Issue.record("a pause of a day was not kept")
      } catch EngineStop.comeBackLater(let date) {
        #expect(abs(date.timeIntervalSince(end)) < 5)
      }
    }
    #expect(run.departures.value.count <= 2)
  }

  @Test("A lowered rate is remembered and recovers")
  func aLoweredRateIsRememberedAndRecovers() async throws {
    var run = try WholeRun(records: 4) { request, number, api in
      number == 1 ? .success(Reply(status: 429)) : .success(api.reply(to: request))
    }
    run.pace.rate = 10
    try await run.settle()
    let lowered = try #require(try await run.journal.run()?.pace?.loweredRate)
    #expect(lowered > 7 && lowered < 8)
    #expect(try await run.journal.run()?.pace?.nextRequestAt != nil)
  }
}
