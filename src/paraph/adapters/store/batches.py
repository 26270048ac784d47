"""How does one thread work for many coroutines, and take all that has come meanwhile in one go?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from threading import Condition, Thread
from typing import Generic, NamedTuple, TypeVar

from paraph.core.errors import Problem, ReadError

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

MOST_AT_ONCE = 256


class _Waiting(NamedTuple, Generic[Asked, Answer]):
    asked: Asked
    answer: asyncio.Future[Answer]


class Batches(Generic[Asked, Answer]):
    """Has `work` answer many at a time, each with its answer or what is to be raised; an error of `work` itself is
    raised for all of them.

    Usable from any number of event loops, each of which is woken once for all its answers of a batch. Whoever is
    cancelled while waiting may have been served all the same. Not more than `most_waiting` wait.
    """

    def __init__(
        self, work: Callable[[Sequence[Asked]], Sequence[Answer | BaseException]], name: str, most_waiting: int
    ) -> None:
        self._serve = work
        self._most = most_waiting
        self._news = Condition()
        self._waiting: list[_Waiting[Asked, Answer]] = []
        self._is_closed = False
        self._name = name
        self._thread: Thread | None = None

    async def submit(self, asked: Asked) -> Answer:
        """The answer. Raises ReadError where too many wait already, or this was closed."""
        waiting = _Waiting[Asked, Answer](asked, asyncio.get_running_loop().create_future())
        with self._news:
            if self._is_closed:
                raise ReadError(Problem("P1224", "the server stops", "try again once it runs again"))
            if len(self._waiting) >= self._most:
                raise ReadError(Problem("P1223", f"{self._most:,} wait for the ledger already", "try again later"))
            if self._thread is None:  # only where somebody asks: most processes that open a log never do
                self._thread = Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()
            self._waiting.append(waiting)
            if len(self._waiting) == 1:
                self._news.notify()
        return await waiting.answer

    def close(self) -> None:
        """Serve whoever waits, and end."""
        with self._news:
            self._is_closed = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while batch := self._taken():
            for loop, answers in _by_loop(batch, self._answered([each.asked for each in batch])).items():
                if not loop.is_closed():  # else nobody is left to be told
                    loop.call_soon_threadsafe(_settle, answers)

    def _taken(self) -> list[_Waiting[Asked, Answer]]:
        """The next batch; none once it is over."""
        with self._news:
            while not self._waiting and not self._is_closed:
                self._news.wait()
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
        return batch

    def _answered(self, asked: Sequence[Asked]) -> Sequence[Answer | BaseException]:
        try:
            return self._serve(asked)
        except Exception as error:  # noqa: BLE001 - it is raised where the answer is awaited
            return [error] * len(asked)


_Answers = list[tuple["asyncio.Future[Answer]", "Answer | BaseException"]]


def _by_loop(
    batch: Iterable[_Waiting[Asked, Answer]], answers: Iterable[Answer | BaseException]
) -> dict[asyncio.AbstractEventLoop, _Answers[Answer]]:
    found: dict[asyncio.AbstractEventLoop, _Answers[Answer]] = {}
    for each, answer in zip(batch, answers, strict=True):
        found.setdefault(each.answer.get_loop(), []).append((each.answer, answer))
    return found


def _settle(answers: _Answers[Answer]) -> None:
    for future, answer in answers:
        if future.done():  # whoever waited was cancelled
            continue
        if isinstance(answer, BaseException):
            future.set_exception(answer)
        else:
            future.set_result(answer)
