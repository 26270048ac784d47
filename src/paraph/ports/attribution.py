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
