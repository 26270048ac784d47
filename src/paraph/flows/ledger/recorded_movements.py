"""What does the ledger say of each movement of a ref, all its entries taken together?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from paraph.core.ledger.entry import read_entry
from paraph.ports.ledger import Ledger, Movement

NOTHING = frozenset("0")
GAP = 256
_KINDS = {
    "decided": ("decided",), "refused": ("decided",), "landed": ("landed", "genesis"),
    "excepted": ("exception", "landed", "decided"), "alarm": ("alarm",),
}  # fmt: skip


class Recorded(NamedTuple):
    """One movement: the last word on whether it landed (`landed`, `alarm`, or `excepted` by an operator), the last one
    on whether it may (`decided`, `refused`, or `excepted` where nothing was enforced), and the entries behind them as
    data, empty where there is none. `refused` is the last refusal before it was let in."""

    ref: str
    old: str
    new: str
    done: Movement | None
    decision: Movement | None
    done_entry: dict[str, Any]
    decision_entry: dict[str, Any]
    refused: Movement | None
    refused_entry: dict[str, Any]

    @property
    def is_beginning(self) -> bool:
        """Whether it only says where the record of this ref begins: with what was there, or had landed elsewhere."""
        forms = {self.decision_entry.get("form"), self.done_entry.get("form"), self.done_entry.get("kind")}
        return "genesis" in forms or ("create" in forms and not landings_of(self.decision_entry))

    @property
    def approved_tree(self) -> str:
        """The tree that was decided on, empty where the record names none."""
        return str(self._change().get("tree") or "")

    @property
    def head(self) -> str:
        """The head that was to land last, empty where the record names none."""
        return str(self._change().get("head") or "")

    @property
    def lost(self) -> tuple[str, ...]:
        """In words, what the commits that landed do not say of tools and co-authors, though those of the heads did."""
        every = (part.get("lost") for part in landings_of(self.decision_entry))
        return tuple(dict.fromkeys(str(word) for lost in every if isinstance(lost, list) for word in lost))

    def _change(self) -> dict[str, Any]:
        """What was to be there in the end: of the last landing, or of the movement where it needed no judging."""
        last = (landings_of(self.decision_entry) or [self.decision_entry])[-1]
        change = last.get("change")
        return change if isinstance(change, dict) else {}


def landings_of(decided: dict[str, Any]) -> list[dict[str, Any]]:
    """The landings that a `decided` entry judged, in order: its parts, or itself; none where no policy was asked."""
    parts = decided.get("parts")
    if isinstance(parts, list):
        return [part for part in parts if isinstance(part, dict)]
    return [decided] if "tier" in decided and isinstance(decided.get("change"), dict) else []


def recorded_movements(ledger: Ledger, ref: str) -> list[Recorded]:
    """Every movement of the ref that the ledger knows, in the order of its last entry."""
    known = {(each.old, each.new, each.state): each for each in ledger.movements(ref)}
    said = dict(entries_at(ledger, (each.entry for each in known.values())))
    latest = {key: each for key, each in known.items() if agrees(each, said[each.entry])}
    done: dict[tuple[str, str], Movement] = {}
    decided: dict[tuple[str, str], Movement] = {}
    refused: dict[tuple[str, str], Movement] = {}
    for each in sorted(latest.values(), key=lambda movement: movement.entry):
        is_decision = said[each.entry].get("kind") == "decided"
        (decided if is_decision else done)[(each.old, each.new)] = each
        if each.state == "refused":
            refused[(each.old, each.new)] = each
    keys = sorted(done.keys() | decided.keys(), key=lambda key: _last(done.get(key), decided.get(key)))
    return [_recorded(ref, key, (done.get(key), decided.get(key), refused.get(key)), said) for key in keys]


def agrees(movement: Movement, said: dict[str, Any]) -> bool:
    """Whether an entry says what its row does: the entries are what the log vouches for, and rows can be altered."""
    if said.get("kind") not in _KINDS[movement.state]:
        return False
    if said["kind"] == "genesis":
        tips = said.get("tips")
        return isinstance(tips, dict) and (movement.old, movement.new) == ("", tips.get(movement.ref))
    if movement.state == "excepted" and said["kind"] == "decided" and not said.get("excepted"):
        return False
    if movement.state == "decided" and (said.get("withheld_by") or said.get("verdict") != movement.verdict):
        return False
    return tuple(said.get(name) for name in ("ref", "old", "new")) == (movement.ref, movement.old, movement.new)


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
    ref: str, key: tuple[str, str], movements: tuple[Movement | None, ...], said: dict[int, dict[str, Any]]
) -> Recorded:
    done, decided, refused = movements
    refused = None if refused is decided else refused
    entries = [said.get(each.entry, {}) if each else {} for each in (done, decided, refused)]
    return Recorded(ref, *key, done, decided, entries[0], entries[1], refused, entries[2])
