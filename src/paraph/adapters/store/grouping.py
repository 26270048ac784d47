"""How do callers that write at the same time share one transaction?

Whoever comes while nobody writes becomes the writer of whatever has been asked for by then; it hands the part on to
the first who came in the meantime. No thread of its own is needed, and one caller alone waits for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from paraph.core.errors import ParaphError, Problem, ReadError

Request = TypeVar("Request")
Answer = TypeVar("Answer")


class _Caller(Generic[Request, Answer]):
    __slots__ = ("answers", "error", "is_writer", "request", "waits")

    def __init__(self, request: Request) -> None:
        self.request = request
        self.answers: list[Answer] = []
        self.error: BaseException | None = None
        self.is_writer = False
        self.waits: Lock | None = None


class Group(Generic[Request, Answer]):
    """Gathers requests and has them written together.

    `check` raises for a request that could spoil the others'; the writer calls it, since threads that compute while
    another one writes only keep it from going on. `write` answers each of several requests, or raises; then
    `may_part` says whether each is worth a try by itself.
    """

    def __init__(
        self,
        check: Callable[[Request], Request],
        write: Callable[[Sequence[Request]], Sequence[Answer]],
        may_part: Callable[[ParaphError], bool],
        most: int = 256,
    ) -> None:
        self._check = check
        self._write = write
        self._may_part = may_part
        self._most = most
        self._lock = Lock()
        self._queue: list[_Caller[Request, Answer]] = []
        self._is_busy = False

    def submit(self, request: Request) -> Answer:
        """The answer to one request, whoever writes it. Raises what `write` raised for it."""
        (answer,) = self.submit_all((request,))
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def submit_all(self, requests: Sequence[Request]) -> list[Answer | BaseException]:
        """The answer to each of some requests, or what was raised for it; others may be written with them."""
        mine: list[_Caller[Request, Answer]] = [_Caller(request) for request in requests]
        with self._lock:
            self._queue += mine
            for caller in mine:
                caller.is_writer = not self._is_busy
                self._is_busy = True
                if not caller.is_writer:
                    caller.waits = Lock()
                    caller.waits.acquire()
        try:
            for caller in mine:
                if caller.waits:
                    caller.waits.acquire()  # until there is an answer, or it is this caller's turn to write
                if caller.is_writer:
                    self._serve()
        except BaseException:  # somebody pressed ^C: what is not being written yet is not written
            self._give_up(mine)
            raise
        return [caller.answers[0] if caller.error is None else caller.error for caller in mine]

    def _give_up(self, mine: Sequence[_Caller[Request, Answer]]) -> None:
        with self._lock:
            waiting = [each for each in self._queue if each in mine]
            self._queue = [each for each in self._queue if each not in mine]
        if any(each.is_writer for each in waiting):
            self._hand_on()

    def _serve(self) -> None:
        with self._lock:
            batch, self._queue = self._queue[: self._most], self._queue[self._most :]
        try:
            self._answer([caller for caller in batch if self._is_fine(caller)])
        except BaseException as error:
            for caller in batch:
                caller.error = caller.error or (None if caller.answers else _interrupted(error))
            raise
        finally:
            self._hand_on()
            for caller in batch:
                if caller.waits and not caller.is_writer:
                    caller.waits.release()

    def _is_fine(self, caller: _Caller[Request, Answer]) -> bool:
        try:
            caller.request = self._check(caller.request)
        except ParaphError as error:
            caller.error = error
        return caller.error is None

    def _answer(self, batch: Sequence[_Caller[Request, Answer]]) -> None:
        try:
            answers = self._write([caller.request for caller in batch]) if batch else ()
        except ParaphError as error:
            if len(batch) > 1 and self._may_part(error):
                for caller in batch:
                    self._answer([caller])
                return
            for caller in batch:
                caller.error = error
            return
        for caller, answer in zip(batch, answers, strict=True):
            caller.answers.append(answer)

    def _hand_on(self) -> None:
        with self._lock:
            following = self._queue[0] if self._queue else None
            self._is_busy = following is not None
            if following:
                following.is_writer = True
        if following and following.waits:
            following.waits.release()


def _interrupted(error: BaseException) -> ReadError:
    what = f"the process was interrupted while it recorded ({type(error).__name__})"
    return ReadError(Problem("P0842", what, "look with `paraph log show` whether it was recorded before trying again"))
