from __future__ import annotations

from pathlib import Path

from paraph.adapters.store.files import FileCache
from paraph.adapters.store.memory import MOST_OF_A_KIND, MemoryCache


def test_what_is_put_is_there_and_nowhere_else(tmp_path: Path) -> None:
    below = FileCache(str(tmp_path))
    below.put("graph", "old", (1,))
    cache = MemoryCache(below)
    assert (cache.get("graph", "old"), cache.get("graph", "new")) == ((1,), None)
    cache.put("graph", "new", (2,))
    cache.put("graph", "old", (3,))
    assert (cache.get("graph", "old"), cache.get("graph", "new")) == ((3,), (2,))
    assert (below.get("graph", "old"), below.get("graph", "new")) == ((1,), None)


def test_only_the_newest_of_a_kind_are_kept(tmp_path: Path) -> None:
    cache = MemoryCache(FileCache(str(tmp_path)))
    for number in range(MOST_OF_A_KIND + 1):
        cache.put("graph", f"t{number}", number)
        cache.put("graph", "t1", "again")
        cache.put("tools", "t0", number)
    assert cache.get("graph", "t0") is None
    assert cache.get("graph", "t1") == "again"
    assert cache.get("tools", "t0") == MOST_OF_A_KIND
