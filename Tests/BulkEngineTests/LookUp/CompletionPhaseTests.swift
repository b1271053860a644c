import QualificaTestKit
import Testing

@testable import BulkEngine

/// What the API shows of a record only later is asked for where there is such a thing.
struct CompletionPhaseTests {
  @Test("An operation whose records are shown at once reads no record of its journal again")
  func readsNothing() async throws {
    let api = RememberingAPI(firstStatus: 5)
    let engine = try await EngineFixture(records: 40) { request, _ in
      .success(api.reply(to: request))
    }
    try await engine.acceptEverything()
    var context = engine.context
    let journal = FailingJournal(engine.journal, failingAt: .max)
    context.journal = journal
    let asked = engine.transport.gets.count
    try await CompletionPhase(context, runStartedAt: ManualTime.start).run()
    #expect(journal.operationCount == 0)
    #expect(engine.transport.gets.count == asked)
  }
}
