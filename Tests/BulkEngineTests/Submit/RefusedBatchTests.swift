import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// A batch that is refused as a whole, by an API that may have stored it and takes one key twice.
struct RefusedBatchTests {
  @Test(
    "What was stored and refused as a whole is paid once, however late the API shows it",
    arguments: [400, 413, 422], [0, 5, 14])
  func storedAndRefused(_ status: Int, _ lag: Double) async throws {
    let api = RememberingAPI(firstStatus: 5)
    let isCalm = Shared(false)
    let engine = try await Self.engine(8, api, showingAfter: lag) { request in
      guard !isCalm.value else { return api.reply(to: request) }
      isCalm.change { $0 = true }
      api.take(request)
      return Reply(status: status)
    }
    try await engine.perform()
    #expect(api.effects.count == 8 && api.effects.values.allSatisfy { $0 == 1 })
    #expect(try await engine.journal.counts() == [.valid: 8])
  }

  @Test("So are halves that were stored and refused", arguments: [0, 5, 14])
  func storedHalves(_ lag: Double) async throws {
    let api = RememberingAPI(firstStatus: 5)
    let engine = try await Self.engine(8, api, showingAfter: lag) { request in
      // The first record of the sheet fails the batch, what stands behind the half of it is stored.
      guard request.customCodes.contains("code1"), request.customCodes.count > 1 else {
        return api.reply(to: request)
      }
      if request.customCodes.count < 8 { api.take(request) }
      return Reply(status: 422)
    }
    try await engine.perform()
    #expect(api.effects.count == 8 && api.effects.values.allSatisfy { $0 == 1 })
  }

  @Test("A batch that was rightly refused is halved, without minutes of waiting")
  func rightlyRefused() async throws {
    let api = RememberingAPI(firstStatus: 5)
    let engine = try await Self.engine(64, api, showingAfter: 0) { request in
      request.customCodes.contains("code9") ? Reply(status: 422) : api.reply(to: request)
    }
    try await engine.perform()
    #expect(api.effects.count == 63 && api.effects.values.allSatisfy { $0 == 1 })
    #expect(try await engine.journal.counts() == [.valid: 63, .refused: 1])
    #expect(engine.time.uptime < .seconds(60))
  }

  @Test("Without money nothing is waited for")
  func withoutMoney() async throws {
    let api = RememberingAPI(firstStatus: 5)
    let engine = try await Self.engine(8, api, movesMoney: false, showingAfter: 0) { request in
      request.customCodes.contains("code2") ? Reply(status: 422) : api.reply(to: request)
    }
    try await engine.submit()
    #expect(try await engine.journal.counts()[.refused] == 1)
    #expect(engine.transport.gets.isEmpty && engine.time.uptime < .seconds(5))
  }

  /// One batch of `count` records, at an API that shows what it took after `lag` seconds.
  private static func engine(
    _ count: Int, _ api: RememberingAPI, movesMoney: Bool = true, showingAfter lag: Double,
    posting reply: @escaping @Sendable (Request) -> Reply
  ) async throws -> EngineFixture {
    let time = ManualTime()
    let taken = Shared<[String: Duration]>([:])
    return try await EngineFixture(
      records: count, time: time,
      pace: PaceSettings(concurrency: 1, timeoutInSeconds: 2, waitInSeconds: 60, consent: true),
      operation: TestOperation(movesMoney: movesMoney)
    ) { request, _ in
      if request.method == .post {
        let reply = reply(request)
        let now = time.uptime
        taken.change { taken in
          for code in api.effects.keys where taken[code] == nil { taken[code] = now }
        }
        return .success(reply)
      }
      let now = time.uptime
      let shown = api.records.filter { record in
        taken.value[record.customCode].map { now - $0 >= .seconds(lag) } ?? false
      }
      guard let code = request.wantedCode else {
        return .success(.showing(request.wantedPage == 1 ? shown : []))
      }
      return .success(.showing(shown.filter { $0.customCode == code }))
    }
  }
}

extension EngineFixture {
  fileprivate func perform() async throws {
    try await RunWork(context, run: TestRun.run()) { _ in }.perform()
  }
}
