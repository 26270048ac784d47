"""Does a refusal say what went wrong and what to do?"""

from __future__ import annotations

from paraph.adapters.identities.refusals import unanswered, untrusted


def test_refusals() -> None:
    (mine,), (theirs,) = untrusted("it is old").problems, unanswered("GitHub", "it is down").problems
    assert (mine.code, mine.what) == ("P1330", "this login cannot be trusted: it is old")
    assert (theirs.code, theirs.what) == ("P1331", "GitHub does not say who you are: it is down")
