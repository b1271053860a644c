internal import BulkEngine
internal import Foundation

/// What one run writes into the ledger on a server, on a connection whose transactions are the caller's.
struct LedgerPage {
  let connection: PostgresConnection
  let run: LedgerRun
  let terms: LedgerTerms
  let seal: LedgerSeal
  let clock: PostgresTerms.Clock

  /// Keeps other runs that hold back the same kind of records from writing until the transaction ends.
  func lock() throws {
    try connection.run(
      "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
      ["qualifica ledger \(run.operation) \(run.variant)"])
  }

  func announce(_ records: [LedgerRecord], held: Set<Int>, at now: Date) throws {
    let number = try register(at: now)
    try connection.run(
      """
      UPDATE qualifica.ledger_run SET finished_at = NULL,
        last_at = greatest(last_at, \(StoredTime.sql("$2"))) WHERE id = $1
      """, ["\(number)", clock.parameter(now)])
    try insert(
      records.map { record in
        let state = held.contains(record.number) ? LedgerState.seen : .sent
        return LedgerOutcome(number: record.number, state: state, record: record)
      }, of: number, yielding: { _ in [.sent, .seen] }, at: now)
  }

  func settle(_ report: LedgerReport, at now: Date) throws {
    let number = try register(at: now)
    // What is on its way opens a run again; what is settled late does not.
    if report.isFinished || report.outcomes.contains(where: { $0.state == .sent }) {
      try connection.run(
        """
        UPDATE qualifica.ledger_run
        SET finished_at = CASE WHEN $2::boolean THEN \(StoredTime.sql("$3")) END WHERE id = $1
        """, ["\(number)", "\(report.isFinished)", clock.parameter(now)])
    }
    try takeBack(report.outcomes.filter { $0.state == nil }.map(\.number), of: number)
    try insert(
      report.outcomes.filter { $0.state != nil && $0.record != nil }, of: number,
      yielding: Self.yielding, at: now)
    try update(report.outcomes.filter { $0.state != nil && $0.record == nil }, of: number)
  }

  /// States that a report of `state` replaces.
  private static func yielding(to state: LedgerState) -> [LedgerState] {
    switch state {
    case .sent: [.seen]
    case .seen: []
    case .good, .failed: LedgerState.allCases
    }
  }

  /// - Returns: the number of the run, which is written where it is missing.
  private func register(at now: Date) throws -> Int {
    let rows = try connection.run(
      """
      WITH made AS (
        INSERT INTO qualifica.ledger_run (code, operation, variant, family, environment, host, client,
          file, input, generation, started_at, last_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
          timestamptz 'epoch' + $11::bigint * interval '1 ms', \(StoredTime.sql("$12")))
        ON CONFLICT (code) DO NOTHING RETURNING id)
      SELECT id FROM made UNION ALL SELECT id FROM qualifica.ledger_run WHERE code = $1
      """,
      [
        run.code, run.operation, run.variant, run.scope.family, run.scope.environment,
        run.scope.host, run.scope.client, try seal.seal(run.file).base64EncodedString(), input,
        "\(run.generation)", "\(StoredTime.milliseconds(run.startedAt))", clock.parameter(now),
      ])
    if let number = rows.first?.integer(0) { return number }
    // Another process wrote it after this statement began.
    let again = try connection.run(
      "SELECT id FROM qualifica.ledger_run WHERE code = $1", [run.code])
    guard let number = again.first?.integer(0) else { throw PostgresRow.Unreadable() }
    return number
  }

  private var input: String { seal.hash(ofInput: run.inputSHA256).base64EncodedString() }

  // MARK: Entries

  private func takeBack(_ numbers: [Int], of run: Int) throws {
    guard !numbers.isEmpty else { return }
    try connection.run(
      """
      DELETE FROM qualifica.ledger_entry
      WHERE run = $1 AND number = ANY ($2::bigint[]) AND state IN (0, 3)
      """, ["\(run)", PostgresText.array(numbers)])
  }

