internal import BulkEngine
internal import Foundation

/// What other runs did: questions about many records in one statement each.
extension LedgerPage {
  func answers(to subjects: [LedgerSubject], at now: Date) throws -> [Int: LedgerAnswer] {
    guard !subjects.isEmpty else { return [:] }
    var answers: [Int: LedgerAnswer] = [:]
    for (index, sending) in try sendings(of: subjects, at: now) {
      answers[index, default: LedgerAnswer()].sent = sending
    }
    for (index, verdict) in try verdicts(on: subjects, at: now) {
      answers[index, default: LedgerAnswer()].known = verdict
    }
    for (index, date) in try changes(of: subjects) {
      answers[index, default: LedgerAnswer()].changedSince = date
    }
    for index in try shares(of: subjects) {
      answers[index, default: LedgerAnswer()].isShared = true
    }
    return answers
  }

  /// The subjects as rows of `k`, from parameter 1 on; the index is 0-based.
  private static let subjects = """
    unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
      AS k (i, payee, person, place, amount)
    """

  private func parameters(_ subjects: [LedgerSubject]) -> [String?] {
    [
      PostgresText.array(Array(subjects.indices)),
      PostgresText.array(subjects.map { Int($0.whole) }),
      PostgresText.array(subjects.map { Int($0.person) }),
      PostgresText.array(subjects.map { Int($0.place) }),
      PostgresText.array(subjects.map { $0.amountInCents.map { Int($0) } }),
    ]
  }

  private static let earlier = "r.code, r.file, \(StoredTime.column("r.started_at"))"

  /// Reads ``earlier`` from `column` on.
  private func earlier(_ row: PostgresRow, _ column: Int) -> LedgerEarlierRun {
    let file = row.text(column + 1).flatMap { Data(base64Encoded: $0) }.flatMap(seal.open)
    return LedgerEarlierRun(
      code: row.text(column) ?? "", file: file ?? "",
      startedAt: row.date(column + 2) ?? .distantPast)
  }

  private static func pairs<Value>(
    _ rows: PostgresRows, _ value: (PostgresRow) throws -> Value
  ) throws -> [Int: Value] {
    Dictionary(
      try rows.map { (try $0.number(0), try value($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// When `e` was sent; the last moment at which it may have been where no time is told, or one before the run or
  /// this program began.
  private static let sendingTime = """
    CASE WHEN e.sent_at >= greatest(r.started_at, \(earliest)) THEN e.sent_at
      ELSE \(LedgerForgetting.lastTime("r")) END
    """
  private static let earliest =
    "timestamptz 'epoch' + \(StoredTime.milliseconds(LedgerRun.earliestStart)) * interval '1 ms'"

  /// Subjects that other runs have sent, with the last of those, by index.
  func sendings(of subjects: [LedgerSubject], at now: Date) throws -> [Int: LedgerSending] {
    guard terms.holdsBack, !subjects.isEmpty else { return [:] }
    let rows = try connection.run(
      """
      SELECT DISTINCT ON (k.i) k.i, \(StoredTime.column("sent.at")), \(Self.earlier)
      FROM \(Self.subjects)
      JOIN qualifica.ledger_entry e ON e.person = k.person AND e.payee = k.payee
        AND (e.state < 2 OR e.state = 2 AND e.settled_at IS NULL)
        AND coalesce(e.amount <= 0 OR e.amount = k.amount, true)
      JOIN qualifica.ledger_run r ON r.id = e.run AND r.operation = $7 AND r.variant = $8
        AND r.code <> $6
      CROSS JOIN LATERAL (SELECT \(Self.sendingTime) AS at) AS sent
      WHERE r.finished_at IS NULL
        OR sent.at >= \(StoredTime.sql("$9")) - $10::float8 * interval '1 s'
      ORDER BY k.i, sent.at DESC
      """,
      parameters(subjects) + [
        run.code, run.operation, run.variant, clock.parameter(now),
        "\(terms.repeatWindowInSeconds)",
      ])
    return try Self.pairs(rows) {
      LedgerSending(run: earlier($0, 2), at: $0.date(1) ?? .distantPast)
    }
  }

  /// Subjects whose last verdict was good and is new enough.
  private func verdicts(
    on subjects: [LedgerSubject], at now: Date
  ) throws -> [Int: LedgerVerdict] {
    guard let knownFor = terms.knownForInSeconds else { return [:] }
    let rows = try connection.run(
      """
      SELECT i, settled, api_id, code, file, started FROM (
        SELECT DISTINCT ON (k.i) k.i, e.state, e.settled_at,
          \(StoredTime.column("e.settled_at")) AS settled, e.api_id, r.code, r.file,
          \(StoredTime.column("r.started_at")) AS started
        FROM \(Self.subjects)
        JOIN qualifica.ledger_entry e ON e.person = k.person AND e.state IN (1, 2)
          AND e.payee = k.payee AND e.settled_at IS NOT NULL
        JOIN qualifica.ledger_run r ON r.id = e.run AND r.operation = $7 AND r.code <> $6
        ORDER BY k.i, e.settled_at DESC, e.run DESC, e.number DESC) AS last
      WHERE state = 1 AND settled_at >= \(StoredTime.sql("$8")) - $9::float8 * interval '1 s'
      """,
      parameters(subjects) + [run.code, run.operation, clock.parameter(now), "\(knownFor)"])
    return try Self.pairs(rows) {
      LedgerVerdict(run: earlier($0, 3), at: $0.date(1) ?? .distantPast, apiID: $0.text(2))
    }
  }

  /// Subjects whose place is none of those that the last run which found their person good found good.
  private func changes(of subjects: [LedgerSubject]) throws -> [Int: Date] {
    let rows = try connection.run(
      """
      SELECT k.i, \(StoredTime.column("coalesce(last.settled_at, r.started_at)"))
      FROM \(Self.subjects)
      CROSS JOIN LATERAL (
        SELECT e.run, e.place, e.settled_at FROM qualifica.ledger_entry e
        WHERE e.person = k.person AND e.state = 1 AND e.run IS DISTINCT FROM
          (SELECT id FROM qualifica.ledger_run WHERE code = $6)
        ORDER BY e.run DESC, e.number DESC LIMIT 1) AS last
      JOIN qualifica.ledger_run r ON r.id = last.run
      WHERE last.place <> k.place AND NOT EXISTS (
        SELECT 1 FROM qualifica.ledger_entry e
        WHERE e.person = k.person AND e.state = 1 AND e.run = last.run AND e.place = k.place)
      """, parameters(subjects) + [run.code])
    return try Self.pairs(rows) { $0.date(1) ?? .distantPast }
  }

  /// Subjects whose place other persons used.
  private func shares(of subjects: [LedgerSubject]) throws -> [Int] {
    func other(_ order: String) -> String {
      """
      EXISTS (SELECT 1 FROM qualifica.ledger_entry e
        WHERE e.place = k.place AND e.state < 2 AND e.person \(order) k.person)
      """
    }
    return try connection.run(
      "SELECT k.i FROM \(Self.subjects) WHERE \(other("<")) OR \(other(">"))", parameters(subjects)
    ).map { try $0.number(0) }
  }
}
