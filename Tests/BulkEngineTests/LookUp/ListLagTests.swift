import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// A list that lags behind for longer than a short timeout lasts pays nobody twice.
struct ListLagTests {
  private static let noon = ManualTime.start

  @Test(
    "What left later than what is shown is waited for, 15 seconds at most",
    arguments: [
      // Missing, shown and now in seconds after noon; how long the API is looked at still.
      (0, nil, 4, 11), (0, nil, 15, 0), (0, nil, 900, 0), (0, nil, -60, 15), (nil, nil, 4, 15),
      (0, 0, 4, 0), (0, 2, 4, 0), (2, 0, 6, 2), (20, 0, 24, 11), (20, 0, 60, 0),
    ] as [(Double?, Double?, Double, Double)])
  func waits(_ departure: Double?, _ shown: Double?, _ now: Double, _ wait: Double) {
    let result = ListLag.wait(
      for: departure.map(Self.noon.addingTimeInterval),
      shown: shown.map(Self.noon.addingTimeInterval), now: Self.noon.addingTimeInterval(now))
    #expect(result == .seconds(wait))
  }

  /// Five seconds fall into the last look: the list shows the first one no sooner than it was asked for.
  @Test(
    "Where the list knows only others, what was just sent is not believed absent",
    arguments: [[7, 8], []], [5.0, 9, 14])
  func othersAlone(_ others: [Int], _ lag: Double) async throws {
    let time = ManualTime()
    let engine = try await Self.lost(3, time) {
      time.uptime >= .seconds(lag) ? others + [1, 2, 3] : others
    }
    try await engine.reconcile()
    #expect(try await engine.journal.counts() == [.pending: 3])
  }

  @Test("What really got lost is sent again after 15 seconds")
  func reallyLost() async throws {
    let time = ManualTime()
    let engine = try await Self.lost(3, time) { [7, 8] }
    try await engine.reconcile()
    #expect(try await engine.journal.counts() == [.planned: 3])
    #expect(time.uptime >= .seconds(15))
    #expect(time.uptime < .seconds(20))
  }

  @Test("Without consent nothing is waited for, nor without money", arguments: [true, false])
  func nothingToWaitFor(_ movesMoney: Bool) async throws {
    let time = ManualTime()
    let engine = try await Self.lost(3, time, movesMoney: movesMoney) { [7, 8] }
    try? await engine.reconcile(maySendAgain: !movesMoney)
    #expect(time.uptime < .seconds(8))
  }

  @Test(
    "A record that left earlier is found: the next one is believed absent as much later",
    arguments: [4.5, 5.5, 6.5])
  func earlierWitness(_ lag: Double) async throws {
    let time = ManualTime()
    let engine = try await Self.lost(2, time, taken: [1], secondsApart: 2) {
      (time.uptime >= .seconds(lag) ? [1] : []) + (time.uptime >= .seconds(lag + 2) ? [2] : [])
    }
    try await engine.reconcile()
    #expect(try await engine.entry(2)?.state != .planned)
    #expect(time.uptime < .seconds(11))
  }

  @Test(
    "A refusal is believed once the list has come as far as the record that was refused",
    arguments: [4.5, 5.5, 6.5])
  func refusedLater(_ lag: Double) async throws {
    let time = ManualTime()
    let engine = try await Self.lost(2, time, taken: [1], refused: [2], secondsApart: 2) {
      (time.uptime >= .seconds(lag) ? [1] : []) + (time.uptime >= .seconds(lag + 2) ? [2] : [])
    }
    try await engine.reconcile()
    #expect(try await engine.entry(2)?.state != .refused)
  }

  @Test("A list that lacks one that was taken proves nothing of others")
  func laggingList() async throws {
    // Records by code are found as late as in the list: 1 is there, 2 and 3 are not yet.
    let time = ManualTime()
    let engine = try await Self.lost(3, time, taken: [1, 2]) { [1] }
    try await engine.reconcile()
    #expect(try await engine.entry(3)?.state == .inDoubt)
  }

  private static func batch(_ number: Int) -> String {
    BatchCode.make(run: "test1", process: "aaaaaa", chunk: number, attempt: 1)
  }

  /// Records of a chunk each that left one after the other; those not taken are in doubt.
  private static func lost(
    _ count: Int, _ time: ManualTime, taken: Set<Int> = [], refused: Set<Int> = [],
    secondsApart: Double = 0,
    movesMoney: Bool = true, showing shown: @escaping @Sendable () -> [Int]
  ) async throws -> EngineFixture {
    let engine = try await EngineFixture(
      records: count, inChunksOf: 1, time: time, pace: PaceSettings(timeoutInSeconds: 2),
      operation: TestOperation(movesMoney: movesMoney)
    ) { request, _ in
      let records = shown().map { number in
        var record = remote(number)
        record.id = String(number)
        record.batchCode = number <= count ? batch(number) : nil
        record.createdAt = "2026-01-02 03:04:05"
        return record
      }
      guard let code = request.wantedCode else {
        return .success(.showing(request.wantedPage == 1 ? records : []))
      }
      return .success(.showing(records.filter { $0.customCode == code }))
    }
    for chunk in try await engine.journal.chunks(in: .planned, limit: .max) {
      if chunk.number > 1 { time.advance(by: .seconds(secondsApart)) }
      let state: RecordState = taken.contains(chunk.number) ? .pending : .inDoubt
      try await engine.journal.commit([
        .intent(
          chunk: chunk.number, batchCode: batch(chunk.number), bodySHA256: "",
          at: time.now),
        .closed(
          chunk: chunk.number, state: state,
          outcome: RecordOutcome(code: refused.contains(chunk.number) ? APICode.refused : nil),
          at: time.now),
      ])
    }
    return engine
  }
}
