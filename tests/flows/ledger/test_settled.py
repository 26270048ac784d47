from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from flows.ledger.test_reconcile import BY, World
from flows.ledger_samples import AT, MAIN, alarm, decide_movement, land_movement
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import Problem, ReadError
from paraph.flows.ledger.reconcile import accept
from paraph.flows.ledger.settled import settled
from paraph.ports.ledger import Movement


@pytest.fixture
def world(git_repo: GitRepo) -> Iterator[World]:
    with closing(GitRepository(str(git_repo.path))) as reader:
        yield World(git_repo, reader)


def asked(world: World, start: int, end: int) -> bool | None:
    return settled(world.reader, world.ledger, MAIN, world.ids[start], world.ids[end])


def test_all_landed_as_allowed(world: World) -> None:
    world.move(-1, 1)
    world.move(1, 2)
    world.move(2, 4)
    assert asked(world, 1, 4) is True
    assert asked(world, 0, 2) is True


def test_a_commit_inside_a_fast_forward_is_no_place_to_deploy(world: World) -> None:
    world.move(-1, 1)
    world.move(1, 4)
    assert asked(world, 1, 3) is False


def test_one_bad_movement_on_the_way(world: World) -> None:
    world.move(-1, 1)
    world.move(1, 2, verdict="wait")
    world.move(2, 4)
    assert asked(world, 1, 4) is False
    assert asked(world, 2, 4) is True


def test_an_excepted_movement_may_go(world: World) -> None:
    world.move(-1, 3)
    alarm(world.ledger, world.ids[3], world.ids[4])
    assert asked(world, 3, 4) is False
    accept(world.ledger, world.found().open[0], BY, "looked at by hand", AT)
    assert asked(world, 3, 4) is True


def test_going_back_needs_a_record_too(world: World) -> None:
    world.move(-1, 1)
    world.move(1, 4)
    assert asked(world, 4, 1) is True
    assert asked(world, 4, 0) is False
    assert asked(world, 4, 4) is True


def test_other_content_and_no_record(world: World) -> None:
    assert asked(world, 1, 4) is False
    world.move(1, 4, tree=world.tree(0))
    assert asked(world, 1, 4) is False


def test_where_the_record_begins_nothing_was_judged(world: World) -> None:
    land_movement(world.ledger, "", world.ids[3], form="genesis")
    assert asked(world, 1, 3) is False
    decide_movement(world.ledger, world.ids[3], world.ids[4], world.tree(4))
    land_movement(world.ledger, world.ids[3], world.ids[4])
    assert asked(world, 1, 4) is True


def test_a_ledger_that_does_not_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(ref: str) -> Iterator[Movement]:
        raise ReadError(Problem("P0830", f"no answer for {ref}", "try again"))

    monkeypatch.setattr(world.ledger, "movements", silent)
    assert asked(world, 1, 4) is None
