"""Where have the protected branches stood by right?

A commit that a landing only passed by was never judged by itself, and one that came past the hooks was not judged at
all: no other branch begins there, and no tag names it, without being judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.ports.ledger import Ledger


class Stood(NamedTuple):
    """`tips` are the commits to which a movement went that was let in, or accepted by an operator; `beginnings` are
    those with which the record of a branch begins: nothing is known of what was below them."""

    tips: frozenset[str]
    beginnings: tuple[str, ...]


def where_stood(ledger: Ledger, branches: Iterable[str]) -> Stood:
    """What the ledger says of some branches."""
    done = [each for ref in branches for each in ledger.movements(ref) if each.state in ("landed", "excepted")]
    beginnings = dict.fromkeys(each.new for each in done if not each.old and not each.verdict and each.new)
    return Stood(frozenset(each.new for each in done if each.new), tuple(beginnings))
