internal import BulkEngine

/// Writes the plan: the run, its records and its chunks, a block of them at a time.
extension PostgresTransaction {
  /// - Returns: the id of the run.
  static func begin(_ run: Run, on connection: PostgresConnection, terms: PostgresTerms) throws
    -> Int
  {
    var settings = run.settings
    // A path of this machine.
    settings.origin = nil
    let rows = try connection.run(
      """
      INSERT INTO qualifica.run (code, operation, variant, operation_settings, settings, input_sha256,
        input_bytes, started_at, is_consented, pace, program, rules, planner, planner_until, place)
      VALUES ($1, $2, $3, $4, $5, $6, $7, \(StoredTime.sql("$8")), $9, $10, $11, $12, $13,
        \(StoredTime.sql("$14")) + interval '\(planning)', \(PostgresSession.placeText))
      ON CONFLICT (code) DO UPDATE SET operation = excluded.operation, variant = excluded.variant,
        operation_settings = excluded.operation_settings, settings = excluded.settings,
        input_sha256 = excluded.input_sha256, input_bytes = excluded.input_bytes,
        is_consented = excluded.is_consented, pace = excluded.pace, program = excluded.program,
        rules = excluded.rules, planner = excluded.planner, planner_until = excluded.planner_until
      RETURNING id
      """,
      [
        run.code, run.settings.operation.name, run.settings.operation.variant,
        run.settings.operation.json, try StoredJSON.encode(settings), run.input.sha256,
        "\(run.input.bytes)", terms.clock.parameter(run.startedAt), "\(run.isConsented)",
        try run.pace.map { try StoredJSON.encode($0) }, run.judge?.program, run.judge?.rules,
        terms.owner, terms.clock.now,
      ])
    guard let id = rows.first?.integer(0) else { throw PostgresRow.Unreadable() }
    return id
  }

  /// How long a planner that writes nothing keeps the plan to itself.
  static let planning = "60 seconds"

  /// Takes the plan for this process where it is nobody's, or its planner has ended.
  ///
  /// - Throws: ``JournalError/heldByAnotherProcess(path:)``.
  private func holdPlan() throws {
    let changed = try run(
      """
      UPDATE qualifica.run SET planner = $2,
        planner_until = \(StoredTime.sql("$3")) + interval '\(Self.planning)'
      WHERE id = $1 AND (planner IS NULL OR planner = $2 OR planner_until <= \(StoredTime.sql("$3")))
      """, [terms.owner, terms.clock.now]
    ).changed
    guard changed == 1 else { throw JournalError.heldByAnotherProcess(path: place) }
  }

  /// Takes away a plan that was never sealed; its run and audit lines stay.
  func discard() throws {
    let row = try run(
      """
      SELECT planned_at IS NOT NULL,
        EXISTS (SELECT 1 FROM qualifica.chunk WHERE chunk.run = $1 AND attempts > 0)
      FROM qualifica.run WHERE id = $1 FOR NO KEY UPDATE
      """
    ).first
    try JournalRules.requireBeginning(
      isSealed: row?.isTrue(0) ?? true, hasAttempts: row?.isTrue(1) ?? true)
    try holdPlan()
    try run("DELETE FROM qualifica.record WHERE run = $1")
    try run("DELETE FROM qualifica.chunk WHERE run = $1")
  }

  func append(_ records: [PlannedRecord], chunks: [Chunk]) throws {
    let row = try run(
      "SELECT planned_at IS NOT NULL FROM qualifica.run WHERE id = $1 FOR NO KEY UPDATE")
    try JournalRules.requirePlanning(
      isBegun: row.first != nil, isSealed: row.first?.isTrue(0) ?? true)
    try holdPlan()
    try insert(chunks)
    guard !records.isEmpty else { return }
    try JournalRules.require(
      Set(records.map(\.number)).count == records.count, "a record is planned twice")
    let rows = try run(
      """
      INSERT INTO qualifica.record (run, number, custom_code, chunk, state, note, verdict, api_id,
        settled_at)
      SELECT $1::bigint, number, custom_code, chunk, state, note, verdict, api_id,
        timestamptz 'epoch' + settled_at * interval '1 ms'
      FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[],
        $8::text[], $9::bigint[])
        AS given (number, custom_code, chunk, state, note, verdict, api_id, settled_at)
      ON CONFLICT ON CONSTRAINT record_by_code DO NOTHING RETURNING number
      """,
      [
        PostgresText.array(records.map(\.number)), PostgresText.array(records.map(\.customCode)),
        PostgresText.array(records.map(\.chunk)),
        PostgresText.array(records.map(\.state.kind.rawValue)),
        PostgresText.array(records.map { $0.note?.text }),
        PostgresText.array(records.map(\.state.verdict)),
        PostgresText.array(records.map { $0.verdict?.apiID }),
        PostgresText.array(records.map { $0.verdict.map { Int(StoredTime.milliseconds($0.at)) } }),
      ])
    guard rows.count < records.count else { return }
    let inserted = Set(rows.map { $0.integer(0) })
    try insertDuplicates(records.filter { !inserted.contains($0.number) })
  }

  /// Keeps records whose custom codes are taken, and takes them out of their chunks.
  private func insertDuplicates(_ records: [PlannedRecord]) throws {
    try run(
      """
      INSERT INTO qualifica.record (run, number, state) SELECT $1::bigint, number, $3::text
      FROM unnest($2::bigint[]) AS given (number)
      """,
      [
        PostgresText.array(records.map(\.number)), JournalRules.stateOfTakenCode.kind.rawValue,
      ])
    var lost: [Int: Int] = [:]
    for case let chunk? in records.map(\.chunk) { lost[chunk, default: 0] += 1 }
    try shrink(lost)
  }

  func insert(_ chunks: [Chunk]) throws {
    guard !chunks.isEmpty else { return }
    try run(
      """
      INSERT INTO qualifica.chunk (run, number, first_record, last_record, count, byte_offset, line,
        state, source_sha256)
      SELECT $1::bigint, given.* FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],
        $6::bigint[], $7::bigint[], $8::text[], $9::text[]) AS given
      """,
      [
        PostgresText.array(chunks.map(\.number)), PostgresText.array(chunks.map(\.firstRecord)),
        PostgresText.array(chunks.map(\.lastRecord)), PostgresText.array(chunks.map(\.count)),
        PostgresText.array(chunks.map { Int($0.byteOffset) }),
        PostgresText.array(chunks.map(\.line)), PostgresText.array(chunks.map(\.state.rawValue)),
        PostgresText.array(chunks.map(\.digest)),
      ])
  }

  /// Lowers the counts of chunks; a chunk without records is closed.
  func shrink(_ lost: [Int: Int]) throws {
    guard !lost.isEmpty else { return }
    let lost = lost.sorted { $0.key < $1.key }
    let rows = try run(
      """
      UPDATE qualifica.chunk SET count = count - lost.records,
        state = CASE WHEN count > lost.records THEN state ELSE 'closed' END
      FROM unnest($2::bigint[], $3::bigint[]) AS lost (number, records)
      WHERE chunk.run = $1 AND chunk.number = lost.number
      """,
      [PostgresText.array(lost.map(\.key)), PostgresText.array(lost.map(\.value))])
    try JournalRules.require(rows.changed == lost.count, "a chunk does not exist")
  }
}
