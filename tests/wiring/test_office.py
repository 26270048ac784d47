"""Is the flows' office made of what the configuration names?"""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from paraph.adapters.jobs.attempt import silent
from paraph.adapters.jobs.leased import LeasedJobs
from paraph.adapters.jobs.procrastinate import ProcrastinateJobs
from paraph.core.model.noun import changed
from paraph.wiring.office import forms, jobs, office
from paraph.wiring.server_home import open_log, prepare
from served import PEOPLE, apart, config_in


def test_an_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apart(monkeypatch, tmp_path)
    (tmp_path / "people.yaml").write_text(PEOPLE)
    config = changed(config_in(tmp_path), directory=f"{tmp_path}/people.yaml")
    prepare(config)
    with closing(open_log(config)) as log, ExitStack() as open_:
        made = office(config, log, silent, open_)
        assert made.own.people is not None
        assert made.own.policy is None
        assert len(made.secret) == len(made.random(32)) == 32
        assert made.board.repositories() == []
        assert list(made.ledger("git:a").entries(0, 1)) == [b""]


def test_the_queue_is_where_the_log_is(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    embedded = jobs(config, silent)
    shared = jobs(changed(config, database="postgresql+psycopg://u@h/n"), silent)
    assert isinstance(embedded, LeasedJobs)
    assert isinstance(shared, ProcrastinateJobs)


def test_policies_are_read_as_one() -> None:
    own = b"version: 1\nidentity: " + b"ab" * 16 + b"\nmode: enforce\nrules: [{name: no, deny: no}]\n"
    found = forms().policy(own, None)
    assert found is not None
    assert forms().policy(None, None) is None
