"""Who worked here lately, and what kinds of file do changes touch?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from paraph.core.tier.kinds import kinds_between
from paraph.ports.progress import Progress
from paraph.ports.repository import LandedChange

ROWS_KEPT = 5_000


class Reach(NamedTuple):
    """What one landed change touched: its kinds, whether nothing but documents and tests, its widest dependents."""

    kinds: frozenset[str]
    is_light: bool
    dependents: int


@dataclass(slots=True)
class Survey:
    """A history in numbers. `reaches` keeps the newest `ROWS_KEPT` changes, enough to measure shares;
    `kinds_by_address` counts for each author's address the changes of each kind."""

    reaches: list[Reach] = field(default_factory=list)
    kinds_by_address: dict[str, Counter[str]] = field(default_factory=dict)
    changes: int = 0
    newest: int = 0

    def share(self, kind: str) -> float:
        """The share of the surveyed changes that touch a kind, 0 where nothing was surveyed."""
        return sum(kind in reach.kinds for reach in self.reaches) / len(self.reaches) if self.reaches else 0.0


def survey(landed: Iterable[LandedChange], dependents: Mapping[str, tuple[int, int]], progress: Progress) -> Survey:
    """Read a history once, newest first."""
    result = Survey()
    for change in landed:
        result.changes += 1
        result.newest = max(result.newest, change.landing.commit_time)
        reach = _reach(change, dependents)
        if len(result.reaches) < ROWS_KEPT:
            result.reaches.append(reach)
        for commit in change.brought or (change.landing,):
            result.kinds_by_address.setdefault(commit.author_email.lower(), Counter()).update(reach.kinds)
        progress.advance()
    return result


def _reach(change: LandedChange, dependents: Mapping[str, tuple[int, int]]) -> Reach:
    kinds: set[str] = set()
    is_light = bool(change.files)
    widest = 0
    for each in change.files:
        found = kinds_between(each.path, each.old_mode, each.new_mode)
        kinds.update(found)
        is_light = is_light and bool(found) and {"docs", "tests"}.issuperset(found)
        widest = max(widest, dependents.get(each.path, (0, 0))[1])
    return Reach(frozenset(kinds), is_light, widest)
