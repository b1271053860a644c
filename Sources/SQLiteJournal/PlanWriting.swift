internal import Foundation
internal import GRDB
internal import BulkEngine

/// Writes the plan: the run, its records and its chunks.
enum PlanWriting {
  /// - Throws: ``JournalError/misuse(_:)`` when a sealed plan exists, or when something was sent:
  ///   who plans anew would not know of it.
  static func begin(_ run: Run, in database: Database) throws {
    try JournalRules.requireBeginning(
      isSealed: try RunWriting.isSealed(in: database), hasAttempts: try hasAttempts(in: database))
    // Records first: they refer to chunks.
    for table in ["pace", "event", "record", "chunk", "run"] {
      try database.execute(sql: "DELETE FROM \(table)")
    }
    try database.execute(
      sql: """
        INSERT INTO run (id, format_version, \(Run.columns))
        VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        JournalSchema.version, run.code, run.settings.operation.name,
        run.settings.operation.variant, run.settings.operation.json,
        try StoredJSON.encode(run.settings), run.input.path, run.input.sha256, run.input.bytes,
        StoredTime.milliseconds(run.startedAt),
        run.plannedAt.map(StoredTime.milliseconds), run.batchesNumbered, run.isConsented,
        try run.plan.map { try StoredJSON.encode($0) }, run.judge?.program, run.judge?.rules,
      ])
    if let pace = run.pace { try PaceStoring.replace(pace, in: database) }
  }

  /// - Throws: ``JournalError/misuse(_:)`` before `begin`, after the plan was sealed, for a
  ///   number that is taken and for a chunk that is not known.
  static func append(
    _ records: [PlannedRecord], chunks: [Chunk], in database: Database
  ) throws {
    try JournalRules.requirePlanning(
      isBegun: try RunWriting.isBegun(in: database),
      isSealed: try RunWriting.isSealed(in: database))
    for chunk in chunks {
      try insert(chunk, in: database)
    }
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO record (number, custom_code, chunk, state, note, verdict, api_id, settled_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (custom_code) DO NOTHING
        """)
    for record in records {
      try statement.execute(arguments: [
        record.number, record.customCode, record.chunk, record.state.kind.rawValue,
        record.note?.text, record.state.verdict, record.verdict?.apiID,
        record.verdict.map { StoredTime.milliseconds($0.at) },
      ])
      if database.changesCount == 0 {
        try insertDuplicate(record, in: database)
      }
    }
  }

  static func insert(_ chunk: Chunk, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO chunk (\(Chunk.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [
      chunk.number, chunk.firstRecord, chunk.lastRecord, chunk.count, chunk.byteOffset,
      chunk.line, chunk.batchCode, chunk.state.rawValue, chunk.attempts,
      chunk.lastAttemptAt.map(StoredTime.milliseconds), chunk.digest,
    ])
  }

  /// Keeps a record whose custom code is taken, and takes it out of its chunk.
  private static func insertDuplicate(_ record: PlannedRecord, in database: Database) throws {
    try database.cachedStatement(sql: "INSERT INTO record (number, state) VALUES (?, ?)")
      .execute(arguments: [record.number, JournalRules.stateOfTakenCode.kind.rawValue])
    guard let chunk = record.chunk else { return }
    try shrink(chunk: chunk, by: 1, in: database)
  }

  /// Lowers the count of a chunk; a chunk without records is closed.
  static func shrink(chunk: Int, by records: Int, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE chunk SET count = count - ?1,
          state = CASE WHEN count > ?1 THEN state ELSE 'closed' END
        WHERE number = ?2
        """)
    try statement.execute(arguments: [records, chunk])
    guard database.changesCount == 1 else {
      throw JournalError.misuse("chunk \(chunk) does not exist")
    }
  }

  static func hasAttempts(in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM record WHERE attempts > 0)
          OR EXISTS (SELECT 1 FROM chunk WHERE attempts > 0)
          OR EXISTS (SELECT 1 FROM run WHERE batches_numbered > 0)
        """) ?? false
  }
}
