from __future__ import annotations

import json
from pathlib import Path

import pytest

from paraph.cli.main import main
from signing_samples import SigningRepo, signing_repo


@pytest.fixture
def place(tmp_path: Path) -> SigningRepo:
    return signing_repo(tmp_path)


def veto(place: SigningRepo, who: str, *words: str) -> int:
    return main(["veto", *words, "--repo", place.folder, "--key", place.key(who), "--yes", "--json"])


def test_a_veto_stands_until_its_owner_or_a_higher_level_clears_it(
    place: SigningRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert veto(place, "ben", "work", "--reason", "not on a Friday") == 0
    id_ = json.loads(capsys.readouterr().out)["statement"]
    assert main(["gate", "work", "--repo", place.folder]) == 1
    assert "not on a Friday" in capsys.readouterr().out
    assert veto(place, "dan", "--clear", id_[:10]) == 2
    assert "a higher level than yours" in capsys.readouterr().err
    assert veto(place, "ada", "--clear", id_[:10], "--reason", "it is Monday") == 0
    assert "I clear the veto" in json.loads(capsys.readouterr().out)["assertion"]
    assert main(["gate", "work", "--repo", place.folder]) == 3


def test_a_veto_needs_a_reason(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert veto(place, "ben", "work") == 2
    assert "--reason TEXT" in capsys.readouterr().err
