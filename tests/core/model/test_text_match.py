from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.model.text_match import text_matches


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("abc", "abc", True), ("abc", "abcd", False), ("*", "", True), ("a*", "abc", True), ("a*", "ba", False),
        ("*c", "abc", True), ("*c", "cb", False), ("a*c", "abc", True), ("a*a", "a", False), ("a*b*c", "axbxc", True),
        ("a*b*c", "acb", False), ("*b*", "abc", True), ("*b*", "ac", False), ("ab*ba", "aba", False),
        ("a**c", "abc", True), ("", "", True), ("", "a", False), ("*a*b*", "ba", False),
    ],
)  # fmt: skip
def test_text(pattern: str, text: str, matches: bool) -> None:
    assert text_matches(pattern, text) is matches


def slow(pattern: str, text: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return slow(pattern[1:], text) or (bool(text) and slow(pattern, text[1:]))
    return bool(text) and pattern[0] == text[0] and slow(pattern[1:], text[1:])


@given(st.text("ab*", max_size=6), st.text("ab", max_size=8))
def test_text_as_the_plain_definition_has_it(pattern: str, text: str) -> None:
    assert text_matches(pattern, text) is slow(pattern, text)


def test_hostile_text_takes_no_time() -> None:
    assert not text_matches("*a" * 40 + "*b", "a" * 100_000)
