"""What do the flows ask of whoever parses the files that govern a repository?"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, Protocol

from paraph.core.model.person import Directory
from paraph.core.policy.source import Document


class SourceText(NamedTuple):
    """The bytes of a file and the name to print when something in it is wrong."""

    file: str
    content: bytes


class DocumentReader(Hashable, Protocol):
    """Turns bytes into documents that keep their positions, and into the directory.

    Every method raises `paraph.core.errors.InputError` with all problems found, each with its place.
    """

    def document(self, source: SourceText) -> Document:
        """The positioned tree of a YAML file."""
        ...

    def directory(self, people: SourceText | None, absence: SourceText | None = None) -> Directory:
        """The people that may be asked, with their absence where that is known; empty without a file."""
        ...
