"""Which runs of lines became which others, between any number of pairs of trees, by one process for all of them?

The text of a file can look like anything, a header of a patch included. So lines of text are never looked at: each
`@@` line says how many there are, and they are passed over by that number. Paths are read from the raw lines, which
git writes before the patch and in its order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, NoReturn

from paraph.adapters.git.difference import torn
from paraph.adapters.git.names import decode_path, unquoted
from paraph.adapters.git.objects import Objects, absent
from paraph.adapters.git.patch import OPTIONS
from paraph.adapters.git.records import RECORD_BYTES
from paraph.adapters.git.runner import Place, launch, settle
from paraph.adapters.process.run import Limits, Running
from paraph.core.errors import Problem, ReadError
from paraph.core.model.attribution import FileChange, Hunk, TreeChange
from paraph.core.model.regex import regex

LIMITS = Limits(seconds=3600.0, idle_seconds=300.0, output_bytes=1 << 34)
WINDOW = 512
HUNKS_AT_MOST = 1_000_000
FILES_AT_MOST = 1_000_000
KEPT_BYTES = 1 << 16  # of a line: more than any line of paths, which git bounds, can have
END = b"end of these"  # no hexadecimal id, so that git answers with it as it stands
ARGUMENTS = (
    "diff-tree", "--stdin", "--raw", "--patch", "--unified=0", "--inter-hunk-context=0", "--indent-heuristic",
    *(option for option in OPTIONS if option != "--no-renames"), "--find-renames=50%", "-l1000",
)  # fmt: skip
HEADERS = (
    b"index ", b"--- ", b"+++ ", b"new file mode ", b"deleted file mode ", b"old mode ", b"new mode ",
    b"similarity index ", b"rename from ", b"rename to ", b"Binary files ",
)  # fmt: skip
_HUNK = regex(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")

Pair = tuple[str, str]


class Raw(NamedTuple):
    """A file of a raw line: its paths, and whether its kind changed, of which git makes a removal and an addition."""

    old_path: str
    new_path: str
    is_other_kind: bool


def line_changes(
    place: Place, pairs: Iterable[Pair], trees: Callable[[Sequence[str]], Sequence[str]]
) -> Iterator[TreeChange]:
    """The differences of pairs of commits or trees, in the order asked; `trees` gives the tree of each of some names.

    Raises ReadError when git fails, its answer is not whole, or one difference has more than a million hunks or files.
    """
    source = iter(pairs)
    with launch(place, *ARGUMENTS, limits=LIMITS) as running:
        lines = Lines(running.chunks())
        while window := list(islice(source, WINDOW)):
            found = trees([name for pair in window for name in pair])
            asked = [f"{old} {new}".encode("ascii") for old, new in zip(found[::2], found[1::2], strict=True)]
            running.send(b"\n".join([*asked, END, b""]))
            for (old, new), line in zip(window, asked, strict=True):
                _expect(lines, line, running)
                yield TreeChange(old, new, _files(lines, running))
            _expect(lines, END, running)
        running.send(b"", is_last=True)
        if lines.peek() is not None:
            raise torn()
        settle(running, "diff-tree")


def trees_of(objects: Objects, ids: Iterable[str]) -> dict[str, str]:
    """The tree of each commit, a tree's own id of a tree. Raises ReadError for what is absent or something else."""
    found: dict[str, str] = {}
    commits: list[str] = []
    for one in objects.sizes(dict.fromkeys(ids)):
        if one.kind == "tree":
            found[one.id] = one.id
        elif one.kind == "commit" and one.size <= RECORD_BYTES:
            commits.append(one.id)
        else:
            raise absent(one.id, "commit", one.kind)
    for one in objects.contents(commits):
        found[one.id] = one.content[5 : one.content.index(b"\n")].decode("ascii")
    return found


