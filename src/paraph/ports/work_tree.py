"""What do the flows ask of the files that somebody works on?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class WorkTree(Protocol):
    """The checked-out files of one repository."""

    def tree(self, paths: Iterable[str]) -> str:
        """The id of a tree that is HEAD's, with some paths as the work tree has them now.

        Raises `paraph.core.errors.ReadError` when git cannot make it.
        """
        ...
