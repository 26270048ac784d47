from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.formats.visible import safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, naïve 日本 😀", "plain text, naïve 日本 😀"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("\x9b31m\x7f\x00", "\\x9b31m\\x7f\\x00"),
        ("\udcff\udc80", "\\xff\\x80"),
        ("\ud800", "\\ud800"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("non\u00a0breaking\u3000", "non\u00a0breaking\u3000"),
        ("::error::x", ":\\:error::x"),
        ("a ::set-env b", "a :\\:set-env b"),
        ("std::vector", "std::vector"),
        ("x##[error]y", "x##\\[error]y"),
        ("##VSO[task]", "##VSO\\[task]"),
        ("## heading", "## heading"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_a_limit_ends_in_an_ellipsis() -> None:
    assert safe("abcdef", 4) == "abc…"
    assert safe("abcd", 4) == "abcd"


@given(st.text(max_size=80))
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = safe(text)
    assert not any(character in shown for character in "\x1b\n\r\x9b\u202e\u2028")
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert not shown.startswith("::")
