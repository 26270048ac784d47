"""How are many repositories kept as mirrors, and read by many threads at once?"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from typing import NamedTuple, Protocol
from urllib.parse import quote

from paraph.adapters.git.filed_record import file_record, unfile_record
from paraph.adapters.git.mirror_fetch import Bounds, fetch_mirror
from paraph.adapters.git.turns import Turns
from paraph.core.errors import ParaphError, Problem, ReadError
from paraph.core.model.person import Identity
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import Source
from paraph.ports.mirror import OpenRepository

LONGEST_NAME = 200
WATCHED = ("packed-refs", "HEAD", "shallow", "reftable/tables.list", "refs/heads", "refs/notes")


class Opened(OpenRepository, Protocol):
    """An open repository that can be closed."""

    def close(self) -> None:
        """End every process of it."""
        ...


class Idle(NamedTuple):
    """An open repository that waits, with what its refs looked like when it was opened."""

    folder: str
    state: tuple[tuple[int, int, int], ...]
    opened: Opened


class GitMirrors:
    """Implements `paraph.ports.mirror.Mirrors` below a folder; bare repositories with a place are read there.

    `opener` opens a folder. At most `most_open` are open at once, whoever asks for one more waits `patience` seconds;
    at most `most_idle` wait open for whoever comes next, those that were used last.
    """

    def __init__(
        self, folder: str, opener: Callable[[str], Opened], *, bounds: Bounds | None = None, most_open: int = 48,
        most_idle: int = 24, patience: float = 60.0,
    ) -> None:  # fmt: skip
        self._folder, self._opener, self._bounds = folder, opener, bounds or Bounds()
        self._turns = Turns()
        self._free = threading.BoundedSemaphore(most_open)
        self._lock = threading.Lock()
        self._idle: list[Idle] = []
        self._most_idle, self._patience = most_idle, patience

    def folder_of(self, repository: ConnectedRepository) -> str:
        """Where a repository is on this machine."""
        if repository.place:
            return repository.place
        name = quote(repository.key, safe="")
        if len(name) > LONGEST_NAME:
            name = f"{name[:100]}~{sha256(repository.key.encode()).hexdigest()[:32]}"
        return f"{self._folder}/mirrors/{name}"

    def moment(self, repository: ConnectedRepository, refspecs: Sequence[str]) -> int:
        """How many fetches have begun; for the `after` of `fetch`."""
        return self._turns.begun((self.folder_of(repository), *refspecs))

    def fetch(
        self, repository: ConnectedRepository, source: Source, refspecs: Sequence[str], after: int | None = None
    ) -> None:  # fmt: skip
        """Bring the copy up to date; those that are asked for together are fetched once. Raises ReadError."""
        folder = self.folder_of(repository)
        if repository.place:
            self._refuse_absent(repository, folder)
            return
        wanted = (folder, *refspecs)
        fetch = partial(fetch_mirror, folder, source, refspecs, repository.target, self._bounds)
        self._turns.served(wanted, fetch, after)

    @contextmanager
    def open(self, repository: ConnectedRepository) -> Iterator[OpenRepository]:
        """The copy, from those that are open. Raises ReadError where there is none yet, or too many are in use."""
        folder = self.folder_of(repository)
        self._refuse_absent(repository, folder)
        if not self._free.acquire(timeout=self._patience):
            raise ReadError(Problem("P1287", "too many repositories are being read at once", "try again in a while"))
        try:
            state = state_of_refs(folder)
            opened = self._taken(folder, state) or self._opener(folder)
            try:
                yield opened
            except BaseException:
                _close(opened)  # it may have been left in the middle of an answer
                raise
            self._give_back(Idle(folder, state, opened))
        finally:
            self._free.release()

    def file(
        self, repository: ConnectedRepository, base: str, name: str, content: bytes, subject: str, who: Identity,
        at: int, trailers: Sequence[str] = (),
    ) -> str:  # fmt: skip
        """The commit that adds a change record to `base`, on a ref of our own; its id. Raises InputError, ReadError."""
        folder = self.folder_of(repository)
        self._refuse_absent(repository, folder)
        return file_record(folder, base, name, content, subject, who, at, trailers)

    def unfile(self, repository: ConnectedRepository, name: str) -> None:
        """Let go of a change record's commit. Raises InputError, ReadError."""
        folder = self.folder_of(repository)
        self._refuse_absent(repository, folder)
        unfile_record(folder, name)

    def close(self) -> None:
        """End every process that waits."""
        with self._lock:
            gone, self._idle = self._idle, []
        for each in gone:
            _close(each.opened)

    def _taken(self, folder: str, state: tuple[tuple[int, int, int], ...]) -> Opened | None:
        """One that waits and has seen the refs as they are; those of the folder that have not are closed."""
        with self._lock:
            mine = [each for each in self._idle if each.folder == folder]
            found = next((each for each in reversed(mine) if each.state == state), None)
            stale = [each for each in mine if each.state != state]
            self._idle = [each for each in self._idle if each is not found and each not in stale]
        for each in stale:
            _close(each.opened)
        return found.opened if found else None

    def _give_back(self, idle: Idle) -> None:
        with self._lock:
            self._idle.append(idle)
            gone, self._idle = self._idle[: -self._most_idle], self._idle[-self._most_idle :]
        for each in gone:
            _close(each.opened)

    def _refuse_absent(self, repository: ConnectedRepository, folder: str) -> None:
        if not os.path.isdir(folder):
            what = f"{repository.key} is not on this machine" + (f": there is no {folder}" if repository.place else "")
            fix = "put it back, or connect it where it is now" if repository.place else "it comes with the next fetch"
            raise ReadError(Problem("P1286", what, fix))


def state_of_refs(folder: str) -> tuple[tuple[int, int, int], ...]:
    """What tells that refs have moved: the times, sizes and names of the files in which git keeps them.

    A ref is replaced by renaming, so the time of its folder changes with it.
    """
    found = []
    for name in WATCHED:
        found += _stats(f"{folder}/{name}")
    return tuple(found)


def _stats(path: str) -> list[tuple[int, int, int]]:
    try:
        stat = os.stat(path)
    except OSError:
        return [(0, 0, 0)]
    found = [(stat.st_mtime_ns, stat.st_size, stat.st_ino)]
    if os.path.isdir(path):
        with suppress(OSError), os.scandir(path) as entries:
            for each in sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False)):
                found += _stats(f"{path}/{each}")
    return found


def _close(opened: Opened) -> None:
    with suppress(ParaphError, OSError):
        opened.close()
