"""Which repository is attended to, with what is open of it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from paraph.core.model.person import Directory
from paraph.flows.attend.office import Office
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import Forge
from paraph.ports.ledger import Ledger
from paraph.ports.mirror import OpenRepository

PeopleOf = Callable[[Office, ConnectedRepository, Directory], Directory]
"""Adds to a governed directory what the server knows of people: teams of the forge, passkeys."""


def as_governed(_: Office, __: ConnectedRepository, directory: Directory) -> Directory:
    """The directory alone."""
    return directory


class Place(NamedTuple):
    """One repository while something is done about it. `now` is epoch seconds, the same all the while."""

    office: Office
    repository: ConnectedRepository
    opened: OpenRepository
    ledger: Ledger
    now: int
    people_of: PeopleOf = as_governed
    known: dict[str, str] | None = None
    """Where refs stand, once they were asked for: a place is open for one look."""

    @property
    def forge(self) -> Forge:
        """Where it is."""
        return self.office.forge_of(self.repository)

    def tip(self, ref: str) -> str:
        """The commit that a ref leads to, empty where there is none."""
        known = {} if self.known is None else self.known
        if ref not in known:
            found = self.opened.receiving.value_of(ref)
            known[ref] = self.opened.receiving.commit_of(found) if found else ""
        return known[ref]


def moment(office: Office, repository: ConnectedRepository) -> int:
    """Now, for the `after` of `place`. Raises InputError where the forge is not configured any more."""
    return office.mirrors.moment(repository, office.forge_of(repository).refspecs(repository))


def fetch(office: Office, repository: ConnectedRepository, after: int | None = None) -> None:
    """Bring the mirror of a repository up to date, unless it was since a moment. Raises ReadError and ForgeError."""
    forge = office.forge_of(repository)
    office.mirrors.fetch(repository, forge.source(repository), forge.refspecs(repository), after)


@contextmanager
def place(
    office: Office, repository: ConnectedRepository, people_of: PeopleOf = as_governed, *, is_fetched: bool = True,
    after: int | None = None,
) -> Iterator[Place]:  # fmt: skip
    """Bring the mirror of a repository up to date, unless it was since a moment, and open it. Raises ReadError where
    that cannot be done, ForgeError where the forge says why."""
    if is_fetched:
        fetch(office, repository, after)
    with office.mirrors.open(repository) as opened:
        yield Place(office, repository, opened, office.ledger(repository.key), office.clock(), people_of, {})
