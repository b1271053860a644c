package import BulkEngine
internal import GRDB

extension LedgerArchive {
  /// Reads both runs in the order of their persons, side by side.
  package func compare(
    _ earlier: LedgerBookRun, _ later: LedgerBookRun
  ) throws -> LedgerDifference {
    try reading { database in
      var comparison = LedgerDifference()
      var old = try PersonsOfRun(earlier.number, in: database)
      var new = try PersonsOfRun(later.number, in: database)
      var (before, after) = (try old.next(), try new.next())
      while before != nil || after != nil {
        let person = min(before?.number ?? .max, after?.number ?? .max)
        let (was, isNow) = (before?.number == person, after?.number == person)
        if was, isNow, let before, let after {
          let known = Set(before.rows.map(\.account))
          let rows = after.rows.filter { !known.contains($0.account) }
          comparison.changed += rows.map(\.line)
          if rows.count < after.rows.count { comparison.same += 1 }
        } else if let after, isNow {
          comparison.new += after.rows.map(\.line)
        } else if let before {
          comparison.gone += before.rows.map(\.line)
        }
        if was { before = try old.next() }
        if isNow { after = try new.next() }
      }
      comparison.new.sort()
      comparison.changed.sort()
      comparison.gone.sort()
      return comparison
    }
  }
}

/// The persons of a run in the order of their hashes.
private struct PersonsOfRun {
  struct Person {
    let number: Int64
    var rows: [(account: Int64, line: Int)]
  }

  private let cursor: RowCursor
  private var ahead: Person?

  init(_ run: Int64, in database: Database) throws {
    let range = LedgerRuns.entries(of: run)
    cursor = try Row.fetchCursor(
      database,
      sql: """
        SELECT person, account >> 16, (id & 4294967295) + line FROM entry
        WHERE id BETWEEN ? AND ? ORDER BY person
        """, arguments: [range.lowerBound, range.upperBound])
    ahead = try row()
  }

  private func row() throws -> Person? {
    try cursor.next().map { Person(number: $0[0], rows: [($0[1], $0[2])]) }
  }

  mutating func next() throws -> Person? {
    guard var person = ahead else { return nil }
    ahead = nil
    while let row = try row() {
      guard row.number == person.number else {
        ahead = row
        break
      }
      person.rows += row.rows
    }
    return person
  }
}
