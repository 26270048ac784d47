from __future__ import annotations

from pathlib import Path

import pytest

from paraph.core.errors import InputError
from paraph.ports.server import ServerSettings
from paraph.wiring.join import joined, key_of
from serverside import empty_ledger

ALONE = ServerSettings("paraph/shop-1", ("refs/heads/main",), "refs/heads/main", "sqlite:////own", "/own-second")


def home(folder: Path) -> Path:
    """The data of a server that has begun."""
    folder.mkdir()
    for name, content in empty_ledger().items():
        (folder / name).write_bytes(content)
    return folder


def test_the_log_is_the_server_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    data = home(tmp_path / "data")
    found = joined(ALONE, str(data), "shop")
    assert (found.home, found.scope, found.name) == (str(data), key_of("shop"), "paraph/tests")
    assert found.ledger == f"sqlite:///{data}/ledger.db"
    assert found.second_store == f"{tmp_path}/state/paraph/paraph_tests.checkpoint"


def test_a_database_elsewhere_is_named_once(tmp_path: Path) -> None:
    data = home(tmp_path / "data")
    found = joined(ALONE, str(data), "shop", "postgresql://paraph@db.example.test/paraph", "/last")
    assert (found.ledger, found.second_store) == ("postgresql+psycopg://paraph@db.example.test/paraph", "/last")
    again = joined(found, str(data), "shop")
    assert (again.ledger, again.second_store) == (found.ledger, "/last")


def test_where_no_server_is_nothing_is_joined(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no server"):
        joined(ALONE, str(tmp_path), "shop")
