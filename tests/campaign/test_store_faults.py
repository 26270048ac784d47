"""Does the store hold in a small version of its campaigns? Seeds are fixed; `make campaign` draws more."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from campaign import failing_disk, kill_workers, kill_writers, power_cut
from campaign._log import body, flaws, opened


def test_a_killed_writer_loses_nothing() -> None:
    outcome = kill_writers.run(5, seed=1)
    assert outcome.failures == ()
    assert not outcome.notes.startswith("0 ")


def test_a_killed_worker_loses_no_job_and_does_none_twice() -> None:
    outcome = kill_workers.run(2, seed=1)
    assert outcome.failures == ()
    assert not outcome.notes.startswith("0 ")


def test_a_power_cut_loses_nothing() -> None:
    outcome = power_cut.run(100, seed=2)
    assert outcome.failures == ()


def test_a_full_disk_and_a_short_write_lose_nothing() -> None:
    assert failing_disk._with_limits([*range(0, 20_000, 1_111), 100_000]) == []


def test_limits_refuse_and_pass(tmp_path: Path) -> None:
    # without either, the test above would show nothing
    opened(tmp_path, may_create=True).close()
    assert failing_disk.appended_at_limits(tmp_path, [500_000]) == 0
    assert failing_disk.appended_at_limits(tmp_path, [500_000, 0, 5_000]) == 2


def test_a_lost_or_doubled_entry_is_found(tmp_path: Path) -> None:
    with closing(opened(tmp_path, may_create=True)) as log:
        log.record([body("one"), body("two"), body("two")])
    assert flaws(tmp_path, {0: "one", 1: "two"}, {}) == ["an entry is there twice"]
    assert "three, acknowledged at 9, is lost" in flaws(tmp_path, {9: "three"}, {})
