import BulkEngine
import GRDB

/// A journal file as an earlier version of the program wrote it, with a record in every state.
enum FormerJournal {
  /// Writes the file at `path` in the format `version`, 1 to 3.
  static func write(version: Int, to path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: schema)
      try database.execute(sql: content)
      if version < 3 { try database.execute(sql: withoutVersion3) }
      if version < 2 { try database.execute(sql: "DROP TABLE pace") }
      try database.execute(
        sql: "UPDATE run SET format_version = \(version); PRAGMA user_version = \(version)")
    }
    try queue.close()
  }

  /// Seals the plan and the consent as format 3 did.
  static func seal(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      let text = try String.fetchOne(
        database, sql: "SELECT json_array(code, settings, input_sha256, input_bytes, plan) FROM run"
      )
      for kind in ["plan.sealed", "consent.given"] {
        let evidence = CustomCode.digest("\(kind)/1|\(text ?? "")", length: 32)
        try database.execute(
          sql: "INSERT INTO event (at, kind, evidence) VALUES (1, ?, ?)",
          arguments: [kind, evidence])
      }
    }
    try queue.close()
  }

  static func changeService(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write {
      try $0.execute(sql: "UPDATE run SET settings = json_set(settings, '$.service', 5)")
    }
    try queue.close()
  }

  /// Words of its states by record number, from 1.
  static let words = [
    "rejected", "duplicate", "planned", "intent", "in_doubt", "refused", "pending",
    "awaiting_balance", "valid", "invalid", "not_verifiable",
  ]

  private static let content = """
    INSERT INTO run VALUES (1, 3, 'k7m2p9qa', '{"batch":{"bytes":1000000,"records":100},\
    "check":{"digits":"confident","language":"en","needsAmount":false,"repairs":true},\
    "environment":"simulator","merchantID":7,"notificationURL":"https://example.com/n","output":{},\
    "pace":{"concurrency":4,"consent":false,"rate":5,"timeoutInSeconds":30,"waitInSeconds":900},\
    "reading":{"mapping":{},"mendsMojibake":false},"service":4}',
      '/folder/payees.csv', 'aa', 1000, 1790000000000, 1790000001000, 1, 1,
      '{"blankRows":0,"chunks":1,"duplicates":1,"planned":9,"records":11,"rejected":1}', '1.0.0',
      'bb');
    INSERT INTO chunk VALUES (1, 3, 11, 9, 100, 2, 'k7m2p9qa-1', 'cc', 'intent', 1, 1790000002000,
      'dd');
    INSERT INTO record (number, state) VALUES (1, 'rejected'), (2, 'duplicate');
    INSERT INTO record (number, state, custom_code, chunk, attempts, batch_code, submitted_at,
      status_id, api_id, settled_at) VALUES
      (3, 'planned', 'c3', 1, 0, NULL, NULL, NULL, NULL, NULL),
      (4, 'intent', 'c4', 1, 1, 'k7m2p9qa-1', 1790000002000, NULL, NULL, NULL),
      (5, 'in_doubt', 'c5', 1, 1, 'k7m2p9qa-1', 1790000002000, NULL, NULL, NULL),
      (6, 'refused', 'c6', 1, 1, 'k7m2p9qa-1', 1790000002000, NULL, NULL, 1790000003000),
      (7, 'pending', 'c7', 1, 1, 'k7m2p9qa-1', 1790000002000, 1, 70, NULL),
      (8, 'awaiting_balance', 'c8', 1, 1, 'k7m2p9qa-1', 1790000002000, 9, 80, NULL),
      (9, 'valid', 'c9', 1, 1, 'k7m2p9qa-1', 1790000002000, 5, 90, 1790000003000),
      (10, 'invalid', 'c10', 1, 1, 'k7m2p9qa-1', 1790000002000, 6, 100, 1790000003000),
      (11, 'not_verifiable', 'c11', 1, 1, 'k7m2p9qa-1', 1790000002000, 7, 110, 1790000003000);
    INSERT INTO event (at, kind, record, evidence) VALUES (1790000003000, 'x', 9, 'é');
    """

  private static let withoutVersion3 = """
    ALTER TABLE run DROP COLUMN program; ALTER TABLE run DROP COLUMN rules;
    ALTER TABLE chunk DROP COLUMN source_sha256; DROP INDEX record_by_api_id;
    """

  /// Of format 3.
  private static let schema = """
    PRAGMA application_id = 1902929513;

    -- One row: the run this file belongs to; `program` and `rules` are the version of the program that
    -- made the plan and what stands for its rules of checking.
    CREATE TABLE run (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      format_version INTEGER NOT NULL,
      code TEXT NOT NULL,
      settings TEXT NOT NULL,
      input_path TEXT NOT NULL,
      input_sha256 TEXT NOT NULL,
      input_bytes INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      planned_at INTEGER,
      batches_numbered INTEGER NOT NULL,
      deposits_consented INTEGER NOT NULL,
      plan TEXT,
      program TEXT,
      rules TEXT
    ) STRICT;

    -- One row per POST to be made, with the place in the input where its records are read again;
    -- `source_sha256` is that of the text of the rows from the first to the last record.
    CREATE TABLE chunk (
      number INTEGER PRIMARY KEY,
      first_record INTEGER NOT NULL,
      last_record INTEGER NOT NULL,
      count INTEGER NOT NULL,
      byte_offset INTEGER NOT NULL,
      line INTEGER NOT NULL,
      batch_code TEXT,
      body_sha256 TEXT,
      state TEXT NOT NULL CHECK (state IN ('planned', 'intent', 'closed')),
      attempts INTEGER NOT NULL,
      last_attempt_at INTEGER,
      source_sha256 TEXT
    ) STRICT;
    CREATE INDEX chunk_by_state ON chunk (state);

    -- One row per record of the input; code and chunk only when it was planned.
    CREATE TABLE record (
      number INTEGER PRIMARY KEY,
      custom_code TEXT UNIQUE,
      chunk INTEGER REFERENCES chunk (number),
      -- Not IN: for a longer list SQLite builds a table at every insert, which doubles its cost.
      state TEXT NOT NULL CHECK (
        state = 'planned' OR state = 'intent' OR state = 'in_doubt' OR state = 'pending'
        OR state = 'awaiting_balance' OR state = 'valid' OR state = 'invalid'
        OR state = 'not_verifiable' OR state = 'refused' OR state = 'rejected'
        OR state = 'duplicate'),
      status_id INTEGER,
      api_id INTEGER,
      code TEXT,
      message TEXT,
      attempts INTEGER NOT NULL DEFAULT 0,
      batch_code TEXT,
      submitted_at INTEGER,
      settled_at INTEGER
    ) STRICT;
    CREATE INDEX record_by_chunk ON record (chunk) WHERE chunk IS NOT NULL;
    CREATE INDEX record_by_state ON record (state);
    CREATE INDEX record_by_api_id ON record (api_id) WHERE api_id IS NOT NULL;

    -- Append-only: one row per decision, with its evidence.
    CREATE TABLE event (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      record INTEGER,
      chunk INTEGER,
      evidence TEXT NOT NULL
    ) STRICT;

    -- One row, once something was sent: how fast the API may be talked to by the next process.
    CREATE TABLE pace (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      at INTEGER NOT NULL,
      -- NULL while a process is at work: after a crash nobody knows when its last request left.
      next_request_at INTEGER,
      -- Requests per second, NULL when the API did not complain.
      lowered_rate REAL,
      closed_until INTEGER
    ) STRICT;
    """
}
