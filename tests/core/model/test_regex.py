"""Is a pattern compiled late the same as one compiled at once?"""

from __future__ import annotations

import re

import pytest

from paraph.core.model.regex import regex


def test_it_answers_as_a_compiled_expression() -> None:
    late, early = regex(r"(a+)b?", re.IGNORECASE), re.compile(r"(a+)b?", re.IGNORECASE)
    for text in ("", "a", "AAb", "cab"):
        for _ in range(2):
            assert [hit.group(1) for hit in late.finditer(text)] == [hit.group(1) for hit in early.finditer(text)]
            assert bool(late.fullmatch(text)) == bool(early.fullmatch(text))
            assert late.sub("x", text) == early.sub("x", text)
    assert late.pattern == early.pattern


def test_it_reads_bytes() -> None:
    assert regex(rb"\d+").findall(b"1 and 22") == [b"1", b"22"]


def test_nothing_is_compiled_before_the_first_use() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("x")
