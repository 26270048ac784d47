from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from asking_samples import fetch
from flows.filed.samples import POLICY
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
        (tmp_path / "step.md").write_text("1. turn it off\n2. turn it on\n", encoding="utf-8")
        yield made


WHAT = ["record", "file", "step.md", "--repository", KEY, "--person", "ada", "--title", "Restart"]


def test_a_file_is_filed_and_its_page_told(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WHAT, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["link"] == f"https://paraph.example.test/r/{KEY}/-/changes/{said['number']}"
    assert bureau.row(said["number"]).title == "Restart"
    assert main(WHAT) == 0
    assert capsys.readouterr().out.startswith("Filed record-")


def test_what_cannot_be_filed_is_told(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "file", "step.md", "--person", "ada", "--title", "Restart"]) == 2
    assert "--repository" in capsys.readouterr().err
    assert main([*WHAT[:-3], "eve", "--title", "Restart"]) == 2
    assert "eve" in capsys.readouterr().err
    assert bureau.entries("filed") == []
