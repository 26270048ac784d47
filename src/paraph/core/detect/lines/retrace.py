"""Who wrote each line of a file, told from what the file held at one moment after another?

Lines are carried from one content to the next where their text is the same. What an agent's own edit brought is the
agent's; what came between is nobody's that we know of. Wherever two answers are possible, the line is untold: a gap is
acceptable, a wrong author is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from paraph.core.detect.lines.formatting import reformatted
from paraph.core.detect.lines.line_diff import replaced
from paraph.core.model.attribution import Hunk

LEAST_MOVED = 3
LEAST_SIGNS = 4


class Mark(NamedTuple):
    """What is known of a line: an agent wrote it, the text of one is written down anew (`mixed`), a person attested it,
    or it came when nobody looked (`unseen`). `person` is who attested it, or asked the agent."""

    kind: Literal["ai", "mixed", "human_attested", "unseen"]
    agent: str
    session: str
    model: str = ""
    person: str = ""
    is_weak: bool = False


UNSEEN = Mark("unseen", "", "")


def known(mark: Mark | None) -> Mark | None:
    """The mark of a line that an agent had a hand in, or a person attested; None for any other line."""
    return None if mark is UNSEEN else mark


class Author(NamedTuple):
    """The agent whose call brought a content; `is_shell` when it ran a command instead of editing, and `said` is then
    what the command says, as `plain` has it, None where that is not asked."""

    agent: str
    session: str
    model: str = ""
    is_shell: bool = False
    said: bytes | None = None

    @property
    def mark(self) -> Mark:
        """What its new lines are."""
        return Mark("ai", self.agent, self.session, self.model)


Marks = tuple[Mark | None, ...]
Lines = tuple[bytes, ...]


class Told(NamedTuple):
    """What is known of some lines by a record that was written before: first and last line, 1-based, and the mark."""

    first: int
    last: int
    mark: Mark


class Step(NamedTuple):
    """What a file held next, and whose call brought that, None where nobody's is known to have; `apart` are the lines
    at both ends that are known to be left alone. What git took away (`is_git`) does not count as lying about."""

    lines: Lines
    author: Author | None = None
    told: tuple[Told, ...] = ()
    apart: tuple[int, int] = (0, 0)
    is_git: bool = False


class Removed(NamedTuple):
    """A run of lines that went away in one step, with what was known of them."""

    lines: Lines
    marks: Marks


class Retraced(NamedTuple):
    """What is known of each line of the last content, and what went away on the way there."""

    marks: Marks
    removed: tuple[Removed, ...]


def retrace(first: Lines, steps: Iterable[Step], staged: Lines | None = None) -> Retraced:
    """Carry what is known of lines from a first content, of which nothing is, through all steps to the last.

    `staged` is what follows them where that is not what the file holds now: a content that it held before, to the
    letter, is that one again, put aside then.
    """
    lines: Lines = first
    marks: Marks = (None,) * len(first)
    removed: list[Removed] = []
    seen: dict[Lines, Marks] = {}
    for step in (*steps, *([] if staged is None else [Step(staged)])):
        if step.lines is staged and staged in seen:
            return Retraced(seen[staged], tuple(removed))
        hunks = replaced(lines, step.lines, step.apart)
        removed += () if step.is_git else _removed(lines, marks, hunks)
        marks = _stepped(lines, marks, step, hunks)
        lines = step.lines
        if staged is not None:
            seen[lines] = marks
    return Retraced(marks, tuple(removed))


def _removed(lines: Lines, marks: Marks, hunks: Sequence[Hunk]) -> Iterator[Removed]:
    for hunk in hunks:
        run = slice(hunk.old_first - 1, hunk.old_first - 1 + hunk.old_count)
        if hunk.old_count:
            yield Removed(lines[run], marks[run])


def _stepped(lines: Lines, marks: Marks, step: Step, hunks: Sequence[Hunk]) -> Marks:
    made: list[Mark | None] = []
    at = 0
    for hunk in hunks:
        made += marks[at : hunk.old_first - 1]
        at = hunk.old_first - 1 + hunk.old_count
        made += _written(lines[hunk.old_first - 1 : at], marks[hunk.old_first - 1 : at], step, hunk)
    made += marks[at:]
    for index, hunk in enumerate(hunks):
        if hunk.old_count:
            above = hunks[index - 1].new_first - 1 + hunks[index - 1].new_count if index else 0
            below = hunks[index + 1].new_first - 1 if index + 1 < len(hunks) else len(made)
            _doubt((lines, marks), (step.lines, made), hunk, (above, below))
    if step.author:
        _return_moved(lines, marks, step, made, hunks)
    for told in step.told:
        for number in range(max(told.first - 1, 0), min(told.last, len(made))):
            made[number] = known(made[number]) or told.mark
    return tuple(made)


def _written(old: Lines, marks: Marks, step: Step, hunk: Hunk) -> list[Mark | None]:
    """The marks of the new lines of one hunk."""
    start = hunk.new_first - 1
    new = step.lines[start : start + hunk.new_count]
    made: list[Mark | None] = [step.author.mark if step.author else UNSEEN] * len(new)
    if step.author and step.author.said is not None:
        was = old if len(old) == len(new) else (b"",) * len(new)
        made = [
            mark if _is_said(step.author.said, before, line) else UNSEEN
            for mark, before, line in zip(made, was, new, strict=True)
        ]
    if not old or (step.author is None and not any(map(known, marks))):
        return made
    for number, sources in reformatted(old, new).items():
        made[number] = _reformatted([marks[each] for each in sources], step.author)
    return made


def plain(text: bytes) -> bytes:
    """A text without what a shell and its quotes make of it: blanks, quotes and backslashes."""
    return text.translate(None, b" \t\r\n'\"\\`")


def _is_said(said: bytes, was: bytes, line: bytes) -> bool:
    """Whether a command says a line, or what of it is new: what it reads elsewhere, its author did not write."""
    if plain(line) in said:
        return True
    start = end = 0
    most = min(len(was), len(line))
    while start < most and was[start] == line[start]:
        start += 1
    while end < most - start and was[-1 - end] == line[-1 - end]:
        end += 1
    news = plain(line[start : len(line) - end])
    return bool(news and was) and news in said


def _reformatted(before: list[Mark | None], author: Author | None) -> Mark | None:
    """What a line is that says what these said: an agent's stays one in an agent's hands, and is mixed in others'.

    A person attested their own words only: written anew they are nobody's."""
    marked = [each for each in before if each and each.kind in ("ai", "mixed")]
    if author is None:
        return marked[0]._replace(kind="mixed") if marked else UNSEEN
    if len(marked) == len(before) and len(set(marked)) == 1:
        return marked[0]
    if marked:
        return marked[0]._replace(kind="mixed")
    return None if author.is_shell else author.mark._replace(kind="mixed")


