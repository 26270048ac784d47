from __future__ import annotations

from benchmarks.row import Row, number, table, times, within
from benchmarks.timing import Sample


def test_a_limit_is_held_by_the_median() -> None:
    assert within("x", Sample((1, 2, 30)), 2, "ms") == Row("x", "2 ms", "", 1.0, "≤ 2 ms", True, "1–30 of 3")
    assert within("x", Sample((1, 2.1, 30)), 2, "ms").is_met is False


def test_a_peer_is_a_ratio_of_medians() -> None:
    row = times("x", Sample((4, 5, 6)), "git", Sample((2, 2, 9)), 2.5)
    assert (row.ratio, row.is_met, row.against) == (2.5, True, "git 2 ms")
    assert times("x", Sample((5.1,)), "git", Sample((2,)), 2.5).is_met is False
    assert times("x", Sample((5,)), "git", Sample((2,)), None).is_met is None
    assert times("x", Sample((5,)), "git", Sample((0,)), 2).is_met is False


def test_the_table_has_columns_and_says_what_is_missed() -> None:
    lines = table(
        [within("short", Sample((9,)), 1, "ms"), times("a longer name", Sample((1,)), "git", Sample((1,)), 2)]
    )
    head, missed, met = lines.split("\n")
    assert head.index("met") == missed.index("NO") == met.index("yes")


def test_numbers_keep_what_means_something() -> None:
    assert [number(value) for value in (0.61234, 23.456, 99.4, 1234.5)] == ["0.612", "23.5", "99.4", "1,234"]
