"""Does a star stand for anything, and for nothing else?"""

from __future__ import annotations

import pytest

from paraph.core.guard.wildcard import is_like


@pytest.mark.parametrize("pattern", ["abc", "*", "a*", "*c", "a*c", "*b*", "a**c", "*abc*"])
def test_like(pattern: str) -> None:
    assert is_like("abc", pattern)


@pytest.mark.parametrize("pattern", ["", "ab", "b*", "*b", "abc*c", "a*b*b*c", "?bc"])
def test_unlike(pattern: str) -> None:
    assert not is_like("abc", pattern)
