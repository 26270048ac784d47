"""Which of several entries tells of a line, when the last one that names it is believed?"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush
from itertools import pairwise

Ranked = tuple[int, int, int]
"""First and last line, 1-based and inclusive, and the place of the entry that names them."""


def last_wins(ranges: Iterable[Ranked]) -> list[Ranked]:
    """The same lines, each told of once, by the entry of the highest place; in order, in O(n log n)."""
    waiting = sorted(ranges)
    if all(before[1] < after[0] for before, after in pairwise(waiting)):
        return waiting
    settled: list[Ranked] = []
    open_: list[tuple[int, int]] = []
    line = number = 0
    while number < len(waiting) or open_:
        if not open_:
            line = max(line, waiting[number][0])
        while number < len(waiting) and waiting[number][0] <= line:
            heappush(open_, (-waiting[number][2], waiting[number][1]))
            number += 1
        while open_ and open_[0][1] < line:
            heappop(open_)
        if open_:
            last = min(open_[0][1], waiting[number][0] - 1) if number < len(waiting) else open_[0][1]
            _extend(settled, line, last, -open_[0][0])
            line = last + 1
    return settled


def _extend(settled: list[Ranked], first: int, last: int, place: int) -> None:
    if settled and settled[-1][2] == place and settled[-1][1] == first - 1:
        first = settled.pop()[0]
    settled.append((first, last, place))
