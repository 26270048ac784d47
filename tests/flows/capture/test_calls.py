"""Is a change laid to a call only where nothing else can have made it?"""

from __future__ import annotations

import pytest

from flows.capture.journal_samples import MemoryJournal
from paraph.core.detect.lines.told_edits import ToldEdit
from paraph.flows.capture.calls import (
    MOST_EDIT_SECONDS,
    MOST_SHELL_SECONDS,
    Moment,
    calls,
    lines_of,
    moments,
    steps,
    without_absence,
)

X = {"f": b"x\n"}
Y = {"f": b"y\n"}
EDIT = {"f": (ToldEdit(b"x", b"y"),)}


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


def authors(journal: MemoryJournal, base: bytes = b"x\n") -> list[tuple[bytes, str]]:
    """Each content of `f` with the session that brought it, dots for nobody."""
    entries = journal.entries()
    found = steps(base, moments(journal, entries, "f"), calls(journal, entries))
    return [(b"|".join(one.lines), one.author.session if one.author else ".") for one in found]


def test_a_call_brings_what_changed_in_it(journal: MemoryJournal) -> None:
    journal.say("before", X, call="1")
    journal.say("after", Y, call="1")
    assert authors(journal) == [(b"y", "one")]


def test_without_an_id_the_last_beginning_with_the_same_files_counts(journal: MemoryJournal) -> None:
    journal.say("before", {"g": b""})
    journal.say("before", X)
    journal.say("after", Y)
    (found,) = calls(journal, journal.entries())
    assert found.before == journal.written[1]


def test_an_end_without_a_beginning_brings_nothing_by_itself(journal: MemoryJournal) -> None:
    journal.say("after", Y, call="1")
    assert authors(journal) == [(b"y", ".")]


def test_an_end_that_tells_its_edits_is_undone(journal: MemoryJournal) -> None:
    journal.say("after", {"f": b"y\nmine\n"}, call="1", edits=EDIT)
    assert authors(journal) == [(b"x|mine", "."), (b"y|mine", "one"), (b"y|mine", ".")]


@pytest.mark.parametrize(("tool", "session"), [("apply_patch", "one"), ("ApplyPatch", "one"), ("Edit", ".")])
def test_a_patch_that_fits_at_several_places_is_read_off_the_file(
    journal: MemoryJournal, tool: str, session: str
) -> None:
    journal.say("before", {"f": b"x\nx\ny\n"}, call="1", tool=tool)
    journal.say("after", {"f": b"x\ny\ny\n"}, call="1", tool=tool, edits={"f": (ToldEdit(b"x\n", b"y\n"),)})
    assert authors(journal, b"x\nx\ny\n") == [(b"x|y|y", session)]


def test_what_came_on_top_of_an_edit_is_nobodys(journal: MemoryJournal) -> None:
    journal.say("before", X, call="1", edits=EDIT)
    journal.say("after", {"f": b"y\nmine\n"}, call="1")
    assert authors(journal) == [(b"y", "one"), (b"y|mine", ".")]


def test_an_event_that_came_twice_counts_once(journal: MemoryJournal) -> None:
    for kind, files in (("before", X), ("before", X), ("after", Y), ("after", {"f": b"z\n"})):
        journal.say(kind, files, call="1")  # type: ignore[arg-type]
    journal.say("before", X, call="1")
    assert [(one.before, one.after) for one in calls(journal, journal.entries())] == [
        (journal.written[0], journal.written[2])
    ]


@pytest.mark.parametrize(
    ("deed", "seconds", "is_certain"),
    [
        ("edit", MOST_EDIT_SECONDS, True), ("edit", MOST_EDIT_SECONDS + 1, False), ("edit", -1, False),
        ("shell", MOST_SHELL_SECONDS, True), ("shell", MOST_SHELL_SECONDS + 1, False),
    ],
)  # fmt: skip
def test_a_long_call_that_tells_nothing_is_not_believed(
    journal: MemoryJournal, deed: str, seconds: float, is_certain: bool
) -> None:
    journal.say("before", X, call="1", deed=deed, at=100.0)
    journal.say("after", Y, call="1", deed=deed, at=100.0 + seconds)
    assert calls(journal, journal.entries())[0].is_certain is is_certain
    assert authors(journal)[-1] == (b"y", "one" if is_certain else ".")


def test_a_call_in_which_head_moved_is_not_believed(journal: MemoryJournal) -> None:
    journal.say("before", X, call="1", deed="shell")
    journal.say("after", Y, call="1", deed="shell", head="other")
    assert authors(journal)[-1] == (b"y", ".")


def test_two_sessions_at_once(journal: MemoryJournal) -> None:
    journal.say("before", X, call="1", edits=EDIT)
    journal.say("before", X, call="2", session="two")
    journal.say("after", Y, call="1")
    journal.say("after", {"f": b"z\n"}, call="2", session="two")
    assert authors(journal)[-2:] == [(b"y", "one"), (b"z", "two")]


def test_a_content_that_is_lost_is_passed_over(journal: MemoryJournal) -> None:
    journal.say("before", X, call="1")
    journal.say("after", Y, call="1")
    journal.contents = {name: content for name, content in journal.contents.items() if content == b"y\n"}
    assert authors(journal) == [(b"y", ".")]


@pytest.mark.parametrize(
    ("base", "contents", "kept"),
    [
        (b"", [b"", b"x"], [b"", b"x"]),
        (b"", [b"", b"x", b"", b"x"], [b"", b"x", b"x"]),
        (b"x", [b"", b"x"], [b"x"]),
        (b"", [], []),
    ],
)
def test_absence_in_between_is_left_out(base: bytes, contents: list[bytes], kept: list[bytes]) -> None:
    trail = [Moment(number, "f", content) for number, content in enumerate(contents)]
    assert [one.content for one in without_absence(base, trail)] == kept


def test_what_is_written_again_after_git_took_it_away_is_fresh(journal: MemoryJournal) -> None:
    journal.say("before", {"f": None}, call="1")
    journal.say("after", Y, call="1")
    journal.say("moved", {"f": None}, agent="", session="", tool="", deed="")
    journal.say("before", {"f": None}, call="2", session="two")
    journal.say("after", Y, call="2", session="two")
    entries = journal.entries()
    trail = without_absence(b"", moments(journal, entries, "f"))
    found = list(steps(b"", trail, calls(journal, entries)))
    assert [one.author.session if one.author else "." for one in found] == ["one", ".", "two"]


def test_what_is_typed_again_after_git_took_it_away_is_nobodys(journal: MemoryJournal) -> None:
    journal.say("before", {"f": None}, call="1")
    journal.say("after", Y, call="1")
    journal.say("moved", {"f": None}, agent="", session="", tool="", deed="")
    journal.say("before", Y, call="2")
    journal.say("after", Y, call="2")
    entries = journal.entries()
    trail = without_absence(b"", moments(journal, entries, "f"))
    found = list(steps(b"", trail, calls(journal, entries)))
    assert [one.author.session if one.author else "." for one in found] == ["one", ".", "."]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", ()),
        (b"a", (b"a",)),
        (b"a\n", (b"a",)),
        (b"a\r\n\r\nb", (b"a", b"", b"b")),
        (b"\n", (b"",)),
        (b"a\0\n", ()),
    ],
)
def test_lines(content: bytes, lines: tuple[bytes, ...]) -> None:
    assert lines_of(content) == lines
