"""Is it told which lines in the work tree are agents' and not committed?"""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.capture.journal_samples import MemoryJournal
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.detect.lines.retrace import Mark, Told
from paraph.core.model.attribution import LineCounts
from paraph.flows.capture.uncommitted import FileWork, Uncommitted, uncommitted


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return GitRepo(tmp_path / "work")


def asked(repo: GitRepo, journal: MemoryJournal) -> tuple[Uncommitted, ...]:
    with GitRepository(str(repo.path)) as reader:
        return uncommitted(reader, journal)


def test_sessions_with_their_files(repo: GitRepo) -> None:
    repo.commit("begin", {"a.txt": "a\n"})
    journal = MemoryJournal()
    journal.say("before", {"a.txt": b"a\n"}, call="1")
    journal.say("after", {"a.txt": b"a\ncall(1,2)\nnew\n"}, call="1")
    journal.say("before", {"b.txt": None}, call="2", session="two")
    journal.say("after", {"b.txt": b"b\n"}, call="2", session="two")
    journal.now["a.txt"] = b"a\ncall(1, 2)\nnew\nmine\n"
    assert asked(repo, journal) == (
        Uncommitted("agent", "two", "m", 3.0, (FileWork("b.txt", LineCounts(ai=1)),)),
        Uncommitted("agent", "one", "m", 1.0, (FileWork("a.txt", LineCounts(ai=1, mixed=1)),)),
    )
    repo.commit("all", {"a.txt": journal.now["a.txt"], "b.txt": "b\n"})
    assert asked(repo, journal) == ()


def test_before_the_first_commit_and_a_file_that_is_gone(repo: GitRepo) -> None:
    journal = MemoryJournal()
    journal.say("before", {"a.txt": None, "b.txt": None}, call="1")
    journal.say("after", {"a.txt": b"x\n", "b.txt": b"y\n"}, call="1")
    del journal.now["b.txt"]
    assert [one.files for one in asked(repo, journal)] == [(FileWork("a.txt", LineCounts(ai=1)),)]


def test_lines_that_git_brought_along_are_those_of_their_session(repo: GitRepo) -> None:
    repo.commit("begin", {"a.txt": "a\n"})
    journal = MemoryJournal()
    told = {"a.txt": (Told(2, 3, Mark("ai", "agent", "one", "m")),)}
    journal.say("moved", {"a.txt": b"a\nx\ny\n"}, told=told, agent="", session="", tool="", deed="")
    assert asked(repo, journal) == (Uncommitted("agent", "one", "m", 0.0, (FileWork("a.txt", LineCounts(ai=2)),)),)
