"""Is what agents do written down whole or not at all, and is nobody ever held up by it?"""

from __future__ import annotations

import fcntl
import json
import os
import stat
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from gitbuild import GitRepo
from paraph.adapters.agents import append_line
from paraph.adapters.agents.capture import journal
from paraph.adapters.agents.capture.journal import append_committed, append_event, append_moved, watched_paths
from paraph.adapters.agents.work_tree import work_place
from paraph.core.model.capture import Deed, Edit, Moment, ToolEvent
from paraph.core.model.digest import sha256_hex


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "work")
    made.write("a.txt", "a\n")
    return made


def event(
    repo: GitRepo, *edits: Edit, moment: Moment = "before", deed: Deed = "edit", command: str = "", call: str = "c"
) -> ToolEvent:
    return ToolEvent("claude-code", "s", moment, "Edit", deed, str(repo.path), call, "m", edits, command)


def lines(repo: GitRepo) -> list[dict[str, Any]]:
    path = repo.path / ".git/paraph/capture/journal.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_one_event_is_one_line(repo: GitRepo) -> None:
    assert append_event(str(repo.path), event(repo, Edit("a.txt", "a", "b"), Edit("new.txt", None, "n"))) == ""
    (line,) = lines(repo)
    assert line["files"] == {"a.txt": sha256_hex(b"a\n"), "new.txt": "absent"}
    assert {name: line[name] for name in ("v", "kind", "tree", "agent", "session", "call", "deed")} == {
        "v": 1, "kind": "before", "tree": "", "agent": "claude-code", "session": "s", "call": "c", "deed": "edit",
    }  # fmt: skip
    capture = repo.path / ".git/paraph/capture"
    assert stat.S_IMODE(capture.stat().st_mode) == 0o700
    told = zlib.decompress(Path(journal.snapshot_path(str(capture), line["edits"])).read_bytes())
    assert json.loads(told) == {"a.txt": [["a", "b", False]], "new.txt": [[None, "n", False]]}


def test_what_is_no_plain_file_has_no_content(repo: GitRepo) -> None:
    repo.write("large.txt", b"x" * (journal.SNAPSHOT_BYTES + 1))
    (repo.path / "folder").mkdir()
    append_event(str(repo.path), event(repo, Edit("large.txt"), Edit("folder"), Edit("a.txt/below")))
    assert lines(repo)[0]["files"] == {"large.txt": "large", "folder": "special", "a.txt/below": "absent"}


@pytest.mark.parametrize("edits", [(), (Edit(""),), (Edit("/etc/hosts"),), (Edit(".git/config"),), (Edit("../x"),)])
def test_what_is_not_the_repositorys_is_not_written_down(repo: GitRepo, edits: tuple[Edit, ...]) -> None:
    assert append_event(str(repo.path), event(repo, *edits)) == ""
    assert lines(repo) == []


def test_other_moments_and_deeds_are_not_written_down(repo: GitRepo) -> None:
    assert append_event(str(repo.path), event(repo, Edit("a.txt"), moment="other")) == ""
    assert append_event(str(repo.path), event(repo, Edit("a.txt"), deed="other")) == ""
    assert append_event(str(repo.path), event(repo, deed="shell", command="ls")) == ""
    assert lines(repo) == []


def test_a_command_names_its_files_and_is_not_kept(repo: GitRepo) -> None:
    append_event(str(repo.path), event(repo, deed="shell", command="TOKEN=secret echo x > a.txt"))
    assert lines(repo)[0]["files"] == {"a.txt": sha256_hex(b"a\n")}
    assert "secret" not in json.dumps(lines(repo))


def test_a_path_of_which_not_all_is_told_is_told_by_the_file(repo: GitRepo) -> None:
    append_event(str(repo.path), event(repo, Edit("a.txt", "a", "b"), Edit("a.txt")))
    assert "edits" not in lines(repo)[0]


