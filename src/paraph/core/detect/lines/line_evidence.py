"""What is known of one line of a file, by the commit that brought it and its place in that commit?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from paraph.core.detect.lines.kinds_of_commit import NOTHING
from paraph.core.model.attribution import Claim, LineKind, Spans

Known = tuple[LineKind, Claim | None]
_LAST = itemgetter(1)


class LineEvidence(NamedTuple):
    """What records tell by commit and path, and what commits without one claim of all their lines.

    A commit that stands in neither is known for nothing: one that was cut off from its past, say, to which lines are
    laid that others brought.
    """

    recorded: Mapping[str, Mapping[str, Spans]]
    claimed: Mapping[str, Known]

    def of(self, commit: str, path: str, line: int) -> Known:
        """The kind of the line that stood at `path`:`line` in a commit which brought it, and the claim behind it."""
        files = self.recorded.get(commit)
        if files is None:
            return self.claimed.get(commit, NOTHING)
        spans = files.get(path, ())
        at = bisect_left(spans, line, key=_LAST)
        if at < len(spans) and spans[at].first <= line:
            return spans[at].kind, spans[at].claim
        return NOTHING
