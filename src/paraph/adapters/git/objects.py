"""What do these objects contain? One process answers for any number of them."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from paraph.adapters.git.runner import Place, launch
from paraph.adapters.process.run import Limits, Running
from paraph.core.errors import Problem, ReadError
from paraph.core.model.regex import regex

WINDOW = 512
GROUP_BYTES = 1 << 24
OBJECT_BYTES = 1 << 27
LIMITS = Limits(seconds=3600.0, idle_seconds=120.0, output_bytes=None)
KEPT_SECONDS = 1800.0
"""A process that is older than this is not asked again: a server keeps a repository open for days."""
KEPT_BYTES = 1 << 22
KEPT_OBJECT_BYTES = 1 << 17


class Stored(NamedTuple):
    """One object as stored; `kind` is empty for one that is absent."""

    id: str
    kind: str
    size: int
    content: bytes


class Entry(NamedTuple):
    """One name in one tree object; the name is kept as bytes."""

    mode: str
    name: bytes
    id: str


class Objects:
    """Reads objects of one repository by their full ids through one `cat-file` process, started when first needed."""

    def __init__(self, place: Place, id_length: int) -> None:
        self._place = place
        self._id_length = id_length
        self._entry = regex(rb"([0-7]{1,7}) ([^\0]+)\0(.{%d})" % (id_length // 2), re.DOTALL)
        self._running: Running | None = None
        self._buffer = bytearray()
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._kept_bytes = 0

    def start(self) -> None:
        """Start the process ahead of the first question, so that it is up when that comes."""
        if self._running is not None and self._running.age() > KEPT_SECONDS:
            self.close()
        if self._running is None:
            self._running = launch(self._place, "cat-file", "--batch-command", "--buffer", limits=LIMITS)

    def sizes(self, ids: Iterable[str]) -> Iterator[Stored]:
        """Kind and size of each object, in order."""
        return self._ask(b"info %s\n", ids, has_content=False)

    def contents(self, ids: Iterable[str]) -> Iterator[Stored]:
        """Each object with its content, in order; the caller has seen to their sizes."""
        return self._ask(b"contents %s\n", ids, has_content=True)

    def blobs(self, ids: Iterable[str], *, max_bytes: int, min_bytes: int = 0) -> Iterator[tuple[str, bytes | None]]:
        """Contents in order; None for what is absent, no blob, or not between the sizes."""
        group: list[tuple[str, bool]] = []
        held_bytes = 0
        for one in self.sizes(ids):
            is_wanted = one.kind == "blob" and min_bytes <= one.size <= max_bytes
            group.append((one.id, is_wanted))
            held_bytes += one.size if is_wanted else 0
            if held_bytes > GROUP_BYTES or len(group) >= WINDOW:
                yield from self._group(group)
                group, held_bytes = [], 0
        yield from self._group(group)

    def _group(self, group: list[tuple[str, bool]]) -> Iterator[tuple[str, bytes | None]]:
        found = {one.id: one.content for one in self.contents(dict.fromkeys(id_ for id_, wanted in group if wanted))}
        return ((id_, found.get(id_)) for id_, _ in group)

    def one(self, id_: str, kind: str, *, max_bytes: int = 1 << 26) -> bytes:
        """The content of one object of a kind. Raises ReadError when it is absent, another thing, or too large.

        Small ones that were read last are kept: what an id names never changes.
        """
        kept = self._kept.get(id_)
        if kept is not None and kept[0] == kind and len(kept[1]) <= max_bytes:
            self._kept.move_to_end(id_)
            return kept[1]
        seen = next(self.sizes([id_]))
        if seen.kind != kind:
            raise absent(id_, kind, seen.kind)
        if seen.size > max_bytes:
            raise ReadError(Problem("P0513", f"{kind} {id_} has {seen.size} bytes, more than {max_bytes}"))
        content = next(self.contents([id_])).content
        self._keep(id_, kind, content)
        return content

    def _keep(self, id_: str, kind: str, content: bytes) -> None:
        if len(content) > KEPT_OBJECT_BYTES or id_ in self._kept:
            return
        self._kept[id_] = kind, content
        self._kept_bytes += len(content)
        while self._kept_bytes > KEPT_BYTES:
            self._kept_bytes -= len(self._kept.popitem(last=False)[1][1])

    def entries(self, tree: bytes) -> list[Entry]:
        """The entries of a tree object's content."""
        return [
            Entry(mode.decode().zfill(6), name, raw.hex())
            for mode, name, raw in self._entry.findall(tree)
        ]  # fmt: skip

    def close(self) -> None:
        """End the process."""
        if self._running is not None:
            self._running.close()
            self._running = None
        self._buffer.clear()

    def _ask(self, command: bytes, ids: Iterable[str], *, has_content: bool) -> Iterator[Stored]:
        source = iter(ids)
        while window := list(islice(source, WINDOW)):
            for one in window:
                if len(one) != self._id_length or not one.isalnum():
                    raise ReadError(Problem("P0513", f"{one!r} is not a full object id"))
            self.start()
            assert self._running is not None  # noqa: S101 - start() has just seen to it
            self._running.send(b"".join(command % one.encode() for one in window) + b"flush\n")
            answers = [self._answer(one, has_content=has_content) for one in window]
            yield from answers

    def _answer(self, asked: str, *, has_content: bool) -> Stored:
        words = self._line().split()
        if len(words) == 2 and words[1] == b"missing":
            return Stored(asked, "", 0, b"")
        if len(words) != 3 or words[0].decode("ascii", "replace") != asked:
            raise ReadError(Problem("P0512", f"git cat-file answered past {asked}", "run `git fsck`"))
        size = int(words[2])
        if has_content and size > OBJECT_BYTES:
            self.close()
            raise ReadError(Problem("P0513", f"{asked} has {size} bytes, more than {OBJECT_BYTES}"))
        return Stored(asked, words[1].decode(), size, self._take(size + 1)[:-1] if has_content else b"")

    def _line(self) -> bytes:
        while (end := self._buffer.find(b"\n")) < 0:
            self._fill()
        return self._take(end + 1)

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._fill()
        taken = bytes(memoryview(self._buffer)[:count])
        del self._buffer[:count]
        return taken

    def _fill(self) -> None:
        chunk = self._running.receive() if self._running else b""
        if not chunk:
            said = self._running.trouble() if self._running else ""
            self.close()
            raise ReadError(Problem("P0512", f"git cat-file ended early: {said}", "run `git fsck`"))
        self._buffer += chunk


def absent(id_: str, wanted: str, found: str) -> ReadError:
    """The error for an object that is not there, or is something else."""
    if found:
        return ReadError(Problem("P0513", f"{id_} is a {found}, not a {wanted}"))
    fix = "it is not in this clone: `git fetch --unshallow` or `git fetch --refetch`"
    return ReadError(Problem("P0513", f"{wanted} {id_} is missing", fix))