def test_where_head_moved(repo: GitRepo) -> None:
    assert append_moved(str(repo.path)) == ""
    assert lines(repo) == []
    append_event(str(repo.path), event(repo, Edit("a.txt", "a", "b")))
    repo.write("a.txt", "b\n")
    assert append_moved(str(repo.path)) == ""
    assert append_moved(str(repo.path), {"b.txt": [[1, 1, "ai", "x", "s", "m"]]}) == ""
    assert [line["kind"] for line in lines(repo)] == ["before", "moved", "moved"]
    assert lines(repo)[1]["files"] == {"a.txt": sha256_hex(b"b\n")}
    assert lines(repo)[2]["told"] == {"b.txt": [[1, 1, "ai", "x", "s", "m"]]}
    assert append_moved(str(repo.path.parent)) == ""


def test_a_commit_is_written_down(repo: GitRepo) -> None:
    place = work_place(str(repo.path))
    assert place is not None
    assert watched_paths(place) == frozenset()
    append_committed(place, "1" * 40, ["a.txt"])
    assert lines(repo)[0]["commit"] == "1" * 40
    assert watched_paths(place) == {"a.txt"}


def test_a_line_that_was_torn_is_closed_first(repo: GitRepo) -> None:
    append_event(str(repo.path), event(repo, Edit("a.txt")))
    path = repo.path / ".git/paraph/capture/journal.jsonl"
    path.write_bytes(path.read_bytes() + b'{"v":1,"ki')
    append_event(str(repo.path), event(repo, Edit("a.txt"), moment="after"))
    first, torn, last = path.read_bytes().splitlines()
    assert torn == b'{"v":1,"ki'
    assert [json.loads(one)["kind"] for one in (first, last)] == ["before", "after"]
    assert watched_paths(work_place(str(repo.path)) or pytest.fail("no place")) == {"a.txt"}


def test_a_full_disk_holds_nobody_up_and_loses_nothing(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    append_event(str(repo.path), event(repo, Edit("a.txt")))
    path = repo.path / ".git/paraph/capture/journal.jsonl"
    before = path.read_bytes()
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda fd, data: write(fd, data[:10]))
        assert "full" in append_event(str(repo.path), event(repo, Edit("a.txt"), moment="after"))
    assert path.read_bytes() == before

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refuse)
        repo.write("a.txt", "new\n")
        assert "No space" in append_event(str(repo.path), event(repo, Edit("a.txt"), moment="after"))
    assert path.read_bytes() == before
    assert not list((repo.path / ".git/paraph/capture/snapshots").glob("*/*.*"))


def test_a_journal_that_is_full_takes_no_more(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    append_event(str(repo.path), event(repo, Edit("a.txt")))
    monkeypatch.setattr(journal, "JOURNAL_BYTES", 10)
    assert "full" in append_event(str(repo.path), event(repo, Edit("a.txt"), moment="after"))
    assert len(lines(repo)) == 1


def test_another_writer_is_not_waited_for_forever(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    append_event(str(repo.path), event(repo, Edit("a.txt")))
    monkeypatch.setattr(append_line, "LOCK_SECONDS", 0.01)
    with (repo.path / ".git/paraph/capture/lock").open("rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert "another hook" in append_event(str(repo.path), event(repo, Edit("a.txt"), moment="after"))
        assert "another hook" in append_moved(str(repo.path))
    assert len(lines(repo)) == 1


def test_a_link_in_the_place_of_the_area_is_not_followed(repo: GitRepo, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (repo.path / ".git/paraph").symlink_to(tmp_path / "elsewhere")
    assert "no folder" in append_event(str(repo.path), event(repo, Edit("a.txt")))
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_many_at_once(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(append_line, "LOCK_SECONDS", 20)
    with ThreadPoolExecutor(8) as pool:
        given = [event(repo, Edit("a.txt", "a", "b" * number), call=str(number)) for number in range(80)]
        assert set(pool.map(lambda one: append_event(str(repo.path), one), given)) == {""}
    assert sorted(int(line["call"]) for line in lines(repo)) == list(range(80))


@pytest.mark.parametrize("path", ["a\0b", "\ud800.txt", "x" * 5000])
def test_an_odd_path_is_no_trouble(repo: GitRepo, path: str) -> None:
    said = append_event(str(repo.path), event(repo, Edit(path, "a", "b"), Edit("a.txt")))
    assert isinstance(said, str)
    assert said or lines(repo)
