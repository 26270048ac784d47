"""Which landed changes do the tests of histories use?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from paraph.ports.repository import Author, CommitRecord, FileDelta, LandedChange

DAY = 86_400
NOON = 1_767_268_800


def record(number: int, author: str = "ada", committer: str = "", message: str = "", parents: int = 1) -> CommitRecord:
    committer = committer or author
    return CommitRecord(
        id=f"{number:040x}",
        tree=f"{number + 1000:040x}",
        parents=tuple(f"{number + 1 + each:040x}" for each in range(parents)),
        author_name=author,
        author_email=f"{author}@example.test",
        committer_name=committer,
        committer_email=committer if "@" in committer else f"{committer}@example.test",
        author_time=NOON + number * DAY,
        commit_time=NOON + number * DAY,
        message=message or f"change {number}",
    )


def delta(path: str, added: int = 10, deleted: int = 0, mode: str = "100644") -> FileDelta:
    return FileDelta(path, mode, mode, "a" * 40, "b" * 40, added, deleted)


def squashed(number: int, *paths: str, author: str = "ada", committer: str = "", message: str = "") -> LandedChange:
    return LandedChange(record(number, author, committer, message), (), tuple(delta(path) for path in paths))


def merged(number: int, *paths: str, by: str = "ben", authors: tuple[str, ...] = ("ada",)) -> LandedChange:
    brought = tuple(record(100 * number + at, author) for at, author in enumerate(authors))
    return LandedChange(record(number, by, parents=2), brought, tuple(delta(path) for path in paths))


def author(name: str, commits: int = 1, first: int = 0, last: int = 0, email: str = "", proper: str = "") -> Author:
    address = email or f"{name.split(maxsplit=1)[0].lower()}@example.test"
    return Author(name, address, proper or name, address, commits, first, last)


class Steps:
    """Progress that counts."""

    def __init__(self) -> None:
        self.done = 0

    def advance(self, steps: int = 1) -> None:
        self.done += steps


class Watched:
    def __init__(self) -> None:
        self.titles: list[tuple[str, int]] = []
        self.steps = Steps()

    @contextmanager
    def __call__(self, title: str, total: int) -> Iterator[Steps]:
        self.titles.append((title, total))
        yield self.steps
