from __future__ import annotations

from paraph.core.model.attribution import FileLines, Span, Spans
from paraph.flows.provenance.carry_state import beyond, over, state_of, untold, within


def ai(first: int, last: int) -> Spans:
    return (Span(first, last, "ai"),)


def nobody(first: int, last: int) -> Spans:
    return (Span(first, last, "unknown"),)


def test_two_entries_of_one_path_are_joined() -> None:
    assert state_of([FileLines("f", ai(1, 4)), FileLines("f", nobody(2, 3))]) == {
        "f": (Span(1, 1, "ai"), Span(2, 3, "unknown"), Span(4, 4, "ai"))
    }


def test_only_the_lines_asked_for() -> None:
    assert within({"f": ai(1, 9), "g": ai(1, 1)}, {"f": ((3, 4), (9, 12))}) == {
        "f": (Span(3, 4, "ai"), Span(9, 9, "ai"))
    }
    assert within({"f": ai(1, 2)}, {"f": ((5, 6),)}) == {}


def test_the_upper_one_is_believed() -> None:
    assert over({"f": ai(1, 2), "g": ai(1, 1)}, {"f": nobody(2, 3)}) == {
        "f": (Span(1, 1, "ai"), Span(2, 3, "unknown")), "g": ai(1, 1),
    }  # fmt: skip


def test_what_is_untold() -> None:
    assert untold({"f": ai(2, 3)}, {"f": ((1, 4),), "g": ((1, 1),), "h": ()}) == {"f": ((1, 1), (4, 4)), "g": ((1, 1),)}


def test_what_a_record_leaves_out() -> None:
    assert beyond({"f": ai(1, 4), "g": ai(1, 1)}, {"f": nobody(2, 4)}) == {"f": ai(1, 1), "g": ai(1, 1)}
    assert beyond({"f": ai(2, 3)}, {"f": ai(1, 4)}) == {}
