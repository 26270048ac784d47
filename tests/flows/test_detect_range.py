from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from typing import cast

from paraph.core.detect.message import SILENT
from paraph.core.model.person import Directory, Person
from paraph.flows.detect_range import UNKNOWN, assess_reading, detect_range
from paraph.ports.repository import CommitRecord, RepositoryReader


class Fake:
    """A history of records, made as they are asked for."""

    def __init__(self, records: Iterator[CommitRecord]) -> None:
        self.records = records
        self.asked: list[tuple[str, bool]] = []

    def commits(self, range_: str, *, first_parent: bool = False) -> Iterator[CommitRecord]:
        self.asked.append((range_, first_parent))
        return self.records


def record(number: int, message: str, name: str = "Ada Sample", email: str = "ada@example.test") -> CommitRecord:
    return CommitRecord(
        f"{number:040x}", "t", (), name, email, "Ada Sample", "ada@example.test", 1, 1_790_000_000, message
    )


def reader(*records: CommitRecord) -> tuple[RepositoryReader, Fake]:
    fake = Fake(iter(records))
    return cast("RepositoryReader", fake), fake


def test_each_commit_has_its_answer_in_order() -> None:
    given, fake = reader(
        record(3, "feat: x\n\nCo-authored-by: Claude <noreply@anthropic.com>"),
        record(2, "fix: y"),
        record(1, "z", "Claude", "noreply@anthropic.com"),
    )
    found = list(detect_range(given, "main", first_parent=True))
    assert fake.asked == [("main", True)]
    assert [each.commit[-1] for each in found] == ["3", "2", "1"]
    assert [each.found.value for each in found] == ["generated", "unknown", "autonomous"]
    assert found[0].subject == "feat: x"
    assert found[0].reading.signals[0].commit == f"{3:040x}"
    assert found[1].reading is SILENT


def test_a_directory_takes_a_persons_address_back() -> None:
    given, _ = reader(record(1, "z", "Kim Roe", "kiro@kiro.dev"))
    people = Directory(people=(Person("kim", accounts=("email:kiro@kiro.dev",)),))
    assert [each.found.value for each in detect_range(given, "main", directory=people)] == ["unknown"]


def test_what_is_said_of_a_silent_commit() -> None:
    assert assess_reading("c1", SILENT) == (UNKNOWN, ())


def test_memory_does_not_grow_with_the_history() -> None:
    def peak(length: int) -> int:
        fake = Fake(record(number, f"fix: {number}\n\nSigned-off-by: P <p@example.test>") for number in range(length))
        tracemalloc.start()
        for _ in detect_range(cast("RepositoryReader", fake), "main"):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(500)
    assert peak(5_000) < peak(500) + 100_000
