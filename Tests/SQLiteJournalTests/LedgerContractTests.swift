import BulkEngine
import QualificaTestKit
import SQLiteJournal
import Testing

@Suite struct LedgerContractTests {
  @Test("The ledger on SQLite keeps its promises", arguments: LedgerContract.promises)
  func theLedgerOnSQLiteKeepsItsPromises(_ promise: LedgerContract.Promise) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ledger.sqlite"
    try await promise.check { try SQLiteLedger(path: path, run: $0, terms: $1) }
  }

  @Test("The ledger in memory keeps them", arguments: LedgerContract.promises)
  func theLedgerInMemoryKeepsThem(_ promise: LedgerContract.Promise) async throws {
    let book = MemoryLedger.Book()
    try await promise.check { MemoryLedger(book, run: $0, terms: $1) }
  }
}
