"""How many lines of which kind are there in a file, and by which tool?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from paraph.core.detect.lines.tool_names import tool_name
from paraph.core.model.attribution import FileLines, LineCounts, Spans


class ByTool(NamedTuple):
    """The lines that one tool wrote or had a hand in; `model` is empty where nobody says which."""

    tool: str
    model: str
    lines: LineCounts


def counts_of(spans: Spans) -> LineCounts:
    """The lines of each kind that the spans tell of."""
    sizes = dict.fromkeys(LineCounts._fields, 0)
    for span in spans:
        sizes[span.kind] += span.last - span.first + 1
    return LineCounts(**sizes)


def total_of(counts: Iterable[LineCounts]) -> LineCounts:
    """All of them together."""
    return LineCounts(*map(sum, zip(*counts, strict=True)))


def tools_of(files: Iterable[FileLines]) -> list[ByTool]:
    """The AI and mixed lines by tool and model, most first. A tool without a name is one that no record describes."""
    sizes: dict[tuple[str, str], list[int]] = {}
    for file in files:
        for span in file.spans:
            if span.kind in {"ai", "mixed"}:
                who = (tool_name(span.claim.tool), span.claim.model) if span.claim else ("", "")
                sizes.setdefault(who, [0, 0])[span.kind == "mixed"] += span.last - span.first + 1
    found = [ByTool(*who, LineCounts(ai=ai, mixed=mixed)) for who, (ai, mixed) in sizes.items()]
    return sorted(found, key=lambda each: (-sum(each.lines), each.tool, each.model))
