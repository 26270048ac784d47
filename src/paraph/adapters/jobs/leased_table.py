"""How do many workers share the table of jobs in one SQLite file, and nobody does what another has in hand?

A claim is one `UPDATE … RETURNING` with a token drawn for it: whoever was thought dead finds another token there, and
`ports.board.Fence` lets nothing of theirs be recorded. What is lost here when the power fails is only that something
was claimed or done, so a commit need not wait for the disk: the job is done again.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, NamedTuple

from paraph.core.errors import Problem, ReadError
from paraph.ports.jobs import DeadJob, QueueState

BUSY_SECONDS = 20.0
PERIODIC = "every:"
"""What the key of a task that is done again and again begins with."""

_SETTINGS = ("PRAGMA trusted_schema=OFF", "PRAGMA synchronous=NORMAL", "PRAGMA temp_store=MEMORY")
_NEXT = "SELECT min(due_at) FROM jobs WHERE state = 'waiting'"
_CLAIM = """
UPDATE jobs SET state = 'doing', token = ?, lease_until = ?, attempts = attempts + 1
WHERE id = (
    SELECT id FROM jobs AS mine WHERE state = 'waiting' AND due_at <= ?
    AND NOT EXISTS (SELECT 1 FROM jobs AS other WHERE other.key = mine.key AND other.state = 'doing')
    ORDER BY due_at, id LIMIT 1
) RETURNING id, task, arguments, key, attempts
"""
_FINISH = "DELETE FROM jobs WHERE id = ? AND token = ? AND state = 'doing'"
_PUT_BACK = """
UPDATE jobs SET state = 'waiting', token = 0, due_at = ?, attempts = ?, why = ?
WHERE id = ? AND token = ? AND state = 'doing'
"""
_GIVE_UP = "UPDATE jobs SET state = 'dead', token = 0, why = ? WHERE id = ? AND token = ? AND state = 'doing'"
_RENEW = "UPDATE jobs SET lease_until = ? WHERE state = 'doing' AND token IN (SELECT value FROM json_each(?))"
_IS_LOST = "SELECT 1 FROM jobs WHERE state = 'doing' AND (lease_until < ? OR lease_until > ?) LIMIT 1"
_TAKE_BACK = """
UPDATE jobs SET state = 'waiting', token = 0, due_at = ? WHERE state = 'doing' AND (lease_until < ? OR lease_until > ?)
"""
_REVIVE = "UPDATE jobs SET state = 'waiting', attempts = 0, due_at = ?, why = '' WHERE id = ? AND state = 'dead'"
# Where the same waits already, it is done in the place of this one.
_DROP_FOLLOWED = """
DELETE FROM jobs WHERE id = ? AND token = ? AND state = ?
AND EXISTS (SELECT 1 FROM jobs AS next WHERE next.key = jobs.key AND next.state = 'waiting')
"""
_DROP_LOST = """
DELETE FROM jobs WHERE state = 'doing' AND (lease_until < ? OR lease_until > ?)
AND EXISTS (SELECT 1 FROM jobs AS next WHERE next.key = jobs.key AND next.state = 'waiting')
"""


class Claimed(NamedTuple):
    """A row in our hands."""

    id: int
    task: str
    arguments: bytes
    key: str
    attempts: int
    token: int


class JobTable:
    """The table `jobs` (migration 0003) by one connection, which threads use in turn. Times are epoch milliseconds.

    Every method may raise ReadError.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None

    def next_due(self) -> int | None:
        """When the next job is due; None where none waits."""
        with self._reading() as connection:
            found: int | None = connection.execute(_NEXT).fetchone()[0]
        return found

    def claim(self, now: int, until: int) -> Claimed | None:
        """Take the job that has been due longest, and whose key nobody has in hand, until a time."""
        token = secrets.randbits(62) | 1
        with self._writing() as connection:
            row = connection.execute(_CLAIM, (token, until, now)).fetchone()
        return Claimed(row[0], row[1], row[2], row[3], row[4], token) if row else None

    def finish(self, job: Claimed) -> bool:
        """It is done; what was given up under its key before is done with it. False where it is not ours any more."""
        with self._writing() as connection:
            gone = connection.execute(_FINISH, (job.id, job.token)).rowcount
            if gone:
                connection.execute("DELETE FROM jobs WHERE key = ? AND state = 'dead'", (job.key,))
        return gone > 0

    def put_back(self, job: Claimed, due_at: int, attempts: int, why: str = "") -> bool:
        """Let it wait until a time. One that came under its key meanwhile is done in its place."""
        with self._writing() as connection:
            held = (job.id, job.token)
            done = connection.execute(_DROP_FOLLOWED, (*held, "doing")).rowcount
            done = done or connection.execute(_PUT_BACK, (due_at, attempts, why, *held)).rowcount
        return done > 0

    def give_up(self, job: Claimed, why: str) -> bool:
        """Keep it as dead, until somebody revives it or the same is done."""
        with self._writing() as connection:
            done = connection.execute(_GIVE_UP, (why, job.id, job.token)).rowcount
        return done > 0

    def renew(self, tokens: Iterable[int], until: int) -> int:
        """Hold what is in hand for longer; how many are still ours."""
        with self._writing() as connection:
            return connection.execute(_RENEW, (until, json.dumps(list(tokens)))).rowcount

    def take_back(self, now: int, latest: int) -> int:
        """Let jobs wait again whose worker has not been heard of: their lease has run out, or goes beyond `latest`,
        which happens when the clock was put back. How many there were."""
        with self._reading() as connection:
            if connection.execute(_IS_LOST, (now, latest)).fetchone() is None:
                return 0
        with self._writing() as connection:
            gone = connection.execute(_DROP_LOST, (now, latest)).rowcount
            return gone + connection.execute(_TAKE_BACK, (now, now, latest)).rowcount

    def keep_periodic(self, every: dict[str, float], now: int) -> None:
        """Have one row for each task that is done again and again, and none for others."""
        with self._writing() as connection:
            for name, seconds in every.items():
                key, latest = PERIODIC + name, now + int(seconds * 1000)
                connection.execute("DELETE FROM jobs WHERE key = ? AND state = 'dead'", (key,))
                connection.execute(
                    "INSERT INTO jobs (task, arguments, key, due_at) SELECT ?, ?, ?, ?"
                    " WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE key = ?)",
                    (name, b"{}", key, now, key),
                )
                connection.execute(
                    "UPDATE jobs SET due_at = min(due_at, ?) WHERE key = ? AND state = 'waiting'", (latest, key)
                )

    def state(self, now: int) -> QueueState:
        """How it stands; what is done again and again does not wait, it is not due."""
        with self._reading() as connection:
            counts = dict(connection.execute(
                "SELECT state, count(*) FROM jobs WHERE state <> 'waiting' OR due_at <= ? OR key NOT LIKE ?"
                " GROUP BY state", (now, PERIODIC + "%")
            ))  # fmt: skip
            (oldest,) = connection.execute(
                "SELECT min(max(added_at, CASE WHEN key LIKE ? THEN due_at ELSE 0 END)) FROM jobs"
                " WHERE state = 'waiting' AND (due_at <= ? OR key NOT LIKE ?)",
                (PERIODIC + "%", now, PERIODIC + "%"),
            ).fetchone()
        age = max(0, now - oldest) / 1000 if oldest is not None else 0.0
        return QueueState(counts.get("waiting", 0), counts.get("doing", 0), counts.get("dead", 0), age)

    def dead(self, most: int) -> list[DeadJob]:
        """What was given up, the newest first."""
        text = "SELECT id, task, key, arguments, attempts, why FROM jobs WHERE state = 'dead' ORDER BY id DESC LIMIT ?"
        with self._reading() as connection:
            rows = connection.execute(text, (most,)).fetchall()
        return [DeadJob(str(row[0]), *row[1:]) for row in rows]

    def revive(self, id_: str, now: int) -> bool:
        """Let a dead job wait again, or go where the same waits already."""
        if not (id_.isascii() and id_.isdigit() and len(id_) < 19):
            return False
        with self._writing() as connection:
            done = connection.execute(_DROP_FOLLOWED, (int(id_), 0, "dead")).rowcount
            done = done or connection.execute(_REVIVE, (now, int(id_))).rowcount
        return done > 0

    def close(self) -> None:
        """End the connection; the next use opens another."""
        with self._lock:
            self._end()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._opened()
            except sqlite3.Error as error:
                self._end()
                raise _unread(error) from None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # the first error is the one to tell
                    connection.execute("ROLLBACK")
                raise

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            quoted = os.path.abspath(self._path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
            made: Any = sqlite3.connect(
                f"file:{quoted}?mode=rw", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True
            )
            self._connection = made
            for setting in _SETTINGS:
                made.execute(setting)
        return self._connection

    def _end(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()


def _unread(error: sqlite3.Error) -> ReadError:
    what = f"the jobs could not be read: {' '.join(str(error).split())[:200]}"
    return ReadError(Problem("P1240", what, "see to the database and its disk; `paraph migrate` makes its tables"))
