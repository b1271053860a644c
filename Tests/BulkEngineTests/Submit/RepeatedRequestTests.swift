import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// An API that takes one key twice, and something in front of it that refuses what was taken.
struct RepeatedRequestTests {
  private static var operation: TestOperation { operation(mayRepeatKeys: true) }

  private static func operation(mayRepeatKeys: Bool) -> TestOperation {
    var operation = TestOperation(movesMoney: true)
    operation.traits.mayRepeatKeys = mayRepeatKeys
    operation.traits.recordsPerRequest = 1
    return operation
  }

  private static let refusals = [
    Reply(status: 401), Reply(status: 403), Reply(status: 429),
    Reply(status: 503, headers: ["retry-after": "1"]),
  ]

  @Test(
    "What was taken and called not processed is taken once, however late the API shows it",
    arguments: refusals, [0, 5, 14])
  func takenOnce(_ refusal: Reply, _ lag: Double) async throws {
    try await Self.takeOnce(refusal, lag, mayRepeatKeys: true)
  }

  @Test(
    "So is what an API takes twice that says it would refuse the second",
    arguments: refusals, [0, 14])
  func promisedAndTakenOnce(_ refusal: Reply, _ lag: Double) async throws {
    try await Self.takeOnce(refusal, lag, mayRepeatKeys: false)
  }

  private static func takeOnce(
    _ refusal: Reply, _ lag: Double, mayRepeatKeys: Bool
  ) async throws {
    let api = RememberingAPI()
    let posts = Shared(0)
    let time = ManualTime()
    let engine = try await EngineFixture(
      records: 2, inChunksOf: 1, time: time, pace: PaceSettings(concurrency: 1),
      operation: operation(mayRepeatKeys: mayRepeatKeys)
    ) { request, _ in
      let isBehind = request.method == .get && time.uptime < .seconds(lag)
      let reply = isBehind ? .showing([]) : api.reply(to: request)
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

  @Test(
    "What the target shows late was done once, too, though it was called not processed",
    arguments: refusals, [0, 5, 14])
  func doneOnce(_ refusal: Reply, _ lag: Double) async throws {
    let api = LabelAPI(.findable)
    let time = ManualTime()
    let shown = RemoteRecord(id: "7", customCode: "code1", statusID: "done")
    let operation = LabelOperation(
      .findable, money: .outgoing, isOneAtATime: true,
      seen: { _, reply, _ in
        reply.status == 200 ? .reached(shown, isOurs: true) : .go(noting: "nothing there")
      })
    let engine = try await EngineFixture(
      records: 1, time: time, operation: operation
    ) { request, _ in
      if request.method == .put {
        _ = api.reply(to: request)
        return .success(refusal)
      }
      let isShown = api.effects["code1"] != nil && time.uptime >= .seconds(lag)
      return .success(Reply(status: isShown ? 200 : 404))
    }
    for _ in 1...2 { do { try await engine.submit() } catch is EngineStop {} }
    #expect(api.effects == ["code1": 1])
    #expect(try await engine.entry(1)?.state == .settled("printed"))
  }

  @Test("What was noted before a request that never left does not count")
  func neverLeft() async throws {
    let answers = Shared<[ScriptedTransport.Answer]>([
      .failure(.notSent("refused")), .success(Reply(status: 429)), .failure(.notSent("refused")),
    ])
    let looks = Shared(0)
    let operation = LabelOperation(
      .findable, money: .outgoing, isOneAtATime: true,
      seen: { _, _, _ in
        let look = looks.change { count in
          count += 1
          return count
        }
        return .go(noting: "look \(look)")
      })
    let journal = MemoryJournal()
    let formers = Shared<[String?]>([])
    let engine = try await EngineFixture(
      records: 1, journal: journal, operation: operation
    ) { request, _ in
      guard request.method == .put else {
        let former = try? await journal.entries(.numbers(first: 1, last: 1)).first?.sighting
        formers.change { $0.append(former) }
        return .success(Reply(status: 200))
      }
      return answers.change { $0.isEmpty ? .success(Reply(status: 401)) : $0.removeFirst() }
    }
    await #expect(throws: EngineStop.denied(status: 401)) { try await engine.submit() }
    #expect(formers.value == [nil, nil, "look 2", "look 2"])
    #expect(try await engine.entry(1)?.sighting == "look 4")
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
