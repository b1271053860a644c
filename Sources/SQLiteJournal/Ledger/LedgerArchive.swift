package import BulkEngine
internal import Foundation
internal import GRDB

/// The ledger in one SQLite file as people look at it.
package struct LedgerArchive: LedgerBook {
  private let queue: DatabaseQueue
  private let key: LedgerKey
  private let path: String

  /// Opens the ledger at `path`.
  ///
  /// - Parameter isWritten: whether something is to be forgotten.
  /// - Returns: nil when there is none.
  /// - Throws: ``LedgerError``.
  package init?(path: String, isWritten: Bool) throws {
    guard let (reading, key) = try LedgerFile.openReading(path: path) else { return nil }
    self.path = path
    self.key = key
    queue = isWritten ? try LedgerFile.open(path: path).0 : reading
  }

  package func runs() throws -> [LedgerBookRun] {
    try LedgerFile.translating(path) {
      try queue.inDatabase { database in
        var counts: [Int64: [LedgerState: Int]] = [:]
        var sums: [Int64: Int64] = [:]
        let rows = try Row.fetchCursor(
          database,
          sql: "SELECT id >> 32, state, count(*), sum(amount) FROM entry GROUP BY 1, 2")
        while let row = try rows.next() {
          guard let state = LedgerState(rawValue: row[1]) else { continue }
          counts[row[0], default: [:]][state] = row[2]
          if state == .sent || state == .good, let sum = row[3] as Int64? {
            sums[row[0], default: 0] += sum
          }
        }
        return try LedgerRuns(in: database).all.map { run in
          LedgerBookRun(
            code: run.code, operation: run.operation, variant: run.variant, scope: run.scope,
            file: key.seal.open(run.file) ?? "", startedAt: run.startedAt, lastAt: run.lastAt,
            finishedAt: run.finishedAt, counts: counts[run.number] ?? [:],
            amountInCents: sums[run.number], number: run.number)
        }
      }
    }
  }

  package func forget(_ runs: [LedgerBookRun]) throws -> Int {
    try LedgerFile.translating(path) {
      try LedgerForgetting.remove(runs.map(\.number), from: queue)
    }
  }

  package func eachEntry(_ take: (LedgerBookEntry) throws -> Void) throws {
    try LedgerFile.translating(path) {
      try queue.inDatabase { database in
        let runs = try LedgerRuns(in: database)
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT id, payee, person, account, amount, state, sent_at, settled_at, api_id
            FROM entry ORDER BY id
            """)
        while let row = try rows.next() {
          let id = row[0] as Int64
          guard let run = runs[id >> 32], let state = LedgerState(rawValue: row[5]) else {
            continue
          }
          try take(
            LedgerBookEntry(
              run: run.code, record: Int(id & 0xFFFF_FFFF),
              subject: LedgerSubject(
                whole: row[1], person: row[2], place: (row[3] as Int64) >> 16,
                amountInCents: row[4]),
              state: state, sentAt: run.time(row[6]), settledAt: run.time(row[7]),
              apiID: LedgerEntry.text(row[8])))
        }
      }
    }
  }

  func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try LedgerFile.translating(path) { try queue.inDatabase(body) }
  }
}
