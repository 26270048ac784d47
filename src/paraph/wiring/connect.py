"""How does a bare repository on disk come to be looked after by a server? Imports stand inside functions."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from paraph import wiring
from paraph.core.errors import InputError, Problem
from paraph.wiring.install import Installation, set_up
from paraph.wiring.join import key_of
from paraph.wiring.ledger import open_ledger
from paraph.wiring.server import repository_name

if TYPE_CHECKING:
    from paraph.ports.board import ConnectedRepository
    from paraph.ports.ledger import Ledger
    from paraph.ports.server import ServerSettings
    from paraph.wiring.install import ServerState


Known = Callable[[str], "ConnectedRepository | None"]


def connect(
    server_data: str, path: str, *, database: str = "", name: str = "", known: Known | None = None
) -> ConnectedRepository:
    """Guard the bare repository at `path` by hooks that share the server's log, and enter that the server looks after
    it. `database` is the URL of the server's database where that is not in `server_data`; `known` looks a key up
    among what is connected. Asked again, nothing changes.

    Raises InputError for what is no bare repository, where no server has begun, or where the server has another
    repository of that name.
    """
    return connect_as(path, Installation(join=server_data, ledger=database or None, name=name or None), known)[0]


def connect_as(path: str, asked: Installation, known: Known | None = None) -> tuple[ConnectedRepository, ServerState]:
    """The same with everything that can be said at install, and how the repository is guarded then."""
    with wiring.open_repository(path) as reader:
        place, name = reader.location.git_folder, asked.name or repository_name(reader.location)
    before = (known or _board(asked))(key_of(name))
    if before is not None and os.path.realpath(before.place) != os.path.realpath(place):
        what = f"the server has another {before.key}, at {before.place}"
        raise InputError(Problem("P1289", what, "give this one another name: --name NAME"))
    state = set_up(path, asked)
    found = _described(state.repository, state.settings)
    if before is None or before._replace(**_EPHEMERAL) != found._replace(**_EPHEMERAL):
        with closing(open_ledger("", state.area).ledger) as log:
            _enter(log, found)
    return found, state


def _board(asked: Installation) -> Known:
    """What the server's own board knows, where its database is known by its data folder."""
    from paraph.adapters.store.board import StoredBoard
    from paraph.wiring.ledger import has_ledger

    if asked.join is None or asked.ledger is not None or not has_ledger(asked.join):
        return lambda _: None

    def known(key: str) -> ConnectedRepository | None:
        with closing(open_ledger("", asked.join).ledger) as log:
            return StoredBoard(log).repository(key)

    return known


_EPHEMERAL: dict[str, Any] = {"seen_at": 0, "trouble": "", "protection": b"", "identity": "", "url": "", "id": ""}


def _described(folder: str, settings: ServerSettings) -> ConnectedRepository:
    from paraph.ports.board import ConnectedRepository

    name = settings.scope.partition(":")[2]
    return ConnectedRepository(
        settings.scope, "git", name, place=folder, target=settings.policy_ref, seen_at=int(time.time())
    )


def _enter(log: Ledger, found: ConnectedRepository) -> None:
    from paraph.core.ledger.entry import entry
    from paraph.ports.ledger import Row

    said = {"repository": found.key, "forge": found.kind, "name": found.name, "target": found.target}
    log.record([entry("connected", found.seen_at, **said)], rows=[Row(found, 0)])
