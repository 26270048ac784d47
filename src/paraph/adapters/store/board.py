"""How is read what a server keeps of changes, and of whom it asked?"""

from __future__ import annotations

import json
from typing import Any

from paraph.adapters.store.ledger import StoredLedger
from paraph.adapters.store.server_rows import clean
from paraph.core.model.asking import Ask, Load
from paraph.ports.board import ChangeQuery, ChangeRow, ConnectedRepository, Delivery, KeptReview, Posted, ReadMark

MOST = 10_000
_LARGEST = 1 << 62
_EQUAL = ("repository", "state", "verdict", "person", "head", "kind")


class StoredBoard:
    """The rows beside a log in its database; implements `paraph.ports.board.Board`."""

    def __init__(self, ledger: StoredLedger) -> None:
        self._ledger = ledger

    def repositories(self) -> list[ConnectedRepository]:
        """Every repository that was ever connected, by its key."""
        with self._ledger.reading() as session:
            return [_repository(row) for row in session.all("repositories")]

    def repository(self, key: str) -> ConnectedRepository | None:
        """One of them."""
        row = self._one("one repository", key)
        return _repository(row) if row else None

    def change(self, repository: str, number: str) -> ChangeRow | None:
        """One change."""
        row = self._one("one change", repository, number)
        return _change(row) if row else None

    def changes(self, query: ChangeQuery) -> list[ChangeRow]:
        """Those that the query asks for, the newest first; at most 10,000."""
        kind, conditions, values = _asked(query)
        if query.before is not None and query.beyond is not None:
            conditions.append(f"{kind}: beyond")
            values += [_bounded(query.before), _bounded(query.before), *map(clean, query.beyond)]
        elif query.before is not None:
            conditions.append(f"{kind}: before")
            values.append(_bounded(query.before))
        values.append(max(0, min(query.most, MOST)))
        with self._ledger.reading() as session:
            return [_change(row) for row in session.asked([kind, *conditions], values, f"{kind}: newest")]

    def count_changes(self, query: ChangeQuery) -> int:
        """How many there are, whatever `most`, `before` and `beyond` say."""
        kind, conditions, values = _asked(query)
        with self._ledger.reading() as session:
            ((count,),) = session.asked([f"{kind} counted", *conditions], values)
        return int(count)

    def read_marks(self, repository: str, number: str) -> list[ReadMark]:
        """The marks that stand, by person, path and blob."""
        with self._ledger.reading() as session:
            return [ReadMark(*row) for row in session.all("marks", clean(repository), clean(number))]

    def reviews(self, repository: str, number: str) -> list[KeptReview]:
        """The reviews of a change, in the order of their entries."""
        with self._ledger.reading() as session:
            rows = session.all("reviews", clean(repository), clean(number))
        return [KeptReview(*row) for row in rows]

    def delivery(self, forge: str, id_: str) -> Delivery | None:
        """One webhook."""
        row = self._one("one delivery", forge, id_)
        return Delivery(*row) if row else None

    def posted(self, key: str) -> Posted | None:
        """What was done under a key."""
        row = self._one("one posted", key)
        return Posted(*row) if row else None

    def asks(
        self, *, repository: str | None = None, number: str | None = None, person: str | None = None,
        is_open: bool = False, due_before: int | None = None,
    ) -> list[Ask]:  # fmt: skip
        """The asks of a change, of a person, or all, in the order they were made."""
        wanted: dict[str, Any] = {"repository": repository, "number": number, "person": person}
        wanted["state"] = "open" if is_open else None
        given = {f"asks: {name}": clean(value) for name, value in wanted.items() if value is not None}
        values: list[object] = list(given.values())
        conditions = list(given)
        if due_before is not None:
            conditions.append("asks: due_before")
            values.append(_bounded(due_before))
        with self._ledger.reading() as session:
            return [Ask(*row) for row in session.asked(["asks", *conditions], values, "asks: first")]

    def loads(self) -> list[Load]:
        """Everybody who is asked for something now, by their ids."""
        with self._ledger.reading() as session:
            return [Load(person, int(count), int(minutes)) for person, count, minutes in session.all("loads", "open")]

    def setting(self, name: str) -> bytes:
        """What is remembered under a name, empty for nothing."""
        row = self._one("one setting", name)
        return bytes(row[1]) if row else b""

    def _one(self, statement: str, *keys: str) -> tuple[Any, ...] | None:
        with self._ledger.reading() as session:
            return session.one(statement, *map(clean, keys))


def _asked(query: ChangeQuery) -> tuple[str, list[str], list[object]]:
    """The beginning of a question, its conditions and their values. Whose turn it is, is asked of a table of its own,
    and there in what state the change is."""
    kind = "changes" if query.owed_by is None else "changes owed"
    conditions, values = [], list[object]()
    for name in _EQUAL:
        value = getattr(query, name)
        if value is not None:
            conditions.append(f"{kind if name == 'state' else 'changes'}: {name}")
            values.append(clean(value))
    if query.owed_by is not None:
        conditions.append("changes owed: owed_by")
        values.append(clean(query.owed_by))
    if query.landed_since is not None:
        conditions.append("changes: landed_since")
        values.append(_bounded(query.landed_since))
    return kind, conditions, values


def _bounded(number: int) -> int:
    """A number as a database can hold it."""
    return max(-_LARGEST, min(number, _LARGEST))


def _repository(row: tuple[Any, ...]) -> ConnectedRepository:
    found = ConnectedRepository(*row)
    return found._replace(is_on=bool(found.is_on))


def _change(row: tuple[Any, ...]) -> ChangeRow:
    found = ChangeRow(*row)
    return found._replace(is_draft=bool(found.is_draft), owed_by=tuple(json.loads(str(found.owed_by))))
