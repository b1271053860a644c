internal import Foundation
internal import GRDB
internal import BulkEngine

/// The one row of `pace`.
enum PaceStoring {
  static func replace(_ pace: RememberedPace, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO pace (id, at, next_request_at, lowered_rate, closed_until)
        VALUES (1, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      StoredTime.milliseconds(pace.at), pace.nextRequestAt.map(StoredTime.milliseconds),
      pace.loweredRate, pace.closedUntil.map(StoredTime.milliseconds),
    ])
  }

  /// What is remembered; `nil` also in a journal of format version 1 that is only read.
  static func pace(from database: Database) throws -> RememberedPace? {
    guard try database.tableExists("pace"),
      let row = try Row.fetchOne(
        database, sql: "SELECT at, next_request_at, lowered_rate, closed_until FROM pace")
    else { return nil }
    return RememberedPace(
      at: StoredTime.date(try row.decode(Int64.self, atIndex: 0)),
      nextRequestAt: try row.dateIfPresent(atIndex: 1),
      loweredRate: try row.decode(Double?.self, atIndex: 2),
      closedUntil: try row.dateIfPresent(atIndex: 3))
  }
}
