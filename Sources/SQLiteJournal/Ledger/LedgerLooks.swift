internal import BulkEngine
internal import Foundation
internal import GRDB

/// Looks for many records in the indexes at once; what is read does not depend on how many entries there
/// are.
struct LedgerLooks {
  /// Records asked for by one statement.
  private static let batch = 128

  private let subjects: [LedgerSubject]
  /// Number of the run that asks.
  private let own: Int64?

  init(_ subjects: [LedgerSubject], own: Int64?) {
    self.subjects = subjects
    self.own = own
  }

  /// Calls `take` with every row that a statement finds; its first column is the index of the subject.
  ///
  /// - Parameters:
  ///   - value: what is looked for, never negative.
  ///   - sql: selects from `k`, with the columns `i` and `v`.
  private func each(
    _ value: (LedgerSubject) -> Int64, _ sql: String, _ arguments: [Int64] = [],
    in database: Database, _ take: (Int, Row) throws -> Void
  ) throws {
    let list = (0..<Self.batch).map { "(\($0),?)" }.joined(separator: ",")
    let statement = try database.cachedStatement(sql: "WITH k(i, v) AS (VALUES \(list)) \(sql)")
    for start in stride(from: 0, to: subjects.count, by: Self.batch) {
      let part = subjects[start..<min(start + Self.batch, subjects.count)]
      var values = part.map(value)
      // Nothing has a negative value.
      values += Array(repeating: Int64(-1) << 40, count: Self.batch - values.count)
      let rows = try Row.fetchCursor(statement, arguments: StatementArguments(values + arguments))
      while let row = try rows.next() { try take(start + row[0], row) }
    }
  }

  // MARK: What was sent

  /// Who was sent by one of the runs `holding`, which are in the order of their numbers.
  func sendings(
    _ holding: [LedgerRuns.Run], _ runs: LedgerRuns, since: Date, in database: Database
  ) throws -> [Int: (run: Int64, at: Date)] {
    let numbers = Set(holding.map(\.number))
    var found: [Int: (run: Int64, at: Date)] = [:]
    for range in Self.ranges(holding.map(\.number)) {
      try each(
        { $0.person },
        """
        SELECT k.i, e.id, e.payee, e.amount, e.sent_at FROM k CROSS JOIN entry e
        INDEXED BY entry_by_person
        WHERE e.person = k.v AND e.state IN (0, 1) AND e.id BETWEEN ? AND ?
        """, [range.lowerBound, range.upperBound], in: database
      ) { index, row in
        let subject = subjects[index]
        let number = (row[1] as Int64) >> 32
        guard numbers.contains(number), let run = runs[number],
          row[2] as Int64 == subject.whole, row[3] as Int64? == subject.amountInCents,
          let at = Self.date(row[4], of: run), run.finishedAt == nil || at >= since
        else { return }
        if let known = found[index], known.at >= at { return }
        found[index] = (number, at)
      }
    }
    return found
  }

