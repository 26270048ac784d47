from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest

from paraph.cli.main import main
from signing_samples import SigningRepo, signing_repo


@pytest.fixture
def place(tmp_path: Path) -> SigningRepo:
    return signing_repo(tmp_path)


def override(place: SigningRepo, who: str, *words: str) -> int:
    return main(["override", *words, "--repo", place.folder, "--key", place.key(who), "--yes", "--json"])


def test_an_override_names_its_rules_and_ends(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("work", "--reason", "the till is down", "--ticket", "INC-7", "--rule", "peer review", "--expires", "2h")
    assert override(place, "ben", *words) == 0
    found = json.loads(capsys.readouterr().out)
    said = json.loads(b64decode(found["envelope"]["payload"]))["predicate"]
    assert (said["rules"], said["ticket"], said["tier"]) == (["peer review"], "INC-7", "medium")
    assert "I override peer review" in found["assertion"]


def test_a_critical_one_needs_a_second_person(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    place.repo.switch("deep", "main")
    place.repo.commit("v", {"vault/v.py": "V = 2\n"})
    assert override(place, "ben", "deep", "--reason", "fire") == 0
    said = capsys.readouterr()
    id_ = json.loads(said.out)["statement"]
    assert "--second" in said.err
    for verb in ("gate", "explain"):
        assert main([verb, "deep", "--repo", place.folder]) != 0
        words = " ".join(capsys.readouterr().out.split())
        assert "waits for a second person: `paraph override --second " + id_[:12] + "`" in words
    assert override(place, "ben", "--second", id_) == 2
    assert "the first person" in capsys.readouterr().err
    assert override(place, "dan", "--second", id_[:8]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["statement"], found["person"]) == (id_, "dan")
    assert len(found["envelope"]["signatures"]) == 2
    assert found["assertion"].startswith("As the second person beside ben: I override every rule")
    assert main(["gate", "deep", "--repo", place.folder]) == 0
    assert "waits for" not in capsys.readouterr().out


def test_a_reason_and_a_known_rule_are_needed(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert override(place, "ben", "work") == 2
    assert override(place, "ben", "work", "--reason", "x", "--rule", "peer revue") == 2
    assert "did you mean 'peer review'?" in capsys.readouterr().err
