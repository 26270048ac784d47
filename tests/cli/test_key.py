"""Do the verbs about keys work together, from an empty directory to a revoked key?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.signers.oracle import ed25519, key_file
from gitbuild import GitRepo
from paraph.cli.main import main
from paraph.cli.people_file import today

PEOPLE = "people:\n  - id: ada   # lead\n  - id: ben\n"
ONE, TWO = ed25519(1), ed25519(2)


@pytest.fixture
def place(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    git_repo.commit("Begin", {".paraph/people.yaml": PEOPLE})
    monkeypatch.chdir(git_repo.path)
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return git_repo


def test_a_key_from_its_enrolment_to_its_revocation(
    place: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_file(ONE, tmp_path / "id")

    def said(*words: str) -> str:
        assert main(["key", *words]) == 0
        return capsys.readouterr().out

    assert said("list") == ""
    assert f"+      - {{key: {ONE.public.text}, from: {today()}" in said("add", f"{tmp_path}/id.pub", "--person", "ada")
    assert "✗ has not landed" in said("list")
    place.commit("Ada signs")
    assert "✓ counts" in said("list")
    assert f"+      - {{key: {ONE.public.text}" in said("revoke", ONE.public.fingerprint[:20])
    assert f"counts, until an edit lands that says: revoked from {today()} on" in said("list")
    place.commit("Ada's key is revoked")
    (key,) = json.loads(said("list", "--json"))["keys"]
    assert (key["counts"], key["revoked"], key["state"]) == (False, today(), f"revoked from {today()} on")


def test_the_verbs_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "--help"]) == 0
    printed = capsys.readouterr().out
    assert all(verb in printed for verb in ("add", "list", "revoke"))


def test_a_misspelt_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "revok"]) == 2
    assert "did you mean `revoke`?" in capsys.readouterr().err
