from __future__ import annotations

import pytest

from paraph.cli.duration import seconds_of
from paraph.core.errors import InputError

DAY = 86_400


@pytest.mark.parametrize(
    ("span", "seconds"),
    [
        ("1h", 3_600),
        ("90d", 90 * DAY),
        (" 8w ", 56 * DAY),
        ("6m", 180 * DAY),
        ("2y", 730 * DAY),
        ("999999h", 999_999 * 3_600),
    ],
)
def test_spans(span: str, seconds: int) -> None:
    assert seconds_of(span) == seconds


@pytest.mark.parametrize(
    "span", ["", "d", "0d", "90", "90D", "-1d", "1.5d", "1d2h", "1 d", "9999999d", "yesterday", "٣d"]
)
def test_what_is_no_span_is_told_with_the_way_to_write_one(span: str) -> None:
    with pytest.raises(InputError) as caught:
        seconds_of(span)
    (problem,) = caught.value.problems
    assert (problem.code, problem.fix) == ("P0611", "write 12h, 90d, 8w, 6m or 2y")
