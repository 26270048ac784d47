"""Where do signed statements travel, and how are they added?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol


class Carried(NamedTuple):
    """One envelope (DSSE as one line of JSON, without its line end) and the commit to whose note it belongs."""

    commit: str
    envelope: bytes


class StatementCarrier(Protocol):
    """Envelopes by commit. Adding is the only change there is; adding the same envelope twice adds it once."""

    def carried(self, commits: Iterable[str] | None = None) -> Iterator[Carried]:
        """All envelopes, or those at some commits. Lines that cannot be envelopes are passed on as they stand."""
        ...

    def add(self, new: Iterable[Carried]) -> None:
        """Add envelopes; what somebody else added meanwhile is kept. Raises ReadError when it cannot be done."""
        ...


class NotesReader(Protocol):
    """Statements as commits of notes hold them, whichever of them a ref leads to. Any method may raise ReadError."""

    def added(self, old: str, new: str) -> Iterator[Carried]:
        """The envelopes that the notes at one commit hold and those at another (empty for none) do not."""
        ...

    def is_addition(self, old: str, new: str) -> bool:
        """Whether the notes at `new` hold every line of those at `old`."""
        ...
