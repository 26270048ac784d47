"""How are a ledger's statements run on a connection of the database's own driver?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from os.path import dirname, join
from threading import Lock
from typing import Any, Protocol

Found = tuple[Any, ...]


_MOST_ROWS = 64
_VALUES = re.compile(r"( VALUES )(\([^()]*\))")


class Driver(Protocol):
    """What `sqlite3` and `psycopg` connections have in common. Transactions are begun and ended by statements."""

    def execute(self, text: Any, values: Any = ..., /) -> Any:
        """Run one statement; the cursor with its rows."""
        ...

    def cursor(self) -> Any:
        """A cursor, for a statement with many rows of values."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


@cache
def texts(name: str) -> dict[str, str]:
    """The statements for `sqlite` or `postgresql`, as `queries.compiled` would make them."""
    with open(join(dirname(__file__), "texts.json"), encoding="utf-8") as file:
        found: dict[str, str] = json.load(file)[name]
    return found


@cache
def _of_rows(text: str, count: int) -> str:
    """An insert of one row made into one of `count`."""
    before, values, one, after = _VALUES.split(text, 1) if count > 1 else (text, "", "", "")
    return before + values + ", ".join([one] * count) + after


class Session:
    """One connection and the statements by their names. Not for two threads at once."""

    def __init__(self, driver: Driver, name: str, begin: str = "BEGIN") -> None:
        self.driver = driver
        self._texts = texts(name)
        self._begin = begin
        self.was_idle = False
        self.is_postgresql = name == "postgresql"

    def one(self, statement: str, *values: object) -> Found | None:
        """The first row, None where there is none."""
        found: Found | None = self.driver.execute(self._texts[statement], values).fetchone()
        return found

    def all(self, statement: str, *values: object) -> list[Found]:
        """All rows."""
        found: list[Found] = self.driver.execute(self._texts[statement], values).fetchall()
        return found

    def run(self, statement: str, *values: object) -> None:
        """A statement without rows."""
        self.driver.execute(self._texts[statement], values)

    def many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """A statement for each row of values."""
        for row in rows:
            self.driver.execute(self._texts[statement], row)

    def insert(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """An insert of many rows, dozens at a time: each call of a driver lets the other threads in, and costs
        a round trip where there is a network."""
        for text, values in self._gathered(statement, rows):
            self.driver.execute(text, values)

    def inserted(self, statement: str, rows: Sequence[Sequence[Any]]) -> list[Found]:
        """What an insert of many rows tells of those that it added."""
        return [
            row
            for text, values in self._gathered(statement, rows)
            for row in self.driver.execute(text, values).fetchall()
        ]

    def _gathered(self, statement: str, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[str, Sequence[Any]]]:
        text = self._texts[statement]
        if len(rows) == 1:
            yield text, rows[0]
            return
        start, left = 0, len(rows)
        while left:
            count = min(_MOST_ROWS, 1 << left.bit_length() - 1)
            yield _of_rows(text, count), [value for row in rows[start : start + count] for value in row]
            start, left = start + count, left - count

    def asked(self, parts: Sequence[str], values: Sequence[object], end: str = "") -> list[Found]:
        """All rows of a question that is put together."""
        found: list[Found] = self.driver.execute(self.put_together(parts, end), values).fetchall()
        return found

    def put_together(self, parts: Sequence[str], end: str = "") -> str:
        """A statement's beginning, conditions that all hold, and an end, by their names."""
        first, *conditions = [self._texts[part] for part in parts]
        where = [" AND ".join(conditions)] if conditions else []
        return " ".join([" WHERE ".join([first, *where]), *([self._texts[end]] if end else [])])

    def listed(self, statement: str, of: Sequence[str]) -> list[Found]:
        """All rows for any number of keys."""
        return self.all(statement, self.many_of(of))

    def many_of(self, keys: Sequence[str]) -> object:
        """A parameter that stands for any number of keys."""
        return list(keys) if self.is_postgresql else json.dumps(list(keys))

    def begin(self) -> None:
        """Start a transaction that may write."""
        self.driver.execute(self._begin)

    def commit(self) -> None:
        """End it; what it wrote is durable when this returns."""
        self.driver.execute("COMMIT")

    def rollback(self) -> None:
        """Undo it; nothing is wrong where it has ended already."""
        with suppress(Exception):  # the connection is thrown away by whoever met the first error
            self.driver.execute("ROLLBACK")

    def close(self) -> None:
        """End the connection."""
        with suppress(Exception):  # a connection that is broken is closed
            self.driver.close()


class Sessions:
    """Connections of one kind, opened when they are needed and kept for whoever comes next."""

    def __init__(self, connect: Callable[[], Session]) -> None:
        self._connect = connect
        self._idle: list[Session] = []
        self._lock = Lock()
        self._is_closed = False

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A connection for this caller alone; it is not used again after any error."""
        session = self.take()
        try:
            yield session
        except BaseException:
            session.close()
            raise
        self.give(session)

    def take(self) -> Session:
        """A connection that the caller gives back, or closes after an error."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def give(self, session: Session) -> None:
        """Keep a sound connection for whoever comes next."""
        with self._lock:
            is_kept = not self._is_closed
            if is_kept:
                session.was_idle = True
                self._idle.append(session)
        if not is_kept:
            session.close()

    def refresh(self) -> None:
        """Close what is idle: it may be connected to what is no longer there."""
        with self._lock:
            idle, self._idle = self._idle, []
        for session in idle:
            session.close()

    def close(self) -> None:
        """Close what is idle, and whatever is given back later."""
        with self._lock:
            self._is_closed = True
        self.refresh()
