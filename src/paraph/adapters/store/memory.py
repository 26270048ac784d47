"""How are worked-out values kept for the length of one run?"""

from __future__ import annotations

from paraph.ports.cache import Cache, CacheValue

MOST_OF_A_KIND = 4


class MemoryCache:
    """The newest values of each kind in memory; what is not there is looked for in another cache, which stays as
    it is: a history would only push out of it what the next call needs."""

    def __init__(self, below: Cache) -> None:
        self._below = below
        self._kinds: dict[str, dict[str, object]] = {}

    def get(self, kind: str, key: str) -> object | None:
        """The value kept under `kind` and `key`, None where there is no sound one."""
        known = self._kinds.get(kind, {}).get(key)
        return self._below.get(kind, key) if known is None else known

    def put(self, kind: str, key: str, value: CacheValue) -> None:
        """Keep a value, and drop the oldest of too many."""
        values = self._kinds.setdefault(kind, {})
        values.pop(key, None)
        values[key] = value
        if len(values) > MOST_OF_A_KIND:
            del values[next(iter(values))]
