"""Do whole sessions go, the oldest first, once what was kept takes too much room?"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from gitbuild import GitRepo
from paraph.adapters.agents.capture import room
from paraph.adapters.agents.capture.journal import append_event, append_moved
from paraph.adapters.agents.capture.journal_reading import Journal
from paraph.core.model.capture import Edit, ToolEvent
from paraph.core.model.noun import changed

BYTES = 10_000


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    monkeypatch.setattr(room, "MOST_BYTES", 8 * BYTES)
    return GitRepo(tmp_path / "work")


def works(repo: GitRepo, session: str, path: str) -> str:
    """Let an agent write so many bytes that are all its own; what is said of it."""
    event = ToolEvent(
        "codex", session, "before", "Write", "edit", str(repo.path), f"{session}{path}", "", (Edit(path),)
    )
    said = append_event(str(repo.path), event)
    repo.write(path, random.Random(session + path).randbytes(BYTES).hex()[:BYTES] * 2)
    return said + append_event(str(repo.path), changed(event, moment="after"))


def lines(repo: GitRepo) -> list[dict[str, Any]]:
    path = repo.path / ".git/paraph/capture/journal.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_the_oldest_sessions_go_first_and_it_is_said(repo: GitRepo) -> None:
    said = ""
    for number in range(30):
        said = works(repo, f"s{number // 3}", f"f{number}")
        if said:
            break
    assert "sessions longest ago is gone" in said
    assert "paraph hook install --local" in said
    left = {each["session"] for each in lines(repo)}
    assert "s0" not in left
    assert f"s{number // 3}" in left
    kept = room.counted(f"{repo.path}/.git/paraph/capture")
    assert kept is None
    held = [path.stat().st_size for path in (repo.path / ".git/paraph/capture/snapshots").rglob("*") if path.is_file()]
    assert 0 < sum(held) <= 4 * BYTES
    journal = Journal(str(repo.path))
    names = [digest for each in journal.entries() for digest in each.files.values() if len(digest) == 64]
    assert all(journal.content(digest) is not None for digest in names)
    assert works(repo, "next", "g") == ""


def test_what_git_moved_stays_as_long_as_a_session_before_it(repo: GitRepo) -> None:
    works(repo, "old", "a")
    works(repo, "lasting", "b")
    append_moved(str(repo.path))
    for number in range(3):
        works(repo, "old", f"c{number}")
    said = "".join(works(repo, "lasting", f"d{number}") for number in range(9))
    assert "gone" in said
    kept = lines(repo)
    assert not any(each.get("session") == "old" for each in kept)
    first = next((at for at, each in enumerate(kept) if each.get("agent")), 0)
    assert first == 0


def test_a_count_that_is_lost_is_taken_anew(repo: GitRepo) -> None:
    works(repo, "s", "a")
    count = repo.path / ".git/paraph/capture" / room.COUNT
    before = int(count.read_text())
    count.write_text("torn")
    works(repo, "s", "b")
    assert int(count.read_text()) > before
    room.forget_count(str(count.parent))
    room.forget_count(str(count.parent))
    assert room.counted(str(count.parent)) is None
