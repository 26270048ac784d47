"""Is what the cache returns always what was put there, or nothing?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.adapters.store import files
from paraph.adapters.store.files import FileCache
from paraph.ports.cache import CacheValue


@pytest.fixture
def cache(tmp_path: Path) -> FileCache:
    return FileCache(str(tmp_path / "cache"))


def test_values_come_back(cache: FileCache) -> None:
    value: CacheValue = {"a": (1, None, True, b"x", ["y"])}
    cache.put("graph", "abc-1.1", value)
    assert cache.get("graph", "abc-1.1") == value
    assert cache.get("graph", "other") is None
    assert cache.get("imports", "abc-1.1") is None


def test_a_later_value_replaces_the_earlier(cache: FileCache) -> None:
    cache.put("graph", "a", "one")
    cache.put("graph", "a", "two")
    assert cache.get("graph", "a") == "two"


@settings(max_examples=60)
@given(at=st.integers(0, 200), flip=st.integers(1, 255), cut=st.booleans())
def test_a_damaged_entry_is_ignored(tmp_path_factory: pytest.TempPathFactory, at: int, flip: int, cut: bool) -> None:
    folder = tmp_path_factory.mktemp("cache")
    cache = FileCache(str(folder))
    cache.put("graph", "a", ("value", 1, 2, 3))
    entry = folder / "graph" / "a"
    data = bytearray(entry.read_bytes())
    at %= len(data)
    if cut:
        del data[at:]
    else:
        data[at] ^= flip
    entry.write_bytes(data)
    assert cache.get("graph", "a") is None


@pytest.mark.parametrize(
    ("kind", "key"), [("graph", "../a"), ("..", "a"), ("graph", ""), ("graph", "a/b"), ("graph", "a" * 200)]
)
def test_names_cannot_lead_out(cache: FileCache, tmp_path: Path, kind: str, key: str) -> None:
    cache.put(kind, key, "value")
    assert cache.get(kind, key) is None
    assert list(tmp_path.rglob("*")) == []


def test_a_link_or_a_pipe_is_no_entry(cache: FileCache, tmp_path: Path) -> None:
    cache.put("graph", "a", "value")
    folder = tmp_path / "cache" / "graph"
    (folder / "linked").symlink_to(folder / "a")
    os.mkfifo(folder / "pipe")
    assert cache.get("graph", "linked") is None
    assert cache.get("graph", "pipe") is None


def test_entries_are_bounded_and_no_draft_is_left(cache: FileCache, tmp_path: Path) -> None:
    for number in range(files.MAX_ENTRIES_OF_A_KIND + 5):
        cache.put("graph", f"k{number}", number)
    kept = [path.name for path in (tmp_path / "cache" / "graph").iterdir()]
    assert len(kept) == files.MAX_ENTRIES_OF_A_KIND
    assert not any("~" in name for name in kept)


def test_a_place_that_cannot_be_written_and_a_value_that_cannot_be_kept_cost_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    FileCache(str(blocked)).put("graph", "a", "value")
    assert FileCache(str(blocked)).get("graph", "a") is None
    FileCache(str(tmp_path)).put("graph", "b", object())  # type: ignore[arg-type]
    assert FileCache(str(tmp_path)).get("graph", "b") is None
