"""Is the table of keys one that people and programs can read?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.signers.oracle import ed25519
from gitbuild import GitRepo
from paraph.cli.key_list import KEYS_SCHEMA
from paraph.cli.main import main
from paraph.cli.people_file import today

ONE, TWO, THREE = (ed25519(number).public for number in (1, 2, 3))
PEOPLE = f"""\
people:
  - {{id: ada, keys: [{{key: {ONE.text}, from: 2026-01-01, comment: laptop}}]}}
  - {{id: ben, keys: [{{key: {TWO.text}, until: 2026-01-31}}]}}
robots:
  - {{id: ci, keys: [{{key: {THREE.text}}}]}}
"""


@pytest.fixture
def place(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    git_repo.commit("Begin", {".paraph/people.yaml": PEOPLE})
    monkeypatch.chdir(git_repo.path)
    return git_repo


def test_the_table(place: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{ONE.fingerprint}  ada         ssh-ed25519  2026-01-01 to …  ✓ counts  laptop",
        f"{TWO.fingerprint}  ben         ssh-ed25519  … to 2026-01-31  ✗ expired after 2026-01-31",
        f"{THREE.fingerprint}  ci (robot)  ssh-ed25519  always           ✓ counts",
    ]
    assert place.git("status", "--short") == ""


def test_one_holder(place: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    for holder, key in (("ben", TWO), ("ci", THREE)):
        assert main(["key", "list", "--person", holder]) == 0
        assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [key.fingerprint]
    assert main(["key", "list", "--person", "zoe"]) == 0
    out, err = capsys.readouterr()
    assert (out, "paraph key add" in err) == ("", True)
    assert place.path.exists()


def test_json(place: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "list", "--json", "--person", "ada"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": KEYS_SCHEMA,
        "day": today(),
        "keys": [
            {
                "fingerprint": ONE.fingerprint, "kind": "ssh-ed25519", "holder": "ada", "is_robot": False,
                "public": ONE.text, "from": "2026-01-01", "until": None, "revoked": None, "comment": "laptop",
                "counts": True, "state": "counts",
            }
        ],
    }  # fmt: skip
    assert place.path.exists()


def test_a_server_shows_what_rules(place: GitRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    assert main(["key", "list", "--repo", str(tmp_path / "bare.git"), "--person", "ada"]) == 0
    assert "✓ counts" in capsys.readouterr().out


def test_nothing_rules_where_nothing_was_committed(
    git_repo: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(git_repo.path)
    git_repo.write(".paraph/people.yaml", PEOPLE)
    assert main(["key", "list"]) == 0
    assert capsys.readouterr().out.count("✗ has not landed") == 3
