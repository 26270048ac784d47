"""Is whatever is missing or odd empty, and nothing made up?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.forges.fields import branch, commit, cut, epoch, field, flag, full_ref, items, text, whole

ONE = "1" * 40
ODD: list[Any] = [None, True, 7, 1.5, "", "x", [], {}, [None], {"a": 1}]


@pytest.mark.parametrize("odd", ODD)
def test_nothing_is_made_of_what_is_odd(odd: Any) -> None:
    assert field(odd, "b") is None
    assert text({"a": odd}, "a") == (odd if isinstance(odd, str) else "")
    assert whole({"a": odd}, "a") == ("7" if odd == 7 else "")
    assert flag({"a": odd}, "a") is (odd if isinstance(odd, bool) else None)
    assert list(items({"a": odd}, "a")) == []
    assert (commit({"a": odd}, "a"), full_ref({"a": odd}, "a"), epoch({"a": odd}, "a")) == ("", "", 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(ONE, ONE), ("a" * 64, "a" * 64), ("0" * 40, ""), ("1" * 39, ""), ("A" * 40, ""), (ONE + "\n", "")],
)
def test_a_commit(value: str, expected: str) -> None:
    assert commit({"a": {"b": value}}, "a", "b") == expected


@pytest.mark.parametrize("name", ["main", "a/b", "ä", "x.y", "release-1"])
def test_a_branch(name: str) -> None:
    assert branch({"ref": name}, "ref") == full_ref({"ref": f"refs/heads/{name}"}, "ref") == f"refs/heads/{name}"


@pytest.mark.parametrize(
    "name", ["", "a b", "a..b", "/a", "a/", "a//b", "-x", "a\n", "a:b", "a~1", "a^", "a*", "@{1", "."]
)
def test_what_is_no_branch(name: str) -> None:
    assert branch({"ref": name}, "ref") == full_ref({"ref": name}, "ref") == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-01-01T00:00:00Z", 1_767_225_600), ("2026-01-01T02:00:00+02:00", 1_767_225_600),
        ("2025-12-31T23:30:00.123-00:30", 1_767_225_600), ("2026-01-01T00:00:00.123456789012Z", 1_767_225_600),
        ("2026-13-01T00:00:00Z", 0), ("yesterday", 0), ("2026-01-01T00:00:00", 0), ("x+02:00", 0),
    ],
)  # fmt: skip
def test_a_moment(value: str, expected: int) -> None:
    assert epoch({"at": value}, "at") == expected


@given(st.text(max_size=400), st.integers(16, 300))
def test_what_is_cut_is_short_and_begins_alike(words: str, most: int) -> None:
    words = words.encode("utf-8", "ignore").decode()
    short = cut(words, most)
    assert len(short.encode()) <= most
    assert short == words or (short.endswith("\n…") and words.startswith(short[:-2]))