def _doubt(
    before: tuple[Lines, Marks], after: tuple[Lines, list[Mark | None]], hunk: Hunk, within: tuple[int, int]
) -> None:
    """Forget the marks of kept lines beside a removed run that read the same as one in it that was marked otherwise:
    which of the two is still there cannot be told."""
    gone: dict[bytes, set[Mark | None]] = {}
    for number in range(hunk.old_first - 1, hunk.old_first - 1 + hunk.old_count):
        gone.setdefault(before[0][number], set()).add(known(before[1][number]))
    lines, made = after
    end = hunk.new_first - 1 + hunk.new_count
    for run in (range(hunk.new_first - 2, within[0] - 1, -1), range(end, within[1])):
        for number in run:
            if lines[number] not in gone:
                break
            if known(made[number]) and gone[lines[number]] != {made[number]}:
                made[number] = None


def _return_moved(lines: Lines, marks: Marks, step: Step, made: list[Mark | None], hunks: Sequence[Hunk]) -> None:
    """Give lines that an agent took away here and put there back what they were: it only moved them."""
    gone: dict[bytes, list[Mark | None]] = {}
    for hunk in hunks:
        for number in range(hunk.old_first - 1, hunk.old_first - 1 + hunk.old_count):
            gone.setdefault(lines[number], []).append(known(marks[number]))
    if not gone:
        return
    for hunk in hunks:
        for number in range(hunk.new_first - 1, hunk.new_first - 1 + hunk.new_count):
            before = gone.get(step.lines[number])
            if before:
                # those of unknown origin first: as many as went away may have come back
                made[number] = before.pop(before.index(None) if None in before else 0)


def return_blocks(lines: Lines, marks: Marks, removed: Iterable[Removed]) -> Marks:
    """What the lines of a file are when blocks that were moved keep what they were.

    A block is at least three lines that were removed somewhere, alone in reading so, and stand here once. Lines that
    nobody's edit brought take what the block was; lines that an agent brought lose its mark where the block had none.
    """
    blocks: dict[Lines, set[Marks]] = {}
    for each in removed:
        for start in range(len(each.lines) - LEAST_MOVED + 1):
            end = start + LEAST_MOVED
            blocks.setdefault(each.lines[start:end], set()).add(each.marks[start:end])
    windows = [lines[start : start + LEAST_MOVED] for start in range(len(lines) - LEAST_MOVED + 1)]
    times = Counter(window for window in windows if window in blocks)
    made = [known(mark) for mark in marks]
    for start, window in enumerate(windows):
        if times[window] == 1 and any(len(line.strip()) >= LEAST_SIGNS for line in window):
            _return_window(made, marks[start : start + LEAST_MOVED], start, blocks[window])
    return tuple(made)


def _return_window(made: list[Mark | None], marks: Marks, start: int, before: set[Marks]) -> None:
    is_new = all(mark is UNSEEN for mark in marks)
    for offset, mark in enumerate(marks):
        were = {known(each[offset]) for each in before}
        if is_new and len(were) == 1:
            made[start + offset] = next(iter(were))
        elif known(mark) and None in were:
            made[start + offset] = None
