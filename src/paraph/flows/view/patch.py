"""Which lines does a patch of git's remove, keep and add, file by file?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paraph.core.model.regex import regex

_HUNK = regex(rb"@@ -([0-9]{1,9})(?:,[0-9]{1,9})? \+([0-9]{1,9})(?:,[0-9]{1,9})? @@ ?(.*)")
MOST_BYTES = 2_000


class PatchLine(NamedTuple):
    """One line: `sign` is ` `, `+`, `-`, or `@` for the head of a hunk (then `text` is git's word for where it is).
    Numbers are 1-based, 0 on the side where there is none. `text` keeps bytes that are not UTF-8 as surrogates;
    `is_cut` says that it was longer, `is_last` that no line end follows it."""

    sign: str
    old: int
    new: int
    text: str
    is_cut: bool = False
    is_last: bool = False


class FilePatch(NamedTuple):
    """One file of a patch, in its order; `blobs` are the two contents, empty where the patch does not name them (only
    the mode changed); `is_cut` says that it has more lines than were kept."""

    lines: tuple[PatchLine, ...]
    blobs: tuple[str, str] = ("", "")
    is_binary: bool = False
    is_cut: bool = False


def file_patches(patch: Iterable[bytes], most_lines: int) -> Iterator[FilePatch]:
    """The files of a patch as it comes; of each at most `most_lines` lines are kept.

    The format is that of git-diff(1), "Generating patch text with -p". A file whose type changed stands in two parts
    there (one is deleted, one added), and is one here.
    """
    head, parser = b"", _File(most_lines)
    for raw in patch:
        if not parser.is_inside and raw.startswith(b"diff --git "):
            if head and raw != head:
                yield parser.done()
                parser = _File(most_lines)
            head = raw
        elif head:
            parser.take(raw)
    if head:
        yield parser.done()


class _File:
    """Reads the lines of one file. How many lines a hunk has is counted: a line of it may look like anything."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lines: list[PatchLine] = []
        self.old = self.new = self.old_left = self.new_left = 0
        self.blobs = ("", "")
        self.is_binary = self.is_cut = False

    @property
    def is_inside(self) -> bool:
        return self.old_left > 0 or self.new_left > 0

    def take(self, raw: bytes) -> None:
        if self.is_inside:
            self._line(raw)
        elif raw.startswith(b"@@ "):
            self._hunk(raw)
        elif raw.startswith((b"Binary files ", b"GIT binary patch")):
            self.is_binary = True
        elif raw.startswith(b"index "):
            old, _, new = raw[6:].split(b" ")[0].decode("ascii", "replace").partition("..")
            self.blobs = (self.blobs[0] or old, new)
        elif raw.startswith(b"\\") and self.lines and not self.is_cut:
            self.lines[-1] = self.lines[-1]._replace(is_last=True)

    def _hunk(self, raw: bytes) -> None:
        found = _HUNK.fullmatch(raw)
        if found is None:
            return
        self.old, self.new = int(found[1]), int(found[2])
        self.old_left, self.new_left = _counts(raw)
        self._keep(PatchLine("@", self.old, self.new, _text(found[3])))

    def _line(self, raw: bytes) -> None:
        sign = raw[:1]
        if sign == b"\\":  # the last line of one side has no line end
            if self.lines and not self.is_cut:
                self.lines[-1] = self.lines[-1]._replace(is_last=True)
            return
        text, is_cut = _text(raw[1:]), len(raw) > MOST_BYTES
        if sign == b"+":
            self._keep(PatchLine("+", 0, self.new, text, is_cut))
        elif sign == b"-":
            self._keep(PatchLine("-", self.old, 0, text, is_cut))
        else:
            self._keep(PatchLine(" ", self.old, self.new, text, is_cut))
        if sign != b"+":
            self.old, self.old_left = self.old + 1, self.old_left - 1
        if sign != b"-":
            self.new, self.new_left = self.new + 1, self.new_left - 1

    def _keep(self, line: PatchLine) -> None:
        if len(self.lines) < self.most:
            self.lines.append(line)
        else:
            self.is_cut = True

    def done(self) -> FilePatch:
        return FilePatch(tuple(self.lines), self.blobs, self.is_binary, self.is_cut)


def _counts(raw: bytes) -> tuple[int, int]:
    """How many lines a hunk has on each side; one where it does not say."""
    sides = raw.split(b" ", 3)[1:3]
    return tuple(int(side.partition(b",")[2] or 1) for side in sides)  # type: ignore[return-value]


def _text(raw: bytes) -> str:
    return raw[:MOST_BYTES].decode("utf-8", "surrogateescape")
