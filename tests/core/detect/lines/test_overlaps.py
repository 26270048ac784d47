from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.detect.lines.overlaps import last_wins

RANGES = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 10)).map(lambda each: (each[0], sum(each))), max_size=12)


@given(RANGES)
@settings(max_examples=200, deadline=None)
def test_each_line_belongs_to_the_last_entry_that_names_it(ranges: list[tuple[int, int]]) -> None:
    ranked = [(first, last, place) for place, (first, last) in enumerate(ranges)]
    expected = {line: place for first, last, place in ranked for line in range(first, last + 1)}
    settled = last_wins(ranked)
    assert {line: place for first, last, place in settled for line in range(first, last + 1)} == expected
    assert sum(last - first + 1 for first, last, _ in settled) == len(expected)
    assert settled == sorted(settled)


def test_ranges_that_are_apart_stay() -> None:
    assert last_wins([(4, 5, 0), (1, 2, 1)]) == [(1, 2, 1), (4, 5, 0)]
