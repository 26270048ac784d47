"""Which use of a tool took a file from one content to the next?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from paraph.core.detect.lines.retrace import Author, Lines, Mark, Step, Told, plain
from paraph.core.detect.lines.told_edits import ToldEdit, apart, done, undone
from paraph.core.model.attribution import Claim
from paraph.ports.capture import ABSENT, CaptureJournal, JournalEntry

MOST_SHELL_SECONDS = 60.0
MOST_EDIT_SECONDS = 120.0
BINARY_BYTES = 8000
Edits = Mapping[str, tuple[ToldEdit, ...]]


class Call(NamedTuple):
    """One use of a tool, from the entry before it (None where its agent tells only of the end) to the one after;
    `said` is what a command says, None for an edit."""

    before: JournalEntry | None
    after: JournalEntry
    edits: Edits
    said: bytes | None = None

    @property
    def author(self) -> Author:
        """Who brought what it changed."""
        last = self.after
        return Author(last.agent, last.session, last.model, is_shell=last.deed == "shell", said=self.said)

    @property
    def is_patch(self) -> bool:
        """Whether its words are those of a patch, which may leave open at which of several places it was laid."""
        return self.after.tool.lower().replace("_", "") == "applypatch"

    def may_explain(self, path: str, start: int, end: int) -> bool:
        """Whether it was under way between two entries, and was to change that file."""
        if end > self.after.number or path not in self.after.files:
            return False
        if self.before is None:
            return end == self.after.number and path in self.edits
        return self.before.number <= start and path in self.before.files

    @property
    def is_certain(self) -> bool:
        """Whether whatever changed in its files may be laid to it, without its words for it: it was short, and HEAD
        stayed where it was."""
        if self.before is None or self.before.head != self.after.head:
            return False
        most = MOST_SHELL_SECONDS if self.after.deed == "shell" else MOST_EDIT_SECONDS
        return 0 <= self.after.at - self.before.at <= most


class Moment(NamedTuple):
    """What a file held when an entry was written, as bytes; nothing where there was no file. `is_git` where git had
    just put it there."""

    number: int
    path: str
    content: bytes
    told: tuple[Told, ...] = ()
    is_git: bool = False


def calls(journal: CaptureJournal, entries: Iterable[JournalEntry]) -> tuple[Call, ...]:
    """The calls of a journal; an event that came twice counts once."""
    found: list[Call] = []
    begun: dict[tuple[str, ...], list[JournalEntry]] = {}
    ended: set[tuple[str, ...]] = set()
    for entry in entries:
        key = (
            entry.agent,
            entry.session,
            entry.call or entry.tool,
            "" if entry.call else " ".join(sorted(entry.files)),
        )
        if entry.kind == "before":
            waiting = begun.setdefault(key, [])
            if not (entry.call and (waiting or key in ended)):
                waiting.append(entry)
        elif entry.kind == "after" and not (entry.call and key in ended):
            ended.add(key)
            before = waiting.pop() if (waiting := begun.get(key, [])) else None
            told = journal.told_edits(entry) or _told_before(journal, before)
            said = _said(journal, entry, before) if entry.deed == "shell" else None
            found.append(Call(before, entry, told, said))
    return tuple(found)


def _said(journal: CaptureJournal, after: JournalEntry, before: JournalEntry | None) -> bytes:
    """What a command says; where that is not known, nothing that it wrote is anybody's."""
    digest = after.said or (before.said if before else "")
    return plain((journal.content(digest) if digest else None) or b"")


def _told_before(journal: CaptureJournal, before: JournalEntry | None) -> Edits:
    return journal.told_edits(before) if before else {}


def moments(journal: CaptureJournal, entries: Iterable[JournalEntry], path: str) -> tuple[Moment, ...]:
    """What a file held, one entry after another; a content that is not there is passed over."""
    found: list[Moment] = []
    for entry in entries:
        digest = entry.files.get(path)
        if digest is None:
            continue
        content = b"" if digest == ABSENT else journal.content(digest)
        if content is not None:
            found.append(Moment(entry.number, path, content, entry.told.get(path, ()), entry.kind == "moved"))
    return tuple(found)


