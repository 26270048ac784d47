"""Is a ledger of the release before brought up to date with all that it holds, on both databases?"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from migrated import as_released
from paraph.adapters.store.board import StoredBoard
from paraph.adapters.store.ledger import open_ledger
from paraph.adapters.store.migrate import differences, migrate
from paraph.adapters.store.second import MemorySecond
from paraph.core.errors import ReadError
from paraph.core.ledger.merkle import Frontier, leaf_hash
from paraph.ports.board import ChangeQuery, Setting
from paraph.ports.ledger import Introduced, Job, Row
from paraph.testing.ledger_contract import ORIGIN, SIGNER, notes
from postgres_server import PostgresServer

ENTRY = notes(1)[0]


def rows(bytes_of: str) -> tuple[str, ...]:
    """What the release before wrote for one entry, one commit and two jobs."""
    frontier = Frontier()
    frontier.append(leaf_hash(ENTRY))
    leaf, body, root, kept = (
        bytes_of.format(each.hex()) for each in (leaf_hash(ENTRY), ENTRY, frontier.root(), frontier.to_bytes())
    )
    return (
        f"INSERT INTO entries (idx, leaf, body) VALUES (0, {leaf}, {body})",
        f"INSERT INTO head VALUES (1, '{ORIGIN}', 1, {root}, {kept}, '', -1, 'OK')",
        "INSERT INTO introduced VALUES ('c1', 'unix:ada')",
        f"INSERT INTO jobs (task, arguments, key) VALUES ('a', {body}, 'k1'), ('b', {body}, 'k2')",
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of the release before."""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgresql")
        url, bytes_of = server.new_database(), "decode('{}', 'hex')"
    else:
        url, bytes_of = f"sqlite:///{tmp_path}/ledger.db", "x'{}'"
    as_released(url, "0002", *rows(bytes_of))
    return url


def test_it_is_told_what_to_do_and_then_has_everything(old: str) -> None:
    with pytest.raises(ReadError) as caught:
        open_ledger(old, origin=ORIGIN, signer=SIGNER, second=MemorySecond())
    assert "version 0002" in caught.value.problems[0].what
    migrate(old, ORIGIN)
    migrate(old, ORIGIN)
    assert differences(old) == []
    with closing(open_ledger(old, origin=ORIGIN, signer=SIGNER, second=MemorySecond())) as log:
        assert list(log.entries()) == [ENTRY]
        assert log.introducers(["c1"]) == {"c1": "unix:ada"}
        jobs = [Job("a", b"{}", "k1"), Job("c", b"{}", "k3")]
        (receipt,) = log.record(notes(1, 1), jobs, [Row(Introduced("c2", "")), Row(Setting("a", b"1"))])
        assert receipt.index == 1
        with log.reading() as session:
            found = session.driver.execute("SELECT key, state, token, due_at > 0 FROM jobs ORDER BY id").fetchall()
        assert [tuple(row) for row in found] == [
            ("k1", "waiting", 0, False), ("k2", "waiting", 0, False), ("k3", "waiting", 0, True)
        ]  # fmt: skip
        assert StoredBoard(log).changes(ChangeQuery()) == []
        assert StoredBoard(log).setting("a") == b"1"
