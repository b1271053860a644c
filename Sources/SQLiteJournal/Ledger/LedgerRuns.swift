internal import BulkEngine
internal import Foundation
internal import GRDB

/// The runs of a ledger: some hundred rows.
struct LedgerRuns {
  /// A row of the table `run`; shared by all entries of it.
  final class Run: Sendable {
    let number: Int64
    let code: String
    let operation: String
    let variant: String
    let scope: LedgerScope
    let file: Data
    let input: Data
    let generation: Int
    let startedAt: Date
    let lastAt: Date
    let finishedAt: Date?

    fileprivate init(_ row: Row) {
      number = row[0]
      code = row[1]
      operation = row[2]
      variant = row[3]
      scope = LedgerScope(family: row[4], environment: row[5], host: row[6], client: row[7])
      file = row[8]
      input = row[9]
      generation = row[10]
      startedAt = StoredTime.date(row[11])
      finishedAt = (row[13] as Int64?).map { StoredTime.date($0) }
      // The others are no later in a row that this program wrote; of times that contradict each other the last counts.
      lastAt = max(StoredTime.date(row[12]), startedAt, finishedAt ?? .distantPast)
    }

    /// The time that an entry tells in seconds since the start of its run, a century away at most: what a damaged one
    /// tells need not fit into milliseconds.
    func time(_ seconds: Int64?) -> Date? {
      let most: Int64 = 100 * 366 * 86_400
      return seconds.map { startedAt.addingTimeInterval(Double(max(-most, min($0, most)))) }
    }

    /// When an entry was sent; the last moment at which it may have been where the ledger tells no time, or one before
    /// the run or this program began.
    func sendingTime(_ seconds: Int64?) -> Date {
      guard let seconds, seconds >= 0, startedAt >= LedgerRun.earliestStart else { return lastAt }
      return time(seconds) ?? lastAt
    }
  }

  private let runs: [Int64: Run]

  init(in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        SELECT id, code, operation, variant, family, environment, host, client, file, input,
          generation, started_at, last_at, finished_at FROM run
        """)
    var runs: [Int64: Run] = [:]
    let rows = try Row.fetchCursor(statement)
    while let row = try rows.next() {
      let run = Run(row)
      runs[run.number] = run
    }
    self.runs = runs
  }

  subscript(number: Int64) -> Run? { runs[number] }

  /// In the order in which they began to write.
  var all: [Run] { runs.values.sorted { $0.number < $1.number } }

  func number(ofRun code: String) -> Int64? { runs.values.first { $0.code == code }?.number }

  /// Runs that hold back records of this kind: unfinished ones, and those that sent something since.
  func holding(
    _ operation: String, _ variant: String, since: Date, own: Int64?
  ) -> Set<Int64> {
    Set(
      runs.values.lazy.filter { run in
        run.operation == operation && run.variant == variant && run.number != own
          && (run.finishedAt == nil || run.lastAt >= since)
      }.map(\.number))
  }

  /// Runs of this operation whose verdicts may be of that time or later: one may come long after its record was
  /// sent, but not after its run was over.
  func judging(_ operation: String, since: Date, own: Int64?) -> Set<Int64> {
    Set(
      runs.values.lazy.filter { run in
        run.operation == operation && run.number != own
          && (run.finishedAt ?? .distantFuture) >= since
      }.map(\.number))
  }

  /// 0 when no other run had this input.
  func lastGeneration(of run: LedgerRun, _ input: Data) -> Int {
    runs.values.filter {
      $0.code != run.code && $0.input == input && $0.scope == run.scope
        && $0.operation == run.operation && $0.variant == run.variant
    }.map(\.generation).max() ?? 0
  }

  // MARK: Rows

  /// Writes the run, or that it is at work again.
  ///
  /// - Returns: its number.
  static func register(
    _ run: LedgerRun, _ key: LedgerKey, at now: Date, isFinished: Bool = false,
    in database: Database
  ) throws -> Int64 {
    let time = StoredTime.milliseconds(now)
    let finished = isFinished ? time : nil
    let update = try database.cachedStatement(
      sql: """
        UPDATE run SET last_at = max(last_at, ?1), finished_at = ?2 WHERE code = ?3 RETURNING id
        """)
    if let number = try Int64.fetchOne(update, arguments: [time, finished, run.code]) {
      return number
    }
    try database.execute(
      sql: """
        INSERT INTO run (code, operation, variant, family, environment, host, client, file, input,
          generation, started_at, last_at, finished_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run.code, run.operation, run.variant, run.scope.family, run.scope.environment,
        run.scope.host, run.scope.client, try key.seal.seal(run.file),
        key.seal.hash(ofInput: run.inputSHA256), run.generation,
        StoredTime.milliseconds(run.startedAt), time, finished,
      ])
    return database.lastInsertedRowID
  }

  /// The numbers of a run's entries.
  static func entries(of number: Int64) -> ClosedRange<Int64> {
    number << 32...(number << 32 | 0xFFFF_FFFF)
  }

  static func counts(of number: Int64, in database: Database) throws -> [LedgerState: Int] {
    let range = entries(of: number)
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT state, count(*) FROM entry WHERE id BETWEEN ? AND ? GROUP BY state",
      arguments: [range.lowerBound, range.upperBound])
    return rows.reduce(into: [:]) { counts, row in
      if let state = LedgerState(rawValue: row[0]) { counts[state] = row[1] }
    }
  }

  /// Where the latest run of this operation sent to.
  static func latestScope(of operation: String, in database: Database) throws -> LedgerScope? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT family, environment, host, client FROM run WHERE operation = ?
        ORDER BY last_at DESC, id DESC LIMIT 1
        """, arguments: [operation]
    ).map { LedgerScope(family: $0[0], environment: $0[1], host: $0[2], client: $0[3]) }
  }
}
