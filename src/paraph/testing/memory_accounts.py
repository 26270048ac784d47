"""What stands in for the sessions, tokens and passkeys of a server in a test?"""

from __future__ import annotations

from threading import Lock

from paraph.ports.accounts import LoginLink, Passkey, Session, Token
from paraph.testing.memory_ledger import MemoryLedger


class MemoryAccounts:
    """Reads the rows of a `MemoryLedger`; implements `paraph.ports.accounts.Accounts`."""

    def __init__(self, ledger: MemoryLedger) -> None:
        self._rows = ledger.kept
        self._lock = Lock()

    def session(self, digest: str) -> Session | None:
        """A session, expired or not."""
        return self._rows.sessions.get(digest)

    def token(self, digest: str) -> Token | None:
        """A token, expired or not."""
        return self._rows.tokens.get(digest)

    def use_token(self, digest: str, now: int) -> None:
        """Keep that a token was used."""
        with self._lock:
            token = self._rows.tokens.get(digest)
            if token is not None:
                self._rows.tokens[digest] = token._replace(used_at=now)

    def tokens(self) -> list[Token]:
        """All of them, in the order they were made."""
        return sorted(self._rows.tokens.values(), key=lambda token: (token.made_at, token.digest))

    def passkeys(self, person: str | None = None) -> list[Passkey]:
        """Those of a person, or all, in the order they were made."""
        found = [each for each in list(self._rows.passkeys.values()) if person in (None, each.person)]
        return sorted(found, key=lambda each: (each.made_at, each.id))

    def use_link(self, digest: str, now: int) -> LoginLink | None:
        """The link, used up by this, where it is in time and was not used."""
        with self._lock:
            link = self._rows.links.get(digest)
            if link is None or link.used_at or link.expires_at <= now:
                return None
            self._rows.links[digest] = link._replace(used_at=now)
            return self._rows.links[digest]

    def keep_pending(self, digest: str, what: bytes) -> bool:
        """Keep what waits in a session; whether there is that session."""
        with self._lock:
            session = self._rows.sessions.get(digest)
            if session is not None:
                self._rows.sessions[digest] = session._replace(pending=what)
            return session is not None

    def take_pending(self, digest: str) -> bytes:
        """What waits in a session, given out once."""
        with self._lock:
            session = self._rows.sessions.get(digest)
            if session is None:
                return b""
            self._rows.sessions[digest] = session._replace(pending=b"")
            return session.pending
