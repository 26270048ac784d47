"""Is what was begun looked for until it is known to be there, or not?"""

from __future__ import annotations

import pytest

from paraph.adapters.forges.doubts import Doubts
from paraph.core.errors import Problem
from paraph.ports.forge import ForgeError


def begin(doubts: Doubts, name: str, error: ForgeError | None = None, *, stays: bool = False) -> None:
    with doubts.making(name, stays=stays):
        assert doubts.is_doubtful(name)
        if error is not None:
            raise error


def test_what_went_well_is_not_doubted() -> None:
    doubts = Doubts()
    begin(doubts, "a")
    begin(doubts, "b", stays=True)
    assert [doubts.is_doubtful(name) for name in "abc"] == [False, True, False]


def test_a_lost_answer_is() -> None:
    doubts = Doubts()
    with pytest.raises(ForgeError):
        begin(doubts, "a", ForgeError(Problem("P0000", "lost")))
    assert doubts.is_doubtful("a")
    with pytest.raises(ForgeError):
        begin(doubts, "a", ForgeError(Problem("P0000", "later"), retry_after=1))
    assert doubts.is_doubtful("a")
    begin(doubts, "a")
    assert not doubts.is_doubtful("a")


def test_what_was_never_sent_is_not() -> None:
    doubts = Doubts()
    with pytest.raises(ForgeError):
        begin(doubts, "a", ForgeError(Problem("P0000", "later"), retry_after=1), stays=True)
    assert not doubts.is_doubtful("a")


def test_only_the_latest_are_remembered() -> None:
    doubts = Doubts(most=2)
    for name in "abc":
        begin(doubts, name, stays=True)
    assert [doubts.is_doubtful(name) for name in "abc"] == [False, True, True]
