"""Is everybody who awaits a thread's work answered, each with what is theirs?"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from paraph.adapters.store.batches import Batches
from paraph.core.errors import ReadError

pytestmark = pytest.mark.enable_socket  # an event loop is woken through a pair of sockets


class Work:
    """Doubles numbers, none of them before the test says so; a negative one is refused, 13 breaks everything."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.batches: list[list[int]] = []
        self.is_entered = threading.Event()
        self.may_go_on = threading.Event()
        if is_open:
            self.may_go_on.set()

    def __call__(self, numbers: Sequence[int]) -> list[int | BaseException]:
        self.batches.append(list(numbers))
        self.is_entered.set()
        assert self.may_go_on.wait(10)
        if 13 in numbers:
            raise RuntimeError("broken")
        return [number * 2 if number >= 0 else ValueError(number) for number in numbers]


def test_each_gets_its_own_answer() -> None:
    work = Work()
    batches, numbers = Batches(work, "test", 1_000), [-1, *range(20, 620)]

    async def ask() -> list[int | BaseException]:
        return await asyncio.gather(*(batches.submit(number) for number in numbers), return_exceptions=True)

    answers = asyncio.run(ask())
    batches.close()
    assert answers[1:] == [2 * number for number in range(20, 620)]
    assert isinstance(answers[0], ValueError)
    assert max(map(len, work.batches)) <= 256
    assert [each for batch in work.batches for each in batch] == numbers


def test_what_breaks_a_batch_is_raised_for_all_of_it_and_for_no_later_one() -> None:
    batches = Batches(Work(), "test", 10)

    async def ask() -> int:
        with pytest.raises(RuntimeError, match="broken"):
            await batches.submit(13)
        return await batches.submit(4)

    assert asyncio.run(ask()) == 8
    batches.close()


def test_too_many_are_refused_and_those_who_wait_are_served_before_the_end() -> None:
    work = Work(is_open=False)
    batches = Batches(work, "test", 2)

    async def ask() -> list[int]:
        first = asyncio.ensure_future(batches.submit(1))
        while not work.is_entered.is_set():
            await asyncio.sleep(0)
        others = [asyncio.ensure_future(batches.submit(number)) for number in (2, 3)]
        await asyncio.sleep(0)
        with pytest.raises(ReadError, match="2 wait") as caught:
            await batches.submit(4)
        assert caught.value.problems[0].code == "P1223"
        others[0].cancel()
        work.may_go_on.set()
        await asyncio.to_thread(batches.close)
        with pytest.raises(ReadError, match="the server stops"):
            await batches.submit(5)
        with pytest.raises(asyncio.CancelledError):
            await others[0]
        return [await first, await others[1]]

    assert asyncio.run(ask()) == [2, 6]
    assert work.batches == [[1], [2, 3]]


def test_several_event_loops_are_served() -> None:
    batches, found = Batches(Work(), "test", 1_000), dict[int, list[int]]()

    async def ask(number: int) -> list[int]:
        return list(await asyncio.gather(*(batches.submit(number + turn) for turn in range(50))))

    def work(number: int) -> None:
        found[number] = asyncio.run(ask(number))

    threads = [threading.Thread(target=work, args=(number * 1_000 + 100,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    batches.close()
    assert found == {
        number * 1_000 + 100: [2 * (number * 1_000 + 100 + turn) for turn in range(50)] for number in range(3)
    }


def test_whose_loop_is_gone_is_not_told() -> None:
    work = Work(is_open=False)
    batches = Batches(work, "test", 10)

    async def leave() -> None:
        asyncio.ensure_future(batches.submit(1)).cancel()
        waiting = asyncio.ensure_future(batches.submit(2))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(leave())
    work.may_go_on.set()
    assert asyncio.run(batches.submit(3)) == 6
    batches.close()
    assert batches._thread is not None
    assert not batches._thread.is_alive()
