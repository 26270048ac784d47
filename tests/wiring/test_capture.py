"""Does a commit get its record from what was captured, and its digest put down?"""

from __future__ import annotations

from pathlib import Path

from agent_hands import Agent, recorded
from gitbuild import GitRepo
from paraph.adapters.agents.capture.recorded_notes import recorded_digests
from paraph.wiring import open_repository
from paraph.wiring.capture import note_commit, uncommitted
from paraph.wiring.line_records import attribution_records


def test_a_commit_is_noted_once(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    commit = repo.commit("begin", {"a.txt": "a\n"})
    assert note_commit(str(repo.path)) == (None, ())
    Agent(repo.path).edit("a.txt", "a\n", "a\nb\n")
    ((session,), notices) = uncommitted(str(repo.path))
    assert ([file.path for file in session.files], notices) == (["a.txt"], ())
    commit = repo.commit("one")
    made, _ = note_commit(str(repo.path), commit)
    assert made
    assert recorded(repo.path) == {"a.txt": ".A"}
    with open_repository(str(repo.path)) as reader, attribution_records(reader) as records:
        (kept,) = records.attributions([commit])
        assert recorded_digests(reader.private_area()) == {commit: kept.digest}
    assert note_commit(str(repo.path), commit) == (None, ())
    assert recorded(repo.path) == {"a.txt": ".A"}
    assert uncommitted(str(repo.path)) == ((), ())


def test_a_damaged_journal_is_told_of(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "work")
    Agent(repo.path).write("a.txt", "a\n")
    with (repo.path / ".git/paraph/capture/journal.jsonl").open("a") as file:
        file.write("torn\n")
    repo.commit("one")
    made, notices = note_commit(str(repo.path))
    assert made
    assert len(notices) == 1
