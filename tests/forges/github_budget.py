"""How many requests does the stand-in for GitHub take, and what does it say of that?"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

HOURLY = 5_000
POINTS = 900
TOLD = 80


class Told(NamedTuple):
    """The headers, and whether it was one too many."""

    headers: dict[str, str]
    is_limited: bool


class Budget:
    """One installation's. `is_secondary` keeps to the published limits of a minute, too."""

    def __init__(self, hourly: int = HOURLY, *, is_secondary: bool = False) -> None:
        self.hourly, self.is_secondary = hourly, is_secondary
        self._used, self._reset = 0, 0.0
        self._done: deque[tuple[float, int, bool]] = deque()

    def spend(self, now: float, *, is_write: bool, is_told: bool) -> Told:
        """Take one request; one that turns out to be free is given back."""
        if now >= self._reset:
            self._used, self._reset = 0, now + 3_600
        if self._used >= self.hourly:
            return Told(self._headers(), is_limited=True)
        self._used += 1
        if self.is_secondary and self._is_much(now, is_write=is_write, is_told=is_told):
            return Told({**self._headers(), "retry-after": "60"}, is_limited=True)
        return Told(self._headers(), is_limited=False)

    def give_back(self) -> dict[str, str]:
        """It was answered 304."""
        self._used -= 1
        return self._headers()

    def _is_much(self, now: float, *, is_write: bool, is_told: bool) -> bool:
        while self._done and self._done[0][0] <= now - 60:
            self._done.popleft()
        self._done.append((now, 5 if is_write else 1, is_told))
        points = sum(points for _, points, _ in self._done)
        return points > POINTS or sum(is_told for _, _, is_told in self._done) > TOLD

    def _headers(self) -> dict[str, str]:
        return {
            "x-ratelimit-limit": str(self.hourly),
            "x-ratelimit-remaining": str(self.hourly - self._used),
            "x-ratelimit-reset": str(int(self._reset)),
            "x-ratelimit-resource": "core",
        }
