from __future__ import annotations

import pytest

from core.gate.situations import HERE, SENIOR
from paraph.core.gate.words import age, leaf, listed, signed_by, unreadable
from paraph.core.model.decision import Owed, State
from paraph.core.model.policy import PersonTest


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "nobody"),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "a", "c"], "a, b and c"),
        (list("abcde"), "a, b, c, d and e"),
        (list("abcdefg"), "a, b, c, d, e and 2 more"),
    ],
)
def test_lists(names: list[str], words: str) -> None:
    assert listed(names) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (59, "59 seconds"), (60, "1 minute"), (119, "1 minute"), (120, "2 minutes"),
     (3_600, "1 hour"), (86_399, "23 hours"), (86_400, "1 day"), (10**6, "11 days")],
)  # fmt: skip
def test_ages(seconds: int, words: str) -> None:
    assert age(seconds) == words


def test_sign_offs() -> None:
    assert signed_by(1, PersonTest()) == "a sign-off by one person"
    assert signed_by(2, PersonTest(), "of the owners of a.py") == "sign-offs by two of the owners of a.py"
    assert signed_by(1, SENIOR) == "a sign-off by one person, senior or above"


def test_nodes() -> None:
    owed = Owed("w", "y", (), "fact", "r")
    assert leaf("k", "t", State.PENDING, "f", HERE, [owed]).owed == (owed,)
    dark = unreadable("k", "the title", "the disk is gone", "r", HERE)
    assert (dark.kind, dark.state, dark.found, dark.position) == ("k", State.CANNOT_TELL, "the disk is gone", HERE)
    (owed,) = dark.owed
    assert (owed.what, owed.kind, owed.unblocks) == ("a readable answer: the title", "fact", "the disk is gone")
