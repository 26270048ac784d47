from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.ledger_samples import ORIGIN
from flows.story_samples import DECLARED, Sample, sample
from gitbuild import GitRepo
from paraph import wiring
from paraph.adapters.signers.notes import NoteSigner
from paraph.cli.main import main
from paraph.core.attest.envelope import write_envelope
from paraph.core.attest.predicates import Scope
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.ledger.note import read_vkey
from paraph.core.ledger.proofs import read_proof, verify_proof
from paraph.ports.statements import Carried
from paraph.wiring.ledger import OpenLedger, check_note
from statement_samples import signed

NONCE = "0123456789abcdef" * 2


@pytest.fixture
def world(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    with sample(git_repo) as made:
        monkeypatch.chdir(git_repo.path)
        yield made


@pytest.fixture
def served(world: Sample, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """The same where the ledger of the tests answers for the repository's own."""
    opened = OpenLedger(world.ledger, "memory", NoteSigner(bytes(range(32)), ORIGIN).vkey)  # type: ignore[arg-type]
    monkeypatch.setattr("paraph.wiring.ledger.open_ledger", lambda *_: opened)
    return world


def test_a_change_from_the_ledger(served: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    merge = served.live_through_it()
    assert main(["log", "show", merge, "--ledger", "memory"]) == 0
    shown = capsys.readouterr().out
    assert "Ada Sample <ada@example.test> 1 commit" in shown
    assert "The kept facts decide allow again: the same." in " ".join(shown.split())


def test_a_branch_that_waits_is_known_to_go_somewhere(
    served: Sample, git_repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    git_repo.switch("waits", "main")
    git_repo.commit("waiting", {"a.py": "waiting = 1\n"})
    assert main(["log", "show", "waits", "--ledger", "memory", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["target"] == "refs/heads/main"


def test_the_story_as_json(served: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    served.live_through_it()
    assert main(["log", "show", "#4", "--ledger", "memory", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["origin"], found["head"]) == ("paraph/story/v1", ORIGIN, served.head)
    assert found["lines"][-1]["stage"] == "landed"
    assert found["lines"][-1]["mark"] == "satisfied"


def test_every_line_has_its_receipt(served: Sample, tmp_path: Path) -> None:
    merge = served.live_through_it()
    folder = tmp_path / "proofs"
    assert main(["log", "show", merge, "--ledger", "memory", "--proofs", str(folder)]) == 0
    key = read_vkey(NoteSigner(bytes(range(32)), ORIGIN).vkey)
    for index in (0, 1, 2, 3, 4):
        proof = read_proof((folder / f"{index}.tlog-proof").read_bytes())
        assert proof.index == index
        assert verify_proof(proof, (folder / f"{index}.json").read_bytes(), [key], check_note)


def test_a_laptop_tells_it_from_notes(world: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    change = world.evaluated().facts.change
    scope = Scope("ab" * 16, "refs/heads/main", world.base, world.head, change.tree or "", "d" * 64)
    statement = read_statement(write_statement("declaration", scope, "ada", 1_800_000_000, NONCE, DECLARED))
    notes = wiring.notes(world.reader)
    notes.add([Carried(world.head, write_envelope(signed(statement, "ada")))])
    notes.close()
    assert main(["log", "show", "main..work"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "declared generated, claude-code" in shown
    assert "From notes; no ledger here." in shown


def test_without_a_ledger_there_is_nothing_to_prove(world: Sample, tmp_path: Path) -> None:
    assert world.head
    assert main(["log", "show", "work", "--proofs", str(tmp_path / "proofs")]) == 2
    assert not (tmp_path / "proofs").exists()


def test_a_name_that_means_nothing(served: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    assert served.head
    assert main(["log", "show", "no-such-branch", "--ledger", "memory"]) == 2
    assert "P0872" in capsys.readouterr().err
