from __future__ import annotations

from paraph.core.detect.lines.trace_commit import Trace, commits_of
from paraph.core.model.attribution import Attribution, Claim, FileLines, NoteOddity, Span

SAID = Attribution(
    "", (FileLines("a", (Span(1, 2, "ai", Claim("ai", "t")), Span(3, 3, "unknown"))),), (NoteOddity("odd_key", ""),)
)
TRACE = Trace(1, "p", SAID)
TOUCHED = {"p": {"a"}, "c": {"a", "b"}, "d": {"b"}}


def test_a_trace_speaks_of_the_commit_that_it_names() -> None:
    assert commits_of(TRACE, {"p": ["c", "d"]}, TOUCHED) == ("p",)


def test_else_of_those_after_it_that_changed_its_files() -> None:
    assert commits_of(TRACE, {"p": ["c", "d"]}, TOUCHED | {"p": {"x"}}) == ("c",)
    assert commits_of(TRACE._replace(is_before=True), {"p": ["c", "d"]}, TOUCHED) == ("c",)
    assert commits_of(TRACE._replace(revision="x"), {"p": ["c"]}, TOUCHED) == ()


def test_what_names_another_commit_is_weak() -> None:
    (own,), (other,) = TRACE.at("p").files, TRACE.at("c").files
    assert [span.claim and (span.claim.strength, span.claim.commit) for span in own.spans] == [("strong", "p"), None]
    assert [span.claim and (span.claim.strength, span.claim.commit) for span in other.spans] == [("weak", "c"), None]
    assert TRACE.at("c").oddities[0].commit == "c"
