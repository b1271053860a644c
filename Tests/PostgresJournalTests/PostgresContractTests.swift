import BulkEngine
import Foundation
import PostgresJournal
import QualificaTestKit
import Synchronization
import Testing

extension PostgresJournal: AuditedJournal {}

/// The promises of the seams, kept on a server that the tests start.
@Suite(
  "The contract of the journal, on PostgreSQL",
  .enabled(if: PostgresServer.isWanted, PostgresServer.missingServer))
struct PostgresContractTests {
  @Test("PlanWriting", arguments: JournalContract.plan)
  func plan(_ promise: JournalPromise) async throws { try await check(promise) }

  @Test("ChunkWriting", arguments: JournalContract.chunks)
  func chunks(_ promise: JournalPromise) async throws { try await check(promise) }

  @Test("RecordWriting", arguments: JournalContract.records)
  func records(_ promise: JournalPromise) async throws { try await check(promise) }

  @Test("RequeueWriting", arguments: JournalContract.requeueing)
  func requeueing(_ promise: JournalPromise) async throws { try await check(promise) }

  @Test("Selections", arguments: JournalContract.selections)
  func selections(_ promise: JournalPromise) async throws { try await check(promise) }

  @Test("PostgresTransaction: all or none", arguments: JournalContract.atomicity)
  func atomicity(_ promise: JournalPromise) async throws { try await check(promise) }

  @Test("Audit", arguments: AuditContract.promises)
  func audit(_ promise: JournalPromise) async throws { try await check(promise) }

  @Test("Claims", arguments: ClaimsContract.promises)
  func claims(_ promise: ClaimsContract.Promise) async throws {
    let journal = try journal(at: PostgresServer.running().database())
    try await promise.check(journal, journal)
  }

  @Test("Claims that end", arguments: SharedClaimsContract.promises)
  func sharedClaims(_ promise: SharedClaimsContract.Promise) async throws {
    let address = try PostgresServer.running().database()
    let clock = TestClock()
    let first = journal(at: address, clock: clock)
    let second = journal(at: address, owner: "two", code: JournalFixture.run().code, clock: clock)
    try await promise.check(
      SharedClaimsContract.Ground(first, first, second, advance: { clock.advance(by: $0) }))
  }

  @Test("Quota", arguments: QuotaContract.promises)
  func quota(_ promise: QuotaContract.Promise) async throws {
    let address = try PostgresServer.running().database()
    let session = journal(at: address)
    let quotas = try await Quotas(session)
    try await promise.check { quotas.quota($0) }
  }

  @Test("Ledger", arguments: LedgerContract.promises)
  func ledger(_ promise: LedgerContract.Promise) async throws {
    let address = try PostgresServer.running().database()
    try await promise.check { run, terms in
      try await PostgresLedger(
        session: journal(at: address, owner: run.code), run: run, terms: terms)
    }
  }

  /// Quotas of several rates, made before they are asked for.
  private struct Quotas {
    private var byRate: [Double: PostgresQuota] = [:]

    init(_ session: PostgresJournal) async throws {
      for rate in [10.0, 100] {
        byRate[rate] = try await PostgresQuota(
          PostgresQuota.Key(environment: "x", host: "y", merchant: "\(rate)", token: "z"),
          rate: rate, session: session)
      }
    }

    func quota(_ rate: Double) -> any Quota {
      guard let quota = byRate[rate] else { preconditionFailure("no such quota") }
      return quota
    }
  }

  private func check(_ promise: JournalPromise) async throws {
    try await promise.check(try journal(at: PostgresServer.running().database()))
  }

  private func journal(
    at address: PostgresAddress, owner: String = "one", code: String? = nil,
    clock: TestClock = TestClock()
  ) -> PostgresJournal {
    PostgresJournal(
      address, run: code,
      terms: PostgresTerms(
        owner: owner, lease: SharedClaimsContract.lease, grace: SharedClaimsContract.grace,
        clock: .given { clock.now }, patience: .seconds(60),
        outage: ServerOutage(persistence: .seconds(60))))
  }
}

/// A clock that only the test moves.
final class TestClock: Sendable {
  private let passed = Mutex(Duration.zero)

  var now: Date {
    JournalFixture.time().addingTimeInterval(passed.withLock { $0 } / .seconds(1))
  }

  func advance(by duration: Duration) { passed.withLock { $0 += duration } }
}
