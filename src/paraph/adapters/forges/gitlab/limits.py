"""When may GitLab be asked again?

GitLab says when by headers (docs.gitlab.com, "Rate limits"): `Retry-After`, or `RateLimit-Remaining: 0` with
`RateLimit-Reset` in epoch seconds. Where it says neither, a minute is waited, and twice as long each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock

from paraph.core.errors import Problem
from paraph.ports.forge import ForgeError

_LEAST_UNSAID = 60.0
_MOST_UNSAID = 960.0
_MOST_WAIT = 3_700.0


class Limits:
    """What GitLab told us so far. For any number of threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._held_until = 0.0
        self._complaints = 0
        self._lock = Lock()

    def ask(self) -> None:
        """Raise ForgeError, with the seconds, where it is too early for one more request."""
        wait = self._held_until - self._clock()
        if wait > 0:
            raise _too_early(wait)

    def learn(self, status: int, headers: Mapping[str, str]) -> None:
        """Take note of an answer. Raises ForgeError where it says that there were too many requests."""
        now = self._clock()
        is_spent = headers.get("ratelimit-remaining") == "0"
        is_limit = status == 429 or (status in {403, 503} and "retry-after" in headers)
        with self._lock:
            if not is_limit:
                self._complaints = 0 if status < 400 else self._complaints
                if is_spent and (reset := _seconds(headers.get("ratelimit-reset"))):
                    self._held_until = max(self._held_until, min(reset, now + _MOST_WAIT))
                return
            self._held_until = max(self._held_until, now + self._wait(headers, now))
        raise _too_early(self._held_until - now)

    def _wait(self, headers: Mapping[str, str], now: float) -> float:
        said = _seconds(headers.get("retry-after"))
        reset = _seconds(headers.get("ratelimit-reset"))
        if said is None and reset is not None:
            said = max(1, int(reset - now))
        if said is not None:
            return min(max(1, said), _MOST_WAIT)
        self._complaints = min(self._complaints + 1, 10)
        return float(min(_LEAST_UNSAID * 2 ** (self._complaints - 1), _MOST_UNSAID))


def _seconds(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 12 else None


def _too_early(wait: float) -> ForgeError:
    seconds = min(max(1.0, wait), _MOST_WAIT)
    what = f"GitLab takes no more requests for the next {seconds:,.0f} seconds"
    return ForgeError(Problem("P1293", what, "nothing to do: they are made then"), retry_after=seconds)
