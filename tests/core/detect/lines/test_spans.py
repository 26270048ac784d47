from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.detect.lines.spans import (
    Ranges,
    added_ranges,
    carried,
    clipped,
    counted,
    filled,
    joined,
    laid,
    together,
    uncovered,
)
from paraph.core.model.attribution import LINE_KINDS, Claim, Hunk, LineCounts, Span, Spans

AI = Claim("ai", "claude-code")
LINES = 24
TEXTS = st.lists(st.sampled_from("abcd"), max_size=LINES)
Known = dict[int, Span]


def span(first: int, last: int, kind: str = "ai", commit: str = "") -> Span:
    return Span(first, last, kind, AI, commit)  # type: ignore[arg-type]


def by_line(spans: Spans) -> Known:
    return {line: each._replace(first=0, last=0) for each in spans for line in range(each.first, each.last + 1)}


def of_lines(known: Known) -> Spans:
    return joined(known[line]._replace(first=line, last=line) for line in sorted(known))


def edit(old: list[str], new: list[str]) -> tuple[Hunk, ...]:
    """The hunks by another program than git, in our notation."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(Hunk(a + 1, b - a, c + 1, d - c) for tag, a, b, c, d in codes if tag != "equal")


def are_sorted(spans: Spans) -> bool:
    ends = [0, *(line for each in spans for line in each[:2])]
    return all(each.first <= each.last for each in spans) and all(
        before < after for before, after in zip(ends[::2], ends[1::2], strict=False)
    )


@st.composite
def knowledge(draw: st.DrawFn, lines: int = LINES) -> Spans:
    kinds = draw(st.lists(st.sampled_from([None, *LINE_KINDS]), min_size=lines, max_size=lines))
    return of_lines({line: span(0, 0, kind) for line, kind in enumerate(kinds, 1) if kind})


@st.composite
def some_ranges(draw: st.DrawFn) -> Ranges:
    wanted = draw(st.lists(st.booleans(), min_size=LINES, max_size=LINES))
    spans = of_lines({line: span(0, 0) for line, is_in in enumerate(wanted, 1) if is_in})
    return tuple((each.first, each.last) for each in spans)


@pytest.mark.parametrize(
    ("hunk", "after"),
    [
        (Hunk(1, 0, 1, 2), [(6, 10)]),  # above
        (Hunk(4, 0, 4, 1), [(5, 9)]),  # at its first line
        (Hunk(5, 0, 5, 1), [(4, 4), (6, 9)]),  # in its midst
        (Hunk(9, 0, 9, 1), [(4, 8)]),  # right below
        (Hunk(4, 5, 4, 5), []),  # all of it
        (Hunk(3, 2, 3, 1), [(4, 7)]),  # over its beginning
        (Hunk(7, 9, 7, 0), [(4, 6)]),  # over its end
        (Hunk(5, 2, 5, 0), [(4, 6)]),  # out of its midst: what is left are neighbours
        (Hunk(5, 2, 5, 1), [(4, 4), (6, 7)]),
        (Hunk(1, 20, 1, 20), []),
    ],
)
def test_one_edit_of_five_lines(hunk: Hunk, after: list[tuple[int, int]]) -> None:
    assert [each[:2] for each in carried((span(4, 8),), (hunk,))] == after


def test_one_hunk_over_several_spans() -> None:
    spans = (span(1, 2), span(4, 5, "human_attested"), span(7, 9))
    assert carried(spans, (Hunk(2, 6, 2, 1),)) == (span(1, 1), span(3, 4))


@given(knowledge())
def test_without_an_edit_nothing_moves(spans: Spans) -> None:
    assert carried(spans, ()) == spans


@given(TEXTS, TEXTS, knowledge())
def test_a_line_is_known_as_the_line_that_it_was(old: list[str], new: list[str], known: Spans) -> None:
    spans = clipped(known, ((1, len(old)),))
    after = carried(spans, hunks := edit(old, new))
    before, lines = by_line(spans), by_line(after)
    assert are_sorted(after)
    assert joined(after) == after
    assert all(1 <= line <= len(new) for line in lines)
    assert not clipped(after, added_ranges(hunks))
    kept = [line for line in range(1, len(old) + 1) if not any(h.old_first <= line < sum(h[:2]) for h in hunks)]
    there = [
        line for line in range(1, len(new) + 1) if not any(h.new_first <= line < h.new_first + h[3] for h in hunks)
    ]
    assert [old[line - 1] for line in kept] == [new[line - 1] for line in there]
    expected = {to: before[line] for line, to in zip(kept, there, strict=True) if line in before}
    assert lines == expected


@given(TEXTS, TEXTS, TEXTS, knowledge())
def test_two_edits_keep_no_more_than_the_text_allows(
    one: list[str], two: list[str], three: list[str], known: Spans
) -> None:
    spans = clipped(known, ((1, len(one)),))
    twice = by_line(carried(carried(spans, edit(one, two)), edit(two, three)))
    assert len(twice) <= len(by_line(spans))
    texts = {(each.kind, one[line - 1]) for line, each in by_line(spans).items()}
    assert {(each.kind, three[line - 1]) for line, each in twice.items()} <= texts


@given(TEXTS, TEXTS, knowledge())
def test_an_edit_and_its_undoing_keep_what_neither_touched(old: list[str], new: list[str], known: Spans) -> None:
    spans = clipped(known, ((1, len(old)),))
    hunks = edit(old, new)
    back = tuple(Hunk(h.new_first, h.new_count, h.old_first, h.old_count) for h in hunks)
    lost = tuple((h.old_first, h.old_first + h.old_count - 1) for h in hunks if h.old_count)
    there = by_line(spans)
    for first, last in lost:
        there = {line: each for line, each in there.items() if not first <= line <= last}
    assert carried(carried(spans, hunks), back) == of_lines(there)


@given(knowledge(), knowledge())
def test_what_is_laid_over_is_believed(under: Spans, over: Spans) -> None:
    both = laid(under, over)
    assert are_sorted(both)
    assert joined(both) == both
    assert by_line(both) == by_line(under) | by_line(over)


@given(knowledge(), some_ranges())
def test_ranges_cut_and_count(spans: Spans, ranges: Ranges) -> None:
    inside = {line for first, last in ranges for line in range(first, last + 1)}
    known = {line: each for line, each in by_line(spans).items() if line in inside}
    cut = clipped(spans, ranges)
    assert are_sorted(cut)
    assert by_line(cut) == known
    left = {line for first, last in uncovered(spans, ranges) for line in range(first, last + 1)}
    assert left == inside - known.keys()
    counts = {kind: sum(each.kind == kind for each in known.values()) for kind in LINE_KINDS}
    counts["unknown"] += len(left)
    assert counted(spans, ranges) == LineCounts(**counts)


def test_neighbours_become_one_where_the_same_is_known() -> None:
    assert joined([span(1, 2), span(3, 4), span(6, 6), span(7, 7, "mixed"), span(8, 8, "mixed", "c")]) == (
        span(1, 4),
        span(6, 6),
        span(7, 7, "mixed"),
        span(8, 8, "mixed", "c"),
    )


def test_added_lines_of_hunks() -> None:
    assert added_ranges((Hunk(1, 2, 1, 0), Hunk(5, 0, 3, 2), Hunk(9, 1, 9, 1))) == ((3, 4), (9, 9))


def test_a_hundred_thousand_spans_take_one_pass() -> None:
    spans = tuple(span(2 * line + 1, 2 * line + 1) for line in range(100_000))
    hunks = tuple(Hunk(4 * line + 1, 1, 4 * line + 1, 1) for line in range(50_000))
    assert len(carried(spans, hunks)) == 50_000
    assert len(laid(spans, carried(spans, hunks))) == 100_000
    assert len(clipped(spans, added_ranges(hunks))) == 50_000


@given(knowledge(), knowledge())
def test_only_what_is_unknown_is_filled(spans: Spans, told: Spans) -> None:
    owned = tuple(each._replace(claim=None, commit=f"c{each.first % 2}") for each in spans)
    before, news = by_line(owned), by_line(told)
    expected = {
        line: news[line]._replace(commit=each.commit) if each.kind == "unknown" and line in news else each
        for line, each in before.items()
    }
    assert by_line(filled(owned, told)) == expected


def test_a_declaration_is_not_filled() -> None:
    declared = (Span(1, 2, "unknown", Claim("none"), "c1"),)
    assert filled(declared, (span(1, 2),)) == declared


@given(some_ranges(), some_ranges())
def test_ranges_together(left: Ranges, right: Ranges) -> None:
    both = {line for first, last in (*left, *right) for line in range(first, last + 1)}
    found = together(left, right)
    assert {line for first, last in found for line in range(first, last + 1)} == both
    assert list(found) == sorted(found)
