"""Is the record found that was in force at an entry, as long as git has it?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from attribution_samples import record
from paraph.core.errors import Problem, ReadError
from paraph.core.ledger.entry import entry
from paraph.flows.server.held_records import MOST_TIPS, held_records
from paraph.ports.ledger import Attributed

ONE, TWO = "1" * 40, "2" * 40


class Around:
    """A ledger and records at commits of notes, as a desk has them."""

    def __init__(self, *entries: bytes, gone: str = "") -> None:
        self.ledger = self.records = self
        self._entries, self._gone = entries, gone

    def entries(self, start: int, end: int) -> tuple[bytes, ...]:
        return self._entries[start:end]

    def at(self, tip: str) -> Any:
        if tip == self._gone:
            raise ReadError(Problem("P0750", "it is gone", "fetch it"))
        return SimpleNamespace(attributions=lambda commits: iter([record(each, {tip: (1, 1)}) for each in commits]))


def put(commit: str, digest: str, notes: str = "", **lines: int) -> bytes:
    more = {"notes": notes} if notes else {}
    return entry("attributed", 1, commit=commit, digest=digest, lines=lines, **more)


def first(commit: str, entry: int) -> Attributed:
    return Attributed(commit, "0" * 64, entry)


LOG = (
    put(ONE, "a" * 64, "n1", ai=1), put(TWO, "b" * 64, ai=5), entry("note", 1, text="x"),
    put(ONE, "c" * 64, "n2", ai=2, mixed=3), put(ONE, "", "n3"),
)  # fmt: skip


@pytest.mark.parametrize(("last", "digest", "lines", "path"), [
    (0, "a" * 64, 1, "n1"), (2, "a" * 64, 1, "n1"), (3, "c" * 64, 5, "n2"), (4, "", 0, "n3"),
])  # fmt: skip
def test_the_last_one_up_to_an_entry(last: int, digest: str, lines: int, path: str) -> None:
    desk: Any = Around(*LOG)
    found = held_records(desk, [first(ONE, 0)], last)[ONE]
    read = found.read()
    assert (found.digest, found.ai_lines, read and read.files[0].path) == (digest, lines, path)


def test_what_is_not_there_any_more_is_known_by_its_number_alone() -> None:
    desk: Any = Around(*LOG, gone="n2")
    found = held_records(desk, [first(ONE, 0), first(TWO, 1)], 3)
    assert [(each.ai_lines, each.read()) for each in found.values()] == [(5, None), (5, None)]
    assert held_records(desk, [first(ONE, 9)], 3) == {}
    desk.records = None
    assert held_records(desk, [first(ONE, 0)], 0)[ONE].read() is None


def test_not_every_commit_of_notes_is_opened() -> None:
    commits = [f"{number:040x}" for number in range(MOST_TIPS + 2)]
    desk: Any = Around(*(put(commit, "a" * 64, f"n{commit}", ai=1) for commit in commits))
    found = held_records(desk, [first(commit, at) for at, commit in enumerate(commits)], len(commits))
    assert sum(each.read() is not None for each in found.values()) == MOST_TIPS
    assert len(found) == MOST_TIPS + 2
