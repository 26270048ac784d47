"""What do all the new commits of a branch have from the old ones, and from those which they name?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from paraph.core.detect.lines.joined_records import joined_records
from paraph.core.model.attribution import Attribution
from paraph.flows.provenance.carry_named import carry_named
from paraph.flows.provenance.carry_rewrite import carry_rewrite, range_of_commits
from paraph.flows.provenance.carry_steps import History
from paraph.ports.attribution import AttributionRecords


class Rewrite(NamedTuple):
    """A branch before and after: `old_base`..`old_tip` was written anew as `new_base`..`new_tip`.

    `pairs` are old and new commits where git said which is which.
    """

    old_base: str
    old_tip: str
    new_base: str
    new_tip: str
    pairs: Sequence[tuple[str, str]] = ()


def carry_branch(
    history: History, rewrite: Rewrite, picked: Mapping[str, Sequence[str]] | None = None
) -> tuple[Attribution, ...]:
    """The records that the new commits are owed; nothing is written.

    Raises InputError (P1060) for more than 5,000 commits, ReadError where git fails.
    """
    old_base, old_tip, new_base, new_tip, pairs = rewrite
    found = carry_rewrite(history, pairs, old_base, old_tip, new_base, new_tip)
    both = history._replace(records=_Beside(history.records, found))
    named = carry_named(both, range_of_commits(history.reader, new_base, new_tip), picked)
    return tuple(_joined((*found, *named)).values())


class _Beside:
    """Records with some more that are not written yet."""

    def __init__(self, records: AttributionRecords, more: Iterable[Attribution]) -> None:
        self._records = records
        self._more = _joined(more)

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:
        """Those at some commits, or all, joined."""
        left = dict(self._more)
        asked = None if commits is None else list(commits)
        for one in self._records.attributions(asked):
            more = left.pop(one.commit, None)
            yield joined_records(one, more) if more else one
        yield from (each for id_, each in left.items() if asked is None or id_ in asked)


def _joined(records: Iterable[Attribution]) -> dict[str, Attribution]:
    found: dict[str, Attribution] = {}
    for one in records:
        before = found.get(one.commit)
        found[one.commit] = joined_records(before, one) if before else one
    return found
