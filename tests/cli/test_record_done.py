from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from asking_samples import fetch
from flows.filed.samples import POLICY
from flows.filed.test_judge_record import filed, reviewed
from office import FIRST, KEY, Bureau, make_bureau
from paraph.cli.main import main
from paraph.flows.attend.office import Office


class _Server(NamedTuple):
    office: Office


@pytest.fixture
def bureau(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bureau]:
    with make_bureau(tmp_path, files={**FIRST, ".paraph/policy.yaml": POLICY}) as made:
        fetch(made)

        @contextmanager
        def open_server(_: Any) -> Iterator[_Server]:
            yield _Server(made.office)

        monkeypatch.setattr("paraph.wiring.serve.open_server", open_server)
        monkeypatch.chdir(tmp_path)
        yield made


def test_it_is_done_once_it_is_allowed(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    number = filed(bureau)
    done = ["record", "done", number, "--repository", KEY, "--person", "ada"]
    assert main(done) == 2
    assert "may not be done yet" in capsys.readouterr().err
    reviewed(bureau, number, "ben")
    assert main([*done, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"repository": KEY, "number": number, "state": "landed"}
    assert bureau.row(number).state == "landed"
    assert main(done) == 2
    assert main(["record", "done", number, "--person", "ada"]) == 2
