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

  @Test("Quota in memory", arguments: QuotaContract.promises)
  func memoryQuota(_ promise: QuotaContract.Promise) async throws {
    try await promise.check { MemoryQuota(RequestPacing(rate: $0)) }
  }
}
