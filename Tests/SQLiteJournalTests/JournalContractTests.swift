import SQLiteJournal
import QualificaTestKit
import BulkEngine
import Testing

extension SQLiteJournal: AuditedJournal {}

/// The promises, file by file of what keeps them in SQLiteJournal.
@Suite("The contract of the journal, on SQLite")
struct JournalContractTests {
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

  @Test("JournalMutation+SQL: all or none", arguments: JournalContract.atomicity)
  func atomicity(_ promise: JournalPromise) async throws { try await check(promise) }

  @Test("Audit", arguments: AuditContract.promises)
  func audit(_ promise: JournalPromise) async throws { try await check(promise) }

  @Test("Claims", arguments: ClaimsContract.promises)
  func claims(_ promise: ClaimsContract.Promise) async throws {
    let folder = try TemporaryFolder()
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    try await promise.check(journal, SoleClaims(journal))
  }

  private func check(_ promise: JournalPromise) async throws {
    let folder = try TemporaryFolder()
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    try await promise.check(journal)
  }
}

@Suite("The contract of the journal, in memory: MemoryJournal on JournalContent")
struct MemoryJournalTests {
  @Test("every promise is kept", arguments: JournalContract.promises + AuditContract.promises)
  func promise(_ promise: JournalPromise) async throws {
    try await promise.check(MemoryJournal())
  }

  @Test("a copy lives on its own")
  func copy() async throws {
    let journal = MemoryJournal()
    try await JournalFixture.seal(journal)
    let copy = MemoryJournal(copying: journal)
    try await journal.commit([JournalFixture.intent(1)])
    #expect(try await copy.counts() == [.planned: 6])
  }
}
