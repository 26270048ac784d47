"""Does every trouble of the store say what can be done about it, in one line?"""

from __future__ import annotations

import pytest

from paraph.adapters.store import troubles
from paraph.core.errors import ReadError

ERROR = ValueError("line one\n  line two " + "x" * 1_000)
ALL = (
    troubles.absent("a.db"), troubles.other_schema("a.db", "2", "1"), troubles.other_origin("a.db", "one", "two"),
    troubles.forked("it shrank"), troubles.refused(ERROR, "record"), troubles.unsettled(ERROR), troubles.unread(ERROR),
    troubles.damaged("entry 7 is not there"), troubles.no_second("b", "it is a folder"), troubles.lost_second("b", 7),
    troubles.not_durable("fsync"),
)  # fmt: skip


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.problems[0].code)
def test_a_trouble_has_a_fix(error: ReadError) -> None:
    (problem,) = error.problems
    assert problem.fix
    assert "\n" not in problem.what + problem.fix
    assert len(problem.what) < 400


def test_each_has_a_code_of_its_own() -> None:
    assert len({error.problems[0].code for error in ALL}) == len(ALL)


def test_an_error_without_words_is_told_by_its_name() -> None:
    assert "MemoryError" in str(troubles.unread(MemoryError()))


def test_closed_is_raised() -> None:
    with pytest.raises(ReadError, match="closed"):
        troubles.closed()
