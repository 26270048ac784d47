"""Does anything that is read from outside crash, hang or swallow memory, or come out otherwise than it went in?

Good documents of every kind are spoilt: bytes turned, tokens put in, parts doubled, nested, cut out or taken from one
another. What leads to a new kind of answer is spoilt further. A parser may refuse; nothing else.
"""

from __future__ import annotations

import random
import re
import resource
import time
from collections import Counter
from hashlib import sha256

from campaign.outcome import Outcome
from campaign.parsers_known import Parser, parsers
from paraph.adapters.formats.ssh_wire import MalformedError
from paraph.core.errors import ParaphError

WHAT = "nothing that is read from outside makes a parser crash, hang, or accept what it would not write"
RUNS = 300_000
MOST_SECONDS = 1.0
MOST_BYTES = 400_000
MOST_KEPT, MOST_FINE = 400, 60
_FINE = 0.6
"""How often something that is accepted is spoilt, rather than something that was refused in a new way."""
MOST_MEMORY = 512 << 20
_DIGITS = re.compile(r"[0-9]+|'[^']*'|`[^`]*`|\"[^\"]*\"")
_WORD = re.compile(rb"[A-Za-z0-9_]+")
_TOKENS = (
    b"", b"\0", b"\n", b"\r\n", b"\n\n", b" ", b"\t", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"{",
    b"}", b"[", b"]", b"{" * 200, b"[" * 5_000, b"- " * 300, b'{"a":' * 500, b":", b",", b'"', b"'", b"\\",
    b"\\ud800", b"&a ", b"*a", b"!!python/object:os.system ", b"<<: *a\n", b"%", b"-1", b"1e999", b"NaN",
    b"9" * 400, b"0x7f", b"1_000", b"9223372036854775808", b"true", b"null", b"~", b"|\n", b">\n", b"#",
    b"\xe2\x80\x94 ", b"\xe2\x80\xae", b"**/" * 60, b"*" * 300, b"[a-", b"(a+)+$", b"@", b"!", b"^[x]",
    b"A" * 10_000, b"=", b"==", b"ssh-ed25519 ", b"\x00\x00\xff\xff", b"\xff\xff\xff\xff", b"2026-02-30",
    b"9999-12-31", b"0000-00-00",
)  # fmt: skip


def run(runs: int, seed: int) -> Outcome:
    """So many spoilt documents, shared out evenly among the parsers."""
    failures, answers = list[str](), Counter[str]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    known = parsers()
    for parser in known:
        failures += fuzzed(parser, max(1, runs // len(known)), seed, answers)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10
    if grown > MOST_MEMORY:
        failures.append(f"the process grew by {grown >> 20} MiB")
    kinds = ", ".join(f"{parser.name} {answers[f'{parser.name}: accepted']:,}" for parser in known)
    slowest = max(answers[f"{parser.name}: slowest, in ms"] for parser in known)
    notes = f"slowest {slowest} ms, grown by {grown >> 20} MiB; accepted of {runs // len(known):,} each: {kinds}"
    return Outcome(runs, tuple(failures), notes)


def fuzzed(parser: Parser, runs: int, seed: int, answers: Counter[str]) -> list[str]:
    """What went wrong with one parser."""
    dice = random.Random(f"{seed} {parser.name}")
    kept, fine, seen = list(parser.good), list(parser.good), set[str]()
    failures = [f"{parser.name}: a good document is refused" for good in parser.good if _answer(parser, good)[0]]
    for number in range(runs):
        data = spoilt(dice, fine if dice.random() < _FINE else kept)
        started = time.process_time()
        answer, wrong = _answer(parser, data)
        seconds = time.process_time() - started
        slowest = f"{parser.name}: slowest, in ms"
        answers[slowest] = max(answers[slowest], round(1000 * seconds))
        answers[f"{parser.name}: accepted"] += not answer
        if seconds > MOST_SECONDS:
            wrong = f"took {seconds:.1f} s"
        if wrong:
            digest = sha256(data).hexdigest()[:12]
            failures.append(f"{parser.name}, run {number}, {len(data)} bytes ({digest}) {data[:200]!r}: {wrong}")
        if answer not in seen and len(kept) < MOST_KEPT:
            seen.add(answer)
            kept.append(data)
        if not answer and data not in fine:
            at = dice.randrange(len(parser.good), MOST_FINE)
            fine[at : at + 1] = [data]
    return failures


def _answer(parser: Parser, data: bytes) -> tuple[str, str]:
    """How the parser refuses, empty where it accepts; and what is wrong with that."""
    try:
        found = parser.read(data)
    except (ParaphError, MalformedError) as error:
        problems = getattr(error, "problems", ())
        code = problems[0].code if problems else "malformed"
        return f"{code} {_DIGITS.sub('…', str(error))[:60]}", ""
    except MemoryError:
        return "memory", "took all the memory that it may"
    except Exception as error:  # noqa: BLE001 - whatever else comes out is a fault
        return f"crash {type(error).__name__}", f"{type(error).__name__}: {str(error)[:200]}"
    told = (
        data.decode("utf-8", "surrogateescape").strip().encode("utf-8", "surrogateescape") if parser.is_line else data
    )
    if parser.rewritten is not None and parser.rewritten(found) != told:
        return "", "is accepted, and would be written otherwise"
    return "", ""


def spoilt(dice: random.Random, kept: list[bytes]) -> bytes:
    """One of these with one to four things done to it."""
    data = bytearray(dice.choice(kept))
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3))):
        dice.choice(_WAYS)(dice, data, kept)
    return bytes(data[:MOST_BYTES])


