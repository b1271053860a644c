import Foundation
import QualificaTestKit
import Testing

@testable import Qualification

/// What ReconcilePhase takes for our own and what for somebody else's.
struct ReconcileOwnershipTests {
  @Test func aCodeOfSomebodyElseIsACollisionAndStopsThatRecord() async throws {
    var other = remote(2)
    other.document = Payees.payee(9).document
    let engine = try await lost(2, knowing: [remote(1), other])
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .pending)
    #expect(try await engine.entry(2)?.state == .refused)
    #expect(try await engine.entry(2)?.outcome.code == "api.collision")
    #expect(try await engine.journal.chunks(in: .planned, limit: 9).isEmpty)
  }

  /// With manual correction the API shows what it made of our record.
  @Test func ourOwnBatchIsOursEvenWhenTheAccountWasCorrected() async throws {
    var corrected = remote(1, status: 5)
    corrected.account = "777"
    corrected.batchCode = "test1-00001"
    var foreign = remote(2)
    foreign.account = "777"
    foreign.batchCode = "test12-00001"
    let engine = try await lost(2, knowing: [corrected, foreign])
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .valid)
    #expect(try await engine.entry(2)?.outcome.code == "api.collision")
    let evidence = try await engine.journal.events().map(\.evidence)
    #expect(evidence.contains { $0.hasSuffix("batch of this run") })
    #expect(evidence.contains { $0.hasSuffix("batch of another run") })
  }

  @Test(
    arguments: [
      ("test1-00001", false, RecordState.pending, "api.service_changed"),
      (nil, false, .pending, "api.service_changed"), (nil, true, .refused, "api.collision"),
      ("other-00001", false, .refused, "api.collision"),
    ] as [(String?, Bool, RecordState, String)])
  func anotherServiceIsAWarningForOurOwnAndACollisionForOthers(
    _ batch: String?, _ isRepeated: Bool, _ state: RecordState, _ code: String
  ) async throws {
    var changed = remote(1)
    changed.serviceName = "other"
    changed.batchCode = batch
    let engine = try await lost(1, knowing: [changed])
    if isRepeated {
      let outcome = RecordOutcome(code: "api.exists")
      try await engine.journal.commit([
        .record(number: 1, state: .inDoubt, outcome: outcome, at: engine.time.now)
      ])
    }
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == state)
    #expect(try await engine.entry(1)?.outcome.code == code)
    let warnings = engine.observed.events.count { $0 == .serviceChanged(records: 1) }
    #expect(warnings == (state == .pending ? 1 : 0))
  }
}
