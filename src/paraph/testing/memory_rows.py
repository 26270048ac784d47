"""What stands in for the tables of a server in a test?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from paraph.adapters.store.server_rows import SESSIONS_SECONDS
from paraph.adapters.store.troubles import stale
from paraph.core.model.asking import Ask
from paraph.ports.accounts import LoginLink, Passkey, Session, Token
from paraph.ports.board import (
    AskRow,
    ChangeRow,
    ConnectedRepository,
    Delivery,
    Fence,
    KeptReview,
    Posted,
    ReadMark,
    Setting,
    Turns,
)


class MemoryRows:
    """The rows of `paraph.ports.board` and `paraph.ports.accounts` that a `MemoryLedger` keeps.

    `fences` names jobs with the token of the worker that has them now; a job that is not named is nobody else's.
    """

    def __init__(self) -> None:
        self.repositories: dict[str, ConnectedRepository] = {}
        self.changes: dict[tuple[str, str], ChangeRow] = {}
        self.marks: dict[tuple[str, ...], ReadMark] = {}
        self.reviews: dict[tuple[str, str], KeptReview] = {}
        self.deliveries: dict[tuple[str, str], Delivery] = {}
        self.posted: dict[str, Posted] = {}
        self.asks: dict[str, Ask] = {}
        self.settings: dict[str, bytes] = {}
        self.sessions: dict[str, Session] = {}
        self.tokens: dict[str, Token] = {}
        self.passkeys: dict[str, Passkey] = {}
        self.links: dict[str, LoginLink] = {}
        self.fences: dict[str, int] = {}

    def check_fences(self, values: Iterable[object]) -> None:
        """Raise ReadError where a job is another worker's."""
        for value in values:
            if isinstance(value, Fence) and self.fences.get(value.job, value.token) != value.token:
                raise stale(value.job)

    def keep(self, value: Any, index: int | None) -> None:
        """Keep a row in the place of the one with the same key, where it may take it."""
        if index is not None and isinstance(value, (ChangeRow, KeptReview, Passkey)):
            value = value._replace(entry=index)
        if isinstance(value, ChangeRow):
            known = self.changes.get((value.repository, value.number))
            if known is None or known.version < value.version:
                self.changes[value.repository, value.number] = value
        elif isinstance(value, Turns):
            row = self.changes.get((value.repository, value.number))
            if row is not None and row.version == value.version:
                self.changes[value.repository, value.number] = row._replace(owed_by=value.people)
        elif isinstance(value, Delivery):
            kept = self.deliveries.setdefault((value.forge, value.id), value)
            self.deliveries[value.forge, value.id] = kept._replace(done_at=kept.done_at or value.done_at)
        elif isinstance(value, (Session, Token, Passkey, LoginLink)):
            self._keep_account(value)
        elif not isinstance(value, Fence):
            self._replace(value)

    def _replace(self, value: Any) -> None:
        if isinstance(value, ConnectedRepository):
            self.repositories[value.key] = value
        elif isinstance(value, ReadMark):
            _put(self.marks, tuple(value[:5]), value, is_there=value.at != 0)
        elif isinstance(value, KeptReview):
            self.reviews[value.repository, value.id] = value
        elif isinstance(value, Posted):
            self.posted[value.key] = value
        elif isinstance(value, AskRow):
            self.asks[value.ask.id] = value.ask
        elif isinstance(value, Setting):
            _put(self.settings, value.name, value.value, is_there=value.value != b"")
        else:
            raise TypeError(f"a {type(value).__name__} is no row")

    def _keep_account(self, value: Session | Token | Passkey | LoginLink) -> None:
        if isinstance(value, Session):
            _put(self.sessions, value.digest, value, is_there=value.expires_at != 0)
            _forget(self.sessions, value.started_at - SESSIONS_SECONDS)
            _forget(self.links, value.started_at - SESSIONS_SECONDS)
        elif isinstance(value, Token):
            _put(self.tokens, value.digest, value, is_there=value.expires_at != 0)
        elif isinstance(value, Passkey):
            self.passkeys[value.id] = value
        else:
            self.links[value.digest] = value


def _put(rows: dict[Any, Any], key: object, value: object, *, is_there: bool) -> None:
    if is_there:
        rows[key] = value
    else:
        rows.pop(key, None)


def _forget(rows: dict[str, Any], since: int) -> None:
    for key in [key for key, value in rows.items() if value.expires_at < since]:
        del rows[key]
