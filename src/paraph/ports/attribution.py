"""Where are records of who wrote which line kept, one a commit?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from paraph.core.model.attribution import Attribution


class AttributionRecords(Protocol):
    """Records of lines beside a repository (`refs/notes/ai`): read tolerantly, written strictly."""

    def attributions(self, commits: Iterable[str] | None = None) -> Iterator[Attribution]:
        """The records at some commits, or all, in constant memory. What is wrong with one is an oddity of it.

        Raises `paraph.core.errors.ReadError` when the repository cannot be read.
        """
        ...

    def add(self, new: Iterable[Attribution]) -> None:
        """Write records, each joined with what stands at its commit already; nobody else's is lost meanwhile."""
        ...


class NoteForm(Protocol):
    """A format of records: read tolerantly, written strictly."""

    def read(self, commit: str, content: bytes) -> Attribution:
        """What the record at a commit says. Never raises: what is wrong with it is an oddity."""
        ...

    def written(self, new: Attribution, old: bytes | None) -> bytes | None:
        """The record that says what `new` says and what stands there says; None where that one cannot be read so far
        that it could be kept."""
        ...
