"""What does `paraph detect --lines` answer, as plain data?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paraph.core.detect.lines.digest import attribution_digest
from paraph.core.detect.lines.tally import ByTool, counts_of, tools_of, total_of
from paraph.core.detect.lines.tool_names import stated_tool, tool_name
from paraph.core.model.attribution import Claim, FileLines, LineCounts, Span
from paraph.core.model.decision import Finding

LINES_SCHEMA = "paraph/lines/v1"
_UNSAID = Claim("none")


def lines_document(
    ends: tuple[str, str, str],
    commits: tuple[int, int],
    files: Sequence[FileLines],
    findings: Iterable[Finding],
    doubt: str = "",
) -> dict[str, object]:
    """One JSON object; keys are always the same, lists may be empty.

    `ends` are base, head and the tree that was compared with the base; `commits` how many the range has, and how many
    of those have a record.
    """
    base, head, tree = ends
    return {
        "schema": LINES_SCHEMA,
        "base": base,
        "head": head,
        "tree": tree,
        "doubt": doubt,
        "commits": {"total": commits[0], "recorded": commits[1]},
        "lines": _counts(total_of(counts_of(file.spans) for file in files)),
        "digest": attribution_digest(files),
        "tools": [_tool(each) for each in tools_of(files)],
        "files": [_file(file) for file in files],
        "findings": [_finding(each) for each in findings],
    }


def _counts(counts: LineCounts) -> dict[str, int]:
    return {"total": sum(counts), **counts._asdict()}


def _tool(each: ByTool) -> dict[str, object]:
    return {"tool": each.tool, "model": each.model, "ai": each.lines.ai, "mixed": each.lines.mixed}


def _file(file: FileLines) -> dict[str, object]:
    return {
        "path": file.path,
        "lines": _counts(counts_of(file.spans)),
        "spans": [_span(span) for span in file.spans],
    }


def _span(span: Span) -> dict[str, object]:
    claim, said = span.claim, span.claim or _UNSAID
    return {
        "first": span.first,
        "last": span.last,
        "kind": span.kind,
        "commit": span.commit,
        "source": claim.source if claim else "",
        "strength": claim.strength if claim else "",
        "role": claim.role if claim and claim.polarity == "ai" else "",
        "tool": tool_name(said.tool),
        "stated_tool": stated_tool(said.tool),
        **{name: getattr(said, name) for name in ("model", "session", "person", "rule")},
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {"kind": finding.kind, "text": finding.text, "path": finding.path, "commit": finding.commit}
