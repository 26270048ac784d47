from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import pytest

from flows.ledger.test_reconcile import World
from flows.ledger_samples import ORIGIN, alarm, decide_movement
from gitbuild import GitRepo
from golden_file import assert_golden
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.signers.notes import NoteSigner
from paraph.cli.main import main
from paraph.wiring.ledger import OpenLedger


@pytest.fixture
def world(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.chdir(git_repo.path)
    with closing(GitRepository(str(git_repo.path))) as reader:
        made = World(git_repo, reader)
        opened = OpenLedger(made.ledger, "memory", NoteSigner(bytes(range(32)), ORIGIN).vkey)  # type: ignore[arg-type]
        monkeypatch.setattr("paraph.wiring.ledger.open_ledger", lambda *_: opened)
        yield made


def asked(*words: str) -> int:
    return main(["log", "reconcile", *words])


def test_all_is_on_record(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.move(-1, 1)
    world.move(1, 4)
    assert asked() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "landed 5 = recorded 5 + exceptions 0"


def test_each_exception_with_what_is_wrong(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.move(-1, 1)
    world.move(1, 2, tree=world.tree(0))
    alarm(world.ledger, world.ids[2], world.ids[3], "the hook was not asked")
    assert asked() == 1
    assert_golden("story/reconcile.txt", capsys.readouterr().out)


def test_one_is_accepted_for_a_reason(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.move(-1, 3)
    span = f"{world.ids[3][:10]}..{world.ids[4][:10]}"
    assert asked("--accept", span) == 2
    assert asked("--accept", "1111111..2222222", "--reason", "why not") == 2
    assert asked("--accept", span, "--reason", "hotfix at night") == 0
    out = capsys.readouterr().out.splitlines()
    assert out[-1] == "landed 5 = recorded 4 + exceptions 1 (1 accepted)"
    assert "accepted: hotfix at night" in out[-2]
    assert b"unix:" not in b"".join(world.ledger.bodies)


def test_the_first_commit_is_accepted_by_the_word_nothing(world: World) -> None:
    assert asked("--accept", f"nothing..{world.ids[4]}", "--reason", "before the record began") == 0


def test_what_lacks_only_its_landing_is_recorded(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.move(-1, 3)
    decide_movement(world.ledger, world.ids[3], world.ids[4], world.tree(4))
    assert asked() == 1
    assert asked("--heal") == 0
    assert "Recorded 1 landing." in capsys.readouterr().err
    assert asked() == 0


def test_a_named_ref_since_a_commit_as_json(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.move(2, 4)
    assert asked("--ref", "main", "--since", world.ids[2], "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["landed"], found["recorded"], found["exceptions"], found["accepted"]) == (2, 2, 0, 0)
    assert found["refs"][0]["ref"] == "refs/heads/main"
    assert asked("--ref", "none") == 2
