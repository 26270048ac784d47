"""Do callers at the same time share a write, and does each get its own answer or error?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest

from paraph.adapters.store.grouping import Group
from paraph.core.errors import InputError, ParaphError, Problem, ReadError


def doubled(requests: Sequence[int]) -> list[int]:
    return [request * 2 for request in requests]


def unchecked(request: int) -> int:
    return request


def group(write: Callable[[Sequence[int]], Sequence[int]], *, parts: bool = True, most: int = 256) -> Group[int, int]:
    return Group(unchecked, write, lambda _: parts, most)


def in_threads(work: Callable[[int], object], count: int) -> list[threading.Thread]:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    return threads


class Gate:
    """A write that waits until the test says so, and notes the batches."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.is_entered = threading.Event()
        self.may_go_on = threading.Event()

    def write(self, requests: Sequence[int]) -> list[int]:
        self.batches.append(list(requests))
        self.is_entered.set()
        assert self.may_go_on.wait(10)
        if -1 in requests:
            raise ReadError(Problem("P0001", "a bad one"))
        return doubled(requests)


def behind_a_first(gate: Gate, requests: Sequence[int], **how: bool | int) -> list[int | ParaphError]:
    """The answers to requests that came together while the request 0 was being written."""
    shared = group(gate.write, **how)  # type: ignore[arg-type] # each is of its own type
    first = in_threads(lambda _: shared.submit(0), 1)
    assert gate.is_entered.wait(10)
    answers: dict[int, int | ParaphError] = {}

    def ask(place: int) -> None:
        try:
            answers[place] = shared.submit(requests[place])
        except ParaphError as error:
            answers[place] = error

    later = in_threads(ask, len(requests))
    while len(shared._queue) < len(requests):
        pass
    gate.may_go_on.set()
    for thread in first + later:
        thread.join(10)
    return [answers[place] for place in range(len(requests))]


def test_one_alone_is_written_at_once() -> None:
    assert [group(doubled).submit(number) for number in range(3)] == [0, 2, 4]


def test_who_comes_meanwhile_is_written_together() -> None:
    gate = Gate()
    assert behind_a_first(gate, range(1, 9)) == [2 * number for number in range(1, 9)]
    assert [len(batch) for batch in gate.batches] == [1, 8]


def test_a_batch_has_a_most() -> None:
    gate = Gate()
    assert behind_a_first(gate, range(1, 9), most=3) == [2 * number for number in range(1, 9)]
    assert [len(batch) for batch in gate.batches] == [1, 3, 3, 2]


def test_each_of_a_failed_batch_is_tried_alone() -> None:
    gate = Gate()
    answers = behind_a_first(gate, [1, -1, 3])
    assert [answer if isinstance(answer, int) else str(answer) for answer in answers] == [2, "a bad one", 6]


def test_a_batch_that_may_not_be_parted_fails_whole() -> None:
    gate = Gate()
    assert [str(answer) for answer in behind_a_first(gate, [1, -1, 3], parts=False)] == ["a bad one"] * 3
    assert len(gate.batches) == 2


def test_nonsense_is_refused_without_the_others() -> None:
    written: list[int] = []

    def check(request: int) -> int:
        if request < 0:
            raise InputError(Problem("P0001", "negative"))
        return request + 100

    def write(requests: Sequence[int]) -> list[int]:
        written.extend(requests)
        return list(requests)

    shared: Group[int, int] = Group(check, write, lambda _: True)
    with pytest.raises(InputError, match="negative"):
        shared.submit(-1)
    assert shared.submit(1) == 101
    assert written == [101]


def test_a_bug_in_a_write_is_told_to_its_caller_and_frees_the_next() -> None:
    def broken(requests: Sequence[int]) -> list[int]:
        if requests[0] < 0:
            raise KeyboardInterrupt
        return doubled(requests)

    shared = group(broken)
    with pytest.raises(KeyboardInterrupt):
        shared.submit(-1)
    assert shared.submit(4) == 8


def test_many_threads_all_get_their_own() -> None:
    shared, found = group(doubled), dict[int, list[int]]()

    def work(number: int) -> None:
        found[number] = [shared.submit(number * 1000 + turn) for turn in range(50)]

    for thread in in_threads(work, 16):
        thread.join(30)
    assert found == {number: [2 * (number * 1000 + turn) for turn in range(50)] for number in range(16)}


def test_several_requests_of_one_caller_are_answered_each() -> None:
    gate = Gate()
    gate.may_go_on.set()
    shared = group(gate.write, most=3)
    assert [str(answer) for answer in shared.submit_all([1, -1, 3, 4, 5])] == ["2", "a bad one", "6", "8", "10"]
    assert gate.batches[0] == [1, -1, 3]
    assert gate.batches[-1] == [4, 5]
    assert shared.submit_all([]) == []


def test_many_who_bring_several_all_get_their_own() -> None:
    shared, found = group(doubled, most=7), dict[int, list[object]]()

    def work(number: int) -> None:
        found[number] = [each for turn in range(20) for each in shared.submit_all([number, turn, number + turn])]

    for thread in in_threads(work, 8):
        thread.join(30)
    assert found == {
        number: [2 * each for turn in range(20) for each in (number, turn, number + turn)] for number in range(8)
    }


def test_who_is_interrupted_among_several_frees_the_next() -> None:
    def broken(requests: Sequence[int]) -> list[int]:
        if requests[0] < 0:
            raise KeyboardInterrupt
        return doubled(requests)

    shared = group(broken, most=2)
    with pytest.raises(KeyboardInterrupt):
        shared.submit_all([-1, 1, 2, 3, 4])
    assert shared.submit_all([4, 5]) == [8, 10]
