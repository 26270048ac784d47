"""Are statements of many rows run whole, and connections lent to one at a time?"""

from __future__ import annotations

import sqlite3

import pytest

from paraph.adapters.store.session import Session, Sessions, texts


def connected() -> Session:
    driver = sqlite3.connect(":memory:", isolation_level=None)
    driver.execute("CREATE TABLE entries (idx INTEGER PRIMARY KEY, leaf BLOB, body BLOB)")
    driver.execute("CREATE TABLE introduced (commit_id TEXT PRIMARY KEY, account TEXT)")
    return Session(driver, "sqlite", "BEGIN IMMEDIATE")


@pytest.mark.parametrize("count", [0, 1, 2, 3, 63, 64, 65, 127, 200])
def test_an_insert_of_many_rows_is_one_of_each(count: int) -> None:
    session = connected()
    session.insert("add entry", [(number, b"leaf", b"%d" % number) for number in range(count)])
    assert session.all("bodies", 0, 1_000) == [(number, b"%d" % number) for number in range(count)]
    session.close()


def test_a_conflict_in_an_insert_of_many_rows_is_passed_over() -> None:
    session = connected()
    session.insert("add introduced", [("a", "one"), ("a", "two"), ("b", "three")])
    assert sorted(session.listed("introducers", ["a", "b", "c"])) == [("a", "one"), ("b", "three")]
    session.close()


def test_what_is_rolled_back_is_gone() -> None:
    session = connected()
    session.begin()
    session.many("add entry", [(0, b"", b""), (1, b"", b"")])
    session.rollback()
    session.rollback()
    assert session.one("bodies", 0, 9) is None
    session.close()


def test_texts_are_of_one_database() -> None:
    assert "?" in texts("sqlite")["add entry"]
    assert "%s" in texts("postgresql")["add entry"]


def test_a_connection_is_lent_to_one_at_a_time_and_again() -> None:
    made: list[Session] = []

    def connect() -> Session:
        made.append(connected())
        return made[-1]

    sessions = Sessions(connect)
    with sessions.session() as one, sessions.session() as two:
        assert one is not two
        assert not one.was_idle
    with sessions.session() as again:
        assert again in made
        assert again.was_idle
    assert len(made) == 2
    sessions.close()


def test_a_connection_that_met_an_error_is_not_lent_again() -> None:
    sessions = Sessions(connected)
    with pytest.raises(ValueError, match="trouble"), sessions.session() as broken:
        raise ValueError("trouble")
    with pytest.raises(sqlite3.ProgrammingError):
        broken.one("bodies", 0, 1)
    with sessions.session() as other:
        assert other is not broken
    sessions.close()


def test_what_is_given_back_after_the_end_is_closed() -> None:
    sessions = Sessions(connected)
    with sessions.session() as session:
        sessions.close()
    with pytest.raises(sqlite3.ProgrammingError):
        session.one("bodies", 0, 1)
