internal import BulkEngine
internal import Foundation
internal import GRDB

/// Removes runs and everything of them.
enum LedgerForgetting {
  /// How long finished runs are kept.
  static let retentionInMonths = 24
  /// Entries removed in one go: others must write meanwhile.
  private static let entriesAtOnce = 20_000

  /// Removes finished runs that are older than the retention.
  static func prune(_ queue: DatabaseQueue, before now: Date) throws {
    let calendar = Calendar(identifier: .gregorian)
    guard let end = calendar.date(byAdding: .month, value: -retentionInMonths, to: now) else {
      return
    }
    let numbers = try queue.inDatabase { database in
      try Int64.fetchAll(
        database,
        sql: """
          SELECT id FROM run WHERE finished_at IS NOT NULL AND max(started_at, last_at, finished_at) < ?
          """, arguments: [StoredTime.milliseconds(end)])
    }
    try remove(numbers, from: queue)
  }

  /// - Returns: how many entries were removed.
  @discardableResult
  static func remove(_ numbers: [Int64], from queue: DatabaseQueue) throws -> Int {
    var removed = 0
    for number in numbers {
      let range = LedgerRuns.entries(of: number)
      while true {
        let count = try write(queue) { database in
          try database.execute(
            sql: """
              DELETE FROM entry WHERE id IN (
                SELECT id FROM entry WHERE id BETWEEN ? AND ? LIMIT \(entriesAtOnce))
              """, arguments: [range.lowerBound, range.upperBound])
          let count = database.changesCount
          // The run goes with its last entries: whoever announces between the two would write some that have none.
          if count < entriesAtOnce {
            try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [number])
          }
          return count
        }
        removed += count
        if count < entriesAtOnce { break }
      }
    }
    try giveBack(queue)
    return removed
  }

  private static func write(_ queue: DatabaseQueue, _ body: (Database) throws -> Int) throws -> Int
  {
    var count = 0
    try queue.inTransaction(.immediate) { database in
      count = try body(database)
      return .commit
    }
    return count
  }

  /// Returns free pages to the system, and brings the log into the main file: what was removed must not
  /// be found in it.
  private static func giveBack(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA incremental_vacuum")
      _ = try? database.checkpoint(.truncate)
    }
  }
}
