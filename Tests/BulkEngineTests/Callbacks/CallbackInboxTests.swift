import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Nobody is told that a callback was taken before it is in the journal.
struct CallbackInboxTests {
  private func engine(_ count: Int) async throws -> EngineFixture {
    let api = RememberingAPI()
    let engine = try await EngineFixture(records: count) { request, _ in
      .success(api.reply(to: request))
    }
    try await engine.acceptEverything()
    return engine
  }

  private func notice(_ number: Int, _ status: Int = 5) -> RemoteRecord {
    RemoteRecord(id: number, customCode: "code\(number)", statusID: status)
  }

  @Test("What was answered for is in the journal")
  func whatWasAnsweredForIsInTheJournal() async throws {
    let engine = try await engine(200)
    let inbox = CallbackInbox(engine.context)
    await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await inbox.run() }
      await withTaskGroup(of: Void.self) { senders in
        for number in 1...200 {
          senders.addTask {
            #expect(await inbox.deliver(notice(number)) == .durable)
            let state = try? await engine.entry(number)?.state
            #expect(state == .valid)
          }
        }
      }
      group.cancelAll()
    }
    #expect(try await engine.journal.counts() == [.valid: 200])
  }

  @Test("A journal that fails is no success and ends the run")
  func aJournalThatFailsIsNoSuccessAndEndsTheRun() async throws {
    var engine = try await engine(2)
    engine.context.journal = FailingJournal(engine.journal, failingAt: 1)
    let inbox = CallbackInbox(engine.context)
    async let receipt = inbox.deliver(notice(1))
    await #expect(throws: (any Error).self) { try await inbox.run() }
    #expect(await receipt == .failed)
    #expect(await inbox.deliver(notice(2)) == .failed)
    #expect(try await engine.journal.counts() == [.pending: 2])
  }

  @Test("Who waits when the inbox closes is told")
  func whoWaitsWhenTheInboxClosesIsTold() async throws {
    let engine = try await engine(1)
    let inbox = CallbackInbox(engine.context)
    let run = Task { try await inbox.run() }
    run.cancel()
    _ = await run.result
    #expect(await inbox.deliver(notice(1)) == .failed)
  }

  @Test("Too many at once are asked to come again")
  func tooManyAtOnceAreAskedToComeAgain() async throws {
    let engine = try await engine(1)
    let inbox = CallbackInbox(engine.context)
    await withTaskGroup(of: CallbackInbox.Receipt.self) { senders in
      for _ in 0...CallbackInbox.longestQueue {
        senders.addTask { await inbox.deliver(notice(1)) }
      }
      #expect(await senders.next() == .busy)
      let run = Task { try await inbox.run() }
      for await receipt in senders { #expect(receipt == .durable) }
      run.cancel()
    }
  }

  @Test("The work ends when nothing is left")
  func theWorkEndsWhenNothingIsLeft() async throws {
    let engine = try await engine(2)
    let inbox = CallbackInbox(engine.context)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await inbox.run() }
      group.addTask {
        _ = await inbox.deliver(notice(1)); _ = await inbox.deliver(notice(2, 6))
      }
      try await inbox.untilNothingIsLeft {
        // Would take a year.
        try? await Task.sleep(for: .seconds(31_536_000))
      }
      group.cancelAll()
    }
    #expect(try await engine.journal.counts() == [.valid: 1, .invalid: 1])
  }

  @Test("A disagreement is asked for beside the callbacks")
  func aDisagreementIsAskedForBesideTheCallbacks() async throws {
    let api = RememberingAPI()
    let payee = Payees.payee(1)
    api.plant(
      RemoteRecord(
        id: 1, customCode: payee.customCode, statusID: 6, document: payee.document,
        account: payee.account))
    let engine = try await EngineFixture(records: 1) { request, _ in
      .success(api.reply(to: request))
    }
    try await engine.acceptEverything()
    let inbox = CallbackInbox(engine.context)
    let run = Task { try await inbox.run() }
    #expect(await inbox.deliver(notice(1, 5)) == .durable)
    #expect(await inbox.deliver(notice(1, 6)) == .durable)
    while try await engine.entry(1)?.state != .invalid { await Task.yield() }
    run.cancel()
    #expect(engine.transport.posts.isEmpty)
  }
}
