import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// A request may have its effect and be refused all the same: what it acts on is looked at first.
struct RefusalLookTests {
  private static let shown: [WayOfSending] = [.onceByNature, .replacing]

  @Test("What was refused and done all the same is done, sent once, and said", arguments: shown)
  func whatWasRefusedAndDoneIsDone(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let engine = try await labels(way, api) { _ = api.reply(to: $0) }
    try await engine.perform()
    let entry = try await engine.entry(1)
    #expect(entry?.state == .settled("printed"))
    #expect(entry?.outcome.code == APICode.doneDespiteRefusal)
    #expect(entry?.outcome.message == "no")
    #expect(engine.transport.posts.count == 1 && api.effects == ["code1": 1])
    #expect(try await engine.eventKinds().contains("refusal.done"))
  }

  @Test(
    "What was refused and not done is refused with the API's words, and never sent again",
    arguments: shown)
  func whatWasRefusedAndNotDoneIsRefused(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let engine = try await labels(way, api) { _ in }
    try await engine.perform()
    let entry = try await engine.entry(1)
    #expect(entry?.state == .refused)
    #expect(entry?.outcome == RecordOutcome(code: APICode.refused, message: "no"))
    #expect(engine.transport.posts.count == 1 && api.effects.isEmpty)
    // One look before it was sent, two behind.
    #expect(engine.transport.gets.map(\.path) == Array(repeating: "/targets/code1", count: 3))
  }

  @Test(
    "A refusal by an unusual status is one where a look shows it, and leaves doubt elsewhere",
    arguments: [402, 409, 423])
  func aRefusalByAnUnusualStatus(_ status: Int) async throws {
    for (looks, state) in [(true, RecordState.refused), (false, .inDoubt)] {
      let seen: @Sendable (OutgoingRecord, Reply, Date) -> Sight = { _, _, _ in .go() }
      let engine = try await EngineFixture(
        records: 1, pace: Self.pace,
        operation: LabelOperation(looks ? .replacing : .blind, seen: looks ? seen : nil)
      ) { request, _ in
        .success(
          request.method == .put
            ? Reply(status: status, body: Array("locked".utf8)) : Reply(status: 200))
      }
      try await engine.perform()
      #expect(try await engine.entry(1)?.state == state)
      #expect(try await engine.entry(1)?.outcome.message == (looks ? "locked" : nil))
      #expect(engine.transport.posts.count == 1)
    }
  }

  @Test("A copy that lags behind does not make a refusal of what was done", arguments: shown)
  func aCopyThatLagsBehind(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let looks = Shared(0)
    let engine = try await labels(
      way, api,
      hiding: {
        looks.change {
          $0 += 1; return $0 <= 2
        }
      }
    ) {
      _ = api.reply(to: $0)
    }
    try await engine.perform()
    #expect(try await engine.entry(1)?.state == .settled("printed"))
  }

  @Test(
    "Where the target cannot be read a refused record stays in doubt; later it is settled",
    arguments: shown)
  func whereTheTargetCannotBeRead(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let isBroken = Shared(false)
    let engine = try await labels(way, api, isBroken: isBroken) {
      _ = api.reply(to: $0)
      isBroken.change { $0 = true }
    }
    try? await engine.perform()
    let doubted = try await engine.entry(1)
    #expect(doubted?.state == .inDoubt && doubted?.outcome.code == APICode.refused)
    isBroken.change { $0 = false }
    try await engine.perform()
    #expect(try await engine.entry(1)?.state == .settled("printed"))
    #expect(engine.transport.posts.count == 1)
  }

