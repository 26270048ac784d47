"""What stands in for the board of a server in a test?"""

from __future__ import annotations

from paraph.core.model.asking import Ask, Load
from paraph.ports.board import ChangeQuery, ChangeRow, ConnectedRepository, Delivery, KeptReview, Posted, ReadMark
from paraph.testing.memory_ledger import MemoryLedger


class MemoryBoard:
    """Reads the rows of a `MemoryLedger`; implements `paraph.ports.board.Board`."""

    def __init__(self, ledger: MemoryLedger) -> None:
        self._rows = ledger.kept

    def repositories(self) -> list[ConnectedRepository]:
        """Every repository that was ever connected, by its key."""
        return [self._rows.repositories[key] for key in sorted(self._rows.repositories)]

    def repository(self, key: str) -> ConnectedRepository | None:
        """One of them."""
        return self._rows.repositories.get(key)

    def change(self, repository: str, number: str) -> ChangeRow | None:
        """One change."""
        return self._rows.changes.get((repository, number))

    def changes(self, query: ChangeQuery) -> list[ChangeRow]:
        """Those that the query asks for, the newest first."""
        found = [row for row in list(self._rows.changes.values()) if _is_asked(row, query) and _is_after(row, query)]
        found.sort(key=lambda row: (-row.decided_at, row.repository, row.number))
        return found[: max(0, query.most)]

    def count_changes(self, query: ChangeQuery) -> int:
        """How many there are, whatever `most`, `before` and `beyond` say."""
        return sum(_is_asked(row, query) for row in list(self._rows.changes.values()))

    def read_marks(self, repository: str, number: str) -> list[ReadMark]:
        """The marks that stand, by person, path and blob."""
        found = [mark for mark in list(self._rows.marks.values()) if mark[:2] == (repository, number)]
        return sorted(found, key=lambda mark: (mark.person, mark.path, mark.blob))

    def reviews(self, repository: str, number: str) -> list[KeptReview]:
        """The reviews of a change, in the order of their entries."""
        found = [
            each for each in list(self._rows.reviews.values()) if (each.repository, each.number) == (repository, number)
        ]
        return sorted(found, key=lambda each: (each.entry, each.id))

    def delivery(self, forge: str, id_: str) -> Delivery | None:
        """One webhook."""
        return self._rows.deliveries.get((forge, id_))

    def posted(self, key: str) -> Posted | None:
        """What was done under a key."""
        return self._rows.posted.get(key)

    def asks(
        self, *, repository: str | None = None, number: str | None = None, person: str | None = None,
        is_open: bool = False, due_before: int | None = None,
    ) -> list[Ask]:  # fmt: skip
        """The asks of a change, of a person, or all, in the order they were made."""
        found = [
            ask
            for ask in list(self._rows.asks.values())
            if repository in (None, ask.repository)
            and number in (None, ask.number)
            and person in (None, ask.person)
            and (not is_open or ask.state == "open")
            and (due_before is None or ask.due_at < due_before)
        ]
        return sorted(found, key=lambda ask: (ask.asked_at, ask.id))

    def loads(self) -> list[Load]:
        """Everybody who is asked for something now, by their ids."""
        minutes: dict[str, list[int]] = {}
        for ask in self.asks(is_open=True):
            minutes.setdefault(ask.person, []).append(ask.minutes)
        return [Load(person, len(minutes[person]), sum(minutes[person])) for person in sorted(minutes)]

    def setting(self, name: str) -> bytes:
        """What is remembered under a name, empty for nothing."""
        return self._rows.settings.get(name, b"")


def _is_asked(row: ChangeRow, query: ChangeQuery) -> bool:
    return (
        query.repository in (None, row.repository)
        and query.state in (None, row.state)
        and query.verdict in (None, row.verdict)
        and (query.owed_by is None or query.owed_by in row.owed_by)
        and query.person in (None, row.person)
        and query.head in (None, row.head)
        and query.kind in (None, row.kind)
        and (query.landed_since is None or row.landed_at >= query.landed_since)
    )


def _is_after(row: ChangeRow, query: ChangeQuery) -> bool:
    if query.before is None:
        return True
    is_beyond = query.beyond is not None and (row.repository, row.number) > query.beyond
    return row.decided_at < query.before or (row.decided_at == query.before and is_beyond)
