import BulkEngine
import Foundation
import GRDB
import SQLiteJournal
import Testing

@Suite("JournalSchema")
struct JournalSchemaTests {
  @Test("schemas/journal.sql is what the store really executes")
  func documentedSchemaIsLive() async throws {
    let folder = try TemporaryFolder()
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    let live = try await journal.schema()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let documented = try String(
      contentsOf: root.appendingPathComponent("schemas/journal.sql"), encoding: .utf8)
    #expect(live == statements(of: documented))
  }

  @Test("The documented schema of the ledger is live")
  func theDocumentedSchemaOfTheLedgerIsLive() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/ledger.sqlite"
    let run = LedgerRun(
      code: "a", operation: "label", variant: "",
      scope: LedgerScope(family: "", environment: "", host: "", client: ""), file: "",
      inputSHA256: "", startedAt: Date())
    try await SQLiteLedger(path: path, run: run, terms: LedgerTerms(holdsBack: true)).close()
    let live = try await DatabaseQueue(path: path).read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT sql FROM sqlite_master
          WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid
          """)
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let documented = try String(
      contentsOf: root.appendingPathComponent("schemas/ledger.sql"), encoding: .utf8)
    #expect(live == statements(of: documented))
  }

  private func statements(of sql: String) -> [String] {
    let code = sql.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n")
    // A comment may have a semicolon, but none ends with it.
    return code.components(separatedBy: ";\n").map { $0.trimmingCharacters(in: [";"]) }
      .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
      .filter { $0.hasPrefix("CREATE") }
  }
}
