import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// A reply that only says that something was done proves nothing: what it acts on is read.
struct AcknowledgementTests {
  @Test("What the API only says is done when the target shows it, which is read at once")
  func whatTheAPIOnlySaysIsDoneWhenTheTargetShowsIt() async throws {
    let engine = try await labels(2, .replacing)
    try await engine.perform()
    #expect(try await engine.journal.counts() == [.settled("printed"): 2])
    let ofFirst = engine.transport.requests.filter { $0.path.hasSuffix("code1") }
    #expect(ofFirst.map(\.method) == [.get, .put, .get])
    #expect(try await engine.entry(1)?.outcome.statusID == "done")
  }

  @Test("What the API says and does not do is pending, and sent once")
  func whatTheAPISaysAndDoesNotDoIsPending() async throws {
    let engine = try await labels(1, .replacing, isActing: false)
    try await engine.perform()
    #expect(try await engine.journal.counts() == [.taken("queued"): 1])
    #expect(engine.transport.posts.count == 1)
  }

  @Test("A target that shows it later is waited for")
  func aTargetThatShowsItLaterIsWaitedFor() async throws {
    let engine = try await labels(1, .replacing, lag: 20)
    try await engine.perform()
    #expect(try await engine.journal.counts() == [.settled("printed"): 1])
    #expect(engine.transport.posts.count == 1)
  }

  @Test(
    "Where only its change tells, what is not shown is in doubt, and nothing more leaves for it")
  func whereOnlyItsChangeTells() async throws {
    let engine = try await labels(3, .findable, isActing: false)
    try await engine.perform()
    #expect(try await engine.journal.counts() == [.inDoubt: 1, .planned: 2])
    let doubted = try await engine.journal.entries(.states([.inDoubt], after: 0, limit: 9))
    #expect(doubted.map(\.outcome.code) == [APICode.notShown])
    #expect(engine.transport.posts.count == 1)
  }

  @Test("Where only its change tells, what is shown later is done, and the next one leaves then")
  func whereOnlyItsChangeTellsLater() async throws {
    let engine = try await labels(3, .findable, lag: 2)
    try await engine.perform()
    #expect(try await engine.journal.counts() == [.settled("printed"): 3])
    #expect(engine.transport.posts.count == 3)
    #expect(engine.transport.mostInFlight == 1)
  }

  @Test("A look that is refused takes nothing back: the record was taken")
  func aLookThatIsRefusedTakesNothingBack() async throws {
    let engine = try await labels(1, .replacing, statusBehind: 401)
    await #expect(throws: EngineStop.denied(status: 401)) { try await engine.perform() }
    #expect(try await engine.journal.counts() == [.taken("queued"): 1])
  }

  /// - Parameters:
  ///   - isActing: whether the API does what it says.
  ///   - lag: seconds until a target shows what was done.
  ///   - statusBehind: of looks once something was sent.
  private func labels(
    _ count: Int, _ way: WayOfSending, isActing: Bool = true, lag: Double = 0,
    statusBehind: Int = 200
  ) async throws -> EngineFixture {
    let done = Shared([String: Date]())
    let time = ManualTime()
    let seen: @Sendable (OutgoingRecord, Reply, Date) -> Sight = { record, _, now in
      guard let at = done.value[record.customCode], now >= at.addingTimeInterval(lag) else {
        return .go(noting: "before")
      }
      return .reached(
        RemoteRecord(
          id: "0", customCode: record.customCode, statusID: "done",
          identity: [record.values[0]]), isOurs: false)
    }
    return try await EngineFixture(
      records: count, inChunksOf: 1, time: time,
      pace: PaceSettings(
        rate: 1_000, concurrency: 4, timeoutInSeconds: 5, waitInSeconds: 60),
      operation: LabelOperation(
        way, isOneAtATime: true, isToldByChange: way == .findable, seen: seen,
        target: { way == .findable ? "one shelf" : $0.customCode })
    ) { request, _ in
      let code = String(request.path.split(separator: "/").last ?? "")
      guard request.method == .put else {
        if request.path.hasPrefix("/labels") {
          let isShown =
            done.value[code].map { time.now >= $0.addingTimeInterval(lag) } ?? false
          let label = Payees.payees(9).first { $0.customCode == code }?.values[0] ?? ""
          return .success(
            isShown
              ? Reply(status: 200, body: Array("label|\(code)|\(label)|done".utf8))
              : Reply(status: 404))
        }
        return .success(Reply(status: done.value.isEmpty ? 200 : statusBehind))
      }
      if isActing { done.change { $0[code] = time.now } }
      return .success(Reply(status: 200, body: Array("taken".utf8)))
    }
  }
}

extension EngineFixture {
  fileprivate func perform() async throws {
    try await RunWork(context, run: TestRun.run()) { _ in }.perform()
  }
}
