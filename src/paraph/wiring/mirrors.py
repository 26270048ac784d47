"""What is a repository that a server has open made of? Imports stand inside functions."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from paraph import wiring

if TYPE_CHECKING:
    from paraph.adapters.git.mirror import GitMirrors
    from paraph.ports.attribution import LineSource
    from paraph.ports.cache import Cache
    from paraph.ports.documents import DocumentReader
    from paraph.ports.receiving import ReceivingRepository
    from paraph.ports.repository import RepositoryReader


class OpenedRepository:
    """Implements `paraph.ports.mirror.OpenRepository`; close it."""

    def __init__(self, folder: str) -> None:
        from paraph.adapters.git.receiving import GitReceiving
        from paraph.adapters.store.files import FileCache
        from paraph.wiring.line_records import line_source

        with ExitStack() as open_:
            reader = open_.enter_context(wiring.open_repository(folder))
            receiving = open_.enter_context(closing(GitReceiving(reader.location)))
            area = reader.private_area()
            self.reader: RepositoryReader = reader
            self.receiving: ReceivingRepository = receiving
            self.documents: DocumentReader = wiring.CachedDocuments(area)
            self.cache: Cache = FileCache(f"{area}/cache")
            self.lines: LineSource = open_.enter_context(line_source(reader))
            self._open = open_.pop_all()

    def close(self) -> None:
        """End every process, and remove what was temporary."""
        self._open.close()


def mirrors(data: str) -> GitMirrors:
    """The mirrors below a server's data; the caller closes them."""
    from paraph.adapters.git.mirror import GitMirrors

    return GitMirrors(data, OpenedRepository)
