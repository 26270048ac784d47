"""Are characters that deceive a reader found, and are ordinary ones left alone?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.tier.marks import MAX_MARKS, content_marks

CODE = ("code", "code:python")
DOCS = ("docs",)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


def found(text: str, kinds: tuple[str, ...] = CODE, path: str = "a.py") -> list[tuple[str, int | None]]:
    return [(mark.kind, mark.line) for mark in content_marks(text.encode(), kinds, path)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1\n", []),
        ("x = 'äöü 漢字'\n", []),
        ("a\nb = '\u202e'\n", [("bidi", 2)]),
        ("a\u2066b\u2069", [("bidi", 1)]),
        ("a\u200fb", [("bidi", 1)]),
        ("ab\u200bc\n\nd\u2060", [("invisible", 1), ("invisible", 3)]),
        ("\ufeffx = 1", []),
        ("x\ufeff = 1", [("invisible", 1)]),
        ("ad\u200dmin", [("invisible", 1)]),
        ("ad\u200cmin", [("invisible", 1)]),
        ("ad\u00admin", [("invisible", 1)]),
        (f"icon = '{FAMILY}'", []),
        ("heart = '\u2764\ufe0f'", []),
        ("key = '1\ufe0f\u20e3'", []),
        ("a\ufe0f", [("invisible", 1)]),
        (f"flag = '{SCOTLAND}'", []),
        ("x = 'a\U000e0041\U000e0042'", [("invisible", 1)]),
        ("\U0001f3f4" + "\U000e0041" * 20, [("invisible", 1)]),
        ("x\U000e0101", [("invisible", 1)]),
        ("\u3164 = 1", [("invisible", 1)]),
        ("word = 'می\u200cخواهم'", []),
    ],
)
def test_marks_in_code(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text) == expected


def test_prose_and_translations_may_shape_and_direct_their_text() -> None:
    text = "a\u200fb\u200dc\u00add"
    assert found(text, DOCS, "docs/a.md") == []
    assert found(text, (), "web/locales/fa.json") == []
    assert found(text, (), "po/fa.po") == []
    assert found(text, (), "web/other/fa.json") != []


def test_reordering_controls_are_marked_even_there() -> None:
    assert found("a\u202eb", DOCS, "docs/a.md") == [("bidi", 1)]


def test_the_detail_names_the_character() -> None:
    assert content_marks("\u202e".encode(), CODE)[0].detail == "U+202E"


def test_binary_content_is_left_alone() -> None:
    assert content_marks(b"\0" + "\u202e".encode(), CODE) == ()


def test_marks_are_bounded() -> None:
    assert len(content_marks("\u202e\n".encode() * 1000, CODE)) == MAX_MARKS
    assert len(content_marks(("\u202e" * 200_000).encode(), CODE)) == 1


@given(st.text(alphabet="ab \n\u202e\u200b", max_size=40))
def test_exactly_the_lines_with_such_characters_are_marked(text: str) -> None:
    expected = {
        (kind, number)
        for number, line in enumerate(text.split("\n"), 1)
        for character, kind in (("\u202e", "bidi"), ("\u200b", "invisible"))
        if character in line
    }
    if len(expected) < MAX_MARKS:
        assert set(found(text)) == expected
