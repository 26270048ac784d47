from __future__ import annotations

import threading

import pytest

from paraph.adapters.git.turns import Turns


def test_who_comes_while_one_runs_shares_the_next() -> None:
    turns, began, go_on = Turns(), threading.Event(), threading.Event()
    rounds: list[int] = []

    def first() -> None:
        rounds.append(1)
        began.set()
        go_on.wait(10)

    def later() -> None:
        rounds.append(2)

    one = threading.Thread(target=turns.served, args=("key", first))
    one.start()
    assert began.wait(10)
    others = [threading.Thread(target=turns.served, args=("key", later)) for _ in range(8)]
    for each in others:
        each.start()
    while turns._rounds["key"].asking < 9:
        pass
    turns.served("another", lambda: rounds.append(0))
    go_on.set()
    for each in (one, *others):
        each.join()
    assert rounds == [1, 0, 2]
    assert turns.begun("key") == 2


def test_everybody_hears_of_a_failure_and_the_next_tries_again() -> None:
    turns = Turns()

    def fails() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        turns.served("key", fails)
    done: list[int] = []
    turns.served("key", lambda: done.append(1))
    assert done == [1]


def test_a_round_since_a_moment_is_new_enough() -> None:
    turns, rounds = Turns(), list[int]()
    before = turns.begun("key")
    turns.served("key", lambda: rounds.append(1), before)
    turns.served("key", lambda: rounds.append(2), before)
    assert rounds == [1]
    turns.served("key", lambda: rounds.append(3), turns.begun("key"))
    turns.served("key", lambda: rounds.append(4))
    assert rounds == [1, 3, 4]


def test_one_that_runs_since_a_moment_is_waited_for() -> None:
    turns, began, go_on, rounds = Turns(), threading.Event(), threading.Event(), list[int]()

    def slow() -> None:
        rounds.append(1)
        began.set()
        go_on.wait(10)

    before = turns.begun("key")
    one = threading.Thread(target=turns.served, args=("key", slow))
    one.start()
    assert began.wait(10)
    other = threading.Thread(target=turns.served, args=("key", lambda: rounds.append(2), before))
    other.start()
    while turns._rounds["key"].asking < 2:
        pass
    go_on.set()
    one.join()
    other.join()
    assert rounds == [1]


def test_a_round_that_failed_is_not_new_enough() -> None:
    turns, rounds = Turns(), list[int]()

    def fails() -> None:
        raise ValueError("no")

    before = turns.begun("key")
    with pytest.raises(ValueError, match="no"):
        turns.served("key", fails, before)
    turns.served("key", lambda: rounds.append(1), before)
    assert rounds == [1]
