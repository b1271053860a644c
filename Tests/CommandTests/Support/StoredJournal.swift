import Foundation
import GRDB

/// The journal of a desk's run, for a test that tampers with it.
struct StoredJournal {
  private let path: String

  init(_ desk: Desk, run: String = "payees.qualifica") {
    path = desk.folder.path("\(run)/journal.sqlite")
  }

  func execute(_ sql: String) async throws {
    let database = try DatabaseQueue(path: path)
    try await database.writeWithoutTransaction { try $0.execute(sql: sql) }
    try database.close()
  }

  func text(_ sql: String) async throws -> String? {
    try await DatabaseQueue(path: path).read { try String.fetchOne($0, sql: sql) }
  }

  func number(_ sql: String) async throws -> Int? {
    try await DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: sql) }
  }
}
