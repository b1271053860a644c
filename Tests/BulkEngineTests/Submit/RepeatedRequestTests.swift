import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// An API that takes one key twice, and something in front of it that refuses what was taken.
struct RepeatedRequestTests {
  private static var operation: TestOperation {
    var operation = TestOperation(movesMoney: true)
    operation.traits.mayRepeatKeys = true
    operation.traits.recordsPerRequest = 1
    return operation
  }

  private static let refusals = [
    Reply(status: 401), Reply(status: 403), Reply(status: 429),
    Reply(status: 503, headers: ["retry-after": "1"]),
  ]

  @Test("What was taken and called not processed is taken once", arguments: refusals)
  func takenOnce(_ refusal: Reply) async throws {
    let api = RememberingAPI()
    let posts = Shared(0)
    let engine = try await EngineFixture(
      records: 2, inChunksOf: 1, pace: PaceSettings(concurrency: 1), operation: Self.operation
    ) { request, _ in
      let reply = api.reply(to: request)
      guard request.method == .post else { return .success(reply) }
      let count = posts.change { count in
        count += 1
        return count
      }
      return .success(count == 1 ? refusal : reply)
    }
    for _ in 1...2 { do { try await engine.submit() } catch is EngineStop {} }
    #expect(api.effects == ["code1": 1, "code2": 1])
    #expect(try await engine.journal.counts() == [.pending: 2])
    #expect(try await engine.entry(1)?.outcome.code == nil)
    #expect(try await engine.eventKinds().contains("look.reached"))
  }

  @Test("What was refused before it reached the API is sent again", arguments: refusals)
  func sentAgain(_ refusal: Reply) async throws {
    let api = RememberingAPI()
    let posts = Shared(0)
    let engine = try await EngineFixture(
      records: 2, inChunksOf: 1, pace: PaceSettings(concurrency: 1), operation: Self.operation
    ) { request, _ in
      guard request.method == .post else { return .success(api.reply(to: request)) }
      let count = posts.change { count in
        count += 1
        return count
      }
      return .success(count == 1 ? refusal : api.reply(to: request))
    }
    for _ in 1...2 { do { try await engine.submit() } catch is EngineStop {} }
    #expect(api.effects == ["code1": 1, "code2": 1])
    #expect(try await engine.journal.counts() == [.pending: 2])
  }
}
