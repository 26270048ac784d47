"""Which lines still are what they were known to be, after an edit, beside other knowledge, or within a range?

Spans are sorted and disjoint, as are hunks and ranges; every function here takes one pass over both.
"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.model.attribution import Hunk, LineCounts, LineKind, Span, Spans

Ranges = tuple[tuple[int, int], ...]
"""First and last lines, 1-based and inclusive, in order and apart."""


def carried(spans: Spans, hunks: tuple[Hunk, ...]) -> Spans:
    """The spans of a file after an edit: lines outside its hunks move with the text, lines inside are lost."""
    if not hunks or not spans:
        return spans
    moved: list[Span] = []
    at, shift, end_of_hunks = 0, 0, len(hunks)
    for span in spans:
        first, last = span.first, span.last
        while at < end_of_hunks and hunks[at].old_first <= last:
            hunk = hunks[at]
            end = hunk.old_first + hunk.old_count
            if hunk.old_first > first:
                moved.append(span._replace(first=first + shift, last=hunk.old_first - 1 + shift))
            first = max(first, end)
            if end > last + 1:
                break  # it reaches into what follows
            shift = hunk.new_first + hunk.new_count - end
            at += 1
        if first <= last:
            moved.append(span._replace(first=first + shift, last=last + shift))
    return joined(moved)


def laid(under: Spans, over: Spans) -> Spans:
    """Both together; where both tell of a line, `over` is believed."""
    if not under or not over:
        return under or over
    merged: list[Span] = []
    at = 0
    for span in under:
        first = span.first
        while at < len(over) and over[at].first <= span.last:
            upper = over[at]
            if upper.first > first:
                merged.append(span._replace(first=first, last=upper.first - 1))
            if upper.last > span.last:
                first = upper.last + 1
                break
            merged.append(upper)
            first = max(first, upper.last + 1)
            at += 1
        if first <= span.last:
            merged.append(span._replace(first=first))
    merged.extend(over[at:])
    return joined(merged)


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
