internal import Foundation
internal import GRDB
internal import BulkEngine

/// The queries of the journal; each is answered from an index or by primary key.
enum Selections {
  static func entries(
    _ selection: EntrySelection, from database: Database
  ) throws -> [JournalEntry] {
    switch selection {
    case .numbers(let first, let last):
      try entries(where: "number BETWEEN ? AND ? ORDER BY number", [first, last], from: database)
    case .states(let states, let after, let limit):
      try entries(in: states, after: after, limit: limit, from: database)
    case .taken(let verdict, let after, let limit):
      try entries(.taken, verdict, after: after, limit: limit, from: database)
    case .customCodes(let codes):
      // One statement for any number of codes.
      try entries(
        where: "custom_code IN (SELECT value FROM json_each(?)) ORDER BY number",
        [try list(of: codes)], from: database)
    case .chunk(let number):
      try entries(where: "chunk = ? ORDER BY number", [number], from: database)
    case .listed(let numbers):
      try entries(
        where: "number IN (SELECT value FROM json_each(?)) ORDER BY number",
        ["[\(numbers.map { "\($0)" }.joined(separator: ","))]"], from: database)
    }
  }

  /// A JSON array; codes of the usual characters need no encoder.
  private static func list(of codes: [String]) throws -> String {
    let isUsual = codes.allSatisfy { $0.utf8.allSatisfy(CustomCode.isAllowed) }
    return isUsual ? "[\"\(codes.joined(separator: "\",\""))\"]" : try StoredJSON.encode(codes)
  }

  /// State by state and verdict by verdict: with several in one query SQLite would sort all records
  /// in those states to find the first `limit`.
  private static func entries(
    in states: Set<RecordState.Kind>, after: Int, limit: Int, from database: Database
  ) throws -> [JournalEntry] {
    guard limit > 0 else { return [] }
    var found: [JournalEntry] = []
    for state in states {
      for verdict in try [nil] + verdicts(in: state, from: database) {
        found += try entries(state, verdict, after: after, limit: limit, from: database)
      }
    }
    return Array(found.sorted { $0.number < $1.number }.prefix(limit))
  }

  private static func entries(
    _ state: RecordState.Kind, _ verdict: String?, after: Int, limit: Int, from database: Database
  ) throws -> [JournalEntry] {
    guard limit > 0 else { return [] }
    return try entries(
      where: "state = ? AND verdict IS ? AND number > ? ORDER BY number LIMIT ?",
      [state.rawValue, verdict, after, limit], indexedBy: "record_by_state", from: database)
  }

  /// The verdicts that records in this state have: one look into the index for each.
  ///
  /// SQLite goes from one to the next by itself: what is no text of this program's would be another one when it is
  /// given back, and the looks would never end.
  private static func verdicts(
    in state: RecordState.Kind, from database: Database
  ) throws -> [String?] {
    let statement = try database.cachedStatement(
      sql: """
        WITH RECURSIVE found (verdict) AS (
          SELECT min(verdict) FROM record INDEXED BY record_by_state WHERE state = ?1 AND verdict > ''
          UNION ALL
          SELECT (SELECT min(r.verdict) FROM record r INDEXED BY record_by_state
            WHERE r.state = ?1 AND r.verdict > found.verdict)
          FROM found WHERE found.verdict IS NOT NULL)
        SELECT verdict FROM found WHERE verdict IS NOT NULL
        """)
    return try String.fetchAll(statement, arguments: [state.rawValue])
  }

  private static func entries(
    where condition: String, _ arguments: StatementArguments, indexedBy index: String? = nil,
    from database: Database
  ) throws -> [JournalEntry] {
    let source = index.map { "record INDEXED BY \($0)" } ?? "record"
    let statement = try database.cachedStatement(
      sql: "SELECT \(JournalEntry.columns) FROM \(source) WHERE \(condition)")
    return try Array(
      Row.fetchCursor(statement, arguments: arguments).map(JournalEntry.init(row:)))
  }

  static func chunks(
    in state: ChunkState, limit: Int, from database: Database
  ) throws -> [Chunk] {
    guard limit > 0 else { return [] }
    let statement = try database.cachedStatement(
      sql: "SELECT \(Chunk.columns) FROM chunk WHERE state = ? ORDER BY number LIMIT ?")
    return try Array(
      Row.fetchCursor(statement, arguments: [state.rawValue, limit]).map(Chunk.init(row:)))
  }

  static func chunk(_ number: Int, from database: Database) throws -> Chunk? {
    let statement = try database.cachedStatement(
      sql: "SELECT \(Chunk.columns) FROM chunk WHERE number = ?")
    return try Row.fetchOne(statement, arguments: [number]).map(Chunk.init(row:))
  }

  /// Reads the index by state only, never the records.
  static func counts(from database: Database) throws -> [RecordState: Int] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT state, verdict, count(*) FROM record INDEXED BY record_by_state
        GROUP BY state, verdict
        """)
    var counts: [RecordState: Int] = [:]
    let rows = try Row.fetchCursor(statement)
    while let row = try rows.next() {
      counts[try row.recordState(atIndex: 0), default: 0] += try row.decode(Int.self, atIndex: 2)
    }
    return counts
  }

  static func latestEvent(ofKind kind: String, from database: Database) throws -> JournalEvent? {
    let statement = try database.cachedStatement(
      sql: "SELECT \(JournalEvent.columns) FROM event WHERE kind = ? ORDER BY id DESC LIMIT 1")
    return try Row.fetchOne(statement, arguments: [kind]).map(JournalEvent.init(row:))
  }

  static func events(ofKind kind: String, from database: Database) throws -> [JournalEvent] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(JournalEvent.columns) FROM event WHERE kind = ? ORDER BY id")
    return try Array(Row.fetchCursor(statement, arguments: [kind]).map(JournalEvent.init(row:)))
  }

  /// The seals of the journal itself are left out.
  static func events(from database: Database) throws -> [JournalEvent] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(JournalEvent.columns) FROM event
        WHERE kind NOT IN ('plan.sealed', 'consent.given') ORDER BY id
        """)
    return try Array(Row.fetchCursor(statement).map(JournalEvent.init(row:)))
  }
}