  private func insert(
    _ outcomes: [LedgerOutcome], of run: Int, yielding: (LedgerState) -> [LedgerState], at now: Date
  ) throws {
    for (state, outcomes) in Dictionary(grouping: outcomes, by: { $0.state ?? .seen }) {
      let records = outcomes.compactMap(\.record)
      try connection.run(
        """
        INSERT INTO qualifica.ledger_entry AS entry (run, number, payee, person, place, amount, line,
          state, sent_at, settled_at, api_id)
        SELECT $1::bigint, number, payee, person, place, amount, line, $2::smallint,
          CASE WHEN $2::smallint <> 3
            THEN coalesce(timestamptz 'epoch' + sent_at * interval '1 ms', \(StoredTime.sql("$4"))) END,
          timestamptz 'epoch' + settled_at * interval '1 ms', api_id
        FROM unnest($5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
          $10::bigint[], $11::bigint[], $12::bigint[], $13::text[])
          AS given (number, payee, person, place, amount, line, sent_at, settled_at, api_id)
        ON CONFLICT (run, number) DO UPDATE SET state = excluded.state,
          sent_at = coalesce(entry.sent_at, excluded.sent_at), settled_at = excluded.settled_at,
          api_id = coalesce(excluded.api_id, entry.api_id)
        WHERE entry.state = ANY ($3::smallint[])
        """,
        [
          "\(run)", "\(state.rawValue)", PostgresText.array(yielding(state).map(\.rawValue)),
          clock.parameter(now), PostgresText.array(records.map(\.number)),
          PostgresText.array(records.map { Int($0.subject.whole) }),
          PostgresText.array(records.map { Int($0.subject.person) }),
          PostgresText.array(records.map { Int($0.subject.place) }),
          PostgresText.array(records.map { $0.subject.amountInCents.map { Int($0) } }),
          PostgresText.array(records.map(\.line)),
          PostgresText.array(outcomes.map { $0.sentAt.map(Self.milliseconds) }),
          PostgresText.array(outcomes.map { $0.settledAt.map(Self.milliseconds) }),
          PostgresText.array(outcomes.map(\.apiID)),
        ])
    }
  }

  private func update(_ outcomes: [LedgerOutcome], of run: Int) throws {
    for (state, outcomes) in Dictionary(grouping: outcomes, by: { $0.state ?? .seen }) {
      try connection.run(
        """
        UPDATE qualifica.ledger_entry AS entry SET state = $2::smallint,
          settled_at = timestamptz 'epoch' + given.settled_at * interval '1 ms',
          api_id = coalesce(given.api_id, entry.api_id)
        FROM unnest($4::bigint[], $5::bigint[], $6::text[]) AS given (number, settled_at, api_id)
        WHERE entry.run = $1 AND entry.number = given.number
          AND entry.state = ANY ($3::smallint[])
        """,
        [
          "\(run)", "\(state.rawValue)",
          PostgresText.array(Self.yielding(to: state).map(\.rawValue)),
          PostgresText.array(outcomes.map(\.number)),
          PostgresText.array(outcomes.map { $0.settledAt.map(Self.milliseconds) }),
          PostgresText.array(outcomes.map(\.apiID)),
        ])
    }
  }

  private static func milliseconds(_ date: Date) -> Int { Int(StoredTime.milliseconds(date)) }

  // MARK: The run itself

  func ownRun() throws -> LedgerReply {
    let counts = try connection.run(
      """
      SELECT state, count(*) FROM qualifica.ledger_entry
      WHERE run = (SELECT id FROM qualifica.ledger_run WHERE code = $1) GROUP BY state
      """, [run.code])
    let last = try connection.run(
      """
      SELECT max(generation) FROM qualifica.ledger_run
      WHERE code <> $1 AND input = $2 AND operation = $3 AND variant = $4 AND family = $5
        AND environment = $6 AND host = $7 AND client = $8
      """,
      [
        run.code, input, run.operation, run.variant, run.scope.family, run.scope.environment,
        run.scope.host, run.scope.client,
      ])
    return LedgerReply(
      counts: try Dictionary(
        uniqueKeysWithValues: counts.map { (try Self.state($0, 0), try $0.number(1)) }),
      nextGeneration: 1 + (last.first?.integer(0) ?? 0))
  }

  static func state(_ row: PostgresRow, _ column: Int) throws -> LedgerState {
    guard let state = row.integer(column).flatMap(LedgerState.init(rawValue:)) else {
      throw PostgresRow.Unreadable()
    }
    return state
  }
}
