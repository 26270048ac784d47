from __future__ import annotations

from pathlib import Path

import pytest

from paraph.cli.main import main
from signing_samples import SigningRepo, signing_repo


@pytest.fixture
def place(tmp_path: Path) -> SigningRepo:
    return signing_repo(tmp_path)


VERBS = [("declare", "--assistance", "none"), ("signoff",), ("veto", "--reason", "x"), ("override", "--reason", "x"),
         ("takeover",)]  # fmt: skip


@pytest.mark.parametrize("words", VERBS, ids=[each[0] for each in VERBS])
def test_nothing_is_signed_where_nobody_said_yes(
    place: SigningRepo, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    verb, *more = words
    said = ["--answer", "why-now=x", "--answer", "ai-untested=y"] if verb == "signoff" else []
    key = place.key("cleo" if verb == "declare" else "ben")
    assert main([verb, "work", *more, *said, "--repo", place.folder, "--key", key]) == 2
    assert "error[P0767] there is no terminal to ask on" in capsys.readouterr().err
    assert place.repo.git("for-each-ref", "refs/notes") == ""


@pytest.mark.parametrize("words", VERBS, ids=[each[0] for each in VERBS])
def test_a_key_of_nobody_signs_nothing(
    place: SigningRepo, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    verb, *more = words
    assert main([verb, "work", *more, "--yes", "--repo", place.folder, "--key", place.key("stranger")]) == 2
    assert "enrolled to nobody" in capsys.readouterr().err


def test_a_fetch_that_fails_comes_before_all_else(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["veto", "work", "--reason", "x", "--yes", "--repo", place.folder, "--key", place.key("ben"), "--fetch"]
    assert main(words) == 2
    assert "error[P0754] there is no remote" in capsys.readouterr().err
    assert main([*words, "--remote", "/nowhere"]) == 4
    assert "error[P0755] git fetch /nowhere failed" in capsys.readouterr().err
