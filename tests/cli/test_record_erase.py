from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from asking_samples import fetch
from flows.filed.samples import POLICY
from flows.filed.test_judge_record import filed
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


def test_its_words_are_erased_once_somebody_is_sure(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    number = filed(bureau)
    erase = ["record", "erase", number, "--repository", KEY, "--reason", "request of today"]
    assert main(erase) == 2
    assert "P0878" in capsys.readouterr().err
    assert bureau.row(number).state == "open"
    assert main([*erase, "--yes"]) == 0
    said = capsys.readouterr()
    assert said.out == f"The words of {number} are erased; the ledger says so.\n"
    assert "git gc" in said.err
    assert (bureau.row(number).title, bureau.row(number).state) == ("(erased)", "closed")
    assert main([*erase, "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"repository": KEY, "number": number, "erased": 0}
    assert main(["record", "erase", "7", "--repository", KEY, "--reason", "x", "--yes"]) == 2
