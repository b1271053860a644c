import BulkEngine
import Foundation
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

  private func statements(of sql: String) -> [String] {
    let code = sql.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n")
    return code.split(separator: ";")
      .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
      .filter { $0.hasPrefix("CREATE") }
  }
}
