"""What was signed in the model, by whom, and does it count by its signature alone?

Part of the oracle: nothing here shares code with the gate.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

LEVELS = ("junior", "mid", "senior", "staff", "principal")
TIERS = ("low", "medium", "high", "critical")

LASTING = ("veto", "withdrawal")


@dataclass
class Span:
    """The days of a key, in ISO 8601; empty for no bound."""

    start: str = ""
    end: str = ""
    revoked: str = ""

    def is_good(self, day: str) -> bool:
        """Whether what the key signs on a day counts."""
        is_inside = (not self.start or self.start <= day) and (not self.end or day <= self.end)
        return is_inside and (not self.revoked or day < self.revoked)


@dataclass
class Somebody:
    """A person or robot as the directory has them now, with their keys by name."""

    id: str
    level: str
    addresses: tuple[str, ...]
    has_left: bool = False
    keys: dict[str, Span] = field(default_factory=dict)


@dataclass
class Rules:
    """The policy as it is now."""

    count: int = 1
    level: str = "senior"
    binding: str = "tree"
    core_tier: str = "medium"
    answers: str = "optional"
    is_tested: bool = False
    has_owners: bool = False


@dataclass
class Paper:
    """A statement as it was signed, whether or not it should count. `signers` are people with the names of the keys
    that were used, the named person first; `order` is when it came in."""

    id: str
    kind: str
    signers: tuple[tuple[str, str], ...]
    target: str
    base: str
    head: str
    tree: str
    diff: str
    identity: str
    at: int
    order: int
    expires_at: int = 0
    tier: str = "medium"
    of: str = ""
    is_yes: bool = True
    shown: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    ai_lines: int = 0
    rules: tuple[str, ...] = ()

    @property
    def person(self) -> str:
        """Whom it names."""
        return self.signers[0][0]


class Registry(Protocol):
    """What signatures are held against."""

    @property
    def people(self) -> Mapping[str, Somebody]: ...

    @property
    def papers(self) -> Mapping[str, Paper]: ...

    @property
    def identity(self) -> str: ...

    @property
    def now(self) -> int: ...


def day_of(moment: int) -> str:
    """The UTC day of epoch seconds."""
    return time.strftime("%Y-%m-%d", time.gmtime(moment))


def is_valid(world: Registry, paper: Paper, who: str = "", key: str = "", *, is_lasting: bool = True) -> bool:
    """Whether a statement is for this repository, and signed by whom it names (or by `who`) with a key of theirs that
    is good today and was on the day that it claims. A no outlives the end of its key, and so does what takes back."""
    named, used = paper.signers[0]
    holder, name = who or named, key or used
    if name not in world.people[holder].keys:
        return False
    span, today, then = world.people[holder].keys[name], day_of(world.now), day_of(paper.at)
    if paper.kind == "evidence":
        return span.is_good(today)
    lasting = Span(span.start, "", span.revoked) if is_lasting and paper.kind in LASTING else span
    return paper.identity == world.identity and lasting.is_good(today) and span.is_good(then)


def taken_back(world: Registry, paper: Paper) -> set[str]:
    """Who says, signed, that a statement is taken back; a veto of somebody else's with a key that is good today."""
    found = set()
    for each in world.papers.values():
        if each.kind == "withdrawal" and each.of == paper.id:
            is_own = paper.kind != "veto" or each.person == paper.person
            found |= {each.person} if is_valid(world, each, is_lasting=is_own) else set()
    return found
