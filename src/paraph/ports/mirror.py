"""How does a repository of a forge come to this machine, and how is it read here?"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from paraph.core.model.person import Identity
from paraph.ports.attribution import LineSource
from paraph.ports.board import ConnectedRepository
from paraph.ports.cache import Cache
from paraph.ports.documents import DocumentReader
from paraph.ports.forge import Source
from paraph.ports.receiving import ReceivedRecords, ReceivingRepository
from paraph.ports.repository import RepositoryReader
from paraph.ports.statements import NotesReader


class OpenRepository(Protocol):
    """One repository with all that an evaluation reads of it. For one thread at a time."""

    @property
    def reader(self) -> RepositoryReader:
        """Its objects."""
        ...

    @property
    def receiving(self) -> ReceivingRepository:
        """Its refs."""
        ...

    @property
    def documents(self) -> DocumentReader:
        """What parses its governed files."""
        ...

    @property
    def cache(self) -> Cache:
        """What may be worked out again."""
        ...

    @property
    def lines(self) -> LineSource:
        """The records of who wrote which line."""
        ...

    @property
    def notes(self) -> NotesReader:
        """The statements that travel with it."""
        ...

    @property
    def records(self) -> ReceivedRecords:
        """The records of lines, as any commit of notes holds them."""
        ...


class Mirrors(Protocol):
    """Local copies of repositories; bare repositories on disk are read where they are."""

    def moment(self, repository: ConnectedRepository, refspecs: Sequence[str]) -> int:
        """A moment, for the `after` of `fetch`."""
        ...

    def fetch(
        self, repository: ConnectedRepository, source: Source, refspecs: Sequence[str], after: int | None = None
    ) -> None:  # fmt: skip
        """Bring the copy up to date, deleted branches gone from it. Fetches of one repository that are asked for while
        another one runs are answered by the one that follows it; with `after`, one that began after that moment is new
        enough. Raises ReadError."""
        ...

    def open(self, repository: ConnectedRepository) -> AbstractContextManager[OpenRepository]:
        """The copy, from a pool of open ones. Raises ReadError where there is none yet."""
        ...

    def file(
        self, repository: ConnectedRepository, base: str, name: str, content: bytes, subject: str, who: Identity,
        at: int, trailers: Sequence[str] = (),
    ) -> str:  # fmt: skip
        """Make a change record a commit that adds `change-records/NAME` to `base`, on a ref that is no branch's; its
        full id. `at` is epoch seconds, `trailers` end its message. Raises InputError for a name that is taken or of no
        use, ReadError."""
        ...

    def unfile(self, repository: ConnectedRepository, name: str) -> None:
        """Let go of a change record's commit: no ref leads to it, so that git's next clean-up drops its text. Nothing
        happens where there is none. Raises InputError for a name of no use, ReadError."""
        ...
