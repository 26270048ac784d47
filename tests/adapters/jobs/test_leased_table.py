"""Does a claim belong to one, until it is given back or its lease runs out?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from adapters.jobs.tables import named, stored
from paraph.adapters.jobs.leased_table import JobTable
from paraph.adapters.store.ledger import StoredLedger
from paraph.core.errors import ReadError

SOON = int(time.time() * 1000) + 3_600_000
"""Later than any job of these tests is due."""
LEASE = SOON + 20_000


class Tables:
    """Two workers' views of one table."""

    def __init__(self, log: StoredLedger, one: JobTable, other: JobTable) -> None:
        self.log, self.one, self.other = log, one, other


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Tables]:
    with stored(tmp_path) as (log, path), closing(JobTable(path)) as one, closing(JobTable(path)) as other:
        yield Tables(log, one, other)


def test_a_claim_is_of_one_worker_alone(at: Tables) -> None:
    at.log.record((), named("a"))
    job = at.one.claim(SOON, LEASE)
    assert job is not None
    assert job.token > 0
    assert at.other.claim(SOON, LEASE) is None
    assert at.other.state(SOON)[:3] == (0, 1, 0)
    assert at.one.finish(job)
    assert not at.one.finish(job)


def test_the_one_that_is_due_longest_comes_first(at: Tables) -> None:
    at.log.record((), named("a"))
    at.log.record((), named("b"))
    first = at.one.claim(SOON, LEASE)
    assert first is not None
    assert first.key == "a"
    assert at.one.put_back(first, SOON, 1, "later")
    second = at.one.claim(SOON, LEASE)
    assert second is not None
    assert second.key == "b"


def test_nothing_is_due_before_its_time(at: Tables) -> None:
    assert at.one.next_due() is None
    at.log.record((), named("a"))
    job = at.one.claim(SOON, LEASE)
    assert job is not None
    at.one.put_back(job, SOON + 5_000, 1)
    assert at.one.next_due() == SOON + 5_000
    assert at.one.claim(SOON + 4_999, LEASE) is None
    again = at.one.claim(SOON + 5_000, LEASE + 5_000)
    assert again is not None
    assert again.attempts == 2
    assert again.token != job.token


def test_a_lease_that_ran_out_is_taken_back_and_the_old_claim_is_worth_nothing(at: Tables) -> None:
    at.log.record((), named("a"))
    old = at.one.claim(SOON, LEASE)
    assert old is not None
    assert at.other.take_back(LEASE, LEASE + 40_000) == 0
    assert at.other.take_back(LEASE + 1, LEASE + 40_000) == 1
    new = at.other.claim(LEASE + 1, LEASE + 20_000)
    assert new is not None
    assert not at.one.finish(old)
    assert not at.one.put_back(old, SOON, 1)
    assert not at.one.give_up(old, "late")
    assert at.one.renew([old.token], LEASE * 2) == 0
    assert at.other.renew([new.token], LEASE + 30_000) == 1
    assert at.other.finish(new)


def test_a_lease_from_a_clock_that_was_put_back_is_taken_back(at: Tables) -> None:
    at.log.record((), named("a"))
    assert at.one.claim(SOON, LEASE) is not None
    assert at.other.take_back(SOON - 3_000_000, SOON - 2_000_000) == 1


@pytest.mark.parametrize("how", ["put back", "lost"])
def test_one_that_came_meanwhile_takes_its_place(at: Tables, how: str) -> None:
    at.log.record((), named("a"))
    job = at.one.claim(SOON, LEASE)
    assert job is not None
    at.log.record((), named("a"))
    assert at.other.claim(SOON, LEASE) is None, "its key is being done"
    if how == "put back":
        assert at.one.put_back(job, SOON, 1)
    else:
        assert at.other.take_back(LEASE + 1, LEASE * 2) == 1
    assert at.one.state(SOON)[:3] == (1, 0, 0)
    follower = at.one.claim(SOON, LEASE)
    assert follower is not None
    assert (follower.key, follower.attempts) == ("a", 1)


def test_what_was_given_up_is_done_with_once_the_same_is_done(at: Tables) -> None:
    for _ in range(2):
        at.log.record((), named("a"))
        job = at.one.claim(SOON, LEASE)
        assert job is not None
        assert at.one.give_up(job, "no luck")
    first, second = at.one.dead(10)
    assert int(first.id) > int(second.id)
    assert len(at.one.dead(1)) == 1
    at.log.record((), named("a"))
    assert at.one.revive(first.id, SOON), "the same waits already"
    assert at.one.state(SOON)[:3] == (1, 0, 1)
    job = at.one.claim(SOON, LEASE)
    assert job is not None
    assert at.one.finish(job)
    assert at.one.state(SOON)[:3] == (0, 0, 0)


def test_what_is_not_dead_is_not_revived(at: Tables) -> None:
    at.log.record((), named("a"))
    assert not any(at.one.revive(id_, SOON) for id_ in ("", "1", "7", "-1", "x", "9" * 40, "٣"))


def test_periodic_rows_are_kept_one_for_each(at: Tables) -> None:
    at.one.keep_periodic({"look": 60.0, "tidy": 3600.0}, SOON)
    at.other.keep_periodic({"look": 60.0}, SOON)
    assert at.one.state(SOON)[:3] == (2, 0, 0)
    job = at.one.claim(SOON, LEASE)
    assert job is not None
    assert job.key == "every:look"
    at.one.put_back(job, SOON + 60_000, 0)
    assert at.one.state(SOON).waiting == 1, "what is not due does not wait"
    at.one.keep_periodic({"look": 1.0}, SOON)
    assert at.one.next_due() == SOON
    assert at.one.state(SOON + 1_000).waiting == 2


def test_how_long_the_oldest_has_waited(at: Tables) -> None:
    assert at.one.state(SOON).oldest_seconds == 0.0
    at.log.record((), named("a"))
    assert at.one.state(SOON).oldest_seconds > 3_000


def test_a_database_without_the_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with closing(JobTable(f"{tmp_path}/empty.db")) as table:
        for work in (table.next_due, lambda: table.claim(1, 2), lambda: table.keep_periodic({"a": 1.0}, 1)):
            with pytest.raises(ReadError, match="no such table"):
                work()
