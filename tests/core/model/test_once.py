from __future__ import annotations

from paraph.core.model.once import once


class Sample:
    """Counts how often it works."""

    def __init__(self) -> None:
        self.works = 0

    @once
    def answer(self) -> int:
        """The number of the work."""
        self.works += 1
        return self.works


def test_it_is_worked_out_once_for_each_object() -> None:
    one, other = Sample(), Sample()
    assert one.works == 0
    assert [one.answer, one.answer, one.answer] == [1, 1, 1]
    assert (one.works, other.works) == (1, 0)
    assert other.answer == 1
