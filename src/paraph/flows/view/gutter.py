"""Who, or what, wrote each added line: by which mark, and in which words?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from paraph.core.model.attribution import LineKind, Span, Spans
from paraph.flows.view.shown import shown

WORDS: Mapping[LineKind, str] = {
    "ai": "written by an agent",
    "mixed": "written by an agent, then changed by a person",
    "human_attested": "a person attests that they wrote it",
    "unknown": "nobody knows who wrote it",
}
GLYPHS: Mapping[LineKind, str] = {"ai": "●", "mixed": "◐", "human_attested": "○", "unknown": "?"}
_STRENGTHS = {"proof": "proven", "strong": "strong evidence", "weak": "weak evidence"}
_SOURCES = {
    "note": "by a record of lines", "trace": "by a trace", "capture": "as it was seen here", "commit": "by its commit",
    "declaration": "as was declared", "account": "by the account",
}  # fmt: skip


class Known(NamedTuple):
    """What stands beside one line; `title` names tool, model, session and how sure that is."""

    kind: LineKind
    glyph: str
    title: str


UNKNOWN = Known("unknown", GLYPHS["unknown"], WORDS["unknown"])


def gutter(spans: Spans) -> dict[int, Known]:
    """What is known of each line of a file, by its number from 1."""
    found: dict[int, Known] = {}
    for span in spans:
        known = Known(span.kind, GLYPHS[span.kind], title(span))
        found.update((line, known) for line in range(span.first, span.last + 1))
    return found


def title(span: Span) -> str:
    """What is known of a span, in words."""
    parts = [WORDS[span.kind]]
    claim = span.claim
    if claim is not None:
        tool = f"{claim.tool}:{claim.model}" if claim.tool and claim.model else claim.tool or claim.model
        parts += [shown(tool, 80)] if tool else []
        parts += [f"session {shown(claim.session, 40)}"] if claim.session else []
        parts += [shown(claim.person, 80)] if claim.person else []
        parts.append(f"{_STRENGTHS[claim.strength]}, {_SOURCES[claim.source]}")
    if span.commit:
        parts.append(f"commit {span.commit[:10]}")
    return " · ".join(parts)
