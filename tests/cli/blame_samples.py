"""Which small blamed file do tests show?"""

from __future__ import annotations

from paraph.core.detect.lines.line_evidence import LineEvidence
from paraph.core.model.attribution import Claim, Span
from paraph.ports.blame import Blamed, BlameEntry, BlameHead
from paraph.wiring.blame import BlamedFile

ONE, TWO, NONE = "1" * 40, "2" * 40, "0" * 40
CODEX = Claim("ai", "codex", "gpt", "s1", strength="weak")
COMMIT = Claim("ai", "claude", source="commit")
ADA = BlameHead("Ada Sample", "<ada@example.test>", 1_767_225_600, "+0130", is_boundary=False)


def blamed(*entries: BlameEntry, is_cut: bool = False) -> BlamedFile:
    """A file of which ONE has a record of line 1, TWO claims all lines, and line 9 was written in the work tree."""
    evidence = LineEvidence({ONE: {"a": (Span(1, 1, "ai", CODEX),)}}, {TWO: ("ai", COMMIT)})
    heads = {ONE: ADA, TWO: ADA._replace(author="漢", is_boundary=True), NONE: ADA._replace(author="Not Committed Yet")}
    found = Blamed("a", ONE, entries, {entry.commit: heads[entry.commit] for entry in entries})
    return BlamedFile(found, evidence, (Span(9, 9, "mixed", CODEX),), is_cut)


def entry(commit: str, then: int, line: int, count: int = 1, text: bytes | None = b"x") -> BlameEntry:
    """Lines of the file `a`."""
    return BlameEntry(commit, then, line, count, "a", (b"filename a",), text)
