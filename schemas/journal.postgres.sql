-- The shared journal of qualifica, format version 3. Nothing personal is stored: no name, document,
-- branch or account. All times are the server's. Executed where an earlier version is, it adds what
-- that lacks; executed again, it changes nothing.
CREATE SCHEMA IF NOT EXISTS qualifica;

-- One row.
CREATE TABLE IF NOT EXISTS qualifica.format (version integer NOT NULL);
INSERT INTO qualifica.format SELECT 3 WHERE NOT EXISTS (SELECT FROM qualifica.format);
UPDATE qualifica.format SET version = 3 WHERE version < 3;

-- One row per quota of the API: when its next request may leave, for all workers and runs together.
-- `token` is a keyed hash of the API key; the key of the hash is in the table `secret`.
CREATE TABLE IF NOT EXISTS qualifica.quota (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  environment text NOT NULL,
  host text NOT NULL,
  merchant text NOT NULL,
  token text NOT NULL,
  next_at timestamptz NOT NULL,
  lowered_rate double precision,
  lowered_at timestamptz,
  closed_until timestamptz,
  pauses bigint NOT NULL DEFAULT 0,
  UNIQUE (environment, host, merchant, token)
) WITH (fillfactor = 50);

-- One row per run. `program` and `rules` are the version of the program that made the plan and what
-- stands for its rules of checking; a run without `planned_at` is being planned by `planner`, or was
-- never complete. `place` is the server with its timeline, database and table: at another one commits
-- may be lost. Where codes are the caller's keys at the API they are used once by all runs of one
-- `quota`.
CREATE TABLE IF NOT EXISTS qualifica.run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE,
  operation text NOT NULL,
  variant text NOT NULL,
  operation_settings text NOT NULL,
  settings text NOT NULL,
  input_sha256 text NOT NULL,
  input_bytes bigint NOT NULL,
  started_at timestamptz NOT NULL,
  planned_at timestamptz,
  is_consented boolean NOT NULL DEFAULT false,
  plan text,
  pace text,
  program text,
  rules text,
  planner text,
  planner_until timestamptz,
  place text NOT NULL,
  quota bigint REFERENCES qualifica.quota
);
ALTER TABLE qualifica.run ADD COLUMN IF NOT EXISTS quota bigint REFERENCES qualifica.quota;
CREATE INDEX IF NOT EXISTS run_by_input ON qualifica.run (input_sha256);

