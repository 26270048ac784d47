"""What does a ledger ask of the database that it is kept in?"""

from __future__ import annotations

from typing import Protocol

from paraph.adapters.store.session import Session, Sessions

SCHEMA = "0003"
"""The migration that this release needs, the newest of `migrations`."""


class Database(Protocol):
    """One database: sessions for readers, for writers, and for writers of what may be lost and made again."""

    @property
    def name(self) -> str:
        """`sqlite` or `postgresql`."""
        ...

    @property
    def where(self) -> str:
        """Its place without secrets, for messages."""
        ...

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What its driver raises."""
        ...

    @property
    def readers(self) -> Sessions:
        """Read only."""
        ...

    @property
    def writers(self) -> Sessions:
        """A commit is durable."""
        ...

    @property
    def lazy_writers(self) -> Sessions:
        """A commit may be lost when the power fails."""
        ...

    def is_passing(self, error: Exception) -> bool:
        """Whether a part of the work may succeed where all of it did not."""
        ...

    def is_settled(self, error: BaseException, session: Session) -> bool:
        """Whether a COMMIT that raised `error` kept nothing, for certain."""
        ...

    def is_there(self) -> bool:
        """Whether anything is there that could hold a ledger. Raises ReadError."""
        ...

    def is_no_table(self, error: Exception) -> bool:
        """Whether the error says that a table does not exist."""
        ...

    def create(self) -> None:
        """Make what must be there before tables can be. Raises ReadError."""
        ...

    def purge(self) -> None:
        """Overwrite or give up what was deleted, as far as the database can at once."""
        ...

    def close(self) -> None:
        """End all connections."""
        ...
