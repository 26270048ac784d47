"""How is work that many ask for at once done as few times as it can be, and for each after they asked?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable


class _Rounds:
    """The rounds of one piece of work: how many have begun and ended, and which was the last that went well, and how
    many wait for one; `failure` is how the last one ended."""

    __slots__ = ("asking", "begun", "done", "failure", "good", "is_running")

    def __init__(self) -> None:
        self.begun = self.done = self.good = self.asking = 0
        self.is_running = False
        self.failure: BaseException | None = None


class Turns:
    """Whoever asks is served by a round that begins after they asked: those who come while one runs share the next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rounds: dict[Hashable, _Rounds] = {}

    def begun(self, key: Hashable) -> int:
        """How many rounds have begun for `key`: whoever asks later can say that one after these is new enough."""
        with self._changed:
            rounds = self._rounds.get(key)
            return rounds.begun if rounds else 0

    def served(self, key: Hashable, work: Callable[[], None], after: int | None = None) -> None:
        """Have `work` done once more for `key`, by this thread or by another one that waits. Raises what it raised.

        With `after`, a round that began after so many is new enough, where it went well or still runs.
        """
        with self._changed:
            rounds = self._rounds.setdefault(key, _Rounds())
            if after is not None and rounds.good > after:
                return
            is_on_its_way = after is not None and rounds.is_running and rounds.begun > after
            wanted = rounds.begun + (0 if is_on_its_way else 1)
            rounds.asking += 1
            try:
                while rounds.done < wanted:
                    if rounds.is_running:
                        self._changed.wait()
                    else:
                        self._run(rounds, work)
            finally:
                rounds.asking -= 1
            failure = rounds.failure
        if failure is not None:
            raise failure

    def _run(self, rounds: _Rounds, work: Callable[[], None]) -> None:
        """One round, outside of the lock."""
        rounds.begun += 1
        rounds.is_running = True
        failure: BaseException | None = None
        self._changed.release()
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - everybody who waits for this round is told
            failure = error
        finally:
            self._changed.acquire()
            rounds.done, rounds.failure, rounds.is_running = rounds.begun, failure, False
            rounds.good = rounds.good if failure else rounds.begun
            self._changed.notify_all()
