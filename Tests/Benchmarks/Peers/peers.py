#!/usr/bin/env python3
"""Nanoseconds per check of the same work in Python and in DuckDB's SQL, on one core.

Usage: peers.py [REPEATS]
Each figure is the least and the median of REPEATS (7) short runs, in time of the process: other
work on the machine counts little.
"""
import random
import statistics
import sys
import time

import brutils
import duckdb
import stdnum.br.cnpj
import stdnum.br.cpf
import validate_docbr

ROWS_OF_PYTHON = 10_000
ROWS_OF_SQL = 200_000


def digit(values, weights):
    remainder = sum(value * weight for value, weight in zip(values, weights)) % 11
    return 0 if remainder < 2 else 11 - remainder


def document(rng, length):
    values = [rng.randrange(10) for _ in range(length - 2)]
    for _ in range(2):
        cycle = range(2, 12) if length == 11 else range(2, 10)
        values.append(digit(values, [cycle[place % len(cycle)] for place in range(len(values))][::-1]))
    return "".join(map(str, values))


def letter_digit(number):
    """Banco do Brasil: modulo 11, weights 2 to 9 from the right, 10 becomes X."""
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(reversed(number)))
    return "0123456789X0"[11 - total % 11]


def record(rng):
    branch, account = f"{rng.randrange(1, 10_000):04}", f"{rng.randrange(1, 10**8):08}"
    return document(rng, 11), "001", branch, letter_digit(branch), account, letter_digit(account)


def is_right(row):
    document, bank, branch, branch_digit, account, account_digit = row
    return (
        stdnum.br.cpf.is_valid(document)
        and bank == "001"
        and letter_digit(branch) == branch_digit
        and letter_digit(account) == account_digit
    )


def sum_of(column, weights, first=1):
    """The sum of products over the digits of a column, in SQL."""
    return " + ".join(
        f"(ascii(substr({column}, {first + place}, 1)) - 48) * {weight}"
        for place, weight in enumerate(weights)
    )


def check_digit(column, weights, place):
    remainder = f"(({sum_of(column, weights)}) % 11)"
    expected = f"(CASE WHEN {remainder} < 2 THEN 0 ELSE 11 - {remainder} END)"
    return f"{expected} = ascii(substr({column}, {place}, 1)) - 48"


CPF = (
    f"length(document) = 11 AND {check_digit('document', range(10, 1, -1), 10)}"
    f" AND {check_digit('document', range(11, 1, -1), 11)}"
)
FIRST = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
CNPJ = (
    f"length(document) = 14 AND {check_digit('document', FIRST, 13)}"
    f" AND {check_digit('document', [6] + FIRST, 14)}"
)


def letter_check(column, weights):
    return f"substr('0123456789X0', 12 - ({sum_of(column, weights)}) % 11, 1) = {column}_digit"


RECORD = (
    f"{CPF} AND bank = '001' AND {letter_check('branch', [5, 4, 3, 2])}"
    f" AND {letter_check('account', [9, 8, 7, 6, 5, 4, 3, 2])}"
)


def show(name, what, nanoseconds):
    print(f"{what:42}{name:18}{min(nanoseconds):10.1f}{statistics.median(nanoseconds):10.1f}")


def time_python(name, what, check, rows, repeats):
    assert all(check(row) for row in rows)
    times = []
    for _ in range(repeats):
        begin = time.process_time_ns()
        for row in rows:
            check(row)
        times.append((time.process_time_ns() - begin) / len(rows))
    show(name, what, times)


def time_sql(what, condition, columns, rows, repeats):
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    names = ", ".join(f"{column} VARCHAR" for column in columns)
    connection.execute(f"CREATE TABLE sample ({names})")
    places = ", ".join("?" for _ in columns)
    connection.executemany(f"INSERT INTO sample VALUES ({places})", rows[:2_000])
    copies = ROWS_OF_SQL // 2_000
    connection.execute(
        f"CREATE TABLE payees AS SELECT sample.* FROM sample, range({copies})"
    )
    query = f"SELECT count(*) FROM payees WHERE {condition}"
    assert connection.execute(query).fetchone()[0] == copies * 2_000
    times = []
    for _ in range(repeats):
        begin = time.process_time_ns()
        connection.execute(query).fetchone()
        times.append((time.process_time_ns() - begin) / (copies * 2_000))
    show("DuckDB SQL", what, times)


def main():
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    rng = random.Random(1)
    print(f"{'ns per check':42}{'':18}{'least':>10}{'median':>10}")
    for what, length, peers, condition in [
        ("CPF", 11, [("python-stdnum", stdnum.br.cpf.is_valid), ("validate-docbr", validate_docbr.CPF().validate), ("brutils", brutils.is_valid_cpf)], CPF),
        ("CNPJ", 14, [("python-stdnum", stdnum.br.cnpj.is_valid), ("validate-docbr", validate_docbr.CNPJ().validate), ("brutils", brutils.is_valid_cnpj)], CNPJ),
    ]:
        documents = [document(rng, length) for _ in range(ROWS_OF_PYTHON)]
        for name, check in peers:
            time_python(name, what, check, documents, repeats)
        time_sql(what, condition, ["document"], [[text] for text in documents], repeats)
    what = "record: document, bank, branch, account"
    records = [record(rng) for _ in range(ROWS_OF_PYTHON)]
    time_python("Python", what, is_right, records, repeats)
    columns = ["document", "bank", "branch", "branch_digit", "account", "account_digit"]
    time_sql(what, RECORD, columns, records, repeats)


if __name__ == "__main__":
    main()
