"""Is the last signed checkpoint kept whole, for one at a time, or the trouble told?"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from paraph.adapters.store.second import FileSecond, MemorySecond, SecondStore
from paraph.core.errors import ReadError


@pytest.fixture(params=["file", "memory"])
def second(request: pytest.FixtureRequest, tmp_path: Path) -> SecondStore:
    return FileSecond(f"{tmp_path}/state/checkpoint") if request.param == "file" else MemorySecond()


def test_nothing_is_kept_at_first(second: SecondStore) -> None:
    assert second.last() == ""


def test_what_is_kept_replaces_what_was(second: SecondStore) -> None:
    for text in ("one — é\n", "two\n"):
        with second.held() as held:
            held.keep(text)
            assert held.last() == text
    assert second.last() == "two\n"


def test_one_at_a_time(second: SecondStore) -> None:
    order: list[str] = []

    def other() -> None:
        with second.held():
            order.append("other")

    with second.held():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(0.05)
        order.append("first")
    thread.join(10)
    assert order == ["first", "other"]


def test_a_file_is_its_owners_alone(tmp_path: Path) -> None:
    second = FileSecond(f"{tmp_path}/state/checkpoint")
    with second.held() as held:
        held.keep("x")
    assert {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "state").iterdir()} == {
        "checkpoint": 0o600, "checkpoint.lock": 0o600,
    }  # fmt: skip
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_a_torn_attempt_changes_nothing(tmp_path: Path) -> None:
    second = FileSecond(f"{tmp_path}/checkpoint")
    with second.held() as held:
        held.keep("good")
    (tmp_path / "checkpoint.new").write_text("tor")
    assert second.last() == "good"
    with second.held() as held:
        held.keep("better")
    assert second.last() == "better"


@pytest.mark.parametrize("what", ["a folder", "not text", "no folder"])
def test_what_cannot_be_used_is_told(what: str, tmp_path: Path) -> None:
    second = FileSecond(f"{tmp_path}/a/checkpoint")
    if what == "no folder":
        (tmp_path / "a").write_bytes(b"")
        with pytest.raises(ReadError, match="last signed checkpoint"), second.held():
            pass
        return
    (tmp_path / "a").mkdir()
    if what == "a folder":
        (tmp_path / "a" / "checkpoint").mkdir()
    else:
        (tmp_path / "a" / "checkpoint").write_bytes(b"\xff")
    with pytest.raises(ReadError, match="last signed checkpoint"):
        second.last()


def test_a_link_is_not_followed_when_writing(tmp_path: Path) -> None:
    second = FileSecond(f"{tmp_path}/checkpoint")
    (tmp_path / "checkpoint.new").symlink_to(tmp_path / "victim")
    with pytest.raises(ReadError), second.held() as held:
        held.keep("x")
    assert not (tmp_path / "victim").exists()