def _span(dice: random.Random, data: bytearray) -> slice:
    start = dice.randrange(len(data) + 1)
    return slice(start, min(len(data), start + int(dice.expovariate(1 / 12)) + 1))


def _turn(dice: random.Random, data: bytearray, _: list[bytes]) -> None:
    if data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _insert(dice: random.Random, data: bytearray, _: list[bytes]) -> None:
    at = dice.randrange(len(data) + 1)
    data[at:at] = dice.choice(_TOKENS)


def _replace(dice: random.Random, data: bytearray, _: list[bytes]) -> None:
    data[_span(dice, data)] = dice.choice(_TOKENS)


def _cut(dice: random.Random, data: bytearray, _: list[bytes]) -> None:
    del data[_span(dice, data)]


def _end(dice: random.Random, data: bytearray, _: list[bytes]) -> None:
    del data[dice.randrange(len(data) + 1) :]


def _double(dice: random.Random, data: bytearray, _: list[bytes]) -> None:
    span = _span(dice, data)
    data[span.stop : span.stop] = data[span] * dice.choice((1, 1, 2, 30, 1_000))
    del data[MOST_BYTES:]


def _line(dice: random.Random, data: bytearray, _: list[bytes]) -> None:
    """A line twice, gone, or in another's place."""
    lines = bytes(data).splitlines(keepends=True)
    if lines:
        one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[one] = dice.choice((b"", lines[one] * 2, lines[other]))
        data[:] = b"".join(lines)


def _borrow(dice: random.Random, data: bytearray, kept: list[bytes]) -> None:
    other = bytearray(dice.choice(kept))
    data[_span(dice, data)] = other[dice.randrange(len(other) + 1) :][: dice.choice((4, 40, 4_000))]


def _word(dice: random.Random, data: bytearray, kept: list[bytes]) -> None:
    """A word, or a number, in another's place."""
    words = list(_WORD.finditer(data))
    if words:
        word, others = dice.choice(words), _WORD.findall(dice.choice(kept)) or [b"x"]
        number = b"%d" % dice.choice((0, 1, 2, 7, 99, 10**6, 2**53, 2**64))
        data[word.start() : word.end()] = number if dice.random() < 0.2 else dice.choice(others)


def _swap(dice: random.Random, data: bytearray, _: list[bytes]) -> None:
    one, other = _span(dice, data), _span(dice, data)
    data[one], data[other] = data[other], data[one]


_WAYS = (_turn, _turn, _insert, _insert, _replace, _cut, _end, _double, _line, _borrow, _word, _word, _word, _swap)
