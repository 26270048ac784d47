from __future__ import annotations

from cli.blame_samples import CODEX, ONE, TWO, blamed, entry
from paraph.cli.blame_porcelain import porcelain
from paraph.core.detect.lines.line_evidence import LineEvidence
from paraph.core.model.attribution import Span
from paraph.core.model.noun import changed

HEADERS = b"paraph-kind ai\nparaph-tool codex\nparaph-model gpt\nparaph-session s1\nparaph-strength weak\n"
REST = b"paraph-source note\nparaph-role wrote\n"


def test_headers_stand_before_the_line() -> None:
    said = porcelain(blamed(entry(ONE, 1, 1, 2), entry(ONE, 2, 2, 0)._replace(details=())))
    first = b"%s 1 1 2\nfilename a\n%s%s\tx\n" % (ONE.encode(), HEADERS, REST)
    assert said == first + b"%s 2 2\nparaph-kind unknown\n\tx\n" % ONE.encode()


def test_an_entry_without_lines_is_parted_where_kinds_change() -> None:
    whole = entry(ONE, 1, 5, 3, text=None)._replace(details=(b"author Ada", b"filename a"))
    said = porcelain(blamed(whole))
    assert said == (
        b"%s 1 5 1\nauthor Ada\n%s%sfilename a\n" % (ONE.encode(), HEADERS, REST)
        + b"%s 2 6 2\nparaph-kind unknown\nfilename a\n" % ONE.encode()
    )


def test_no_word_of_a_record_becomes_a_header() -> None:
    found = blamed(entry(TWO, 1, 1))
    evil = changed(CODEX, tool="a\n\tb\nauthor Eve")
    said = porcelain(found._replace(evidence=LineEvidence({TWO: {"a": (Span(1, 1, "ai", evil),)}}, {})))
    assert b"paraph-tool a b author Eve\n" in said
