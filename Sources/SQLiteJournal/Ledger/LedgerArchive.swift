package import BulkEngine
package import Foundation
internal import GRDB

/// The ledger as people look at it: runs, counts and hashes, never a person.
package struct LedgerArchive {
  private let queue: DatabaseQueue
  private let key: LedgerKey
  private let path: String

  /// A run with what its records came to.
  package struct Run: Sendable {
    package var code: String
    package var operation: String
    package var variant: String
    package var scope: LedgerScope
    package var file: String
    package var startedAt: Date
    package var lastAt: Date
    package var finishedAt: Date?
    package var counts: [LedgerState: Int]
    /// Of what was sent and did not come to nothing, in hundredths; nil when no amount is sent.
    package var amountInCents: Int64?
    var number: Int64
  }

  /// One record; hashes are hexadecimal.
  package struct Entry: Sendable {
    package var run: String
    package var record: Int
    package var payee: String
    package var person: String
    package var account: String
    package var amountInCents: Int64?
    package var state: LedgerState
    package var sentAt: Date?
    package var settledAt: Date?
    package var apiID: String?
  }

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

  /// In the order in which they began.
  package func runs() throws -> [Run] {
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
          Run(
            code: run.code, operation: run.operation, variant: run.variant, scope: run.scope,
            file: key.seal.open(run.file) ?? "", startedAt: run.startedAt, lastAt: run.lastAt,
            finishedAt: run.finishedAt, counts: counts[run.number] ?? [:],
            amountInCents: sums[run.number], number: run.number)
        }
      }
    }
  }

  /// Removes runs and everything of them.
  ///
  /// - Returns: how many entries were removed.
  package func forget(_ runs: [Run]) throws -> Int {
    try LedgerFile.translating(path) {
      try LedgerForgetting.remove(runs.map(\.number), from: queue)
    }
  }

  /// Calls `take` with every entry, run by run.
  package func eachEntry(_ take: (Entry) throws -> Void) throws {
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
          func date(_ seconds: Int64?) -> Date? {
            seconds.map { run.startedAt.addingTimeInterval(Double($0)) }
          }
          try take(
            Entry(
              run: run.code, record: Int(id & 0xFFFF_FFFF),
              payee: Self.hexadecimal(UInt64(bitPattern: row[1] as Int64), digits: 16),
              person: Self.hexadecimal(UInt64(bitPattern: row[2] as Int64), digits: 12),
              account: Self.hexadecimal(UInt64(bitPattern: row[3] as Int64) >> 16, digits: 12),
              amountInCents: row[4], state: state, sentAt: date(row[6]), settledAt: date(row[7]),
              apiID: LedgerEntry.text(row[8])))
        }
      }
    }
  }

  func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try LedgerFile.translating(path) { try queue.inDatabase(body) }
  }

  private static func hexadecimal(_ number: UInt64, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
