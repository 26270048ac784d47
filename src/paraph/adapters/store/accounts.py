"""How is read who is logged in, and how is what works once given out once?"""

from __future__ import annotations

import json
from typing import Any

from paraph.adapters.store import troubles
from paraph.adapters.store.ledger import StoredLedger
from paraph.adapters.store.server_rows import Take, clean
from paraph.ports.accounts import LoginLink, Passkey, Session, Token
from paraph.ports.ledger import Row


class StoredAccounts:
    """The sessions, tokens, passkeys and links beside a log; implements `paraph.ports.accounts.Accounts`."""

    def __init__(self, ledger: StoredLedger) -> None:
        self._ledger = ledger

    def session(self, digest: str) -> Session | None:
        """A session, expired or not."""
        row = self._one("one session", digest)
        return Session(*row) if row else None

    def token(self, digest: str) -> Token | None:
        """A token, expired or not."""
        row = self._one("one token", digest)
        return _token(row) if row else None

    def use_token(self, digest: str, now: int) -> None:
        """Keep that a token was used; one that is taken back meanwhile stays so."""
        self._take("use token", now, clean(digest))

    def tokens(self) -> list[Token]:
        """All of them, in the order they were made."""
        with self._ledger.reading() as session:
            return [_token(row) for row in session.all("tokens")]

    def passkeys(self, person: str | None = None) -> list[Passkey]:
        """Those of a person, or all, in the order they were made."""
        with self._ledger.reading() as session:
            rows = session.all("passkeys") if person is None else session.all("passkeys of", clean(person))
        return [_passkey(row) for row in rows]

    def use_link(self, digest: str, now: int) -> LoginLink | None:
        """The link, used up by this, where it is in time and was not used."""
        row = self._one("one link", digest)
        link = LoginLink(*row) if row else None
        if link is None or link.used_at or link.expires_at <= now:
            return None
        return link._replace(used_at=now) if self._take("use link", now, link.digest) else None

    def keep_pending(self, digest: str, what: bytes) -> bool:
        """Keep what waits in a session; whether there is that session: one that was ended meanwhile stays so."""
        return self._take("keep pending", what, clean(digest))

    def take_pending(self, digest: str) -> bytes:
        """What waits in a session, given out once."""
        session = self.session(digest)
        if session is None or not session.pending:
            return b""
        return session.pending if self._take("take pending", b"", session.digest, session.pending) else b""

    def _take(self, statement: str, *values: object) -> bool:
        """Whether we were the first; durable when this returns, and in one transaction with what others write."""
        taken: Any = Take(statement, values)
        try:
            self._ledger.record((), rows=[Row(taken)])
        except troubles.StaleError:
            return False
        return True

    def _one(self, statement: str, key: str) -> tuple[Any, ...] | None:
        with self._ledger.reading() as session:
            return session.one(statement, clean(key))


def _token(row: tuple[Any, ...]) -> Token:
    found = Token(*row)
    scopes, repositories = json.loads(str(found.scopes)), json.loads(str(found.repositories))
    return found._replace(scopes=tuple(scopes), repositories=tuple(repositories))


def _passkey(row: tuple[Any, ...]) -> Passkey:
    found = Passkey(*row)
    return found._replace(accounts=tuple(json.loads(str(found.accounts))))
