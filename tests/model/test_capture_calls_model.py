"""Is a person's line ever laid to an agent when their saves fall between, and into, the calls of several agents?

A model knows who typed each line. Two agents begin and end calls, one inside the other or not; at any moment a person
saves. Each call tells its edits, or only before or after, or nothing at all and is then alone with the file.
"""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import NamedTuple

from hypothesis import event, given, settings
from hypothesis import strategies as st

from flows.capture.journal_samples import MemoryJournal
from paraph.core.detect.lines.retrace import Step, known, retrace
from paraph.core.detect.lines.told_edits import ToldEdit
from paraph.flows.capture.calls import calls, lines_of, moments, steps

PERSON, AGENTS = "person", ("one", "two")
_SERIAL = count()


class Line(NamedTuple):
    text: bytes
    who: str


class Save(NamedTuple):
    """A person, or an agent in a call, changes some lines; `when` is what of the call the hooks see."""

    who: str
    place: float
    removed: int
    added: int
    sees: str  # both, after
    overlaps: bool


SAVES = st.lists(
    st.builds(
        Save, st.sampled_from((PERSON, *AGENTS)), st.floats(0, 1), st.integers(0, 3), st.integers(0, 3),
        st.sampled_from(("both", "both", "after")), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


class World:
    """One file, who typed its lines, and the journal."""

    def __init__(self) -> None:
        self.lines = [Line(b"base %d" % number, PERSON) for number in range(5)]
        self.journal = MemoryJournal()

    @property
    def content(self) -> bytes:
        return b"".join(line.text + b"\n" for line in self.lines)

    def change(self, save: Save) -> ToldEdit:
        at = round(save.place * len(self.lines))
        gone = self.lines[at : at + save.removed]
        new = [Line(b"text %d" % next(_SERIAL), save.who) for _ in range(save.added)]
        around = self.lines[max(0, at - 1) : at]
        self.lines[at : at + len(gone)] = new
        old, made = (b"".join(line.text + b"\n" for line in [*around, *part]) for part in (gone, new))
        return ToldEdit(old, made)

    def play(self, save: Save, meanwhile: Save | None) -> None:
        if save.who == PERSON:
            self.change(save)
            return
        call = str(len(self.journal.written))
        if save.sees == "both":
            self.journal.say("before", {"f": self.content}, call=call, session=save.who)
        if meanwhile and meanwhile.who == PERSON:
            self.change(meanwhile)
        edit = self.change(save)
        if meanwhile and meanwhile.who != PERSON:
            self.play(meanwhile._replace(overlaps=False), None)
        self.journal.say("after", {"f": self.content}, call=call, session=save.who, edits={"f": (edit,)})


@settings(max_examples=250, deadline=None)
@given(SAVES)
def test_a_persons_line_is_never_an_agents(saves: list[Save]) -> None:
    world = World()
    base = world.content
    waiting = iter(saves)
    for save in waiting:
        world.play(save, next(waiting, None) if save.overlaps else None)
    entries = world.journal.entries()
    past = steps(base, moments(world.journal, entries, "f"), calls(world.journal, entries))
    found = retrace(lines_of(base), [*past, Step(lines_of(world.content))]).marks
    told: Counter[str] = Counter()
    for line, mark in zip(world.lines, found, strict=True):
        if known(mark) and mark:
            assert (line.who, mark.kind) == (mark.session, "ai"), line
        if line.who != PERSON:
            told["told" if known(mark) else "gap"] += 1
    if told:
        event(f"agents' lines told: {10 * told['told'] // told.total() * 10} % or more")
