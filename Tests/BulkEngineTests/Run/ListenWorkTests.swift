import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Beside callbacks nothing is sent, what is in doubt is looked up, and polling is rare.
struct ListenWorkTests {
  private let api = RememberingAPI()

  private func engine(_ count: Int, wait: Double = 100_000) async throws -> EngineFixture {
    let api = api
    return try await EngineFixture(records: count, pace: PaceSettings(waitInSeconds: wait)) {
      request, _ in .success(api.reply(to: request))
    }
  }

  private func listen(_ engine: EngineFixture) async throws {
    try await ListenWork(engine.context, run: TestRun.run()) { _ in }.perform()
  }

  @Test("Verdicts that no callback told are found by polling")
  func verdictsThatNoCallbackToldAreFoundByPolling() async throws {
    let engine = try await engine(2)
    try await engine.submit()
    api.setStatus(5)
    let posts = engine.transport.posts.count
    try await listen(engine)
    #expect(try await engine.journal.counts() == [.valid: 2])
    #expect(engine.transport.posts.count == posts)
  }

  @Test("Polling is rare")
  func pollingIsRare() async throws {
    let engine = try await engine(1, wait: 86_400)
    try await engine.submit()
    try await listen(engine)
    // A day with a look every quarter of an hour.
    #expect(engine.transport.gets.count < 120)
  }

  @Test("What is in doubt is looked up and never sent")
  func whatIsInDoubtIsLookedUpAndNeverSent() async throws {
    let engine = try await engine(2)
    let payee = Payees.payee(1)
    api.plant(
      RemoteRecord(
        id: 4, customCode: payee.customCode, statusID: 5, document: payee.document,
        account: payee.account))
    try await engine.loseSightOfEverything()
    try await listen(engine)
    #expect(try await engine.journal.counts() == [.valid: 1, .inDoubt: 1])
    #expect(engine.transport.posts.isEmpty)
  }

  @Test("What is unsent stays unsent")
  func whatIsUnsentStaysUnsent() async throws {
    let engine = try await engine(3)
    try await listen(engine)
    #expect(try await engine.journal.counts() == [.planned: 3])
    #expect(engine.transport.requests.isEmpty)
  }
}
