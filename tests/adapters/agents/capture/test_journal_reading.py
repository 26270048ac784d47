"""Is the journal read past whatever is wrong with it, and made smaller without losing work in hand?"""

from __future__ import annotations

import json
import os
import time
import zlib
from pathlib import Path

import pytest

from agent_hands import Agent
from gitbuild import GitRepo
from paraph.adapters.agents.capture import journal
from paraph.adapters.agents.capture.journal import append_moved
from paraph.adapters.agents.capture.journal_reading import Journal
from paraph.core.detect.lines.retrace import Mark, Told
from paraph.core.detect.lines.told_edits import ToldEdit
from paraph.core.errors import InputError, ReadError
from paraph.core.model.capture import Edit

COMMIT = "1" * 40


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "work")
    made.commit("begin", {"a.txt": "a\n", "b.txt": "b\n"})
    return made


def capture(repo: GitRepo) -> Path:
    return repo.path / ".git/paraph/capture"


def text(repo: GitRepo) -> str:
    return (capture(repo) / "journal.jsonl").read_text()


def test_entries_come_back_with_contents_and_edits(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.txt", "a\n", "b\n")
    append_moved(str(repo.path), {"a.txt": [[1, 1, "ai", "x", "s", "m"], [2, 2, "odd", "x", "s", "m"]]})
    found = Journal(str(repo.path))
    before, after, moved = found.entries()
    assert [one.kind for one in (before, after, moved)] == ["before", "after", "moved"]
    assert [found.content(one.files["a.txt"]) for one in (before, after)] == [b"a\n", b"b\n"]
    assert found.told_edits(after) == {"a.txt": (ToldEdit(b"a\n", b"b\n"),)}
    assert found.told_edits(moved) == {}
    assert moved.told == {"a.txt": (Told(1, 1, Mark("ai", "x", "s", "m")),)}
    assert (after.agent, after.session, after.model, after.deed) == ("claude-code", "one", "model-1", "edit")
    assert found.notices == []


def test_no_journal_and_no_repository(repo: GitRepo, tmp_path: Path) -> None:
    found = Journal(str(repo.path))
    assert found.entries() == ()
    found.settle(COMMIT, lambda _: True)
    assert not capture(repo).exists()
    with pytest.raises(InputError, match="no work tree"):
        Journal(str(tmp_path))


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"v":1}', b'{"v":2,"kind":"after","at":1,"tree":"","files":{}}',
        b'{"v":1,"kind":"odd","at":1,"files":{}}', b'{"v":1,"kind":"after","at":"x","files":{}}',
        b'{"v":1,"kind":"after","at":1,"files":[]}', b'{"v":1,"kind":"after","at":1,"files":{"a":3}}',
        b'{"v":1,"kind":"after","at":1,"files":{"a":"b"},"agent":7}',
        b'{"v":1,"kind":"after","at":1,"files":{},"told":7}',
        b'{"v":1,"kind":"moved","at":1,"files":{},"told":{"a":[1]}}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_line_is_passed_over_with_a_notice(repo: GitRepo, line: bytes) -> None:
    Agent(repo.path).edit("a.txt", "a\n", "b\n")
    path = capture(repo) / "journal.jsonl"
    path.write_bytes(line + b"\n" + path.read_bytes())
    found = Journal(str(repo.path))
    assert [one.kind for one in found.entries()] == ["before", "after"]
    assert found.notices == ["1 line of the capture journal cannot be read; nothing is attributed by them"]


