-- The journal of one run, format version 6. Nothing personal is stored: no name, document,
-- branch or account. Times are milliseconds since 1970-01-01T00:00:00Z.
PRAGMA application_id = 1902929513;
PRAGMA user_version = 6;

-- One row: the run this file belongs to; `program` and `rules` are the version of the program that
-- made the plan and what stands for its rules of checking.
CREATE TABLE run (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  format_version INTEGER NOT NULL,
  code TEXT NOT NULL,
  -- The operation, which kind of it, and its own settings as JSON.
  operation TEXT NOT NULL,
  variant TEXT NOT NULL,
  operation_settings TEXT NOT NULL,
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
  -- rejected, duplicate, planned, intent, in_doubt, refused, taken or settled.
  state TEXT NOT NULL,
  -- The operation's word for what the API says, only of what is taken or settled.
  verdict TEXT,
  -- As the API writes them, numbers or words.
  status_id TEXT,
  api_id TEXT,
  code TEXT,
  message TEXT,
  -- What the API made for people, as the operation's own JSON, erased by purge.
  answer TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  batch_code TEXT,
  submitted_at INTEGER,
  settled_at INTEGER,
  -- What the ledger said of the record: runs and days.
  note TEXT,
  -- What was seen of its target before it was sent (the operation's own form).
  sighting TEXT
) STRICT;
CREATE INDEX record_by_chunk ON record (chunk) WHERE chunk IS NOT NULL;
CREATE INDEX record_by_state ON record (state, verdict);
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
