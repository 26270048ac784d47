from __future__ import annotations

from pathlib import Path

import pytest

from paraph.adapters.process.pager import page


@pytest.mark.parametrize("command", ["cat", "", "no-such-pager-anywhere", "/no/such/pager"])
def test_without_a_pager_the_lines_stand_as_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setenv("PARAPH_PAGER", command)
    page(iter(["one", "two"]), with_pager=True)
    assert capsys.readouterr().out == "one\ntwo\n"


def test_the_pager_gets_the_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pager"
    program.write_text(f"#!/bin/sh\necho $LESS $1 >{tmp_path}/said\ncat >>{tmp_path}/said\n")
    program.chmod(0o755)
    monkeypatch.setenv("PARAPH_PAGER", f"{program} -x")
    page(["one", "ü"], with_pager=True)
    assert (tmp_path / "said").read_text() == "FRX -x\none\nü\n"


def test_a_pager_that_is_left_early_is_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARAPH_PAGER", "true")
    page((f"{number}" * 100 for number in range(20_000)), with_pager=True)
    assert capsys.readouterr().out == ""


def test_none_is_started_unless_asked_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PARAPH_PAGER", "false")
    page(["one"], with_pager=False)
    assert capsys.readouterr().out == "one\n"
