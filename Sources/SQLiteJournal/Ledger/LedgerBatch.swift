internal import BulkEngine
internal import Foundation
internal import GRDB

/// Statements that look for many numbers at once.
enum LedgerBatch {
  /// Numbers that one statement looks for.
  private static let size = 128
  /// Nothing has it.
  private static let absent = Int64(-1) << 40

  /// A statement that selects from `k`, whose columns are `i`, an index, and `v`, the number looked for.
  static func with(_ sql: String) -> String {
    let list = (0..<size).map { "(\($0),?)" }.joined(separator: ",")
    return "WITH k(i, v) AS (VALUES \(list)) \(sql)"
  }

  /// The parts of `count` numbers that one statement takes each.
  static func ranges(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Calls `take` with every row found; its first column is the index of the number in `values`.
  static func each(
    _ values: [Int64], _ statement: Statement, _ take: (Int, Row) throws -> Void
  ) throws {
    let padding = Array(repeating: absent, count: size - values.count)
    let rows = try Row.fetchCursor(statement, arguments: StatementArguments(values + padding))
    while let row = try rows.next() {
      let index = row[0] as Int
      if index < values.count { try take(index, row) }
    }
  }
}

/// Subjects by one of their numbers, each number once.
struct LedgerGroups {
  /// Indexes of subjects in the order of their numbers.
  private let order: [Int]
  private let values: [Int64]
  /// Where each number begins in `order`, and the end.
  private let starts: [Int]

  init(of subjects: [LedgerSubject], _ value: (LedgerSubject) -> Int64) {
    let all = subjects.map(value)
    order = all.indices.sorted { (all[$0], $0) < (all[$1], $1) }
    var (values, starts): ([Int64], [Int]) = ([], [])
    for (place, index) in order.enumerated() where values.last != all[index] {
      values.append(all[index])
      starts.append(place)
    }
    self.values = values
    self.starts = starts + [order.count]
  }

  var count: Int { values.count }

  func value(_ group: Int) -> Int64 { values[group] }

  /// Indexes of its subjects.
  func members(_ group: Int) -> ArraySlice<Int> { order[starts[group]..<starts[group + 1]] }
}

/// A row of the table `entry` with its run.
struct LedgerEntry {
  let run: LedgerRuns.Run
  let payee: Int64
  let place: Int64
  let amount: Int64?
  let state: LedgerState
  let sentAt: Date
  let settledAt: Date?
  let apiID: String?

  /// - Parameter row: whose columns 1 to 8 are id, payee, account, amount, state, sent_at, settled_at, api_id.
  /// - Returns: nil when there is no such run or state.
  init?(_ row: Row, _ runs: LedgerRuns) {
    guard let run = runs[(row[1] as Int64) >> 32], let state = LedgerState(rawValue: row[5]) else {
      return nil
    }
    self.run = run
    self.state = state
    payee = row[2]
    place = (row[3] as Int64) >> 16
    amount = row[4]
    sentAt = run.sendingTime(row[6])
    settledAt = run.time(row[7])
    apiID = Self.text(row[8])
  }

  /// A number or a text.
  static func text(_ value: DatabaseValue) -> String? {
    switch value.storage {
    case .int64(let number): "\(number)"
    case .string(let text): text
    default: nil
    }
  }
}
