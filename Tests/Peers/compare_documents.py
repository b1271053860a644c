#!/usr/bin/env python3
"""Compares the library with python-stdnum, validate-docbr and brutils on CPFs and CNPJs.

Usage: compare_documents.py VERDICTS [COUNT] [SEED]
VERDICTS is the program that build.sh leaves; COUNT (200000) texts of each register are compared.
Prints how often each policy made a difference; ends with 1 if a difference is none of the listed.
"""
import collections
import random
import re
import subprocess
import sys
import unicodedata

import brutils
import stdnum.br.cnpj
import stdnum.br.cpf
import validate_docbr

PEERS = {
    "cpf": {
        "python-stdnum": stdnum.br.cpf.is_valid,
        "validate-docbr": validate_docbr.CPF().validate,
        "brutils": brutils.is_valid_cpf,
    },
    "cnpj": {
        "python-stdnum": stdnum.br.cnpj.is_valid,
        "validate-docbr": validate_docbr.CNPJ().validate,
        "brutils": brutils.is_valid_cnpj,
    },
}
LENGTH = {"cpf": 11, "cnpj": 14}
DIGITS = "0123456789"
CHARACTERS = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MARKS = ".-/ \u00a0\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u200b\ufeff"
FOREIGN = "=+_,\u00c9()'\"@\u0661\uff11\u09e7\uff21"


def digit(values, weights):
    remainder = sum(value * weight for value, weight in zip(values, weights)) % 11
    return 0 if remainder < 2 else 11 - remainder


def right(rng, register, alphabet):
    """A right document, calculated here."""
    body = [rng.choice(alphabet) for _ in range(LENGTH[register] - 2)]
    values = [ord(character) - 48 for character in body]
    for length in (len(body), len(body) + 1):
        cycle = range(2, 12) if register == "cpf" else range(2, 10)
        weights = [cycle[index % len(cycle)] for index in range(length)][::-1]
        values.append(digit(values, weights))
    return "".join(body) + "".join(map(str, values[-2:]))


def masked(text):
    if len(text) == 11:
        return f"{text[:3]}.{text[3:6]}.{text[6:9]}-{text[9:]}"
    return f"{text[:2]}.{text[2:5]}.{text[5:8]}/{text[8:12]}-{text[12:]}"


def damaged(rng, text):
    """One of the things that happen to a document on its way into a spreadsheet."""
    place = rng.randrange(len(text) + 1)
    inside = min(place, len(text) - 1)
    kind = rng.randrange(10)
    if kind == 0:
        return text[:inside] + rng.choice(CHARACTERS) + text[inside + 1 :]
    if kind == 1:
        before = max(inside - 1, 0)
        return text[:before] + text[inside] + text[before:inside] + text[inside + 1 :]
    if kind == 2:
        return text[:place] + rng.choice(MARKS) + text[place:]
    if kind == 3:
        return text[:place] + rng.choice(FOREIGN) + text[place:]
    if kind == 4:
        return text.lower()
    if kind == 5:
        return text[1:]
    if kind == 6:
        return text.lstrip("0") or "0"
    if kind == 7:
        return " " + text + " "
    if kind == 8:
        return text[:inside] + rng.choice("\u0660\u0665\uff10\uff15") + text[inside + 1 :]
    return "".join(rng.choice(text) for _ in text)


def sample(rng, register):
    """Valid plain or masked, or damaged once or twice, or one character repeated."""
    alphabet = CHARACTERS if register == "cnpj" and rng.random() < 0.5 else DIGITS
    kind = rng.random()
    if kind < 0.04:
        return rng.choice(alphabet) * LENGTH[register]
    text = right(rng, register, alphabet)
    if rng.random() < 0.4:
        text = masked(text)
    for _ in range(rng.choice([0, 0, 1, 1, 1, 2])):
        if text:
            text = damaged(rng, text)
    return text


def verdicts(program, samples):
    lines = "".join(f"{register}\t{text}\n" for register, text in samples)
    output = subprocess.run([program], input=lines.encode(), capture_output=True, check=True).stdout
    return [line == "valid" for line in output.decode().splitlines()]


def plain(text, register):
    """The text as every peer takes it; None when it has characters no document has."""
    text = "".join(character for character in text if character not in MARKS).upper()
    if not re.fullmatch("[0-9A-Z]+", text) or len(text) > LENGTH[register]:
        return None
    return text.zfill(LENGTH[register]) if text.isdigit() else text


def policy(register, peer, text, ours):
    """Which policy explains that the verdicts differ; None when none does."""
    canonical = plain(text, register)
    if ours:
        # Only the form can be the matter: in its plain form the peer takes the document, too.
        if canonical is None or not PEERS[register][peer](canonical):
            return None
        bare = "".join(character for character in text if character not in MARKS)
        alone = {
            "zeros restored here": text.zfill(LENGTH[register]) if bare.isdigit() else text,
            "lower case raised here": text.upper(),
            "marks or blanks ignored here": bare,
        }
        for reason, mended in alone.items():
            if PEERS[register][peer](mended):
                return reason
        return "several of these"
    if canonical is not None and register == "cpf" and len(set(canonical)) == 1:
        return "one digit repeated, accepted there"
    if any(character.isdigit() and not character.isascii() for character in text):
        return "digits of other scripts, accepted there"
    if canonical is None and not text.isascii():
        return "characters that are no ASCII, accepted there"
    if canonical is None and re.search("[^0-9A-Za-z]", text):
        return "characters that are no mark, dropped there"
    return None


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    samples = [(register, sample(rng, register)) for register in PEERS for _ in range(count)]
    ours = verdicts(program, samples)
    assert len(ours) == len(samples)
    differences = collections.Counter()
    unexplained = []
    for (register, text), verdict in zip(samples, ours):
        for peer, is_valid in PEERS[register].items():
            if bool(is_valid(text)) == verdict:
                continue
            reason = policy(register, peer, text, verdict)
            differences[register, peer, reason] += 1
            if reason is None:
                unexplained.append((register, peer, text, verdict))
    print(f"{len(samples)} texts, {sum(ours)} valid here")
    for (register, peer, reason), number in sorted(differences.items(), key=str):
        print(f"{number:7}  {register:4}  {peer:14}  {reason}")
    for example in unexplained[:20]:
        print("unexplained:", *map(ascii, example))
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
