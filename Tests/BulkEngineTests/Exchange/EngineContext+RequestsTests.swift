import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// The table of what the answer to a question can mean, row by row.
struct EngineContextRequestsTests {
  @Test("A success is given back", arguments: [200, 204])
  func aSuccessIsGivenBack(_ status: Int) async throws {
    let engine = try await engine { .success(Reply(status: status)) }
    #expect(try await engine.context.ask(question) == Reply(status: status))
  }

  @Test("A complaint closes the gate and is asked again", arguments: [429, 503])
  func aComplaintClosesTheGateAndIsAskedAgain(_ status: Int) async throws {
    let engine = try await EngineFixture(records: 1) { _, number in
      .success(
        number == 1
          ? Reply(status: status, headers: ["retry-after": "33"]) : Reply(status: 200))
    }
    #expect(try await engine.context.ask(question) == Reply(status: 200))
    #expect(engine.time.uptime >= .seconds(33))
    #expect(try await engine.journal.run()?.pace?.closedUntil != nil)
  }

  @Test("A denial stops", arguments: [401, 403])
  func aDenialStops(_ status: Int) async throws {
    let engine = try await engine { .success(Reply(status: status)) }
    await #expect(throws: EngineStop.denied(status: status)) {
      try await engine.context.ask(question)
    }
  }

  @Test("What is missing is given back where it may be")
  func whatIsMissingIsGivenBackWhereItMayBe() async throws {
    let engine = try await engine { .success(Reply(status: 404)) }
    #expect(try await engine.context.ask(question, mayBeMissing: true) == Reply(status: 404))
  }

  @Test("A redirect or an unknown path stops", arguments: [301, 302, 307, 308, 404, 405, 410])
  func aRedirectOrAnUnknownPathStops(_ status: Int) async throws {
    let engine = try await engine { .success(Reply(status: status)) }
    await #expect(throws: EngineStop.misdirected(status: status)) {
      try await engine.context.ask(question)
    }
  }

  @Test("Another refusal is no reply and no stop", arguments: [400, 422])
  func anotherRefusalIsNoReplyAndNoStop(_ status: Int) async throws {
    let engine = try await engine { .success(Reply(status: status)) }
    for _ in 0..<20 { #expect(try await engine.context.ask(question) == nil) }
  }

  @Test(
    "A failure is told and from the fifth on everybody waits",
    arguments: [
      ScriptedTransport.Answer.success(Reply(status: 408)), .success(Reply(status: 500)),
      .success(Reply(status: 502)), .success(Reply(status: 503)),
      .success(Reply(status: 503, headers: ["retry-after": "soon"])),
      .failure(.notSent("no route")), .failure(.unknown("reset")),
    ])
  func aFailureIsToldAndFromTheFifthOnEverybodyWaits(
    _ answer: ScriptedTransport.Answer
  ) async throws {
    let engine = try await engine { answer }
    engine.context.limiter.succeeded(.question)
    for _ in 0..<4 {
      #expect(try await engine.context.ask(question) == nil)
      #expect(engine.context.limiter.pauseLeft == .zero)
    }
    #expect(try await engine.context.ask(question) == nil)
    #expect(engine.context.limiter.isCircuitOpen)
    #expect(engine.observed.events.count == 5)
    for _ in 0..<4 { #expect(try await engine.context.ask(question) == nil) }
    await #expect(throws: EngineStop.self) { try await engine.context.ask(question) }
  }

  @Test("An API that never answered is unreachable")
  func anAPIThatNeverAnsweredIsUnreachable() async throws {
    let engine = try await engine { .failure(.notSent("no route")) }
    for _ in 0..<4 { #expect(try await engine.context.ask(question) == nil) }
    await #expect(throws: EngineStop.unreachable(reason: "no route")) {
      try await engine.context.ask(question)
    }
  }

  @Test("Fifteen minutes are the longest pause", arguments: [(900.0, false), (901, true)])
  func fifteenMinutesAreTheLongestPause(_ seconds: Double, _ ends: Bool) async throws {
    let engine = try await engine { .success(Reply(status: 200)) }
    let end = EngineStop.comeBackLater(at: ManualTime.start.addingTimeInterval(seconds))
    let stop = engine.context.heedComplaint(.seconds(seconds), about: .effect, departure: .zero)
    #expect(stop == (ends ? end : nil))
  }

  @Test("Short pauses that follow each other for fifteen minutes are too long")
  func shortPausesThatFollowEachOtherForFifteenMinutesAreTooLong() async throws {
    let engine = try await engine {
      .success(Reply(status: 429, headers: ["retry-after": "400"]))
    }
    let end = EngineStop.comeBackLater(at: ManualTime.start.addingTimeInterval(1200))
    await #expect(throws: end) { try await engine.context.ask(question) }
    #expect(engine.transport.requests.count == 3)
  }

  @Test("A server that complains without end is left")
  func aServerThatComplainsWithoutEndIsLeft() async throws {
    let engine = try await engine { .success(Reply(status: 429)) }
    await #expect(throws: EngineStop.self) { try await engine.context.ask(question) }
    #expect(engine.transport.requests.count == 11)
  }

  @Test("No question waits beyond the deadline")
  func noQuestionWaitsBeyondTheDeadline() async throws {
    var engine = try await engine { .success(Reply(status: 200)) }
    engine.context.deadline = .seconds(10)
    engine.context.limiter.close(for: .seconds(11))
    #expect(try await engine.context.ask(question) == nil)
    #expect(engine.transport.requests.isEmpty)
  }
}

private let question = Request(.get, "/question")

private func engine(
  _ answer: @escaping @Sendable () -> ScriptedTransport.Answer
) async throws -> EngineFixture {
  try await EngineFixture(records: 1) { _, _ in answer() }
}