def test_a_last_line_that_was_torn_is_passed_over_with_a_notice(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.txt", "a\n", "b\n")
    path = capture(repo) / "journal.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    found = Journal(str(repo.path))
    assert [one.kind for one in found.entries()] == ["before"]
    assert len(found.notices) == 1
    Agent(repo.path).edit("a.txt", "b\n", "c\n")
    assert [one.kind for one in Journal(str(repo.path)).entries()] == ["before", "before", "after"]


def test_a_content_that_was_changed_is_none(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.txt", "a\n", "b\n")
    found = Journal(str(repo.path))
    digest = found.entries()[0].files["a.txt"]
    path = Path(journal.snapshot_path(str(capture(repo)), digest))
    for content in (zlib.compress(b"other"), b"broken", zlib.compress(bytes(1 << 26))):
        path.write_bytes(content)
        assert Journal(str(repo.path)).content(digest) is None
    path.unlink()
    assert Journal(str(repo.path)).content(digest) is None
    assert found.content("absent") is None
    assert found.content("../" * 21 + "x") is None


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"a.txt":[[1,2]]}', b'{"a.txt":[[1,2,3]]}', b'{"a.txt":5}'])
def test_edits_that_cannot_be_read_tell_nothing(repo: GitRepo, content: bytes) -> None:
    Agent(repo.path).edit("a.txt", "a\n", "b\n")
    found = Journal(str(repo.path))
    digest = journal.keep(str(capture(repo)), content)
    assert found.told_edits(found.entries()[0]._replace(edits=digest)) == {}


def test_what_a_file_holds_now(repo: GitRepo) -> None:
    found = Journal(str(repo.path))
    (repo.path / "link").symlink_to("a.txt")
    (repo.path / os.fsdecode(b"\xe9")).write_bytes(b"e")
    assert [found.held(path) for path in ("a.txt", "none", "link", ".git", "\\xe9")] == [b"a\n", None, None, None, b"e"]


def test_what_is_settled_is_forgotten_and_the_rest_is_kept(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.edit("a.txt", "a\n", "A\n")
    agent.act((Edit("a.txt", "A", "AA"), Edit("b.txt", "b", "B")), lambda: repo.write("b.txt", "B\n"))
    found = Journal(str(repo.path))
    found.settle(COMMIT, lambda path: path == "a.txt")
    assert [sorted(one.files) for one in found.entries()] == [["b.txt"]] * 3
    assert [one.kind for one in found.entries()] == ["before", "after", "committed"]
    kept = {one.files["b.txt"] for one in found.entries()}
    assert [Journal(str(repo.path)).content(digest) for digest in sorted(kept)] != [None] * len(kept)
    found.settle(COMMIT, lambda _: True)
    assert text(repo) == ""
    assert [path for path in (capture(repo) / "snapshots").rglob("*") if path.is_file()] == []


def test_a_call_that_is_under_way_is_kept(repo: GitRepo) -> None:
    agent = Agent(repo.path)
    agent.event("before", "edit", "open", (Edit("a.txt", "a", "b"),))
    found = Journal(str(repo.path))
    found.settle(COMMIT, lambda _: True)
    assert [one.call for one in found.entries()] == ["open", ""]


def test_old_work_on_a_file_that_is_gone_is_forgotten(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    Agent(repo.path).write("new.txt", "n\n")
    (repo.path / "new.txt").unlink()
    found = Journal(str(repo.path))
    found.settle(COMMIT, lambda _: False)
    assert len(found.entries()) == 3
    now = time.time() + 31 * 86_400
    monkeypatch.setattr(time, "time", lambda: now)
    found.settle(COMMIT, lambda _: False)
    assert found.entries() == ()


def test_other_work_trees_are_left_alone_until_they_are_gone(repo: GitRepo) -> None:
    other = repo.path.parent / "other"
    repo.git("worktree", "add", "--quiet", str(other), "-b", "side")
    Agent(other).edit("a.txt", "a\n", "A\n")
    Agent(repo.path).edit("a.txt", "a\n", "A\n")
    found = Journal(str(repo.path))
    assert len(found.entries()) == 2
    found.settle(COMMIT, lambda _: True)
    assert (len(found.entries()), len(Journal(str(other)).entries())) == (0, 2)
    repo.git("worktree", "remove", "--force", str(other))
    found.settle(COMMIT, lambda _: True)
    assert text(repo) == ""


def test_a_full_disk_leaves_the_journal_as_it_was(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    Agent(repo.path).edit("a.txt", "a\n", "A\n")
    before = text(repo)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ReadError, match="No space"):
        Journal(str(repo.path)).settle(COMMIT, lambda _: True)
    assert text(repo) == before
    assert [path.name for path in capture(repo).iterdir() if path.name.startswith("journal")] == ["journal.jsonl"]


def test_a_journal_that_may_not_be_read(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.txt", "a\n", "A\n")
    (capture(repo) / "journal.jsonl").unlink()
    (capture(repo) / "journal.jsonl").mkdir()
    with pytest.raises(ReadError, match="cannot be read"):
        Journal(str(repo.path)).entries()


def test_the_journal_holds_one_json_object_a_line(repo: GitRepo) -> None:
    Agent(repo.path).edit("a.txt", "a\n", "A\n")
    Journal(str(repo.path)).settle(COMMIT, lambda _: False)
    assert [type(json.loads(line)) for line in text(repo).splitlines()] == [dict] * 3
