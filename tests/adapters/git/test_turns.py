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
    assert turns._rounds == {}


def test_everybody_hears_of_a_failure_and_the_next_tries_again() -> None:
    turns = Turns()

    def fails() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        turns.served("key", fails)
    done: list[int] = []
    turns.served("key", lambda: done.append(1))
    assert done == [1]
