from __future__ import annotations

from paraph.core.detect.lines.tally import ByTool, counts_of, tools_of, total_of
from paraph.core.model.attribution import Claim, FileLines, LineCounts, Span

CODEX, OPUS = Claim("ai", "codex"), Claim("ai", "claude", "opus")  # a note's own word


def test_lines_of_each_kind() -> None:
    spans = (Span(1, 3, "ai"), Span(4, 4, "unknown"), Span(6, 7, "mixed"), Span(9, 9, "ai"))
    assert counts_of(spans) == LineCounts(ai=4, mixed=2, unknown=1)
    assert total_of([counts_of(spans), LineCounts(ai=1, human_attested=2)]) == LineCounts(5, 2, 2, 1)
    assert total_of([]) == LineCounts()


def test_tools_with_the_most_lines_come_first() -> None:
    files = [
        FileLines("a", (Span(1, 2, "ai", CODEX), Span(3, 9, "ai", OPUS), Span(10, 30, "unknown", Claim("none")))),
        FileLines("b", (Span(1, 1, "mixed", CODEX), Span(2, 2, "ai"), Span(3, 9, "human_attested", Claim("human")))),
    ]
    assert tools_of(files) == [
        ByTool("claude-code", "opus", LineCounts(ai=7)),
        ByTool("codex", "", LineCounts(ai=2, mixed=1)),
        ByTool("", "", LineCounts(ai=1)),
    ]
