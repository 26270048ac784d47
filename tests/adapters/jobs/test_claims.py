"""Is the row of a job in PostgreSQL one worker's alone, whatever Procrastinate thinks?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from adapters.jobs.tables import named
from paraph.adapters.jobs.claims import Claims
from paraph.adapters.store.ledger import StoredLedger, open_ledger
from paraph.adapters.store.second import MemorySecond
from paraph.core.errors import ReadError
from paraph.testing.ledger_contract import ORIGIN, SIGNER
from postgres_server import PostgresServer


class Place:
    """A log in PostgreSQL with the claims on its jobs."""

    def __init__(self, log: StoredLedger, conninfo: str) -> None:
        self.log, self.conninfo, self.claims = log, conninfo, Claims(conninfo)

    def ids(self) -> list[int]:
        return [int(row[0]) for row in self.rows("SELECT id FROM jobs ORDER BY id")]

    def deferred(self) -> list[tuple[str, str, int]]:
        """Task, lock and job of what Procrastinate was told."""
        return self.rows("SELECT task_name, lock, (args->>'job')::bigint FROM procrastinate_jobs ORDER BY id")

    def rows(self, query: str) -> list[tuple[str, str, int]]:
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()


@pytest.fixture(scope="module")
def place(postgresql: PostgresServer) -> Iterator[Place]:
    url = postgresql.new_database()
    with closing(open_ledger(url, origin=ORIGIN, signer=SIGNER, second=MemorySecond(), may_create=True)) as log:
        place = Place(log, url.replace("+psycopg", ""))
        with closing(place.claims):
            yield place


@pytest.fixture
def at(place: Place) -> Place:
    """Without any job."""
    with psycopg.connect(place.conninfo, autocommit=True) as connection:
        connection.execute("DELETE FROM jobs")
        connection.execute("DELETE FROM procrastinate_jobs")
    return place


def test_a_second_turn_takes_over_and_the_first_is_worth_nothing(at: Place) -> None:
    at.log.record((), named("a"))
    (id_,) = at.ids()
    first, second = at.claims.claim(id_), at.claims.claim(id_)
    assert first is not None
    assert second is not None
    assert (second.attempts, first.attempts) == (2, 1)
    assert not at.claims.finish(first)
    assert not at.claims.put_back(first, 0, 1, "")
    assert not at.claims.give_up(first, "")
    assert at.claims.finish(second)
    assert at.claims.claim(id_) is None


def test_one_that_came_meanwhile_takes_its_place(at: Place) -> None:
    at.log.record((), named("a"))
    job = at.claims.claim(at.ids()[0])
    assert job is not None
    at.log.record((), named("a"))
    assert not at.claims.put_back(job, 0, 1, "")
    assert len(at.ids()) == 1
    assert job.id not in at.ids()


def test_the_dead_are_deferred_again_once(at: Place) -> None:
    at.log.record((), named("a"))
    job = at.claims.claim(at.ids()[0])
    assert job is not None
    assert at.claims.give_up(job, "no luck")
    assert at.claims.state()[:3] == (0, 0, 1)
    before = at.deferred()
    assert at.claims.revive(str(job.id))
    assert not at.claims.revive(str(job.id))
    assert at.deferred() == [*before, ("do", "a", job.id)]


def test_the_dead_go_where_the_same_waits(at: Place) -> None:
    at.log.record((), named("a"))
    job = at.claims.claim(at.ids()[0])
    assert job is not None
    at.claims.give_up(job, "no luck")
    at.log.record((), named("a"))
    assert at.claims.revive(str(job.id))
    assert at.claims.dead(10) == []
    assert at.claims.state().waiting == 1
    assert at.claims.state().oldest_seconds >= 0


def test_what_is_added_waits_once(at: Place) -> None:
    for _ in range(2):
        at.claims.add("look", "every:look")
    assert [row[:2] for row in at.deferred()] == [("look", "every:look")]


def test_a_connection_that_died_is_told_and_the_next_one_works(at: Place) -> None:
    assert at.claims.state().dead == 0
    with psycopg.connect(at.conninfo, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(ReadError):
        at.claims.state()
    assert at.claims.state().dead == 0


def test_a_database_that_is_not_there_is_told() -> None:
    with closing(Claims("postgresql:///nothing?host=/nowhere")) as claims, pytest.raises(ReadError) as caught:
        claims.dead(1)
    assert caught.value.problems[0].code == "P1251"
