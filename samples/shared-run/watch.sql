-- Questions for those who watch the server of shared runs; each may be asked by any role that may read
-- the tables. psql qualifica -f watch.sql

-- Runs that are not finished: records by state, and processes that were heard of in the last minute.
SELECT run.code, record.state, count(*) AS records,
  (SELECT count(*) FROM qualifica.worker
    WHERE worker.run = run.id AND seen_at > clock_timestamp() - interval '1 min') AS workers
FROM qualifica.run JOIN qualifica.record ON record.run = run.id
WHERE record.state IN ('planned', 'intent', 'in_doubt', 'taken')
GROUP BY run.id, run.code, record.state ORDER BY run.id, record.state;

-- Batches whose claim ended long ago and that no process has taken up: start one.
SELECT run.code, count(*) AS batches, min(chunk.lease_until) AS since
FROM qualifica.run JOIN qualifica.chunk ON chunk.run = run.id
WHERE chunk.state <> 'closed' AND chunk.lease_until < clock_timestamp() - interval '10 min'
GROUP BY run.id, run.code;

-- What the API asked for: pauses, and rates that its complaints have lowered.
SELECT environment, host, merchant, lowered_rate, closed_until
FROM qualifica.quota
WHERE lowered_rate IS NOT NULL OR closed_until > clock_timestamp();

-- What deserves a look: claims that were lost while a request was under way, journals that were doubted.
SELECT run.code, event.kind, count(*) AS times, max(event.at) AS latest
FROM qualifica.run JOIN qualifica.event ON event.run = run.id
WHERE event.kind IN ('submit.claim_lost', 'submit.overslept', 'resume.journal_doubted')
GROUP BY run.id, run.code, event.kind ORDER BY latest DESC;

-- Commits are lost in a failover where this shows an asynchronous standby.
SELECT application_name, state, sync_state FROM pg_stat_replication;
