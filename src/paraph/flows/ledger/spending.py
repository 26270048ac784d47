"""Which sign-offs does a landing use up?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from paraph.flows.ledger.recorded_movements import landings_of
from paraph.ports.ledger import KeptStatement, Ledger

SPENT_KINDS = ("signoff", "override")
TOLD_KINDS = ("declaration", "owner-transfer")


MOST_NAMED = 256
"""An entry names no more of them: nobody shall sign so much that a landing cannot be recorded."""


def named_in_entry(ids: Sequence[str]) -> list[str]:
    """Those that an entry names; the rows have them all."""
    return list(dict.fromkeys(ids))[:MOST_NAMED]


def is_spent(statement: KeptStatement) -> bool:
    """Whether a statement that can be used once has been."""
    return statement.kind in SPENT_KINDS and statement.spent_by is not None


def spent_by_landing(
    statements: Sequence[KeptStatement], diffs: Sequence[str], used: Sequence[str] = ()
) -> tuple[str, ...]:
    """The sign-offs that are used up once these reviewed changes have landed, whether or not they were needed.

    `used` are ids of statements that counted for another part of what they were signed for.
    """
    landed = frozenset(filter(None, diffs))
    return tuple(
        each.id for each in statements if each.kind in SPENT_KINDS and (each.diff in landed or each.id in used)
    )


def told_of_landing(statements: Sequence[KeptStatement], diffs: Sequence[str]) -> tuple[str, ...]:
    """What authors said of content that has landed now: it is not asked for again, unless just this comes back."""
    landed = frozenset(filter(None, diffs))
    return tuple(each.id for each in statements if each.kind in TOLD_KINDS and each.diff in landed)


def still_asked(statements: Sequence[KeptStatement], diff: str) -> list[KeptStatement]:
    """The statements that can say something of a reviewed change: not those that were used up, nor what authors said
    of other content that has landed. A repository of ten thousand changes would read all of these at every push."""
    return [
        each._replace(spent_by=None) if each.kind in TOLD_KINDS else each
        for each in statements
        if not is_spent(each) and (each.kind not in TOLD_KINDS or each.spent_by is None or each.diff == diff)
    ]


def used_up(ledger: Ledger, ref: str, decided: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Once what a `decided` entry of a ref speaks of has landed: the sign-offs that it uses up, those that came in
    since included, and what else was said of it."""
    diffs = [part.get("change", {}).get("diff", "") for part in landings_of(decided)]
    named = [id_ for id_ in decided.get("spends") or () if isinstance(id_, str)]
    kept = ledger.statements_about([ref], diffs=diffs) + (ledger.statements(ids=named) if named else [])
    found = {each.id: each for each in kept if each.target == ref and each.spent_by is None}
    live = sorted(found.values(), key=lambda each: each.entry)
    return spent_by_landing(live, diffs, named), told_of_landing(live, diffs)
