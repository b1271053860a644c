internal import GRDB
internal import BulkEngine

/// Takes up journals of the formats 1 to 5, which earlier versions of the program wrote.
enum FormerFormats {
  /// Makes a journal of an earlier version one of the present one; the caller holds the transaction.
  static func takeUp(_ database: Database, from version: Int) throws {
    guard version < JournalSchema.version else { return }
    if version < 2 { try database.execute(sql: JournalSchema.pace) }
    if version < 3 { try database.execute(sql: planGuards) }
    if version < 4 {
      let seals = try PlanSeal.formerSeals(in: database)
      try database.execute(sql: operation)
      try database.execute(sql: verdicts)
      try PlanSeal.setAgain(seals, in: database)
    }
    if version < 5 { try database.execute(sql: "ALTER TABLE record ADD COLUMN note TEXT") }
    try database.execute(sql: "ALTER TABLE record ADD COLUMN sighting TEXT")
    try database.execute(
      sql: """
        UPDATE run SET format_version = \(JournalSchema.version);
        PRAGMA user_version = \(JournalSchema.version)
        """)
  }

  /// New in version 3. What was planned before has none of it.
  private static let planGuards = """
    ALTER TABLE run ADD COLUMN program TEXT;
    ALTER TABLE run ADD COLUMN rules TEXT;
    ALTER TABLE chunk ADD COLUMN source_sha256 TEXT;
    """

  /// New in version 4: the operation stands beside the settings, and has its own. Before there was one.
  private static let operation = """
    ALTER TABLE run RENAME TO former_run;
    \(JournalSchema.run)
    INSERT INTO run SELECT id, format_version, code, 'data_qualification',
      coalesce(CAST(json_extract(settings, '$.service') AS TEXT), ''),
      json_patch('{}', json_object(
        'bankList', json_extract(settings, '$.bankList'),
        'check', json_extract(settings, '$.check'),
        'merchantID', json_extract(settings, '$.merchantID'),
        'notificationURL', json_extract(settings, '$.notificationURL'),
        'service', json_extract(settings, '$.service'))),
      json_remove(settings, '$.bankList', '$.check', '$.merchantID', '$.notificationURL', '$.service'),
      input_path, input_sha256, input_bytes, started_at, planned_at, batches_numbered,
      deposits_consented, plan, program, rules
    FROM former_run;
    DROP TABLE former_run;
    """

  /// New in version 4: verdicts stand beside the states, what the API calls its records is text.
  private static let verdicts = """
    ALTER TABLE record RENAME TO former_record;
    DROP INDEX IF EXISTS record_by_chunk;
    DROP INDEX IF EXISTS record_by_state;
    DROP INDEX IF EXISTS record_by_api_id;
    \(JournalSchema.record)
    ALTER TABLE record DROP COLUMN note;
    ALTER TABLE record DROP COLUMN sighting;
    INSERT INTO record SELECT number, custom_code, chunk,
      CASE
        WHEN state IN ('pending', 'awaiting_balance') THEN 'taken'
        WHEN state IN ('valid', 'invalid', 'not_verifiable') THEN 'settled'
        ELSE state END,
      CASE
        WHEN state IN ('pending', 'awaiting_balance', 'valid', 'invalid', 'not_verifiable')
        THEN state END,
      CAST(status_id AS TEXT), CAST(api_id AS TEXT), code, message, NULL, attempts, batch_code,
      submitted_at, settled_at
    FROM former_record;
    DROP TABLE former_record;
    """
}
