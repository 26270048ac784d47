"""Is the journal made smaller only once the record of a commit stands?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from flows.capture.journal_samples import MemoryJournal
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import ReadError
from paraph.core.model.attribution import Attribution
from paraph.core.model.noun import changed
from paraph.flows.capture.note_commit import is_settled, note_commit

DIGEST = "d" * 64


class Records:
    """Records in memory; implements `paraph.ports.attribution.AttributionRecords`."""

    def __init__(self) -> None:
        self.added: list[Attribution] = []

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:
        wanted = list(commits or ())
        return (changed(one, digest=DIGEST) for one in self.added if one.commit in wanted)

    def add(self, new: Iterable[Attribution]) -> None:
        self.added += new


class Broken(Records):
    def add(self, new: Iterable[Attribution]) -> None:
        raise ReadError


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "work")
    made.commit("begin", {"a.txt": "a\n"})
    return made


@pytest.fixture
def journal() -> MemoryJournal:
    made = MemoryJournal()
    made.say("before", {"a.txt": b"a\n", "b.txt": None}, call="1")
    made.say("after", {"a.txt": b"A\n", "b.txt": b"b\n"}, call="1")
    return made


def test_a_record_is_written_and_what_is_committed_is_settled(repo: GitRepo, journal: MemoryJournal) -> None:
    repo.write("a.txt", "A\n")
    repo.git("commit", "--quiet", "--all", "--message", "one")
    commit, records, recorded = repo.rev("HEAD"), Records(), dict[str, str]()

    def record(digests: Mapping[str, str]) -> None:
        recorded.update(digests)

    with GitRepository(str(repo.path)) as reader:
        made = note_commit(reader, journal, records, commit, record)
    assert records.added == [made]
    assert recorded == {commit: DIGEST}
    assert journal.settled == [(commit, {"a.txt": True, "b.txt": False})]


def test_without_lines_there_is_no_record(repo: GitRepo, journal: MemoryJournal) -> None:
    commit, records = repo.commit("other", {"c.txt": "c\n"}), Records()
    with GitRepository(str(repo.path)) as reader:
        assert note_commit(reader, journal, records, commit, lambda _: None) is None
    assert records.added == []
    assert len(journal.settled) == 1


def test_a_record_that_cannot_be_written_leaves_the_journal(repo: GitRepo, journal: MemoryJournal) -> None:
    commit = repo.commit("one", {"a.txt": "A\n"})
    with GitRepository(str(repo.path)) as reader, pytest.raises(ReadError):
        note_commit(reader, journal, Broken(), commit, lambda _: None)
    assert journal.settled == []


@pytest.mark.parametrize(("held", "expected"), [(b"a\n", True), (b"a\r\n", True), (b"b\n", False), (None, False)])
def test_what_is_settled(repo: GitRepo, held: bytes | None, expected: bool) -> None:
    journal = MemoryJournal()
    if held is not None:
        journal.now["a.txt"] = held
    with GitRepository(str(repo.path)) as reader:
        assert is_settled(reader, journal, repo.rev("HEAD"), "a.txt") is expected
        assert is_settled(reader, journal, repo.rev("HEAD"), "none.txt") is False
