"""Does a server open on nothing, and again on what it left?"""

from __future__ import annotations

from pathlib import Path

import pytest

from paraph.core.ledger.entry import read_entry
from paraph.testing.jobs_contract import eventually, working
from paraph.wiring.serve import Server
from paraph.worker.run import handlers_of
from served import apart, bare_shop, config_in, served


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apart(monkeypatch, tmp_path)


def test_a_first_start_makes_everything_and_the_second_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        with served(config_in(tmp_path)) as at:
            log = at.server.office.log
            kinds = [read_entry(each)["kind"] for each in log.entries()]
            assert kinds == ["genesis", "secret"]
            assert at.server.readiness().is_ready
            assert b"paraph_ledger_entries 2.0" in at.server.metrics()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_bare_repository_is_looked_after_from_the_start(tmp_path: Path) -> None:
    place = bare_shop(tmp_path)
    config = config_in(tmp_path, repositories=(str(place),))
    with served(config) as at:
        server = at.server
        found = server.office.board.repository("git:shop")
        assert found is not None
        assert found.place == str(place)
        with working(server.jobs, handlers_of(server), every={"reconcile": 3_600.0}):
            eventually(lambda: server.office.board.change("git:shop", "feature") is not None)
    with served(config) as at:
        assert len(at.server.office.board.repositories()) == 1


def test_a_server_without_figures_has_none() -> None:
    server = Server(None, {}, None)  # type: ignore[arg-type]
    assert server.metrics() == b""
