"""Which lines still are what they were known to be, after an edit, beside other knowledge, or within a range?

Spans are sorted and disjoint, as are hunks and ranges; every function here takes one pass over both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter

from paraph.core.model.attribution import Hunk, LineCounts, LineKind, Span, Spans

Ranges = tuple[tuple[int, int], ...]
"""First and last lines, 1-based and inclusive, in order and apart."""

_LAST = itemgetter(1)
_MAKE = tuple.__new__  # without looking at names: hundreds of thousands of lines move at once


def carried(spans: Spans, hunks: tuple[Hunk, ...]) -> Spans:
    """The spans of a file after an edit: lines outside its hunks move with the text, lines inside are lost."""
    if not hunks or not spans:
        return spans
    cutter = _Cutter(spans)
    for old_first, old_count, new_first, new_count in hunks:
        cutter.keep_until(old_first)
        cutter.drop_until(old_first + old_count)
        cutter.shift = new_first + new_count - old_first - old_count
    return cutter.all_kept()


def laid(under: Spans, over: Spans) -> Spans:
    """Both together; where both tell of a line, `over` is believed."""
    if not under or not over:
        return under or over
    cutter = _Cutter(under)
    for span in over:
        cutter.keep_until(span.first)
        cutter.drop_until(span.last + 1)
        cutter.add(span)
    return cutter.all_kept()


class _Cutter:
    """Goes through spans once, from cut to cut; runs between cuts are taken whole, as most spans of a file are."""

    def __init__(self, spans: Spans) -> None:
        self.shift = 0
        self._spans, self._at = spans, 0
        self._rest: Span | None = None
        self._kept: list[Span] = []

    def keep_until(self, line: int) -> None:
        """Keep what is told of the lines before this one."""
        rest = self._rest
        if rest is not None:
            if rest.last >= line:
                self._cut(rest, line)
                return
            self._rest = None
            self._add(rest)
        self._run(bisect_left(self._spans, line, self._at, key=_LAST))
        if self._at < len(self._spans) and self._spans[self._at].first < line:
            self._at += 1
            self._cut(self._spans[self._at - 1], line)

    def drop_until(self, line: int) -> None:
        """Pass over what is told of the next lines before this one."""
        rest, self._rest = self._rest, None
        if rest is None or rest.last < line:
            self._at = bisect_left(self._spans, line, self._at, key=_LAST)
            if self._at == len(self._spans) or self._spans[self._at].first >= line:
                return
            rest = self._spans[self._at]
            self._at += 1
        self._rest = rest._replace(first=max(rest.first, line))

    def add(self, span: Span) -> None:
        """Let a span stand next, joined with its neighbour where the same is known of both."""
        if self._kept and self._kept[-1].last + 1 == span.first and self._kept[-1][2:] == span[2:]:
            self._kept[-1] = self._kept[-1]._replace(last=span.last)
        else:
            self._kept.append(span)

    def all_kept(self) -> Spans:
        """What was kept, and all that is left."""
        if self._rest is not None:
            self._add(self._rest)
        self._run(len(self._spans))
        return tuple(self._kept)

    def _cut(self, span: Span, line: int) -> None:
        if span.first < line:
            self._add(span._replace(last=line - 1))
        self._rest = span._replace(first=max(span.first, line))

    def _add(self, span: Span) -> None:
        self.add(_moved(span, self.shift) if self.shift else span)

    def _run(self, end: int) -> None:
        start, self._at = self._at, end
        if start < end:
            self._add(self._spans[start])
            run, shift = self._spans[start + 1 : end], self.shift
            self._kept += [_moved(span, shift) for span in run] if shift else run


def _moved(span: Span, shift: int) -> Span:
    first, last, kind, claim, commit = span
    return _MAKE(Span, (first + shift, last + shift, kind, claim, commit))


def filled(spans: Spans, told: Spans) -> Spans:
    """What is told of lines of which nothing is known, in their place; each line keeps the commit that brought it."""
    after: list[Span] = []
    at = 0
    for span in spans:
        if span.kind != "unknown" or span.claim is not None:
            after.append(span)
            continue
        while at < len(told) and told[at].last < span.first:
            at += 1
        first, within = span.first, at
        while within < len(told) and told[within].first <= span.last:
            start, end = max(told[within].first, first), min(told[within].last, span.last)
            if start > first:
                after.append(span._replace(first=first, last=start - 1))
            after.append(told[within]._replace(first=start, last=end, commit=span.commit))
            first = end + 1
            within += 1
        if first <= span.last:
            after.append(span._replace(first=first))
        at = max(at, within - 1)
    return joined(after)


def clipped(spans: Spans, ranges: Ranges) -> Spans:
    """What the spans tell of the lines of some ranges."""
    kept: list[Span] = []
    at = 0
    for span in spans:
        while at < len(ranges) and ranges[at][1] < span.first:
            at += 1
        within = at
        while within < len(ranges) and ranges[within][0] <= span.last:
            first, last = ranges[within]
            kept.append(span._replace(first=max(first, span.first), last=min(last, span.last)))
            within += 1
        at = max(at, within - 1)
    return joined(kept)


def uncovered(spans: Spans, ranges: Ranges) -> Ranges:
    """The lines of the ranges that no span tells of."""
    left: list[tuple[int, int]] = []
    at = 0
    for first, last in ranges:
        while at < len(spans) and spans[at].last < first:
            at += 1
        start = first
        while at < len(spans) and spans[at].first <= last:
            if spans[at].first > start:
                left.append((start, spans[at].first - 1))
            start = spans[at].last + 1
            if start > last:
                break  # the span may reach into the next range
            at += 1
        if start <= last:
            left.append((start, last))
    return tuple(left)


def counted(spans: Spans, ranges: Ranges) -> LineCounts:
    """How many lines of the ranges are of each kind; lines that no span tells of are unknown."""
    sizes: dict[LineKind, int] = {}
    for span in clipped(spans, ranges):
        sizes[span.kind] = sizes.get(span.kind, 0) + span.last - span.first + 1
    told = sum(sizes.values())
    sizes["unknown"] = sizes.get("unknown", 0) + sum(last - first + 1 for first, last in ranges) - told
    return LineCounts(**sizes)


def added_ranges(hunks: Iterable[Hunk]) -> Ranges:
    """The lines of the new file that an edit added."""
    return tuple((hunk.new_first, hunk.new_first + hunk.new_count - 1) for hunk in hunks if hunk.new_count)


def together(left: Ranges, right: Ranges) -> Ranges:
    """The lines of either."""
    spans = laid(_of(left), _of(right))
    return tuple((span.first, span.last) for span in spans)


def _of(ranges: Ranges) -> Spans:
    return tuple(Span(first, last, "unknown") for first, last in ranges)


def joined(spans: Iterable[Span]) -> Spans:
    """The same knowledge in as few spans as possible: neighbours of which the same is known become one."""
    kept: list[Span] = []
    for span in spans:
        if kept and kept[-1].last + 1 == span.first and kept[-1][2:] == span[2:]:
            kept[-1] = kept[-1]._replace(last=span.last)
        else:
            kept.append(span)
    return tuple(kept)
