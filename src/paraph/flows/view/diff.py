"""Which lines does a file of a change have, and who, or what, wrote each of them?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from threading import Lock
from typing import NamedTuple, NoReturn

from paraph.core.detect.agent_rows import agent_rows
from paraph.core.errors import Problem, ReadError
from paraph.core.model.attribution import Spans
from paraph.core.model.change import Change, ChangedFile
from paraph.core.model.facts import Facts
from paraph.flows.signing.show_change import lines_of
from paraph.flows.view.gutter import UNKNOWN, Known, gutter
from paraph.flows.view.patch import FilePatch, PatchLine, file_patches
from paraph.flows.view.shown import pieces, shown
from paraph.ports.mirror import OpenRepository
from paraph.ports.question import Evaluation

FIRST_LINES, FIRST_FILES = 600, 12
LARGE_LINES = 1_000
MOST_LINES = 20_000
KEPT_LINES = 200_000
AHEAD_LINES = 2_000
"""How far a patch is read on beyond what was asked for: it is begun at its beginning each time."""
_KINDS_OF_AI = ("ai", "mixed")


class DiffLine(NamedTuple):
    """One line as it is shown. `parts` are runs of text, each with the name of the invisible character that it stands
    for; `kind`, `glyph` and `title` say who wrote an added line, and are empty beside every other one."""

    sign: str
    old: int
    new: int
    parts: tuple[tuple[str, str], ...]
    kind: str = ""
    glyph: str = ""
    title: str = ""
    is_cut: bool = False
    is_last: bool = False


class FilePart(NamedTuple):
    """The lines of one file, `at` is its place, counted from 1; `is_cut` says that it has more than are shown."""

    at: int
    name: str
    lines: tuple[DiffLine, ...]
    is_binary: bool
    is_cut: bool
    ai_lines: int
    schema: str = "paraph/diff/v1"


class Parts:
    """Parts that were read before: what stands between two trees never changes. The oldest go when there are more
    than so many lines of them; safe for threads."""

    def __init__(self, most_lines: int = KEPT_LINES) -> None:
        self.most, self.lines = most_lines, 0
        self.kept: OrderedDict[tuple[str, ...], tuple[FilePart, int]] = OrderedDict()
        self.told: OrderedDict[tuple[str, ...], Mapping[str, Spans]] = OrderedDict()
        self.lock = Lock()
        self.turns: dict[tuple[str, ...], tuple[Lock, int]] = {}

    @contextmanager
    def turn(self, key: tuple[str, ...]) -> Iterator[None]:
        """One reader of a change at a time; the others wait."""
        with self.lock:
            turn, waiting = self.turns.get(key, (Lock(), 0))
            self.turns[key] = turn, waiting + 1
        try:
            with turn:
                yield
        finally:
            with self.lock:
                turn, waiting = self.turns.pop(key)
                if waiting > 1:
                    self.turns[key] = turn, waiting - 1

    def among(self, key: tuple[str, ...], indexes: Iterable[int]) -> dict[int, FilePart]:
        """Those of some parts of a change that are kept."""
        return {at: part for at in indexes if (part := self.get((*key, str(at)))) is not None}

    def get(self, key: tuple[str, ...]) -> FilePart | None:
        """A part, None where it is not kept."""
        with self.lock:
            found = self.kept.get(key)
            if found is not None:
                self.kept.move_to_end(key)
            return found[0] if found else None

    def keep(self, key: tuple[str, ...], part: FilePart) -> None:
        """Put a part down."""
        size = len(part.lines) + 1
        with self.lock:
            before = self.kept.pop(key, None)
            self.lines += size - (before[1] if before else 0)
            self.kept[key] = part, size
            while self.lines > self.most and len(self.kept) > 1:
                self.lines -= self.kept.popitem(last=False)[1][1]


def ends_of(change: Change) -> tuple[str, str]:
    """The two commits or trees whose difference is read: target tip and merge result; where the merge conflicts, what
    the change does since it left its target. Raises ReadError (P1340) where there is neither."""
    if change.tree:
        return change.base, change.tree
    if change.merge_bases:
        return change.merge_bases[0], change.head
    what = "there is no difference to show: the merge could not be recomputed"
    raise ReadError(Problem("P1340", what, "have it decided again, once its repository can be read"))


def first_indexes(files: Sequence[ChangedFile], folded: Iterable[int]) -> tuple[int, ...]:
    """The files whose lines come with the page itself: the first ones, as many as fit."""
    left, closed = FIRST_LINES, frozenset(folded)
    found: list[int] = []
    for at, file in enumerate(files[: FIRST_FILES * 4], 1):
        size = (file.added_lines or 0) + (file.deleted_lines or 0)
        if at in closed or size > LARGE_LINES:
            continue
        left -= size + 4
        if (found and left < 0) or len(found) == FIRST_FILES:
            break
        found.append(at)
    return tuple(found)


def file_parts(
    opened: OpenRepository, repository: str, found: Evaluation, indexes: Sequence[int], kept: Parts
) -> dict[int, FilePart]:
    """The parts of some files by their index; the patch is read as far as the last of them.

    Raises ReadError when git does not answer, or answers otherwise than the decision was made on (P1341).
    """
    change = found.facts.change
    ends = ends_of(change)
    lines = found.facts.provenance.lines
    key = (repository, *ends, change.head, lines.digest if lines else "")
    wanted = {at for at in indexes if 0 < at <= len(change.files)}
    parts = kept.among(key, wanted)
    if len(parts) == len(wanted):
        return parts
    with kept.turn(key):  # who asks for the same change meanwhile finds what this one reads
        parts = kept.among(key, wanted)
        missing = wanted - set(parts)
        if missing:
            told = _told(opened, key, found, kept)
            for at, part in _read(opened, change, ends, told, max(missing)):
                kept.keep((*key, str(at)), part)
                if at in wanted:
                    parts[at] = part
    return parts


def _told(opened: OpenRepository, key: tuple[str, ...], found: Evaluation, kept: Parts) -> Mapping[str, Spans]:
    with kept.lock:
        known = kept.told.get(key)
    if known is not None:
        return known
    facts: Facts = found.facts
    told = lines_of(opened.reader, opened.lines.records(), facts, agent_rows(found.policy.agents)) or {}
    with kept.lock:
        kept.told[key] = told
        while len(kept.told) > 16:
            kept.told.popitem(last=False)
    return told


def _read(
    opened: OpenRepository, change: Change, ends: tuple[str, str], told: Mapping[str, Spans], last: int
) -> Iterator[tuple[int, FilePart]]:
    """The parts as far as the last one, and some more; what is no good beyond it is for whoever asks for that."""
    ahead = 0
    patch = opened.reader.patch(*ends)
    with _closed(patch):
        at = 0
        for at, found in enumerate(file_patches(patch, MOST_LINES), 1):
            if at > len(change.files) or not _is_same(found, change.files[at - 1]):
                if at > last:
                    return
                _refuse()
            part = _part(at, found, change.files[at - 1], told)
            yield at, part
            ahead += len(part.lines) + 1 if at > last else 0
            if at == len(change.files) or ahead > AHEAD_LINES:
                return
        if at < last:
            _refuse()


def _closed(patch: Iterator[bytes]) -> AbstractContextManager[object]:
    """Ends git where the rest of its answer is not wanted."""
    return closing(patch) if isinstance(patch, Generator) else nullcontext()


def _refuse() -> NoReturn:
    what = "git's patch is not of the files that the decision was made on"
    raise ReadError(Problem("P1341", what, "have the change decided again; `paraph doctor` looks at the repository"))


def _is_same(found: FilePatch, file: ChangedFile) -> bool:
    """Whether a part of the patch has the contents that were decided on."""
    return found.blobs in (("", ""), (file.old_blob, file.new_blob))


def _part(at: int, found: FilePatch, file: ChangedFile, told: Mapping[str, Spans]) -> FilePart:
    known = gutter(told.get(file.path, ()))
    lines = tuple(_line(line, known) for line in found.lines)
    ai = sum(line.kind in _KINDS_OF_AI for line in lines)
    return FilePart(at, shown(file.path, 400), lines, found.is_binary, found.is_cut, ai)


def _line(line: PatchLine, known: Mapping[int, Known]) -> DiffLine:
    parts = pieces(line.text)
    if line.sign != "+":
        return DiffLine(line.sign, line.old, line.new, parts, is_cut=line.is_cut, is_last=line.is_last)
    beside = known.get(line.new, UNKNOWN)
    return DiffLine("+", 0, line.new, parts, *beside, line.is_cut, line.is_last)
