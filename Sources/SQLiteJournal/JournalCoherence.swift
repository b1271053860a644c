internal import Foundation
internal import GRDB
package import BulkEngine

extension SQLiteJournal {
  /// Looks whether a planned journal agrees with itself; one that somebody changed mostly does not.
  ///
  /// Where it calls unsent what left traces of having been sent, it has a ``doubt`` afterwards.
  /// - Parameter statuses: of the run's operation.
  /// - Throws: ``JournalError/damaged(path:reason:)`` where it says of records or of the run
  ///   what this program never writes.
  package func examine(_ statuses: StatusTable) throws {
    let isReset = try examined(statuses)
    if isReset, doubt == nil { doubt = .contradictory }
  }
}

/// What the rows of a planned journal say of each other.
enum JournalCoherence {
  /// Where the rows contradict each other in what this program never writes; nil where they do not.
  static func contradiction(
    in database: Database, _ run: Run, _ statuses: StatusTable
  ) throws -> String? {
    guard let plan = run.plan, run.plannedAt != nil else { return nil }
    if try !PlanSeal.holds(for: run, in: database) {
      return "the run is not the one that was planned"
    }
    let isOfBefore = run.judge == nil
    let counts = try Row.fetchOne(
      database,
      sql: """
        SELECT count(*), coalesce(min(number), 1), coalesce(max(number), 0),
          coalesce(sum(state = 'rejected'), 0) FROM record
        """)
    guard let counts, counts[0] == plan.records, counts[1] == 1, counts[2] == plan.records,
      counts[3] == plan.rejected
    else { return "records are missing or were added" }
    let digests = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM chunk WHERE (source_sha256 IS NULL) <> ?",
      arguments: [isOfBefore])
    guard digests == 0 else { return "chunks are not as they were planned" }
    guard
      try Int.fetchOne(database, sql: impossibleRecords, arguments: [run.code, run.code]) == nil
    else { return "records contradict their batches" }
    return try hasForeignVerdict(in: database, statuses) ? "records contradict their status" : nil
  }

  /// Records that this program never writes so. Whatever was settled without a POST of this journal
  /// has an audit line.
  private static let impossibleRecords = """
    WITH told AS (SELECT record FROM event WHERE record IS NOT NULL)
    SELECT 1 FROM record r LEFT JOIN chunk c ON c.number = r.chunk
    WHERE NOT \(isKnown) AND NOT \(isHeldBack) AND (
      (r.chunk IS NULL) <> (c.number IS NULL)
      OR (r.chunk IS NULL) <> (r.custom_code IS NULL)
      OR (r.attempts > 0) <> (r.batch_code IS NOT NULL)
      OR (r.attempts > 0) <> (r.submitted_at IS NOT NULL)
      OR substr(r.batch_code, 1, length(?) + 1) <> ? || '-'
      OR (r.state IN ('rejected', 'duplicate') AND r.attempts > 0)
      OR (r.state = 'rejected' AND r.chunk IS NOT NULL)
      OR (r.state = 'duplicate' AND r.chunk IS NOT NULL AND r.code IS NULL)
      OR (r.state NOT IN ('rejected', 'duplicate') AND r.chunk IS NULL)
      OR (r.state IN ('settled', 'refused') AND r.settled_at IS NULL)
      OR r.state NOT IN \(Set(RecordState.Kind.allCases).sqlList)
      OR (r.state NOT IN ('planned', 'rejected', 'duplicate', 'in_doubt')
        AND r.attempts = 0 AND r.number NOT IN told)
      OR (r.state NOT IN ('planned', 'in_doubt') AND r.attempts > 0 AND c.attempts = 0
        AND r.number NOT IN told AND r.batch_code NOT IN (\(halvedBatches))))
    LIMIT 1
    """

  /// A record that an earlier run found good: never sent.
  private static let isKnown = """
    (coalesce(r.note, '') LIKE '%known=%' AND r.state = 'settled' AND r.chunk IS NULL
      AND r.custom_code IS NOT NULL AND r.attempts = 0 AND r.batch_code IS NULL
      AND r.settled_at IS NOT NULL)
    """

  /// A record that another run sent before it could leave.
  private static let isHeldBack = """
    (coalesce(r.note, '') LIKE '%sent=%' AND r.state = 'duplicate' AND r.chunk IS NOT NULL
      AND c.number IS NOT NULL)
    """

  private static let halvedBatches = """
    SELECT batch_code FROM chunk WHERE batch_code IS NOT NULL
      AND number IN (SELECT chunk FROM event WHERE kind = 'submit.halved')
    """

  /// Whether a verdict is another one than that of the status which the API gave.
  private static func hasForeignVerdict(
    in database: Database, _ statuses: StatusTable
  ) throws -> Bool {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT DISTINCT r.state, r.verdict, r.status_id, r.code FROM record r
        WHERE r.state IN ('taken', 'settled', 'refused') AND NOT \(isKnown)
        """)
    while let row = try rows.next() {
      let state = try row.recordState(atIndex: 0)
      let told = try row.decode(String?.self, atIndex: 2).map(statuses.verdict(ofStatus:))
      switch state {
      case statuses.pending.state: if let told, told.state != state { return true }
      case .refused:
        let code = try row.decode(String?.self, atIndex: 3)
        let isOther = code == APICode.collision || code == APICode.earlierCode
        if let told, told.isGood, !isOther { return true }
      default: if told?.state != state { return true }
      }
    }
    return false
  }

  /// Whether something that is called unsent left traces of having been sent.
  static func isReset(in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT \(traces)") ?? false
  }

  /// A POST that is void has an audit line, and so has whatever is sent again.
  private static let traces = """
    (SELECT coalesce(sum(attempts), 0) FROM chunk)
      <> (SELECT coalesce(sum(batches_numbered), 0) FROM run)
    OR EXISTS (
      SELECT 1 FROM chunk c WHERE c.state = 'planned' AND c.attempts > 0 AND c.attempts > (
        SELECT count(*) FROM event e WHERE e.chunk = c.number AND e.kind IN (
          'submit.not_sent', 'submit.throttled', 'submit.denied', 'submit.misdirected')))
    OR EXISTS (
      SELECT 1 FROM record r JOIN chunk c ON c.number = r.chunk WHERE
        (r.state = 'planned' AND c.state <> 'planned')
        OR (r.state = 'intent' AND c.state <> 'intent')
        OR (r.state = 'planned' AND (r.attempts = 0) AND c.attempts > 0)
        OR (r.state = 'planned' AND r.attempts > 0 AND c.attempts = 0
          AND r.number NOT IN (
            SELECT record FROM event WHERE kind = 'reconcile.absent' AND record IS NOT NULL)
          AND r.batch_code NOT IN (\(halvedBatches))))
    """
}

/// What was planned and agreed to, sealed in audit lines: settings, input and totals of a plan never
/// change.
enum PlanSeal {
  private static let planKind = "plan.sealed"
  private static let consentKind = "consent.given"

  static func sealPlan(at time: Int64, in database: Database) throws {
    try insert(planKind, at: time, in: database)
  }

  static func sealConsent(in database: Database) throws {
    try insert(consentKind, at: StoredTime.milliseconds(Date()), in: database)
  }

  /// Plans of earlier versions have no seal.
  static func holds(for run: Run, in database: Database) throws -> Bool {
    guard run.judge != nil else { return true }
    guard try has(planKind, in: database) else { return false }
    return try !run.isConsented || has(consentKind, in: database)
  }

  private static func has(_ kind: String, in database: Database) throws -> Bool {
    let evidence = try evidence(kind, in: database)
    let found = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM event WHERE kind = ? AND evidence = ?",
      arguments: [kind, evidence])
    return found ?? 0 > 0
  }

  private static func insert(_ kind: String, at time: Int64, in database: Database) throws {
    try database.execute(
      sql: "INSERT INTO event (at, kind, evidence) VALUES (?, ?, ?)",
      arguments: [time, kind, try evidence(kind, in: database)])
  }

  private static func evidence(_ kind: String, in database: Database) throws -> String {
    try evidence(
      kind, in: database,
      of: """
        SELECT json_array(code, operation, variant, operation_settings, settings, input_sha256,
          input_bytes, plan)
        FROM run
        """)
  }

  private static func evidence(
    _ kind: String, in database: Database, of content: String
  ) throws -> String {
    let text = try String.fetchOne(database, sql: content)
    return CustomCode.digest("\(kind)/1|\(text ?? "")", length: 32)
  }

  /// Takes away the seals that hold, so that they can be set again when the run is written otherwise.
  static func taken(in database: Database) throws -> [(kind: String, at: Int64)] {
    try [planKind, consentKind].compactMap { kind in
      let time = try Int64.fetchOne(
        database, sql: "DELETE FROM event WHERE kind = ? AND evidence = ? RETURNING at",
        arguments: [kind, try evidence(kind, in: database)])
      return time.map { (kind, $0) }
    }
  }

  /// The seals of format 3 that hold, so that they can be set again when the run is written otherwise.
  static func formerSeals(in database: Database) throws -> [(kind: String, at: Int64)] {
    try [planKind, consentKind].compactMap { kind in
      let evidence = try evidence(
        kind, in: database,
        of: "SELECT json_array(code, settings, input_sha256, input_bytes, plan) FROM run")
      let time = try Int64.fetchOne(
        database, sql: "SELECT at FROM event WHERE kind = ? AND evidence = ?",
        arguments: [kind, evidence])
      return time.map { (kind, $0) }
    }
  }

  static func setAgain(_ seals: [(kind: String, at: Int64)], in database: Database) throws {
    for (kind, time) in seals { try insert(kind, at: time, in: database) }
  }
}
