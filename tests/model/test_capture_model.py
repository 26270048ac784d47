"""Is a line that a person typed ever laid to an agent, whatever the two do to a file in turns?

A model knows who typed each line. Agents and people change runs of lines, take lines away, move blocks, write the same
common lines, and now and then commit; what is attributed is compared with what the model knows.
"""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paraph.core.detect.lines.retrace import Author, Lines, Mark, Step, retrace, return_blocks

COMMON = (b"", b"}", b"    return", b"end")
PERSON, ONE, TWO = "person", "one", "two"
_SERIAL = count()


class Line(NamedTuple):
    """A line with who typed it."""

    text: bytes
    who: str


class Deed(NamedTuple):
    """One save: who, where (a share of the file), how many lines go, what comes, and whether a block moves."""

    who: str
    place: float
    removed: int
    added: tuple[int, ...]
    moves_to: float | None


def deeds(*, has_common_lines: bool) -> st.SearchStrategy[list[Deed]]:
    texts = st.lists(st.integers(-1 if not has_common_lines else -6, 3), max_size=4).map(tuple)
    one = st.builds(
        Deed, st.sampled_from((PERSON, ONE, TWO)), st.floats(0, 1), st.integers(0, 4), texts,
        st.none() | st.floats(0, 1),
    )  # fmt: skip
    return st.lists(one, max_size=12)


def after(lines: list[Line], deed: Deed) -> list[Line]:
    at = round(deed.place * len(lines))
    gone = lines[at : at + deed.removed]
    rest = lines[:at] + lines[at + deed.removed :]
    if deed.moves_to is not None:
        to = round(deed.moves_to * len(rest))
        return rest[:to] + gone + rest[to:]
    if deed.who == PERSON and gone and min(deed.added, default=0) < -1:
        return rest  # typed anew in the place of one that reads the same, a line has not changed for anybody
    new = [Line(_text(each), deed.who) for each in deed.added]
    return lines[:at] + new + lines[at + deed.removed :]


def _text(number: int) -> bytes:
    return COMMON[-number - 2] if -2 - len(COMMON) < number < -1 else b"text %d" % next(_SERIAL)


def texts(lines: list[Line]) -> Lines:
    return tuple(line.text for line in lines)


def author(who: str) -> Author | None:
    return None if who == PERSON else Author("agent", who)


def played(done: list[Deed]) -> tuple[list[Line], tuple[Mark | None, ...]]:
    lines = [Line(b"base %d" % number, PERSON) for number in range(6)]
    first = texts(lines)
    steps: list[Step] = []
    for deed in done:
        at = round(deed.place * len(lines))
        around = (
            (at, max(0, len(lines) - at - deed.removed)) if deed.who != PERSON and deed.moves_to is None else (0, 0)
        )
        lines = after(lines, deed)
        steps.append(Step(texts(lines), author(deed.who), apart=around))
    found = retrace(first, steps)
    return lines, return_blocks(texts(lines), found.marks, found.removed)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deeds(has_common_lines=False))
def test_a_persons_line_is_never_an_agents(done: list[Deed]) -> None:
    lines, marks = played(done)
    for line, mark in zip(lines, marks, strict=True):
        assert mark is None or (line.who == mark.session and mark.kind == "ai")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deeds(has_common_lines=True))
def test_no_text_is_an_agents_more_often_than_agents_typed_it(done: list[Deed]) -> None:
    lines, marks = played(done)
    told = Counter(line.text for line, mark in zip(lines, marks, strict=True) if mark)
    typed = Counter(line.text for line in lines if line.who != PERSON)
    assert told <= typed
