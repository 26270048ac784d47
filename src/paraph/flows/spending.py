"""Which sign-offs does a landing use up?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.ports.ledger import KeptStatement

SPENT_KINDS = ("signoff", "override")


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
