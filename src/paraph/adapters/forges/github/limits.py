"""When may GitHub be asked again, and how fast may it be written to?

GitHub says when by headers (docs.github.com, "Rate limits for the REST API" and "Best practices"): `retry-after`, or
`x-ratelimit-remaining: 0` with `x-ratelimit-reset`, or neither, and then a minute at least and twice as long each time.
What it does not say by headers it only publishes: 900 points a minute (a read is one, a write five) and 80 writes a
minute that people are told of. Comments and requests keep to the latter from the start, for nothing waits for them. All
else goes at full speed until GitHub has once complained; for an hour from then it keeps to the points.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Literal, NamedTuple

from paraph.core.errors import Problem
from paraph.ports.forge import ForgeError

Weight = Literal["read", "write", "told"]
"""`told` is a write that people are told of: a comment, a request for review."""
_POINTS: Mapping[Weight, int] = {"read": 1, "write": 5, "told": 5}
_WINDOW = 60.0
_CAREFUL_SECONDS = 3_600.0
_LEAST_UNSAID = 60.0
_MOST_UNSAID = 960.0
_MOST_WAIT = 3_700.0


class Pace(NamedTuple):
    """What may be done within a minute for one installation."""

    points: int = 900
    told: int = 80


class _State:
    """One installation, or the app itself."""

    def __init__(self) -> None:
        self.held_until = 0.0
        self.careful_until = 0.0
        self.complaints = 0
        self.done: deque[tuple[float, int, bool]] = deque()


class Limits:
    """What GitHub told us so far, for each installation. For any number of threads."""

    def __init__(self, clock: Callable[[], float], pace: Pace | None = None) -> None:
        self._clock, self._pace = clock, pace or Pace()
        self._states: dict[str, _State] = {}
        self._lock = Lock()

    def ask(self, account: str, weight: Weight) -> None:
        """Count one request that is about to be made. Raises ForgeError, with the seconds, where it is too early."""
        with self._lock:
            now, state = self._clock(), self._states.setdefault(account, _State())
            while state.done and state.done[0][0] <= now - _WINDOW:
                state.done.popleft()
            wait = max(state.held_until - now, self._full(state, weight, now))
            if wait > 0:
                raise _too_early(wait)
            state.done.append((now, _POINTS[weight], weight == "told"))

    def learn(self, account: str, status: int, headers: Mapping[str, str], message: str) -> None:
        """Take note of an answer. Raises ForgeError where it says that there were too many requests."""
        with self._lock:
            now, state = self._clock(), self._states.setdefault(account, _State())
            is_spent = headers.get("x-ratelimit-remaining") == "0"
            if not _is_limit(status, headers, message):
                if status < 400:
                    state.complaints = 0
                if is_spent:
                    state.held_until = max(state.held_until, _reset(headers, now))
                return
            said = _seconds(headers.get("retry-after"))
            until = now + said if said is not None else _reset(headers, now) if is_spent else 0.0
            if not until:
                until = now + min(_LEAST_UNSAID * 2**state.complaints, _MOST_UNSAID)
                state.complaints = min(state.complaints + 1, 10)
            if not is_spent:
                state.careful_until = now + _CAREFUL_SECONDS
            state.held_until = max(state.held_until, until)
            raise _too_early(state.held_until - now)

    def _full(self, state: _State, weight: Weight, now: float) -> float:
        """Seconds until one more fits into the minute."""
        wait = 0.0
        if weight == "told":
            told = [at for at, _, is_told in state.done if is_told]
            wait = told[-self._pace.told] + _WINDOW - now if len(told) >= self._pace.told else 0.0
        if now < state.careful_until:
            left = self._pace.points - _POINTS[weight]
            for at, points, _ in reversed(state.done):
                left -= points
                if left < 0:
                    return max(wait, at + _WINDOW - now)
        return wait


def _is_limit(status: int, headers: Mapping[str, str], message: str) -> bool:
    if status == 429:
        return True
    told = "retry-after" in headers or headers.get("x-ratelimit-remaining") == "0"
    return status == 403 and (told or "rate limit" in message.lower())


def _reset(headers: Mapping[str, str], now: float) -> float:
    reset = _seconds(headers.get("x-ratelimit-reset"))
    return min(max(reset, now + 1), now + _MOST_WAIT) if reset is not None else now + _LEAST_UNSAID


def _seconds(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 12 else None


def _too_early(wait: float) -> ForgeError:
    seconds = min(max(1.0, wait), _MOST_WAIT)
    what = f"GitHub takes no more requests for the next {seconds:,.0f} seconds"
    return ForgeError(Problem("P1269", what, "nothing to do: they are made then"), retry_after=seconds)
