import QualificaTestKit
import Testing

@testable import BulkEngine

/// The promises of the seams, kept by what a single process uses.
struct SeamContractTests {
  @Test("Claims of the process that holds a run", arguments: ClaimsContract.promises)
  func soleClaims(_ promise: ClaimsContract.Promise) async throws {
    let journal = MemoryJournal()
    try await promise.check(journal, SoleClaims(journal))
  }

  @Test("Claims of several processes, in memory", arguments: ClaimsContract.promises)
  func leasedClaims(_ promise: ClaimsContract.Promise) async throws {
    let journal = MemoryJournal()
    try await promise.check(journal, LeasedClaims(journal, owner: "one"))
  }

  @Test("Claims that end, in memory", arguments: SharedClaimsContract.promises)
  func sharedClaims(_ promise: SharedClaimsContract.Promise) async throws {
    let time = ManualTime()
    let journal = MemoryJournal(now: { time.uptime })
    try await promise.check(
      SharedClaimsContract.Ground(
        journal,
        LeasedClaims(
          journal, owner: "one", lease: SharedClaimsContract.lease,
          grace: SharedClaimsContract.grace),
        LeasedClaims(
          journal, owner: "two", lease: SharedClaimsContract.lease,
          grace: SharedClaimsContract.grace),
        advance: { time.advance(by: $0) }))
  }

  @Test("Quota in memory", arguments: QuotaContract.promises)
  func memoryQuota(_ promise: QuotaContract.Promise) async throws {
    try await promise.check { MemoryQuota(RequestPacing(rate: $0)) }
  }
}
