internal import GRDB

/// The SQL of the ledger, version ``version``; `schemas/ledger.sql` is a copy for readers.
enum LedgerSchema {
  /// Stored as `PRAGMA user_version`; raised with every change of the SQL that is released.
  static let version = 2
  /// "qlfl": tells a ledger from any other SQLite file.
  static let applicationID = 0x716C_666C

  static let sql = """
    -- The ledger of all runs, format version 2. Persons and where their money goes are hashes made with
    -- the key beside the file, names of files are sealed with it; nothing is in clear. Times of runs are
    -- milliseconds since 1970-01-01T00:00:00Z, those of entries seconds since the start of their run.
    PRAGMA application_id = 1902929516;
    PRAGMA user_version = 2;

    -- One row: what the right key makes of a constant; NULL before the first entry.
    CREATE TABLE about (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      key_check BLOB
    ) STRICT;
    INSERT INTO about (id) VALUES (1);

    -- One row per run; numbers are never used again.
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      code TEXT NOT NULL UNIQUE,
      -- The operation, and which kind of it.
      operation TEXT NOT NULL,
      variant TEXT NOT NULL,
      -- Where its records were sent to; client is the merchant, empty when none was named.
      family TEXT NOT NULL,
      environment TEXT NOT NULL,
      host TEXT NOT NULL,
      client TEXT NOT NULL,
      -- Name of the input, sealed, and a hash of its SHA-256.
      file BLOB NOT NULL,
      input BLOB NOT NULL,
      generation INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      -- When it announced something last.
      last_at INTEGER NOT NULL,
      -- NULL while something is left to send, to look up or to wait for.
      finished_at INTEGER
    ) STRICT;

    -- One row per record that a run sent or met; the id is 4294967296 times the run and the record's
    -- number.
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY,
      -- The first 64 bits of the hash of the payee, and 48 of the person's.
      payee INTEGER NOT NULL,
      person INTEGER NOT NULL,
      -- 47 bits of the hash of the account, then the last 16 of the person's.
      account INTEGER NOT NULL,
      -- Person and account as other hashes, which are quicker to make; NULL in entries of format 1.
      person_tag INTEGER,
      place_tag INTEGER,
      -- Hundredths; NULL when the operation sends none.
      amount INTEGER,
      -- 0 sent, 1 good, 2 failed, 3 seen and not sent.
      state INTEGER NOT NULL,
      -- Physical line less the record's number.
      line INTEGER NOT NULL,
      sent_at INTEGER,
      settled_at INTEGER,
      api_id ANY
    ) STRICT;
    -- Of those that were seen and not sent nothing is looked for.
    CREATE INDEX entry_by_person ON entry (person, state) WHERE state < 3;
    CREATE INDEX entry_by_account ON entry (account) WHERE state < 2;

    """

  /// Whether `database` has the present format.
  static func isCurrent(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA user_version") == version
  }
}
