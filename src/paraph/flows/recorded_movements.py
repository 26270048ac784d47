"""What does the ledger say of each movement of a ref, all its entries taken together?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from paraph.core.ledger.entry import read_entry
from paraph.ports.ledger import Ledger, Movement

NOTHING = frozenset("0")
GAP = 256


class Recorded(NamedTuple):
    """One movement: the last word on whether it landed (`landed`, `alarm`, `excepted`), the last one on whether it
    may (`decided`, `refused`), and the entries behind them as data, empty where there is none."""

    ref: str
    old: str
    new: str
    done: Movement | None
    decision: Movement | None
    done_entry: dict[str, Any]
    decision_entry: dict[str, Any]

    @property
    def is_beginning(self) -> bool:
        """Whether it only says where the record begins."""
        return "genesis" in (self.decision_entry.get("form"), self.done_entry.get("form"), self.done_entry.get("kind"))

    @property
    def approved_tree(self) -> str:
        """The tree that was decided on, empty where the record names none."""
        change = self.decision_entry.get("change")
        found = change.get("tree") if isinstance(change, dict) else None
        return found if isinstance(found, str) else ""


def recorded_movements(ledger: Ledger, ref: str) -> list[Recorded]:
    """Every movement of the ref that the ledger knows, in the order of its last entry."""
    done: dict[tuple[str, str], Movement] = {}
    decided: dict[tuple[str, str], Movement] = {}
    for each in ledger.movements(ref):
        (decided if each.state in ("decided", "refused") else done)[(each.old, each.new)] = each
    said = dict(entries_at(ledger, (each.entry for found in (done, decided) for each in found.values())))
    keys = sorted(done.keys() | decided.keys(), key=lambda key: _last(done.get(key), decided.get(key)))
    return [_recorded(ref, key, done.get(key), decided.get(key), said) for key in keys]


def is_nothing(commit: str) -> bool:
    """Whether an end of a movement is the absence of a ref: empty, or all zeros as git writes it."""
    return not set(commit) - NOTHING


def entries_at(ledger: Ledger, indexes: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Some entries as data. What lies close together is read in one go."""
    wanted = sorted(set(indexes))
    cuts = [at for at, (before, after) in enumerate(pairwise(wanted), 1) if after - before > GAP]
    for start, end in pairwise([0, *cuts, len(wanted)]):
        asked = set(wanted[start:end])
        if asked:
            first, last = min(asked), max(asked)
            for index, content in enumerate(ledger.entries(first, last + 1), first):
                if index in asked:
                    yield index, read_entry(content)


def _last(*movements: Movement | None) -> int:
    return max(each.entry for each in movements if each is not None)


def _recorded(
    ref: str, key: tuple[str, str], done: Movement | None, decided: Movement | None, said: dict[int, dict[str, Any]]
) -> Recorded:
    empty: dict[str, Any] = {}
    return Recorded(
        ref, *key, done, decided, said.get(done.entry, empty) if done else empty,
        said.get(decided.entry, empty) if decided else empty,
    )  # fmt: skip
