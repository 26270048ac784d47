"""How does a guarded repository come to share the log of a server? Imports stand inside functions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from paraph.wiring.ledger import MAX_KEY_BYTES, ledger_settings

if TYPE_CHECKING:
    from paraph.ports.server import ServerSettings

DRIVER = "postgresql+psycopg://"


def key_of(name: str) -> str:
    """The key on its server of a repository that goes by a name."""
    return f"git:{name}"


def joined(settings: ServerSettings, home: str, name: str, ledger: str = "", second: str = "") -> ServerSettings:
    """The settings of a repository that shares the log of the server whose data are in `home`.

    `ledger` is the URL of the server's database where that is not in `home`. Raises InputError where no server has
    begun there.
    """
    from paraph.adapters.formats.named_file import read_named
    from paraph.adapters.signers.notes import read_private_note_key
    from paraph.core.errors import InputError, Problem
    from paraph.core.model.noun import changed

    home = os.path.abspath(home)
    if not os.path.exists(f"{home}/ledger.key"):
        what = f"there is no server in {home}: it has no ledger.key"
        raise InputError(Problem("P1288", what, "name the folder that the server was started with (`--data`)"))
    key = read_private_note_key(read_named(f"{home}/ledger.key", MAX_KEY_BYTES).decode("ascii", "replace"))
    usual, last = ledger_settings(home, key.name)
    if ledger.startswith("postgresql://"):
        ledger = DRIVER + ledger.removeprefix("postgresql://")
    elif not ledger and settings.home == home and "://" in settings.ledger:
        ledger, last = settings.ledger, settings.second_store
    return changed(
        settings, name=key.name, home=home, scope=key_of(name), ledger=ledger or usual, second_store=second or last
    )
