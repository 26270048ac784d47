"""What is a repository that a server has open made of? Imports stand inside functions."""

from __future__ import annotations

from contextlib import ExitStack, closing
from functools import cached_property
from typing import TYPE_CHECKING

from paraph import wiring

if TYPE_CHECKING:
    from paraph.adapters.git.mirror import GitMirrors
    from paraph.adapters.git.notes import GitNotes
    from paraph.adapters.git.pushed_records import PushedRecords
    from paraph.adapters.git.reader import GitRepository
    from paraph.ports.attribution import LineSource
    from paraph.ports.cache import Cache
    from paraph.ports.documents import DocumentReader
    from paraph.ports.receiving import ReceivingRepository
    from paraph.ports.repository import RepositoryReader


class OpenedRepository:
    """Implements `paraph.ports.mirror.OpenRepository`; close it."""

    _git: GitRepository

    def __init__(self, folder: str) -> None:
        from paraph.adapters.git.receiving import GitReceiving
        from paraph.adapters.store.files import FileCache
        from paraph.wiring.line_records import line_source

        with ExitStack() as open_:
            reader = self._git = open_.enter_context(wiring.open_repository(folder))
            receiving = open_.enter_context(closing(GitReceiving(reader.location, reader.present)))
            area = reader.private_area()
            self.reader: RepositoryReader = reader
            self.receiving: ReceivingRepository = receiving
            self.documents: DocumentReader = wiring.CachedDocuments(area)
            self.cache: Cache = FileCache(f"{area}/cache")
            self.lines: LineSource = open_.enter_context(line_source(reader))
            self._open = open_.pop_all()

    @cached_property
    def notes(self) -> GitNotes:
        """The statements that travel with it, opened when somebody asks for them."""
        from paraph.adapters.git.notes import GitNotes

        return self._open.enter_context(GitNotes(location=self._git.location))

    @cached_property
    def records(self) -> PushedRecords:
        """The records of lines at any commit of notes, opened when somebody asks for them."""
        from paraph.adapters.formats.git_ai_form import GitAiForm
        from paraph.adapters.git.pushed_records import PushedRecords

        return self._open.enter_context(PushedRecords(self._git.location, GitAiForm()))

    def close(self) -> None:
        """End every process, and remove what was temporary."""
        self._open.close()


def mirrors(data: str) -> GitMirrors:
    """The mirrors below a server's data; the caller closes them."""
    from paraph.adapters.git.mirror import GitMirrors

    return GitMirrors(data, OpenedRepository)
