"""Does the campaign of parsers find what a bad parser does, and nothing in ours?"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pytest

from campaign import parsers
from campaign.parsers import fuzzed, run
from campaign.parsers_known import Parser
from paraph.core.errors import InputError, Problem

SEED = 20_260_101


def test_nothing_spoilt_makes_a_parser_fail() -> None:
    outcome = run(3_200, SEED)
    print(f"seed {SEED}: {outcome.notes}")
    assert outcome.failures == ()


def crash(data: bytes) -> bytes:
    return data[: 1_000_000 // len(data)]


def refuse(data: bytes) -> bytes:
    raise InputError(Problem("P0001", f"{len(data)} bytes"))


def exhaust(data: bytes) -> bytes:
    raise MemoryError if len(data) > 9 else InputError(Problem("P0001", "short"))


@pytest.mark.parametrize(
    ("read", "why"),
    [
        (crash, "ZeroDivisionError"),
        (refuse, "a good document is refused"),
        (exhaust, "memory"),
        (bytes.upper, "would be written otherwise"),
    ],
)
def test_what_a_bad_parser_does_is_told(read: Callable[[bytes], bytes], why: str) -> None:
    bad = Parser("bad", read, (b"12345678",), lambda found: found if isinstance(found, bytes) else b"")
    assert any(why in each for each in fuzzed(bad, 400, SEED, Counter()))


def test_what_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsers, "MOST_SECONDS", -1.0)
    started = time.process_time()
    (found,) = fuzzed(Parser("slow", len, (b"x",)), 1, SEED, Counter())
    assert "took" in found
    assert time.process_time() >= started