class Lines:
    """The lines of a stream, of which only the beginning is kept where they are very long."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._lines: list[bytes] = []
        self._at = 0
        self._rest = b""

    def peek(self) -> bytes | None:
        """The next line, None at the end."""
        return self._lines[self._at] if self._at < len(self._lines) or self._fill() else None

    def take(self) -> bytes | None:
        """The next line, None at the end; the one after it is next then."""
        line = self.peek()
        self._at += 1
        return line

    def skip(self, count: int) -> None:
        """Pass over lines without looking at them. Raises ReadError when there are fewer."""
        self._at += count
        while self._at > len(self._lines):
            self._at -= len(self._lines)
            self._lines = []
            at, self._at = self._at, 0
            if not self._fill():
                raise torn()
            self._at = at

    def skip_text(self, old_count: int, new_count: int) -> None:
        """Pass over the head of a hunk and its text; git tells of a last line without its end by a line with `\\`."""
        lines, at = self._lines, self._at + 1 + old_count
        if at + new_count + 1 < len(lines):
            at += new_count + (lines[at][:1] == b"\\")
            self._at = at + (lines[at][:1] == b"\\")
            return
        self.skip(1)
        for count in (old_count, new_count):
            self.skip(count)
            if (self.peek() or b"")[:1] == b"\\":
                self.skip(1)

    def _fill(self) -> bool:
        for chunk in self._chunks:
            *lines, rest = (self._rest + chunk).split(b"\n")
            self._rest = rest[:KEPT_BYTES]
            if lines:
                self._lines, self._at = lines, 0
                return True
        return False


def _expect(lines: Lines, wanted: bytes, running: Running) -> None:
    if lines.take() != wanted:
        _give_up(lines, running)


def _give_up(lines: Lines, running: Running) -> NoReturn:
    """Raise git's own trouble where its answer ended, else that the answer cannot be followed."""
    if lines.peek() is None:
        settle(running, "diff-tree")
    raise torn()


def _files(lines: Lines, running: Running) -> tuple[FileChange, ...]:
    raws: list[Raw] = []
    while (line := lines.peek()) is not None and line.startswith(b":"):
        raws.append(_raw(line))
        lines.skip(1)
        if len(raws) > FILES_AT_MOST:
            raise _too_much("files", FILES_AT_MOST)
    if raws:
        _expect(lines, b"", running)
    left = HUNKS_AT_MOST
    files = []
    for raw in raws:
        file = _file(lines, raw, running)
        left -= len(file.hunks)
        if left < 0:
            raise _too_much("hunks", HUNKS_AT_MOST)
        files.append(file)
    return tuple(files)


def _raw(line: bytes) -> Raw:
    """One line `:modes ids status TAB path [TAB path]`."""
    head, *paths = line.split(b"\t")
    status = head[head.rindex(b" ") + 1 :]
    if len(line) >= KEPT_BYTES or len(paths) != (2 if status.startswith(b"R") else 1):
        raise torn()
    names = [decode_path(unquoted(path)) for path in paths]
    old = "" if status == b"A" else names[0]
    new = "" if status == b"D" else names[-1]
    return Raw(old, new, status == b"T")


def _file(lines: Lines, raw: Raw, running: Running) -> FileChange:
    hunks, is_binary = _section(lines, running)
    if raw.is_other_kind:
        added, is_binary = _section(lines, running)
        old, new = sum(hunk.old_count for hunk in hunks), sum(hunk.new_count for hunk in added)
        hunks = [Hunk(1, old, 1, new)] if (old or new) and not is_binary else []
    return FileChange(raw.old_path, raw.new_path, tuple(hunks), is_binary)


def _section(lines: Lines, running: Running) -> tuple[list[Hunk], bool]:
    line = lines.take()
    if line is None or not line.startswith(b"diff --git "):
        _give_up(lines, running)
    hunks: list[Hunk] = []
    is_binary = False
    while (line := lines.peek()) is not None:
        if line[:3] == b"@@ ":
            hunks.append(_hunk(lines, line))
        elif line.startswith(HEADERS):
            is_binary = is_binary or line.startswith(b"Binary files ")
            lines.skip(1)
        else:
            break
    return hunks, is_binary


def _hunk(lines: Lines, line: bytes) -> Hunk:
    found = _HUNK.match(line)
    if found is None:
        raise torn()
    old, old_lines, new, new_lines = found.groups()
    old_count = 1 if old_lines is None else int(old_lines)
    new_count = 1 if new_lines is None else int(new_lines)
    lines.skip_text(old_count, new_count)
    # of an empty run git gives the line before it
    return Hunk(int(old) + (not old_count), old_count, int(new) + (not new_count), new_count)


def _too_much(what: str, most: int) -> ReadError:
    return ReadError(Problem("P1000", f"a difference has more than {most:,} {what}", "ask about a smaller change"))
