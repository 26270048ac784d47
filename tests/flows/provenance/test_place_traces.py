from __future__ import annotations

from collections.abc import Iterable

from paraph.core.detect.lines.trace_commit import Trace
from paraph.core.model.attribution import Attribution, Claim, FileLines, LineCounts, Span
from paraph.flows.provenance.place_traces import place_traces

HISTORY = [("c", "b"), ("b", "a"), ("a",)]


class Reader:
    def touched(self, commits: Iterable[str]) -> dict[str, frozenset[str]]:
        return {commit: frozenset({f"{commit}.py", "all.py"}) for commit in commits}


def trace(revision: str, path: str, tool: str = "t") -> Trace:
    spans = (Span(1, 2, "ai", Claim("ai", tool)),)
    return Trace(1, revision, Attribution("", (FileLines(path, spans),), stated=LineCounts(ai=2), size_bytes=9))


def test_each_trace_finds_its_commit() -> None:
    traces = [trace("b", "b.py"), trace("b", "c.py"), trace("b", "x.py"), trace("gone", "a.py"), trace("", "a.py")]
    placed = place_traces(Reader(), traces, lambda: iter(HISTORY))
    assert [(each.commit, each.files[0].path) for each in placed.records] == [("b", "b.py"), ("c", "c.py")]
    assert placed.homeless == traces[2:]


def test_of_two_traces_of_a_commit_the_later_is_believed() -> None:
    placed = place_traces(Reader(), [trace("b", "b.py", "one"), trace("b", "b.py", "two")], lambda: iter(HISTORY))
    (record,) = placed.records
    assert [span.claim and span.claim.tool for span in record.files[0].spans] == ["two"]
    assert (record.stated, record.size_bytes) == (LineCounts(ai=4), 18)


def test_without_traces_no_history_is_walked() -> None:
    assert place_traces(Reader(), [], lambda: iter([("x",) * 1])) == ([], [])
