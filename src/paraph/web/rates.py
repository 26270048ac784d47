"""How often may one address try?"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from litestar.exceptions import TooManyRequestsException

from paraph.web.here import Connection

_MOST_KNOWN = 10_000


class Rate:
    """A bucket for each address that calls: `most` at once, refilled evenly within `seconds`.

    It is this process's own: three replicas let in three times as much, and no more.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.each_second, self.clock = most, most / seconds, clock
        self.known: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, connection: Connection) -> None:
        """Count one try. Raises TooManyRequestsException with the seconds to wait."""
        left, now = self.look(connection)
        self._keep(_who(connection), left - 1, now)

    def look(self, connection: Connection) -> tuple[float, float]:
        """How many tries are left, and when; counts none. Raises TooManyRequestsException where there is none."""
        left, now = self._left(_who(connection))
        if left < 1:
            wait = int((1 - left) / self.each_second) + 1
            raise TooManyRequestsException(headers={"retry-after": str(wait)})
        return left, now

    def _left(self, who: str) -> tuple[float, float]:
        now = self.clock()
        left, at = self.known.get(who, (float(self.most), now))
        return min(float(self.most), left + (now - at) * self.each_second), now

    def _keep(self, who: str, left: float, now: float) -> None:
        self.known[who] = (left, now)
        self.known.move_to_end(who)
        while len(self.known) > _MOST_KNOWN:
            self.known.popitem(last=False)


def _who(connection: Connection) -> str:
    return connection.client.host if connection.client else ""
