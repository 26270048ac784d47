"""Which token is this? One that was looked up just now is not looked up again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from paraph.core.errors import ReadError
from paraph.ports.accounts import Accounts, Token

KEPT_SECONDS = 5
USED_SECONDS = 3_600
"""How exactly it is kept when a token was used last: an hour is enough to find those that nobody needs."""
_MOST_KEPT = 1_000


class KnownTokens:
    """Good tokens, each for a few seconds; safe for threads. One that this process takes back is forgotten at once,
    one that another replica takes back within `KEPT_SECONDS`."""

    def __init__(self, accounts: Accounts, clock: Callable[[], int]) -> None:
        self._accounts, self._clock = accounts, clock
        self._lock = Lock()
        self._turn = 0
        self._kept: dict[str, tuple[Token, int]] = {}

    def recent(self, digest: str) -> Token | None:
        """A token that was found just now and is still good; None says only that it has to be found. Never waits."""
        token, at = self._kept.get(digest, (None, 0))
        now = self._clock()
        return token if token is not None and 0 <= now - at < KEPT_SECONDS and token.expires_at > now else None

    def find(self, digest: str) -> Token | None:
        """A token that is good now, None where there is none. Raises ReadError."""
        turn, now = self._turn, self._clock()
        found = self._accounts.token(digest)
        if found is None or found.expires_at <= now:
            return None
        if now - found.used_at >= USED_SECONDS:
            with suppress(ReadError):  # a full disk does not keep anybody from reading
                self._accounts.use_token(digest, now)
        with self._lock:
            if turn == self._turn:  # else one was taken back meanwhile: perhaps this one
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[digest] = (found, now)
        return found

    def forget(self, digest: str) -> None:
        """A token was changed or taken back."""
        with self._lock:
            self._turn += 1
            self._kept.pop(digest, None)
