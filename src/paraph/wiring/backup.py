"""What is copied of a server so that it can be put back, and is the copy what it should be? Imports inside functions.

A backup is a folder: the database, the key of the log, the secret of the spot checks, the checkpoint that was signed
last and the configuration. Mirrors are not in it: they are fetched again. It holds secrets.
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import InputError, Problem, ReadError
from paraph.wiring.server_home import SQLITE, signer_of

if TYPE_CHECKING:
    from paraph.ports.config import ServerConfig

BACKUP_SCHEMA = "paraph/backup/v1"
_KEYS = ("ledger.key", "spot-check.secret")
_DATABASE, _CHECKPOINT, _CONFIG, _MANIFEST = "ledger.db", "last.checkpoint", "config.yaml", "backup.json"
_MOST_BYTES = 1 << 20


class BackedUp(NamedTuple):
    """Where a copy is, how many entries its log has, and what is left to do by hand (PostgreSQL), else empty."""

    folder: str
    entries: int
    by_hand: str = ""


def back_up(config: ServerConfig, config_file: str, folder: str) -> BackedUp:
    """Copy a server that may be running, then verify the log in the copy, every entry of it.

    Raises InputError where the folder is not empty, ReadError where something cannot be read or does not verify.
    """
    from paraph.adapters.store.area import own_folder, write_own
    from paraph.adapters.store.second import FileSecond
    from paraph.wiring.ledger import ledger_settings

    folder = os.path.abspath(folder)
    _refuse_full(folder)
    own_folder(folder)
    for name in _KEYS:
        write_own(f"{folder}/{name}", _read(f"{config.data}/{name}"))
    if config_file:
        write_own(f"{folder}/{_CONFIG}", _read(config_file))
    signer = signer_of(config.data)
    # before the database: what is signed meanwhile is in the copy all the same
    last = FileSecond(ledger_settings(config.data, signer.name)[1]).last()
    if not config.database.startswith(SQLITE):
        write_own(f"{folder}/{_CHECKPOINT}", last.encode())
        done = BackedUp(folder, 0, f"pg_dump --format=custom --file={folder}/ledger.dump {_shown(config.database)}")
    else:
        from paraph.adapters.store.copying import copy_sqlite

        copy_sqlite(config.database.removeprefix(SQLITE), f"{folder}/{_DATABASE}")
        entries, signed = verify(folder, f"{folder}/{_DATABASE}", last)
        write_own(f"{folder}/{_CHECKPOINT}", signed.encode())
        done = BackedUp(folder, entries)
    said = {"schema": BACKUP_SCHEMA, "at": int(time.time()), "origin": signer.name, "entries": done.entries}
    write_own(f"{folder}/{_MANIFEST}", json.dumps(said, indent=2).encode() + b"\n")
    return done


def restore(folder: str, data: str, *, accepts_loss: bool = False) -> BackedUp:
    """Put a copy back where no server is, and verify its log there.

    A copy that is older than what was signed last on this machine is refused, unless the loss of what came after it
    is accepted. Raises InputError and ReadError.
    """
    from paraph.adapters.store.area import own_folder, write_own
    from paraph.adapters.store.second import default_second

    folder, data = os.path.abspath(folder), os.path.abspath(data)
    _manifest(folder)
    _refuse_full(data)
    origin = signer_of(folder).name
    last, second = _read(f"{folder}/{_CHECKPOINT}"), default_second(origin)
    if not accepts_loss:
        _refuse_older(second, f"{folder}/{_DATABASE}", origin)
    own_folder(data)
    entries = 0
    is_whole = os.path.exists(f"{folder}/{_DATABASE}")
    if is_whole:
        entries = _put_back(folder, data, last)
        own_folder(os.path.dirname(second))
    for name in (*_KEYS, *((_CONFIG,) if os.path.exists(f"{folder}/{_CONFIG}") else ())):
        write_own(f"{data}/{name}", _read(f"{folder}/{name}"))
    write_own(second if is_whole else f"{data}/{_CHECKPOINT}", last)
    by_hand = "" if is_whole else f"pg_restore --clean --if-exists --dbname=DATABASE {folder}/ledger.dump"
    return BackedUp(data, entries, by_hand)


def _put_back(folder: str, data: str, last: bytes) -> int:
    """Copy the database, and leave it only where it verifies."""
    from paraph.adapters.store.copying import copy_sqlite

    target = f"{data}/{_DATABASE}"
    copy_sqlite(f"{folder}/{_DATABASE}", target)
    try:
        return verify(folder, target, last.decode("utf-8", "replace"))[0]
    except BaseException:
        os.unlink(target)
        raise


def verify(keys: str, database: str, last: str) -> tuple[int, str]:
    """Read every entry of a log and every tile up to its root, and hold it against the checkpoint that was signed
    last. How many entries there are, and the signed checkpoint of them. Raises ReadError for one that does not."""
    from paraph.adapters.store.ledger import open_ledger
    from paraph.adapters.store.second import MemorySecond
    from paraph.core.ledger.note import read_vkey
    from paraph.flows.ledger.verify_log import verify_log
    from paraph.wiring.ledger import ledger_source, trust

    signer = signer_of(keys)
    second = MemorySecond()
    with second.held() as held:
        held.keep(last)
    log = open_ledger(SQLITE + database, origin=signer.name, signer=signer, second=second)
    try:
        before = last.encode() or None
        found = verify_log(ledger_source(log), trust((read_vkey(signer.vkey),)), before, lambda *_: None)
        if found.problems:
            what = f"the copy does not verify: {found.problems[0].what}"
            raise ReadError(Problem("P1253", what, "keep the older copies, and find out who can write to the database"))
        return log.head().size, log.checkpoint()
    finally:
        log.close()


def _refuse_older(second: str, database: str, origin: str) -> None:
    """Raise InputError where this machine has signed more than the copy has."""
    from paraph.adapters.store.second import FileSecond
    from paraph.core.ledger.checkpoint import read_checkpoint
    from paraph.core.ledger.note import read_note

    last = FileSecond(second).last()
    if not last or not os.path.exists(database):
        return
    signed = read_checkpoint(read_note(last.encode()).text).size
    has = entries_in(database, origin)
    if signed > has:
        what = f"{signed:,} entries were signed on this machine, the copy has {has:,}: what came after it is lost"
        raise InputError(
            Problem("P1254", what, "look for a newer copy; or give --accept-loss, and say so to everybody")
        )


def entries_in(database: str, origin: str) -> int:
    """How many entries the log in a file has. Raises ReadError for the log of another server."""
    from paraph.adapters.store.copying import size_of

    found, size = size_of(database)
    if found != origin:
        what = f"the copy is of the log {found}, its key is of {origin}"
        raise ReadError(Problem("P1253", what, "take the key and the database from the same backup"))
    return size


def _manifest(folder: str) -> dict[str, Any]:
    try:
        said = json.loads(_read(f"{folder}/{_MANIFEST}"))
    except ValueError:
        said = None
    if not isinstance(said, dict) or said.get("schema") != BACKUP_SCHEMA:
        raise InputError(
            Problem("P1255", f"{folder} is no backup of a server", "name a folder that `paraph backup` wrote")
        )
    return said


def _refuse_full(folder: str) -> None:
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(
            Problem("P1252", f"{folder}: {error.strerror}", "name a folder that is not there yet")
        ) from None
    if names:
        raise InputError(Problem("P1252", f"{folder} is not empty", "name a folder that is not there yet"))


def _read(path: str) -> bytes:
    from paraph.adapters.formats.named_file import read_named

    return read_named(path, _MOST_BYTES)


def _shown(url: str) -> str:
    """An address without its password."""
    scheme, _, rest = url.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme.partition('+')[0]}://{user.partition(':')[0]}{at}{host}"
