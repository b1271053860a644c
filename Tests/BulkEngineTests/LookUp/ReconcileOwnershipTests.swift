import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// What ReconcilePhase takes for our own and what for somebody else's.
struct ReconcileOwnershipTests {
  @Test("A code of somebody else is a collision and stops that record")
  func aCodeOfSomebodyElseIsACollisionAndStopsThatRecord() async throws {
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
  @Test("Our own batch is ours even when the account was corrected")
  func ourOwnBatchIsOursEvenWhenTheAccountWasCorrected() async throws {
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
    "Another service is a warning for our own and a collision for others",
    arguments: [
      ("test1-00001", false, RecordState.pending, "api.service_changed"),
      (nil, false, .pending, "api.service_changed"), (nil, true, .refused, "api.collision"),
      ("other-00001", false, .refused, "api.collision"),
    ] as [(String?, Bool, RecordState, String)])
  func anotherServiceIsAWarningForOurOwnAndACollisionForOthers(
    _ batch: String?, _ isRepeated: Bool, _ state: RecordState, _ code: String
  ) async throws {
    var changed = remote(1)
    changed.treatment = "other"
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
    let warnings = engine.observed.events.count { $0 == .altered(records: 1) }
    #expect(warnings == (state == .pending ? 1 : 0))
  }

  /// The record of another batch with the very same data is taken over, and never silently.
  @Test(
    "The same record of another run is taken with a finding",
    arguments: [
      ("k7m2p9qa-x-00001", nil, "k7m2p9qa"), ("bc101", nil, ""), (nil, "api.refused", ""),
      ("k7m2p9qa-x-00001", "api.exists", "k7m2p9qa"),
    ] as [(String?, String?, String)])
  func theSameRecordOfAnotherRunIsTakenWithAFinding(
    _ batch: String?, _ refusal: String?, _ name: String
  ) async throws {
    var known = remote(1, status: 5)
    known.batchCode = batch
    let engine = try await lost(1, knowing: [known])
    if let refusal {
      let outcome = RecordOutcome(code: refusal, message: "Código utilizado anteriormente")
      try await engine.journal.commit([
        .record(number: 1, state: .inDoubt, outcome: outcome, at: engine.time.now)
      ])
    }
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .valid)
    #expect(try await engine.entry(1)?.outcome.code == "api.other_run")
    #expect(try await engine.entry(1)?.outcome.message == name)
    #expect(try await engine.eventKinds() == ["reconcile.other_run"])
  }

  @Test(
    "The amount tells as well",
    arguments: [
      (nil, 12_345, RecordState.pending, nil), (nil, nil, .pending, nil),
      (nil, 12_346, .refused, "api.collision"), ("other-x-1", 12_346, .refused, "api.collision"),
      ("test1-x-1", 12_346, .refused, "api.collision"), ("test1-x-1", nil, .pending, nil),
      ("other-x-1", 12_345, .pending, "api.other_run"),
      ("other-x-1", nil, .inDoubt, "api.amount_unknown"),
    ] as [(String?, Int64?, RecordState, String?)])
  func theAmountTellsAsWell(
    _ batch: String?, _ amount: Int64?, _ state: RecordState, _ code: String?
  ) async throws {
    var known = remote(1)
    (known.batchCode, known.amountInCents) = (batch, amount)
    let shown = known
    let engine = try await EngineFixture(
      records: 1, operation: TestOperation(needsAmount: true, movesMoney: true),
      changing: { $0.amountInCents = 12_345 }
    ) { _, _ in .success(.showing([shown])) }
    try await engine.loseSightOfEverything()
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == state)
    #expect(try await engine.entry(1)?.outcome.code == code)
  }

  /// Where batches are not shown the date tells that it was there before the run.
  @Test(
    "A record from before the run is another's even without its batch",
    arguments: [("2025-12-20 10:00:00", "api.other_run"), ("20/12/2025", nil), (nil, nil)])
  func aRecordFromBeforeTheRunIsAnothersEvenWithoutItsBatch(
    _ date: String?, _ code: String?
  ) async throws {
    var known = remote(1, status: 5)
    known.createdAt = date
    let engine = try await lost(1, knowing: [known])
    try await engine.reconcile()
    #expect(try await engine.entry(1)?.state == .valid)
    #expect(try await engine.entry(1)?.outcome.code == code)
  }

  /// Two records of ours and one of the API: a server that gives its answers out twice.
  @Test("One record of the API settles one of ours")
  func oneRecordOfTheAPISettlesOneOfOurs() async throws {
    let engine = try await EngineFixture(
      records: 2,
      changing: { ($0.document, $0.account) = (Payees.payee(1).document, Payees.payee(1).account) }
    ) { request, _ in
      var shown = remote(1, status: 5)
      shown.customCode = request.wantedCode ?? ""
      return .success(.showing([shown]))
    }
    try await engine.loseSightOfEverything()
    try await engine.reconcile()
    #expect(try await engine.journal.counts() == [.valid: 1, .inDoubt: 1])
    // In the next process, too.
    try await engine.reconcile()
    #expect(try await engine.journal.counts() == [.valid: 1, .inDoubt: 1])
    #expect(try await engine.eventKinds().count { $0 == "identity.taken" } == 1)
  }
}
