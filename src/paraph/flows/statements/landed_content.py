"""Has this content landed on the target since it was signed?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from paraph.core.errors import ReadError
from paraph.ports.repository import RepositoryReader

MOST_MOVEMENTS = 5_000


class FileState(NamedTuple):
    """What one path holds."""

    mode: str
    blob: str


class LandedContent:
    """The first-parent movements of a target up to its tip, read once for each commit that they are asked from."""

    def __init__(self, reader: RepositoryReader, tip: str) -> None:
        self._reader = reader
        self._tip = tip
        self._since: dict[str, list[dict[str, FileState]] | None] = {}

    def has_landed(self, base: str, before: Mapping[str, FileState], after: Mapping[str, FileState]) -> bool | None:
        """Whether the target, from `base` on, came to hold `after` at all these paths at once, in one movement or
        several; None where that cannot be told.

        Only movements that touch one of the paths count, so that content which was there all along is not landed.
        """
        if base == self._tip or not after:
            return False
        movements = self._movements(base)
        if movements is None:
            return None
        state = dict(before)
        for movement in movements:
            touched = movement.keys() & after.keys()
            for path in touched:
                state[path] = movement[path]
            if touched and all(state[path] == after[path] for path in after):
                return True
        return False

    def landed_paths(self, base: str, after: Mapping[str, FileState]) -> frozenset[str] | None:
        """Those of some paths that a movement after `base` brought to what they hold in `after`, whatever it brought
        beside them; None where that cannot be told."""
        movements = [] if base == self._tip else self._movements(base)
        if movements is None:
            return None
        return frozenset(path for each in movements for path in each.keys() & after.keys() if each[path] == after[path])

    def _movements(self, base: str) -> list[dict[str, FileState]] | None:
        """What each movement after `base` put where, oldest first; None where they cannot be read, or are too many."""
        if base not in self._since:
            self._since[base] = self._read(base)
        return self._since[base]

    def _read(self, base: str) -> list[dict[str, FileState]] | None:
        try:
            landed = self._reader.landed(self._tip, after=base, limit=MOST_MOVEMENTS + 1)
            found = [{one.path: FileState(one.new_mode, one.new_blob) for one in each.files} for each in landed]
        except ReadError:
            return None
        return found[::-1] if len(found) <= MOST_MOVEMENTS else None
