"""Where does each statement end, whatever stands in quotes and comments?"""

from __future__ import annotations

import pytest

from paraph.core.guard.sql.tokens import Dialect, dialects, statements

CASES: list[tuple[Dialect, str, list[str]]] = [
    ("standard", "a; b ;; c", ["A", "B", "C"]),
    ("standard", "a ';' b", ["A ';' B"]),
    ("standard", "a 'it''s; b'; c", ["A 'it''s; b'", "C"]),
    ("standard", "E'it\\'s;'; c", ["E'it\\'s;'", "C"]),
    ("standard", "'\\'; c", ["'\\'", "C"]),
    ("standard", '"a;b"; c', ['"a;b"', "C"]),
    ("standard", "$$ a; b $$; c", ["$$ a; b $$", "C"]),
    ("standard", "$x$ $$; $x$; c", ["$x$ $$; $x$", "C"]),
    ("standard", "/* a; /* b; */ c; */ d", ["D"]),
    ("standard", "-- a;\nb", ["B"]),
    ("standard", "a $1; b", ["A $1", "B"]),
    ("standard", "a\nGO\nb", ["A", "GO", "B"]),
    ("standard", "a\n\\i x.sql\nb", ["A", "\\i x.sql", "B"]),
    ("standard", "DELIMITER //\na; b//\nDELIMITER ;\nc; d", ["A ; B", "C", "D"]),
    ("mysql", "'it\\'s;'; c", ["'it\\'s;'", "C"]),
    ("mysql", "# a;\nb -- c;\n--1", ["B - - 1"]),
    ("mysql", "/*!40000 a; */ b", ["A", "B"]),
    ("mysql", "/* a /* b */ c", ["C"]),
    ("mysql", '"a;b"', ['"a;b"']),
]


@pytest.mark.parametrize(("dialect", "text", "expected"), CASES, ids=[text for _, text, _ in CASES])
def test_a_text_falls_into_statements(dialect: Dialect, text: str, expected: list[str]) -> None:
    found = [" ".join(token.text for token in statement) for statement in statements(text, dialect)]
    assert found == expected


@pytest.mark.parametrize("text", ["'a", '"a', "$$ a", "/* a", "`a"])
def test_what_never_closes_is_broken(text: str) -> None:
    assert "broken" in {token.kind for statement in statements(text) for token in statement}


def test_lines_are_counted_through_literals_and_comments() -> None:
    tokens = [token for statement in statements("a 'x\ny' /* \n */ b\nc") for token in statement]
    assert [(token.written, token.line) for token in tokens] == [("a", 1), ("'x\ny'", 1), ("b", 3), ("c", 4)]


def test_a_text_that_may_be_read_in_two_ways_is_read_in_both() -> None:
    assert dialects("DROP TABLE x -- y") == ("standard",)
    for text in ("# x", "/*! x */", "'\\'", "--x", '"x"', "/* /* */"):
        assert dialects(text) == ("standard", "mysql")
