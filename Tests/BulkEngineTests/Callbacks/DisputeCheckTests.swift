import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Where callback and journal disagree the API's answer decides.
struct DisputeCheckTests {
  private let api = RememberingAPI()

  /// One record with this state, which the API has under `status` and tells of when asked.
  private func check(
    known: RecordState, asked status: Int?, otherPayee: Bool = false
  ) async throws -> EngineFixture {
    let api = api
    let engine = try await EngineFixture(records: 1) { request, _ in
      .success(api.reply(to: request))
    }
    try await engine.journal.commit([
      .intent(chunk: 1, batchCode: "b1", bodySHA256: "", at: engine.time.now),
      .closed(chunk: 1, state: known, outcome: RecordOutcome(), at: engine.time.now),
    ])
    let payee = Payees.payee(1)
    if let status {
      api.plant(
        RemoteRecord(
          id: 3, customCode: payee.customCode, statusID: status,
          document: otherPayee ? Payees.payee(2).document : payee.document, account: payee.account))
    }
    _ = try await DisputeCheck(context: engine.context).run([1])
    return engine
  }

  @Test("Another verdict replaces the stored one")
  func anotherVerdictReplacesTheStoredOne() async throws {
    let engine = try await check(known: .valid, asked: 6)
    #expect(try await engine.entry(1)?.state == .invalid)
    #expect(try await engine.eventKinds() == ["verdict.changed", "callback.checked"])
  }

  @Test("The stored verdict stays where the API says no other", arguments: [5, 999, 1])
  func theStoredVerdictStaysWhereTheAPISaysNoOther(_ status: Int) async throws {
    let engine = try await check(known: .valid, asked: status)
    #expect(try await engine.entry(1)?.state == .valid)
    #expect(try await engine.eventKinds() == ["callback.checked"])
  }

  @Test("A refused record that is there after all gets its verdict")
  func aRefusedRecordThatIsThereAfterAllGetsItsVerdict() async throws {
    let engine = try await check(known: .refused, asked: 5)
    #expect(try await engine.entry(1)?.state == .valid)
  }

  @Test("Another payee or nobody changes nothing")
  func anotherPayeeOrNobodyChangesNothing() async throws {
    let stranger = try await check(known: .valid, asked: 6, otherPayee: true)
    #expect(try await stranger.entry(1)?.state == .valid)
    let nobody = try await DisputeCheckTests().check(known: .refused, asked: nil)
    #expect(try await nobody.entry(1)?.state == .refused)
  }
}
