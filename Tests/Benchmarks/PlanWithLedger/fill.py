"""Fills a ledger that holds one run with random entries of as many earlier runs as are asked for.

fill.py LEDGER RUNS: every run is four weeks older than the one after it and has a million entries.
"""
import os
import random
import sqlite3
import struct
import sys

RECORDS = 1_000_000
FOUR_WEEKS_IN_MILLISECONDS = 28 * 86_400_000


def entries(run):
    for record in range(1, RECORDS + 1):
        payee, person, account = struct.unpack("<qqq", os.urandom(24))
        yield (
            run << 32 | record, payee, person & (1 << 48) - 1, account & (1 << 63) - 1,
            random.randint(100_000, 900_000), 1, 1, record // 10_000, 100 + record // 10_000,
            run * RECORDS + record)


path, runs = sys.argv[1], int(sys.argv[2])
ledger = sqlite3.connect(path, isolation_level=None)
ledger.execute("PRAGMA synchronous = OFF")
ledger.execute("PRAGMA cache_size = -2000000")
first = ledger.execute(
    "SELECT operation, variant, family, environment, host, client, file, input, generation,"
    " started_at FROM run").fetchone()
for run in range(2, runs + 2):
    start = first[9] - run * FOUR_WEEKS_IN_MILLISECONDS
    ledger.execute("BEGIN")
    ledger.execute(
        "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (run, f"bench{run:03}", *first[:9], start, start + 1, start + 1))
    ledger.executemany(
        "INSERT INTO entry (id, payee, person, account, amount, state, line, sent_at, settled_at, api_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entries(run))
    ledger.execute("COMMIT")
ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
print(f"{os.path.getsize(path) / ((runs + 1) * RECORDS):.0f} bytes an entry")
