"""Does what puts a job off say for how long, and why?"""

from __future__ import annotations

from paraph.ports.jobs import Postponed


def test_how_long_and_why() -> None:
    later = Postponed(3.5, "the forge asks to wait")
    assert (later.seconds, str(later)) == (3.5, "the forge asks to wait")
    assert str(Postponed(1)) == ""
