from __future__ import annotations

import json

import pytest

from adapters.signers.oracle import ed25519
from gitbuild import GitRepo
from paraph.cli.main import main

POLICY = "version: 1\nmode: enforce\nrules: [{name: r, deny: x}]\n"
FILES = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": "people: [{id: ada}]\n"}


def test_in_order_with_warnings(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("first", FILES)
    assert main(["doctor", "--repo", str(git_repo.path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("✓ git         git 2.")
    assert "! owners      there is no CODEOWNERS file; fix: add .github/CODEOWNERS" in lines[-2] + lines[-1]


def test_something_wrong_exits_2(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("first", {"a": "b"})
    assert main(["--repo", str(git_repo.path), "doctor", "-q"]) == 2
    out = capsys.readouterr().out
    assert "✗ policy" in out
    assert "✓" not in out


def test_keys_that_count_no_more(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    key = f"{{key: {ed25519(1).public.text}, until: 2026-01-01}}"
    git_repo.commit("first", FILES | {".paraph/people.yaml": f"people: [{{id: ada, keys: [{key}]}}]\n"})
    assert main(["doctor", "--repo", str(git_repo.path)]) == 0
    assert "! keys        ada has no key that counts today; fix: paraph key add --person ada" in capsys.readouterr().out


def test_json(git_repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    git_repo.commit("first", FILES)
    assert main(["doctor", "--json", "--repo", str(git_repo.path)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["is_sound"]) == ("paraph/doctor/v1", True)
    assert {"subject", "soundness", "found", "fix"} == set(document["checks"][0])


def test_outside_a_repository(capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    assert main(["doctor", "--repo", str(tmp_path_factory.mktemp("none"))]) == 2
    assert "error[P05" in capsys.readouterr().err
