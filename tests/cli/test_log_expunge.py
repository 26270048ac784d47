from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator

import pytest

from flows.ledger_samples import ORIGIN
from flows.story_samples import Sample, sample
from gitbuild import GitRepo
from paraph.adapters.signers.notes import NoteSigner
from paraph.cli.main import main
from paraph.core.ledger.entry import read_entry
from paraph.flows.ledger.expunge import Whose, personal_of
from paraph.wiring.ledger import OpenLedger

REASON = ("--reason", "request of 21 November")


@pytest.fixture
def world(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    monkeypatch.chdir(git_repo.path)
    with sample(git_repo) as made:
        made.live_through_it()
        opened = OpenLedger(made.ledger, "memory", NoteSigner(bytes(range(32)), ORIGIN).vkey)  # type: ignore[arg-type]
        monkeypatch.setattr("paraph.wiring.ledger.open_ledger", lambda *_: opened)
        yield made


def kept(world: Sample) -> int:
    return len(personal_of(world.ledger, Whose("ada")))


@pytest.mark.parametrize("whose", [("--person", "ada"), ("--address", "Ada@example.test"), ("--entry", "0")])
def test_what_is_kept_of_somebody_goes(world: Sample, whose: tuple[str, str]) -> None:
    before = kept(world)
    assert before
    assert main(["log", "expunge", *whose, *REASON, "--yes"]) == 0
    assert kept(world) < before
    assert read_entry(world.ledger.bodies[-1])["kind"] == "expunged"


def test_what_was_done_as_json(world: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "expunge", "--person", "ada", *REASON, "--yes", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["recorded"] == [len(world.ledger.bodies) - 1]
    assert len(found["erased"]) == 2 - (len(found["erased"]) == 1)


def test_nothing_goes_that_nobody_confirms(world: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(world)
    assert main(["log", "expunge", "--person", "ada", *REASON]) == 2
    for answer, code in (("n\n", 1), ("y\n", 0)):
        keyboard = io.StringIO(answer)
        monkeypatch.setattr(keyboard, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", keyboard)
        assert main(["log", "expunge", "--person", "ada", *REASON]) == code
        assert kept(world) == (before if code else 0)


def test_nobody_and_nothing(world: Sample) -> None:
    before = kept(world)
    assert main(["log", "expunge", *REASON, "--yes"]) == 2
    assert main(["log", "expunge", "--person", "zoe", *REASON, "--yes"]) == 2
    assert main(["log", "expunge", "--person", "ada", "--reason", "Ada Sample asked", "--yes"]) == 2
    assert kept(world) == before
