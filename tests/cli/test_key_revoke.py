"""Does a key stop to count from a day on, by a change of one line?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.signers.oracle import ed25519
from gitbuild import GitRepo
from paraph.cli.main import main
from paraph.cli.people_file import today

ONE = ed25519(1).public
PEOPLE = f"people:\n  - id: ada\n    keys:\n      - key: {ONE.text}   # laptop\n"


@pytest.fixture
def place(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> Path:
    git_repo.commit("Begin", {".paraph/people.yaml": PEOPLE})
    monkeypatch.chdir(git_repo.path)
    return git_repo.path


def test_today_or_on_a_day(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "revoke", ONE.fingerprint]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == f"+        revoked: {today()}"
    assert f"Revoked {ONE.fingerprint} of ada from {today()} on." in err
    assert main(["key", "revoke", ONE.fingerprint, "--on", "2026-01-01", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["revoked"], answer["holder"], answer["from"]) == ("2026-01-01", "ada", None)
    assert (place / ".paraph/people.yaml").read_text() == f"{PEOPLE}        revoked: 2026-01-01\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [([], "FINGERPRINT"), (["SHA256:AAAAAAAAAA"], "P0745"), ([ONE.fingerprint, "--on", "soon"], "P0746")],
)
def test_refused(place: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: str) -> None:
    assert main(["key", "revoke", *words]) == 2
    assert code in capsys.readouterr().err
    assert (place / ".paraph/people.yaml").read_text() == PEOPLE
