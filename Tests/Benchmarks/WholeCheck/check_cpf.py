"""DuckDB with two threads checks the CPFs of a sheet in SQL: check_cpf.py SHEET"""

import sys
import time

import duckdb

START = time.perf_counter()


def digit(place):
    return f"(ascii(substr(cpf, {place}, 1)) - 48)"


def fits(place):
    """Whether the check digit at `place`, 10 or 11, is the one that those before it give."""
    products = " + ".join(f"{digit(i)} * {place + 1 - i}" for i in range(1, place))
    remainder = f"({products}) % 11"
    return f"CASE WHEN {remainder} < 2 THEN 0 ELSE 11 - {remainder} END = {digit(place)}"


connection = duckdb.connect(config={"threads": 2})
right, all_rows = connection.execute(
    f"""SELECT count(*) FILTER (WHERE length(cpf) = 11 AND {fits(10)} AND {fits(11)}), count(*)
        FROM read_csv(?, delim=';', header=true, all_varchar=true)""",
    [sys.argv[1]],
).fetchone()
print(f"duckdb {time.perf_counter() - START:.3f} ({right} of {all_rows})")
