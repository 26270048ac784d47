from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.flows.view.shown import ago, cell, counted, due, iso, paragraph, percent, pieces, shown, waited

NOW = 1_800_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain é 漢", "plain é 漢"),
        ("a\u202eb", "a\\u202eb"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\tb\nc\rd", "a\\tb\\nc\\rd"),
        ("\udcff", "\\xff"),
        ("a\u200bb", "a\\u200bb"),
        ("wide\u3000space", "wide\u3000space"),
        ("a" * 30, "aaaaaaaaa…"),
    ],
)
def test_text_only_shows_itself(text: str, expected: str) -> None:
    assert shown(text, 10 if len(text) == 30 else 2_000) == expected


@given(st.text())
def test_nothing_that_is_shown_acts(text: str) -> None:
    assert all(each.isprintable() or each.isspace() for each in shown(text))
    assert "\n" not in shown(text)
    assert "".join(part for part, name in pieces(text) if not name).replace("\t", "") == "".join(
        each
        for each in text
        if each.isprintable() or each in "\u00a0\u1680\u202f\u205f\u3000" or "\u2000" <= each <= "\u200a"
    )


def test_a_line_names_what_cannot_be_seen() -> None:
    assert pieces("a\tb") == (("a\tb", ""),)
    assert pieces("a\u202eb\u200b") == (
        ("a", ""), ("\\u202e", "right-to-left override"), ("b", ""), ("\\u200b", "zero width space"),
    )  # fmt: skip
    assert pieces("\x00") == (("\\x00", "U+0000".lower()),)


def test_a_paragraph_keeps_its_lines() -> None:
    assert paragraph("a\tb\r\nc\x1b") == "a\tb\nc\\x1b"
    assert paragraph("x" * 50, 10) == "xxxxxxxxx…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+a", "'+a"),
        ("-a", "'-a"),
        ("@a", "'@a"),
        (" =a", "' =a"),
        ("a=1", "a=1"),
        ("\t=a", "\\t=a"),
    ],
)
def test_no_field_of_a_table_is_a_formula(text: str, expected: str) -> None:
    assert cell(text) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "now"), (59, "now"), (60, "1 min"), (7_199, "1 h"), (86_400, "1 d"), (900_000, "10 d")],
)
def test_a_length_of_time_is_short(seconds: int, expected: str) -> None:
    assert waited(seconds) == expected


def test_moments_are_told_from_now() -> None:
    assert (ago(NOW - 7200, NOW), ago(NOW, NOW), ago(0, NOW)) == ("2 h ago", "just now", "")
    assert due(NOW + 7200, NOW) == "due in 2 h"
    assert due(NOW - 7200, NOW) == "2 h late"
    assert (due(NOW, NOW), due(0, NOW)) == ("due now", "")
    assert iso(0) == ""
    assert iso(1 << 62) == ""
    assert iso(NOW) == "2027-01-15T08:00:00Z"


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, "0%"), (0.001, "<1%"), (0.5, "50%"), (0.999, ">99%"), (1.0, "100%")]
)
def test_a_share_is_never_nothing_or_all_of_what_is_not(share: float, expected: str) -> None:
    assert percent(share) == expected
    assert counted(1, "file") == "1 file"
    assert counted(1_200, "file") == "1,200 files"
    assert counted(2, "entry", "entries") == "2 entries"
