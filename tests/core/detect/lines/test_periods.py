from __future__ import annotations

import pytest

from paraph.core.detect.lines.periods import Period, period_of


@pytest.mark.parametrize(
    ("at", "by", "name"),
    [
        (1_767_225_600, "month", "2026-01"),
        (1_767_225_599, "month", "2025-12"),
        (1_767_225_600, "week", "2026-W01"),
        (1_609_459_200, "week", "2020-W53"),  # 1 January 2021 belongs to the last week of the year before
        (0, "month", "1970-01"),
        (10**18, "month", "undated"),
        (10**18, "week", "undated"),
        (5, "commit", "0000007 c1"),
    ],
)
def test_names_of_periods(at: int, by: Period, name: str) -> None:
    assert period_of(at, by, "c1", 7) == name
