import Foundation
import QualificaTestKit
import Testing

@testable import Qualification

/// Questions pass the gate too, and mind what the reply asks for.
struct EngineContextTests {
  @Test func aSuccessIsGivenBack() async throws {
    let engine = try await engine { .success(Reply(status: 204)) }
    #expect(try await engine.context.ask(question) == Reply(status: 204))
  }

  @Test(arguments: [400, 404, 500, 502])
  func aFailureIsNoReplyAndNoStop(_ status: Int) async throws {
    let engine = try await engine { .success(Reply(status: status)) }
    #expect(try await engine.context.ask(question) == nil)
  }

  @Test(arguments: [401, 403])
  func aDenialStops(_ status: Int) async throws {
    let engine = try await engine { .success(Reply(status: status)) }
    await #expect(throws: EngineStop.denied(status: status)) {
      try await engine.context.ask(question)
    }
  }

  @Test(arguments: [429, 503])
  func aComplaintClosesTheGate(_ status: Int) async throws {
    let engine = try await engine {
      .success(Reply(status: status, headers: ["retry-after": "33"]))
    }
    #expect(try await engine.context.ask(question) == nil)
    try await engine.context.gate.enter()
    #expect(engine.time.uptime >= .seconds(33))
  }

  @Test func aFailureOnTheWayIsTold() async throws {
    let engine = try await engine { .failure(.notSent("no route")) }
    #expect(try await engine.context.ask(question) == nil)
    #expect(engine.observed.events == [.requestFailed(reason: "no route")])
  }

  @Test func fifteenMinutesAreTheLongestPause() async throws {
    let engine = try await engine { .success(Reply(status: 200)) }
    try engine.context.pause(for: .seconds(900), failuresBefore: 0)
    #expect(throws: EngineStop.comeBackLater(at: ManualTime.start.addingTimeInterval(901))) {
      try engine.context.pause(for: .seconds(901), failuresBefore: 0)
    }
  }

  @Test func whatMustBeWrittenDownIsWrittenByACancelledTaskToo() async throws {
    let engine = try await engine { .success(Reply(status: 200)) }
    let writing = Task {
      while !Task.isCancelled { await Task.yield() }
      try await engine.context.commit([.depositsConsented])
    }
    writing.cancel()
    try await writing.value
    #expect(try await engine.journal.run()?.depositsConsented == true)
  }
}

private let question = Request(.get, "/question")

private func engine(
  _ answer: @escaping @Sendable () -> ScriptedTransport.Answer
) async throws -> EngineFixture {
  try await EngineFixture(records: 1) { _, _ in answer() }
}
