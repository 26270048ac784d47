"""What is known of each line of a blamed file, in its order?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from paraph.core.model.attribution import Claim

if TYPE_CHECKING:
    from paraph.core.detect.lines.line_evidence import Known
    from paraph.ports.blame import BlameEntry
    from paraph.wiring.blame import BlamedFile

_LAST = itemgetter(1)
UNSAID = Claim("none")


def known_of(found: BlamedFile, entry: BlameEntry, offset: int = 0) -> Known:
    """The kind of a line of an entry, and the claim behind it."""
    if entry.commit.strip("0"):
        return found.evidence.of(entry.commit, entry.path, entry.then_line + offset)
    line, spans = entry.line + offset, found.uncommitted
    at = bisect_left(spans, line, key=_LAST)
    if at < len(spans) and spans[at].first <= line:
        return spans[at].kind, spans[at].claim
    return "unknown", None


def known_lines(found: BlamedFile) -> Iterator[tuple[BlameEntry, Known]]:
    """Each line that was printed, with what is known of it."""
    for entry in found.blamed.entries:
        yield entry, known_of(found, entry)


def is_whole(claim: Claim | None) -> bool:
    """Whether a claim is a commit's, of all its lines, so that nobody says which."""
    return claim is not None and claim.polarity == "ai" and claim.source in {"commit", "declaration"}