  /// Entries of neighbouring runs are looked for together; of many old ones with what is between.
  private static func ranges(_ numbers: [Int64]) -> [ClosedRange<Int64>] {
    var ranges: [ClosedRange<Int64>] = []
    for number in numbers {
      if let last = ranges.last, number - last.upperBound <= 8 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    if ranges.count > 6, let first = ranges.first, let last = ranges.last {
      ranges = [first.lowerBound...last.upperBound]
    }
    return ranges.map {
      LedgerRuns.entries(of: $0.lowerBound)
        .lowerBound...LedgerRuns.entries(of: $0.upperBound)
        .upperBound
    }
  }

  // MARK: Verdicts

  /// The last verdict since `since` where it is a good one.
  func verdicts(
    _ runs: LedgerRuns, _ operation: String, since: Date, in database: Database
  ) throws -> [Int: (run: Int64, at: Date, apiID: String?)] {
    // A verdict may come long after its record was sent, but not after its run was over.
    let recent = runs.all.filter {
      $0.operation == operation && $0.number != own && ($0.finishedAt ?? .distantFuture) >= since
    }
    let numbers = Set(recent.map(\.number))
    var found: [Int: (run: Int64, at: Date, apiID: String?, isGood: Bool)] = [:]
    for range in Self.ranges(recent.map(\.number)) {
      try each(
        { $0.person },
        """
        SELECT k.i, e.id, e.payee, e.state, e.settled_at, e.api_id FROM k CROSS JOIN entry e
        INDEXED BY entry_by_person
        WHERE e.person = k.v AND e.state IN (1, 2) AND e.id BETWEEN ? AND ?
        """, [range.lowerBound, range.upperBound], in: database
      ) { index, row in
        let number = (row[1] as Int64) >> 32
        guard numbers.contains(number), row[2] as Int64 == subjects[index].whole,
          let run = runs[number], let at = Self.date(row[4], of: run)
        else { return }
        if let known = found[index], known.at > at { return }
        found[index] = (
          number, at, Self.text(row[5]), row[3] as Int == LedgerState.good.rawValue
        )
      }
    }
    return found.compactMapValues { verdict in
      verdict.isGood && verdict.at >= since ? (verdict.run, verdict.at, verdict.apiID) : nil
    }
  }

  // MARK: Hints

  /// Whose place differs from all that were found good in the last run that found one, and when that was.
  func changes(_ runs: LedgerRuns, in database: Database) throws -> [Int: Date] {
    var latest: [Int: (run: Int64, at: Date)] = [:]
    try each(
      { $0.person },
      """
      SELECT k.i, e.id, e.account, e.settled_at FROM k CROSS JOIN entry e ON e.id = (
        SELECT max(id) FROM entry INDEXED BY entry_by_person WHERE person = k.v AND state = 1
          AND id NOT BETWEEN ? AND ?)
      """, ownRange, in: database
    ) { index, row in
      let number = (row[1] as Int64) >> 32
      guard (row[2] as Int64) >> 16 != subjects[index].place, let run = runs[number] else { return }
      latest[index] = (number, Self.date(row[3], of: run) ?? run.startedAt)
    }
    guard !latest.isEmpty else { return [:] }
    let same = try database.cachedStatement(
      sql: """
        SELECT 1 FROM entry INDEXED BY entry_by_person
        WHERE person = ? AND state = 1 AND id BETWEEN ? AND ? AND account >> 16 = ? LIMIT 1
        """)
    var changes: [Int: Date] = [:]
    for (index, verdict) in latest {
      let (subject, range) = (subjects[index], LedgerRuns.entries(of: verdict.run))
      let isThere = try Int.fetchOne(
        same,
        arguments: [subject.person, range.lowerBound, range.upperBound, subject.place])
      if isThere == nil { changes[index] = verdict.at }
    }
    return changes
  }

  /// Whose place other persons used: the first and the last entry of a place tell.
  func shares(in database: Database) throws -> [Int] {
    var shares: [Int] = []
    let entries = "FROM entry INDEXED BY entry_by_account WHERE state < 2"
    try each(
      { $0.place << 16 },
      """
      SELECT i, low, high FROM (
        SELECT k.i AS i,
          (SELECT min(account) \(entries) AND account BETWEEN k.v AND k.v + 65535) AS low,
          (SELECT max(account) \(entries) AND account BETWEEN k.v AND k.v + 65535) AS high
        FROM k)
      WHERE low IS NOT NULL
      """, in: database
    ) { index, row in
      let own = LedgerWriting.account(of: subjects[index])
      if row[1] as Int64 != own || row[2] as Int64 != own { shares.append(index) }
    }
    return shares
  }

  /// Bounds of the run's own entries; of no entry where it has none.
  private var ownRange: [Int64] {
    guard let own else { return [-1, -1] }
    let range = LedgerRuns.entries(of: own)
    return [range.lowerBound, range.upperBound]
  }

  /// A number or a text.
  static func text(_ value: DatabaseValue) -> String? {
    switch value.storage {
    case .int64(let number): "\(number)"
    case .string(let text): text
    default: nil
    }
  }

  private static func date(_ seconds: Int64?, of run: LedgerRuns.Run) -> Date? {
    seconds.map { run.startedAt.addingTimeInterval(Double($0)) }
  }
}
