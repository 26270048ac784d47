"""Which statements can say something of this landing?

A repository of fifty thousand landed changes holds several times as many statements. Only those are read that speak of
the content at hand, and what stands on its target whatever the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from paraph.flows.ledger.spending import is_spent, still_asked
from paraph.ports.ledger import KeptStatement, Ledger

MOST_KEPT = 4_096
"""Names asked for in one go."""


class KnownStatements:
    """What the ledger holds for a ref, and reports that are for no ref, with what a push brings itself.

    `taken` are the statements of this push, `now` is epoch seconds. What has expired is left out.
    """

    def __init__(self, ledger: Ledger, ref: str, taken: Iterable[KeptStatement], now: int) -> None:
        self._ledger = ledger
        self._targets = tuple(dict.fromkeys((ref, "")))
        self._now = now
        self._taken = self._as_kept([each for each in taken if each.target in self._targets])
        self._spent: frozenset[str] = frozenset()

    def _as_kept(self, taken: Sequence[KeptStatement]) -> dict[str, KeptStatement]:
        """Those of this push; one that was used up before stays used up."""
        before = {each.id: each for each in self._ledger.statements(ids=[each.id for each in taken])} if taken else {}
        return {each.id: each._replace(spent_by=before[each.id].spent_by) if each.id in before else each
                for each in taken}  # fmt: skip

    def without(self, spent: Iterable[str]) -> KnownStatements:
        """The same once these have been used up."""
        left = KnownStatements(self._ledger, self._targets[0], (), self._now)
        left._taken, left._spent = self._taken, self._spent.union(spent)
        return left

    def is_empty(self) -> bool:
        """Whether nobody ever said anything that could count here."""
        return not self._taken and not self._ledger.is_spoken_of(self._targets)

    def of_difference(self, diff: str) -> list[KeptStatement]:
        """The statements that speak of just this reviewed change and can count for it, in order."""
        kept = self._ledger.statements_about(self._targets, diffs=[diff])
        return self._live(kept, (each for each in self._taken.values() if diff and each.diff == diff), diff)

    def is_signed(self, diff: str) -> bool:
        """Whether something that has not been used up was said of just this difference."""
        kept = self._ledger.statements_about(self._targets, diffs=[diff])
        found = {each.id: each for each in kept} | {id_: each for id_, each in self._taken.items() if each.diff == diff}
        return any(each.spent_by is None for each in self._in_time(found.values()))

    def about(self, diff: str, tree: str, heads: Sequence[str]) -> list[KeptStatement]:
        """All statements that can say something of a change: of its difference, the tree it makes, its commits, or
        of whatever goes to this ref; with what takes one of these back. In order, those of this push last."""
        ledger, targets = self._ledger, self._targets
        kept = ledger.standing(targets, self._now) + ledger.statements_about(targets, diffs=[diff], trees=[tree])
        for first in range(0, len(heads), MOST_KEPT):
            kept += ledger.statements_about(targets, heads=heads[first : first + MOST_KEPT])
        ids = [*dict.fromkeys(each.id for each in kept), *self._taken]
        kept += ledger.statements_about(targets, takes_back=ids)
        return self._live(kept, self._taken.values(), diff)

    def _live(self, kept: Iterable[KeptStatement], taken: Iterable[KeptStatement], diff: str) -> list[KeptStatement]:
        found = {each.id: each for each in sorted(kept, key=lambda each: (each.entry, each.id))}
        found.update((each.id, each) for each in taken)
        return still_asked(list(self._in_time(found.values())), diff)

    def _in_time(self, found: Iterable[KeptStatement]) -> Iterator[KeptStatement]:
        for each in found:
            if not 0 < each.expires_at < self._now:
                one = each._replace(spent_by=-1) if each.id in self._spent else each
                if not is_spent(one):
                    yield one
