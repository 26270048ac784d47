"""What lies in the folder of a server's data, and how is it made on its first start?

The key of the log, the secret of the spot checks, and, embedded, the database; all for the server's own account alone.
`paraph log --ledger DATA` finds the log by it.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.wiring.ledger import second_path

if TYPE_CHECKING:
    from paraph.adapters.signers.notes import NoteSigner
    from paraph.adapters.store.ledger import StoredLedger
    from paraph.ports.config import ServerConfig

SQLITE = "sqlite:///"
POSTGRESQL = "postgresql+psycopg://"


def database_url(given: str, data: str) -> str:
    """A database as the store takes it: a file in the data folder where none is named. Raises InputError."""
    if not given:
        return f"{SQLITE}{os.path.abspath(data)}/ledger.db"
    for scheme in ("postgresql://", "postgres://"):
        if given.startswith(scheme):
            return POSTGRESQL + given.removeprefix(scheme)
    if given.startswith((SQLITE, POSTGRESQL)):
        return given
    what = f"no server can keep its log at {given.partition(':')[0][:20]!r}"
    raise InputError(Problem("P1247", what, "give postgresql://USER@HOST/NAME, or leave it out for a file of SQLite"))


def prepare(config: ServerConfig) -> None:
    """Make what is missing of the data folder. Raises ReadError, and InputError where keys are missing beside a
    database that is there: a new key would begin another log."""
    from paraph.adapters.store.area import own_folder, write_first, write_own

    data = config.data
    own_folder(data)
    if not os.path.exists(f"{data}/ledger.key"):
        _refuse_orphan(config)
        from paraph.adapters.signers.notes import generate

        write_first(f"{data}/ledger.key", generate(f"paraph/server-{os.urandom(4).hex()}")[0].encode() + b"\n")
    if not os.path.exists(f"{data}/spot-check.secret"):
        from paraph.wiring.server import SECRET_BYTES

        write_first(f"{data}/spot-check.secret", os.urandom(SECRET_BYTES))
    if not config.database.startswith(SQLITE):
        write_own(f"{data}/server.json", _settings(config))
    elif not os.path.exists(second_path(data)):
        # whoever looks at the log from another account, or with another home, finds the same file
        from paraph.adapters.store.second import default_second

        write_first(second_path(data), default_second(signer_of(data).name).encode() + b"\n")


def _refuse_orphan(config: ServerConfig) -> None:
    path = config.database.removeprefix(SQLITE)
    if path != config.database and os.path.exists(path) and os.path.getsize(path):
        what = f"{path} is there, but the key of its log, {config.data}/ledger.key, is not"
        raise InputError(Problem("P1248", what, "put the key back from the backup: `paraph restore`"))


def _settings(config: ServerConfig) -> bytes:
    """Where the log is, for the verbs that are given the folder."""
    from paraph.adapters.formats.server_file import write_settings
    from paraph.ports.server import ServerSettings

    main, second = "refs/heads/main", f"{config.data}/last.checkpoint"
    return write_settings(ServerSettings(signer_of(config.data).name, (main,), main, config.database, second))


def signer_of(data: str) -> NoteSigner:
    """The key of the log. Raises InputError where it cannot be used."""
    from paraph.adapters.formats.named_file import read_named
    from paraph.adapters.signers.notes import read_private_note_key
    from paraph.wiring.ledger import MAX_KEY_BYTES

    return read_private_note_key(read_named(f"{data}/ledger.key", MAX_KEY_BYTES).decode("ascii", "replace"))


def open_log(config: ServerConfig) -> StoredLedger:
    """The log of the whole server, its tables made or brought up to date; begun where there was none."""
    from paraph.adapters.store.ledger import open_ledger
    from paraph.adapters.store.second import FileSecond
    from paraph.wiring.ledger import ledger_settings

    signer = signer_of(config.data)
    _, second = ledger_settings(config.data, signer.name)
    log = open_ledger(config.database, origin=signer.name, signer=signer, second=FileSecond(second), may_create=True)
    try:
        if log.head().size == 0:
            _begin(log, config, signer.name)
    except BaseException:
        log.close()
        raise
    return log


def _begin(log: StoredLedger, config: ServerConfig, name: str) -> None:
    """What a server's log begins with: its name, and the commitment to its secret."""
    from hashlib import sha256

    from paraph.core.ledger.entry import entry
    from paraph.wiring.server import read_secret

    now = int(time.time())
    commitment = sha256(read_secret(config.data)).hexdigest()
    first = entry("genesis", now, name=name, server=config.name, protected=[], policy_ref="", tips={})
    log.begin([first, entry("secret", now, of="spot-checks", commitment=commitment)])


class Migrated(NamedTuple):
    """Where a database is, and the version of its tables before and now; empty where there were none."""

    where: str
    before: str
    now: str


def migrated(config: ServerConfig) -> Migrated:
    """Make the tables, or bring them up to date. Raises InputError and ReadError."""
    from paraph.adapters.store.ledger import schema_at

    where, before = schema_at(config.database)
    prepare(config)
    open_log(config).close()
    return Migrated(where, before, schema_at(config.database)[1])
