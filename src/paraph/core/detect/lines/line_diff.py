"""Which runs of lines did an edit replace, found without asking git, in bounded time?

What it calls kept is the same text, and in the same order; it need not be the longest such sequence. Lines are texts
without their ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from paraph.core.model.attribution import Hunk

MOST_PAIRS = 1_000_000
MOST_ROUNDS = 64
Lines = Sequence[bytes]
Region = tuple[int, int, int, int]
"""A run of the old lines and a run of the new ones, 0-based, ends excluded."""


def replaced(old: Lines, new: Lines, apart: tuple[int, int] = (0, 0)) -> tuple[Hunk, ...]:
    """The hunks that lead from `old` to `new`; `apart` are how many lines at both ends are known to be left alone.

    Equal ends are cut off, then lines that occur once on both sides divide what is left (the patience difference of
    Bram Cohen), and `difflib` compares the small regions between them. A large region without any such line is
    replaced as a whole.
    """
    above, below = apart
    is_so = above + below <= min(len(old), len(new)) and old[:above] == new[:above]
    if not is_so or old[len(old) - below :] != new[len(new) - below :]:
        above = below = 0
    regions: list[Region] = [(above, len(old) - below, above, len(new) - below)]
    for _ in range(MOST_ROUNDS):
        divided = [part for region in regions for part in _divided(old, new, region)]
        if divided == regions:
            break
        regions = divided
    parts = sorted(part for region in regions for part in _compared(old, new, region))
    return tuple(_hunk(part) for part in _closed(parts))


def _divided(old: Lines, new: Lines, region: Region) -> Iterator[Region]:
    """What is left of a region when its equal ends are cut off, cut at the lines that occur once on both sides."""
    first, last, start, end = region
    size = _same(old, new, first, start, min(last - first, end - start))
    first, start = first + size, start + size
    size = _same_end(old, new, last, end, min(last - first, end - start))
    last, end = last - size, end - size
    if first == last or start == end:
        if first < last or start < end:
            yield first, last, start, end
        return
    for at, there in _anchors(old, new, (first, last, start, end)):
        if first < at or start < there:
            yield first, at, start, there
        first, start = at + 1, there + 1
    if first < last or start < end:
        yield first, last, start, end


def _same(old: Lines, new: Lines, first: int, start: int, most: int) -> int:
    """How many lines are equal from two places on, by comparing slices, which is fast."""
    low = 0
    while low < most:
        half = (most - low + 1) // 2
        if old[first + low : first + low + half] == new[start + low : start + low + half]:
            low += half
        elif half == 1:
            break
        else:
            most = low + half - 1
    return low


def _same_end(old: Lines, new: Lines, last: int, end: int, most: int) -> int:
    low = 0
    while low < most:
        half = (most - low + 1) // 2
        if old[last - low - half : last - low] == new[end - low - half : end - low]:
            low += half
        elif half == 1:
            break
        else:
            most = low + half - 1
    return low


def _anchors(old: Lines, new: Lines, region: Region) -> list[tuple[int, int]]:
    """The longest rising sequence of pairs of lines that occur once in each part of a region."""
    first, last, start, end = region
    before, after = Counter(old[first:last]), Counter(new[start:end])
    place = {new[at]: at for at in range(start, end) if after[new[at]] == 1}
    pairs = [(at, place[old[at]]) for at in range(first, last) if before[old[at]] == 1 and old[at] in place]
    tails: list[int] = []
    ends: list[int] = []
    above: list[int] = []
    for number, (_, there) in enumerate(pairs):
        at = bisect_left(tails, there)
        above.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [there]
        ends[at : at + 1] = [number]
    found: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = above[number]
    return found[::-1]


def _compared(old: Lines, new: Lines, region: Region) -> Iterator[Region]:
    first, last, start, end = region
    if not 0 < (last - first) * (end - start) <= MOST_PAIRS:
        yield region
        return
    found = SequenceMatcher(None, old[first:last], new[start:end], autojunk=False)
    for word, low, high, left, right in found.get_opcodes():
        if word != "equal":
            yield first + low, first + high, start + left, start + right


def _closed(parts: list[Region]) -> list[Region]:
    """Regions that touch on both sides are one."""
    whole: list[Region] = []
    for part in parts:
        if whole and whole[-1][1] == part[0] and whole[-1][3] == part[2]:
            whole[-1] = whole[-1][0], part[1], whole[-1][2], part[3]
        else:
            whole.append(part)
    return whole


def _hunk(part: Region) -> Hunk:
    first, last, start, end = part
    return Hunk(first + 1, last - first, start + 1, end - start)
