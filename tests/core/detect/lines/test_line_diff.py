"""Do the hunks lead from the one text to the other, keep only equal lines, and stay bounded?"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.detect.lines.line_diff import Lines, replaced
from paraph.core.model.attribution import Hunk

LINES = st.lists(st.sampled_from([b"", b"a", b"b", b"c", b"dd", b"}"]), max_size=30).map(tuple)


@pytest.mark.parametrize(
    ("old", "new", "hunks"),
    [
        ("", "", []),
        ("abc", "abc", []),
        ("", "ab", [(1, 0, 1, 2)]),
        ("ab", "", [(1, 2, 1, 0)]),
        ("abc", "axc", [(2, 1, 2, 1)]),
        ("abc", "abcd", [(4, 0, 4, 1)]),
        ("abcdef", "xbcdey", [(1, 1, 1, 1), (6, 1, 6, 1)]),
        ("aab", "ab", [(2, 1, 2, 0)]),
        ("abc", "bca", [(1, 1, 1, 0), (4, 0, 3, 1)]),
    ],
)
def test_a_difference(old: str, new: str, hunks: list[tuple[int, ...]]) -> None:
    before, after = (tuple(letter.encode() for letter in text) for text in (old, new))
    assert list(replaced(before, after)) == hunks


def applied(old: Lines, new: Lines, hunks: tuple[Hunk, ...]) -> list[bytes]:
    made: list[bytes] = []
    at = 0
    for hunk in hunks:
        made += old[at : hunk.old_first - 1]
        assert len(made) == hunk.new_first - 1
        made += new[hunk.new_first - 1 : hunk.new_first - 1 + hunk.new_count]
        at = hunk.old_first - 1 + hunk.old_count
    return [*made, *old[at:]]


@settings(max_examples=200, deadline=None)
@given(LINES, LINES)
def test_hunks_lead_from_one_to_the_other(old: Lines, new: Lines) -> None:
    hunks = replaced(old, new)
    assert applied(old, new, hunks) == list(new)
    assert all(hunk.old_count or hunk.new_count for hunk in hunks)
    for one, two in pairwise(hunks):
        assert one.old_first + one.old_count < two.old_first or one.new_first + one.new_count < two.new_first


def test_lines_known_to_be_left_alone_are_no_part_of_it() -> None:
    old, new = (b"", b"a"), (b"", b"x", b"", b"a")
    assert replaced(old, new) == (Hunk(2, 0, 2, 2),)
    assert replaced(old, new, (0, 2)) == (Hunk(1, 0, 1, 2),)
    assert replaced(old, new, (2, 2)) == (Hunk(2, 0, 2, 2),)


def test_a_large_region_without_a_line_of_its_own_is_replaced_as_a_whole() -> None:
    old = tuple(b"%d" % (number % 7) for number in range(3000))
    new = tuple(b"%d" % (number % 5) for number in range(4000))
    hunks = replaced((*old, b"end"), (*new, b"end"))
    assert applied((*old, b"end"), (*new, b"end"), hunks) == [*new, b"end"]
    assert len(hunks) < 3
