"""What is said when a ledger cannot be used, and what can be done about it?"""

from __future__ import annotations

from typing import NoReturn

from paraph.core.errors import Problem, ReadError


class StoreError(ReadError):
    """The database said no: nothing of the transaction was kept. `is_settled` is false where that is not certain;
    `is_passing` is true where another attempt of a part of the work may succeed at once."""

    def __init__(self, problem: Problem, *, is_settled: bool = True, is_passing: bool = False) -> None:
        super().__init__(problem)
        self.is_settled = is_settled
        self.is_passing = is_passing


class IdleError(Exception):
    """A connection that was kept for later is dead; nothing was sent on it."""


class StaleError(ReadError):
    """Another worker has taken over the job for which something was to be recorded: nothing of it was."""


class ForkedError(ReadError):
    """The log is not the one whose checkpoint was signed last."""


class DamagedError(ReadError):
    """What was written is not there."""


class SecondError(ReadError):
    """What was signed last cannot be told."""


def absent(where: str) -> ReadError:
    """There is no ledger at a place."""
    return ReadError(
        Problem(
            "P0830",
            f"there is no ledger at {where}",
            "ask on the server, name its repository with --repo, or install the server hook",
        )
    )


def other_schema(where: str, found: str, known: str) -> ReadError:
    """The tables are those of another version."""
    release = "an older" if found < known else "a newer"
    what = f"the ledger at {where} has the tables of {release} release (version {found}, this program knows {known})"
    return ReadError(Problem("P0831", what, _way_on(found, known)))


def _way_on(found: str, known: str) -> str:
    if found < known:
        again = "`paraph hook install --server REPO` once more, as it was installed"
        return f"bring it up to date: `paraph migrate` for a server's database; for one repository {again}"
    return "use the release of paraph that wrote it, or a newer one; nothing was changed"


def other_origin(where: str, found: str, asked: str) -> ReadError:
    """The database holds the log of another repository."""
    what = f"the ledger at {where} is that of {found}, not of {asked}"
    return ReadError(Problem("P0832", what, "name the ledger of this repository, or correct its identity"))


def forked(why: str) -> ForkedError:
    """A log that was rolled back, or tells another story than before; it is not written to again."""
    fix = "put the newest copy of the database back; `paraph log verify` with a checkpoint kept elsewhere tells which"
    return ForkedError(Problem("P0833", f"the ledger is read-only (FORKED): {why}", fix))


def refused(error: Exception, doing: str, *, is_passing: bool = False) -> StoreError:
    """The database could not do what was asked; nothing was kept."""
    what = f"the ledger could not {doing}: {_words(error)}"
    fix = "see to the database and its disk, then try again; nothing was recorded"
    return StoreError(Problem("P0834", what, fix), is_passing=is_passing)


def unsettled(error: Exception) -> StoreError:
    """The connection broke while a transaction was being committed."""
    what = f"the ledger's database went away while it was recording: {_words(error)}"
    fix = "look with `paraph log show` whether it was recorded before trying again"
    return StoreError(Problem("P0835", what, fix), is_settled=False)


def unread(error: Exception) -> ReadError:
    """The database could not be read."""
    return ReadError(
        Problem("P0836", f"the ledger could not be read: {_words(error)}", "see to the database and its disk")
    )


def damaged(what: str) -> DamagedError:
    """Something that was written is no longer there, or is not what was written."""
    fix = "put a copy of the database back, and find out who can write to it"
    return DamagedError(Problem("P0837", f"the ledger is damaged: {what}", fix))


def no_second(where: str, why: str) -> SecondError:
    """The record of the last signed checkpoint cannot be used."""
    fix = "it must be a file that only the ledger's own account writes to, outside the repository and its backups"
    return SecondError(Problem("P0838", f"the last signed checkpoint in {where} cannot be used: {why}", fix))


def lost_second(where: str, size: int) -> SecondError:
    """A log that has been signed, beside a record that knows nothing of it."""
    what = f"{where} does not have the checkpoint that was signed last, and the ledger has one of {size:,} entries"
    fix = "put that file back; or check the ledger against a checkpoint kept elsewhere, and put that one there"
    return SecondError(Problem("P0839", what, fix))


def closed() -> NoReturn:
    """Raise for a ledger that is used after it was closed."""
    raise ReadError(Problem("P0840", "the ledger has been closed", "open it again"))


def not_durable(setting: str) -> ReadError:
    """A database that says `done` before it is."""
    what = f"the database runs with {setting} = off: what it acknowledges may be lost"
    return ReadError(Problem("P0841", what, f"set {setting} = on in postgresql.conf"))


def stale(job: str) -> StaleError:
    """A worker that was thought dead wants to write."""
    what = f"job {job} has been taken over by another worker: what this one found is not recorded"
    return StaleError(Problem("P1220", what, "nothing needs to be done; the other worker does it again"))


def begun() -> StaleError:
    """What would be the first of a log that has entries already."""
    what = "another process has begun this log meanwhile"
    return StaleError(Problem("P1226", what, "nothing needs to be done; it is the same log"))


def taken() -> StaleError:
    """Somebody else was faster to have what only one may have."""
    return StaleError(Problem("P1222", "it has been used already", "ask for a new one"))


def _words(error: Exception) -> str:
    """A driver's message as one line."""
    return " ".join(str(error).split())[:300] or type(error).__name__
