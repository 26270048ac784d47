"""What does `paraph blame` answer, as plain data?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.cli.blame_lines import UNSAID, known_lines
from paraph.core.detect.lines.tool_names import stated_tool, tool_name

if TYPE_CHECKING:
    from paraph.core.detect.lines.line_evidence import Known
    from paraph.ports.blame import BlameEntry
    from paraph.wiring.blame import BlamedFile

BLAME_SCHEMA = "paraph/blame/v1"


def document(found: BlamedFile) -> dict[str, object]:
    """One JSON object; keys are always the same. Who committed what stands once for each commit."""
    blamed = found.blamed
    lines = list(known_lines(found))
    counts = dict.fromkeys(("ai", "human_attested", "mixed", "unknown"), 0)
    for _, (kind, _claim) in lines:
        counts[kind] += 1
    return {
        "schema": BLAME_SCHEMA,
        "path": blamed.path,
        "commit": blamed.commit,
        "has_uncommitted_changes": blamed.is_changed,
        "is_shallow": found.is_cut,
        "counts": {"total": len(lines), **counts},
        "commits": {commit: head._asdict() for commit, head in blamed.heads.items()},
        "lines": [_line(entry, known) for entry, known in lines],
    }


def _line(entry: BlameEntry, known: Known) -> dict[str, object]:
    kind, claim = known
    said = claim or UNSAID
    return {
        "line": entry.line,
        "commit": entry.commit,
        "original_line": entry.then_line,
        "original_path": entry.path,
        "kind": kind,
        "tool": tool_name(said.tool),
        "stated_tool": stated_tool(said.tool),
        "model": said.model,
        "session": said.session,
        "role": said.role if said.polarity == "ai" else "",
        "strength": said.strength if claim else "",
        "source": said.source if claim else "",
        "person": said.person,
        "text": (entry.text or b"").decode("utf-8", "backslashreplace"),
    }