-- One row per request to be made, and who may make it: `epoch` rises with every claim; a claim lasts
-- until `lease_until`.
CREATE TABLE IF NOT EXISTS qualifica.chunk (
  run bigint NOT NULL REFERENCES qualifica.run,
  number bigint NOT NULL,
  first_record bigint NOT NULL,
  last_record bigint NOT NULL,
  count bigint NOT NULL,
  byte_offset bigint NOT NULL,
  line bigint NOT NULL,
  batch_code text,
  body_sha256 text,
  state text NOT NULL CHECK (state IN ('planned', 'intent', 'closed')),
  attempts integer NOT NULL DEFAULT 0,
  last_attempt_at timestamptz,
  source_sha256 text,
  owner text,
  epoch bigint NOT NULL DEFAULT 0,
  lease_until timestamptz,
  PRIMARY KEY (run, number)
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS chunk_by_state ON qualifica.chunk (run, state, number);
CREATE INDEX IF NOT EXISTS chunk_by_lease ON qualifica.chunk (run, lease_until) WHERE owner IS NOT NULL;

-- One row per record of the input; code and chunk only when it was planned.
CREATE TABLE IF NOT EXISTS qualifica.record (
  run bigint NOT NULL REFERENCES qualifica.run,
  number bigint NOT NULL,
  custom_code text,
  chunk bigint,
  state text NOT NULL,
  verdict text,
  status_id text,
  api_id text,
  code text,
  message text,
  answer text,
  attempts integer NOT NULL DEFAULT 0,
  batch_code text,
  submitted_at timestamptz,
  settled_at timestamptz,
  note text,
  sighting text,
  PRIMARY KEY (run, number),
  CONSTRAINT record_by_code UNIQUE (run, custom_code),
  FOREIGN KEY (run, chunk) REFERENCES qualifica.chunk
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS record_by_chunk ON qualifica.record (run, chunk, number) WHERE chunk IS NOT NULL;
CREATE INDEX IF NOT EXISTS record_by_code_of_all ON qualifica.record (custom_code)
  WHERE custom_code IS NOT NULL;
CREATE INDEX IF NOT EXISTS record_by_state ON qualifica.record (run, state, verdict, number);
CREATE INDEX IF NOT EXISTS record_by_api_id ON qualifica.record (run, api_id) WHERE api_id IS NOT NULL;

-- Append-only: one row per decision, with its evidence.
CREATE TABLE IF NOT EXISTS qualifica.event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run bigint NOT NULL REFERENCES qualifica.run,
  at timestamptz NOT NULL,
  worker text NOT NULL,
  kind text NOT NULL,
  record bigint,
  chunk bigint,
  evidence text NOT NULL
);
CREATE INDEX IF NOT EXISTS event_by_kind ON qualifica.event (run, kind, id);

-- What one worker does for all: `poller` asks the API about what was sent.
CREATE TABLE IF NOT EXISTS qualifica.role (
  run bigint NOT NULL REFERENCES qualifica.run,
  name text NOT NULL,
  owner text NOT NULL,
  lease_until timestamptz NOT NULL,
  PRIMARY KEY (run, name)
);

-- One row per process that works or worked on a run; for people, nothing is decided by it.
CREATE TABLE IF NOT EXISTS qualifica.worker (
  run bigint NOT NULL REFERENCES qualifica.run,
  owner text NOT NULL,
  host text NOT NULL,
  process bigint NOT NULL,
  program text NOT NULL,
  started_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (run, owner)
);

-- One row per connection that writes: the number of its last transaction that was committed, which is
-- asked for where an answer was lost.
CREATE TABLE IF NOT EXISTS qualifica.session (
  id text PRIMARY KEY,
  latest bigint NOT NULL,
  seen_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- One row.
CREATE TABLE IF NOT EXISTS qualifica.secret (key text NOT NULL);
INSERT INTO qualifica.secret SELECT gen_random_uuid()::text || gen_random_uuid()::text
  WHERE NOT EXISTS (SELECT FROM qualifica.secret);

-- The ledger: runs, and which records they sent or met. Persons and where their money goes are hashes
-- made with the key in the table `secret`, names of files are sealed with it; nothing is in clear.
CREATE TABLE IF NOT EXISTS qualifica.ledger_run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE,
  operation text NOT NULL,
  variant text NOT NULL,
  family text NOT NULL,
  environment text NOT NULL,
  host text NOT NULL,
  client text NOT NULL,
  file text NOT NULL,
  input text NOT NULL,
  generation integer NOT NULL,
  started_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  finished_at timestamptz
);
CREATE INDEX IF NOT EXISTS ledger_run_by_input ON qualifica.ledger_run (input);

-- `amount` is in hundredths; `state` is 0 sent, 1 good, 2 failed, 3 seen and not sent.
CREATE TABLE IF NOT EXISTS qualifica.ledger_entry (
  run bigint NOT NULL REFERENCES qualifica.ledger_run,
  number bigint NOT NULL,
  payee bigint NOT NULL,
  person bigint NOT NULL,
  place bigint NOT NULL,
  amount bigint,
  line bigint NOT NULL,
  state smallint NOT NULL CHECK (state BETWEEN 0 AND 3),
  sent_at timestamptz,
  settled_at timestamptz,
  api_id text,
  PRIMARY KEY (run, number)
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS ledger_entry_by_person ON qualifica.ledger_entry (person, run, number)
  WHERE state < 3;
CREATE INDEX IF NOT EXISTS ledger_entry_by_place ON qualifica.ledger_entry (place, person)
  WHERE state < 2;

-- What a process needs. Records and batches are deleted only of a plan that was never complete; of
-- the ledger what was announced and not sent, and what is older than 24 months; sessions that ended.
-- Roles are the server's, not the database's.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'qualifica_worker') THEN
    CREATE ROLE qualifica_worker NOLOGIN;
  END IF;
END $$;
GRANT USAGE ON SCHEMA qualifica TO qualifica_worker;
GRANT SELECT ON qualifica.format, qualifica.secret TO qualifica_worker;
GRANT SELECT, INSERT, UPDATE ON qualifica.run, qualifica.role, qualifica.worker, qualifica.quota
  TO qualifica_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON qualifica.chunk, qualifica.record TO qualifica_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON qualifica.ledger_run, qualifica.ledger_entry,
  qualifica.session TO qualifica_worker;
GRANT SELECT, INSERT ON qualifica.event TO qualifica_worker;
