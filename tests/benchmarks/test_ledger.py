from __future__ import annotations

from pathlib import Path

from benchmarks.ledger import WRITERS, at_least, in_groups, opened, proofs, singles, some_entries
from benchmarks.timing import Sample


def test_appends_are_counted_one_by_one_and_in_groups(tmp_path: Path) -> None:
    rates = singles(tmp_path, 2, 3)
    assert {name: len(sample) for name, sample in rates.items()} == {"raw": 2, "ours": 2, "text": 2}
    assert all(rate > 0 for sample in rates.values() for rate in sample)
    log = opened(tmp_path / "single")
    assert list(log.entries()) == some_entries(3) * 2
    log.close()


def test_groups_append_everything(tmp_path: Path) -> None:
    assert len(in_groups(tmp_path, 1, 1, with_text=True)) == 1
    log = opened(tmp_path)
    assert log.head().size == WRITERS
    log.close()


def test_entries_are_proven_while_the_log_is_in_use(tmp_path: Path) -> None:
    assert len(proofs(tmp_path, 5_000, 3, seed=1)) == 3


def test_a_least_is_met_or_not() -> None:
    assert at_least("x", Sample((10.0,)), 10).is_met
    assert not at_least("x", Sample((9.0,)), 10).is_met
    assert not at_least("x", Sample((10.0,)), 10, and_also=False).is_met