  @Test("A refusal of what was sent before is settled by the target, too", arguments: shown)
  func aRefusalOfWhatWasSentBefore(_ way: WayOfSending) async throws {
    let api = LabelAPI(way)
    let attempts = Shared(0)
    let looks = Shared(0)
    // The first request does it and is lost, and the target shows that only when the second was refused.
    let engine = try await labels(
      way, api,
      hiding: {
        looks.change {
          $0 += 1; return $0 <= 2
        }
      },
      losing: { attempts.value == 1 }
    ) { request in
      if attempts.change({
        $0 += 1; return $0
      }) == 1 {
        _ = api.reply(to: request)
      }
    }
    try await engine.perform()
    #expect(try await engine.entry(1)?.state == .settled("printed"))
    #expect(try await engine.entry(1)?.outcome.code != APICode.doneDespiteRefusal)
    #expect(api.effects == ["code1": 1])
  }

  @Test("Money under a key that does nothing new is looked up by it before a refusal is believed")
  func moneyUnderAKeyThatDoesNothingNew() async throws {
    for (isDone, state) in [(true, RecordState.settled("printed")), (false, .refused)] {
      let api = LabelAPI(.replayable)
      let engine = try await EngineFixture(
        records: 1, pace: Self.pace, operation: LabelOperation(.replayable, money: .incoming)
      ) { request, _ in
        guard request.method == .put else { return .success(api.reply(to: request)) }
        if isDone { _ = api.reply(to: request) }
        return .success(Self.refusal(of: request))
      }
      try await engine.perform()
      #expect(try await engine.entry(1)?.state == state)
      #expect(engine.transport.posts.count == 1)
    }
  }

  @Test("Another record under a key that was refused is a collision")
  func anotherRecordUnderAKeyThatWasRefused() async throws {
    let api = LabelAPI(.replayable)
    let other = Payees.payees(2)[1]
    var label = LabelOperation(.replayable).submission(of: [other], batchCode: "x")
    label.path = "/labels/code1"
    label.idempotencyKey = "code1"
    _ = api.reply(to: label)
    let engine = try await EngineFixture(
      records: 1, pace: Self.pace, operation: LabelOperation(.replayable, money: .incoming)
    ) { request, _ in
      request.method == .put
        ? .success(Self.refusal(of: request)) : .success(api.reply(to: request))
    }
    try await engine.perform()
    #expect(try await engine.entry(1)?.state == .refused)
    #expect(try await engine.entry(1)?.outcome.code == APICode.collision)
  }

  // MARK: An API that refuses each request

  private static let pace = PaceSettings(
    rate: 1_000, concurrency: 4, timeoutInSeconds: 5, waitInSeconds: 60)

  private static func refusal(of request: Request) -> Reply {
    let code = request.path.split(separator: "/").last ?? ""
    return Reply(status: 422, body: Array("problem|\(code)|no".utf8))
  }

  /// - Parameters:
  ///   - isHidden: whether this look does not show what was done.
  ///   - isBroken: whether looks fail.
  ///   - isLost: whether the answer to a request with effects is lost.
  ///   - act: what a request does before it is refused.
  private func labels(
    _ way: WayOfSending, _ api: LabelAPI,
    hiding isHidden: @escaping @Sendable () -> Bool = { false },
    isBroken: Shared<Bool> = Shared(false),
    losing isLost: @escaping @Sendable () -> Bool = { false },
    _ act: @escaping @Sendable (Request) -> Void
  ) async throws -> EngineFixture {
    let seen: @Sendable (OutgoingRecord, Reply, Date) -> Sight = { record, _, _ in
      !isHidden() && api.effects[record.customCode] != nil
        ? .reached(
          RemoteRecord(id: "7", customCode: record.customCode, statusID: "done"), isOurs: false)
        : .go()
    }
    return try await EngineFixture(
      records: 1, pace: Self.pace, operation: LabelOperation(way, seen: seen)
    ) { request, _ in
      guard request.method == .put else {
        if request.path.hasPrefix("/labels") { return .success(Reply(status: 404)) }
        return .success(Reply(status: isBroken.value ? 500 : 200))
      }
      act(request)
      return isLost() ? .failure(.unknown("reset")) : .success(Self.refusal(of: request))
    }
  }
}

extension EngineFixture {
  fileprivate func perform() async throws {
    try await RunWork(context, run: TestRun.run()) { _ in }.perform()
  }
}