def without_absence(base: bytes, trail: Sequence[Moment]) -> list[Moment]:
    """What a file held without the moments at which it was gone or empty in between: what is put back then was there
    before, and is not new for having been away. What git itself took away is gone, for whoever finds it gone, too: what
    git puts back, it tells."""
    kept: list[Moment] = []
    has_content = bool(base)
    for moment in trail:
        has_content = has_content or bool(moment.content)
        is_found_gone = bool(kept) and not kept[-1].content
        if moment.content or moment.is_git or is_found_gone or not has_content:
            kept.append(moment)
    return kept


def steps(base: bytes, trail: Sequence[Moment], every: Sequence[Call]) -> Iterator[Step]:
    """What followed on a first content, with who brought each; what lay unseen between two is put in its place."""
    last = Moment(-1, "", base)
    for moment in trail:
        if last.content == moment.content:
            if moment.told:
                yield from _step(moment.content, None, moment.told)
        else:
            yield from (step._replace(is_git=moment.is_git) for step in _explained(last, moment, every))
        last = moment


def _explained(last: Moment, moment: Moment, every: Sequence[Call]) -> Iterator[Step]:
    able = [call for call in every if call.may_explain(moment.path, last.number, moment.number)]
    exact = [
        each for each in able if (told := each.edits.get(moment.path)) and done(last.content, told) == moment.content
    ]
    chosen = exact or able
    if (
        len({(call.author.agent, call.author.session) for call in chosen}) != 1
        or len({c.edits.get(moment.path) for c in chosen}) > 1
    ):
        yield from _step(moment.content, None, moment.told)
        return
    call, told = chosen[0], chosen[0].edits.get(moment.path)
    if told and call.is_patch and done(last.content, told) is None and undone(moment.content, told) is None:
        told = None
    if told is None:
        yield from _step(moment.content, call.author if call.is_certain else None, moment.told)
    elif call.before and (made := done(last.content, told)) is not None:
        # what a formatter or a person did after it, before anybody looked, is not the agent's
        yield from _edited(last.content, told, call.author)
        if made != moment.content or moment.told:
            yield from _step(moment.content, None, moment.told)
    elif (was := undone(moment.content, told)) is not None:
        yield from _step(was, None)
        yield from _edited(was, told, call.author)
        yield from _step(moment.content, None, moment.told)
    else:
        yield from _step(moment.content, None, moment.told)


def _edited(content: bytes, told: tuple[ToldEdit, ...], author: Author) -> Iterator[Step]:
    """Each edit of a call for itself, at its own place: lines that read alike elsewhere are none of its business."""
    for edit in told:
        around = apart(content, edit)
        made = done(content, (edit,))
        if made is None:
            return
        content = made
        yield Step(lines_of(content), author, apart=around)


def _step(content: bytes, author: Author | None, told: tuple[Told, ...] = ()) -> Iterator[Step]:
    yield Step(lines_of(content), author, told)


def lines_of(content: bytes) -> Lines:
    """The lines of a content without their ends, as git counts them; none where it is binary to git."""
    if b"\0" in content[:BINARY_BYTES]:
        return ()
    lines = content.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return tuple(line.removesuffix(b"\r") for line in lines) if b"\r" in content else tuple(lines)


def claim_of(mark: Mark, commit: str = "") -> Claim:
    """What the mark of a line says of who wrote it."""
    is_human = mark.kind == "human_attested"
    return Claim(
        "human" if is_human else "ai", mark.agent, mark.model, mark.session,
        "helped" if mark.kind == "mixed" else "wrote", "weak" if mark.is_weak else "strong", "capture", mark.person,
        commit=commit,
    )  # fmt: skip
