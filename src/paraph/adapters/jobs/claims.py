"""How is a job in PostgreSQL taken in hand once Procrastinate says that it is its turn?

The row in `jobs` (migration 0003) says what the job is and whose it is; Procrastinate's own row, deferred with it in
one transaction, says when. Which of them is behind after a crash does not matter: a turn without a row does nothing,
and a row whose worker died gets another turn when that worker is missed.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

import psycopg

from paraph.adapters.jobs.leased_table import Claimed
from paraph.core.errors import Problem, ReadError
from paraph.ports.jobs import DeadJob, QueueState

QUEUE = "paraph"
_CLAIM = """
UPDATE jobs SET state = 'doing', token = %s, attempts = attempts + 1
WHERE id = %s AND state IN ('waiting', 'doing') RETURNING id, task, arguments, key, attempts
"""
_FINISH = "DELETE FROM jobs WHERE id = %s AND token = %s AND state = 'doing'"
_DONE_WITH = "DELETE FROM jobs WHERE key = %s AND state = 'dead'"
_DROP_FOLLOWED = """
DELETE FROM jobs WHERE id = %s AND token = %s AND state = %s
AND EXISTS (SELECT 1 FROM jobs AS next WHERE next.key = jobs.key AND next.state = 'waiting')
"""
_PUT_BACK = """
UPDATE jobs SET state = 'waiting', token = 0, due_at = %s, attempts = %s, why = %s
WHERE id = %s AND token = %s AND state = 'doing'
"""
_GIVE_UP = "UPDATE jobs SET state = 'dead', token = 0, why = %s WHERE id = %s AND token = %s AND state = 'doing'"
_DEFER = """
SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW(%s, task, 0, key, NULL, jsonb_build_object('job', id), NULL)::procrastinate_job_to_defer_v1
]) FROM jobs WHERE id = %s
"""
_ADD = """
INSERT INTO jobs (task, arguments, key, added_at, due_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT DO NOTHING RETURNING id
"""
_REVIVE = "UPDATE jobs SET state = 'waiting', attempts = 0, due_at = %s, why = '' WHERE id = %s AND state = 'dead'"
_COUNTS = "SELECT state, count(*), min(added_at) FROM jobs GROUP BY state"
_DEAD = "SELECT id, task, key, arguments, attempts, why FROM jobs WHERE state = 'dead' ORDER BY id DESC LIMIT %s"


class Claims:
    """The table `jobs` in PostgreSQL, by a few connections. Times are epoch milliseconds; methods raise ReadError."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._idle: list[psycopg.Connection[Any]] = []
        self._lock = Lock()

    def claim(self, id_: int) -> Claimed | None:
        """Take a job whose turn it is; None where it was done already."""
        token = secrets.randbits(62) | 1
        with self._connection() as connection:
            row = connection.execute(_CLAIM, (token, id_)).fetchone()
        return Claimed(row[0], row[1], bytes(row[2]), row[3], row[4], token) if row else None

    def add(self, task: str, key: str) -> None:
        """Defer a job without arguments, unless its key waits."""
        now = int(time.time() * 1000)
        with self._connection() as connection, connection.transaction():
            row = connection.execute(_ADD, (task, b"{}", key, now, now)).fetchone()
            if row is not None:
                connection.execute(_DEFER, (QUEUE, row[0]))

    def finish(self, job: Claimed) -> bool:
        """It is done. False where it is not ours any more."""
        with self._connection() as connection, connection.transaction():
            gone = connection.execute(_FINISH, (job.id, job.token)).rowcount
            if gone:
                connection.execute(_DONE_WITH, (job.key,))
        return gone > 0

    def put_back(self, job: Claimed, due_at: int, attempts: int, why: str) -> bool:
        """Let it wait for its next turn. False where there is none: another waits in its place, or has taken it."""
        with self._connection() as connection:
            try:
                with connection.transaction():
                    if connection.execute(_DROP_FOLLOWED, (job.id, job.token, "doing")).rowcount:
                        return False
                    return connection.execute(_PUT_BACK, (due_at, attempts, why, job.id, job.token)).rowcount > 0
            except psycopg.errors.UniqueViolation:  # one came under its key in this very moment
                connection.execute(_FINISH, (job.id, job.token))
                return False

    def give_up(self, job: Claimed, why: str) -> bool:
        """Keep it as dead."""
        with self._connection() as connection:
            return connection.execute(_GIVE_UP, (why, job.id, job.token)).rowcount > 0

    def state(self) -> QueueState:
        """How it stands."""
        with self._connection() as connection:
            rows = {row[0]: row[1:] for row in connection.execute(_COUNTS).fetchall()}
        waiting, oldest = rows.get("waiting", (0, None))
        age = max(0.0, time.time() - oldest / 1000) if oldest else 0.0
        return QueueState(waiting, rows.get("doing", (0,))[0], rows.get("dead", (0,))[0], age)

    def dead(self, most: int) -> list[DeadJob]:
        """What was given up, the newest first."""
        with self._connection() as connection:
            rows = connection.execute(_DEAD, (most,)).fetchall()
        return [DeadJob(str(row[0]), row[1], row[2], bytes(row[3]), row[4], row[5]) for row in rows]

    def revive(self, id_: str) -> bool:
        """Defer a dead job again, or let it go where the same waits."""
        if not (id_.isascii() and id_.isdigit() and len(id_) < 19):
            return False
        with self._connection() as connection, connection.transaction():
            if connection.execute(_DROP_FOLLOWED, (int(id_), 0, "dead")).rowcount:
                return True
            is_there = connection.execute(_REVIVE, (int(time.time() * 1000), int(id_))).rowcount > 0
            if is_there:
                connection.execute(_DEFER, (QUEUE, int(id_)))
        return is_there

    def close(self) -> None:
        """End all connections."""
        with self._lock:
            idle, self._idle = self._idle, []
        for each in idle:
            each.close()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            connection = self._taken()
        except psycopg.Error as error:
            raise _unread(error) from None
        try:
            yield connection
        except psycopg.Error as error:
            self.close()  # the others are likely to be dead as well
            with suppress(psycopg.Error):
                connection.close()
            raise _unread(error) from None
        with self._lock:
            self._idle.append(connection)

    def _taken(self) -> psycopg.Connection[Any]:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return psycopg.connect(self._conninfo, autocommit=True, connect_timeout=10, options="-c lock_timeout=20s")


def _unread(error: psycopg.Error) -> ReadError:
    what = f"the jobs could not be read: {' '.join(str(error).split())[:200]}"
    return ReadError(Problem("P1251", what, "see to the database; `paraph migrate` makes its tables"))
