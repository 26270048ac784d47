from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from flows.ledger_samples import (
    AT,
    MAIN,
    alarm,
    decide_movement,
    keep_statement,
    land_movement,
    memory_ledger,
    wrongs,
)
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError
from paraph.core.ledger.entry import entry, read_entry
from paraph.flows.ledger.keep_facts import personal
from paraph.flows.ledger.reconcile import Finding, Reconciled, accept, heal, is_settled, reconcile
from paraph.flows.ledger.recorded_movements import recorded_movements
from paraph.ports.ledger import Movement, Row
from paraph.testing.memory_ledger import MemoryLedger

BY = personal(b"unix:ada", bytes(32))


class World:
    """A repository with five commits on main, and the ledger of its server."""

    def __init__(self, repo: GitRepo, reader: GitRepository) -> None:
        self.repo, self.reader = repo, reader
        self.ids = [repo.commit(f"c{at}", {"a.txt": f"{at}\n"}) for at in range(5)]
        self.ledger: MemoryLedger = memory_ledger()

    def tree(self, at: int) -> str:
        return self.repo.rev(f"{self.ids[at]}^{{tree}}")

    def move(self, old: int, new: int, **more: str) -> None:
        """Decide and land a movement between two of the commits; -1 is no commit at all."""
        self.decide(old, new, **more)
        land_movement(self.ledger, self.id(old), self.ids[new])

    def decide(self, old: int, new: int, **more: str) -> int:
        tree = more.pop("tree", self.tree(new))
        return decide_movement(self.ledger, self.id(old), self.ids[new], tree, **more)  # type: ignore[arg-type]

    def id(self, at: int) -> str:
        return "" if at < 0 else self.ids[at]

    def found(self, since: str | None = None) -> Reconciled:
        return reconcile(self.reader, self.ledger, MAIN, since=since)


@pytest.fixture
def world(git_repo: GitRepo) -> Iterator[World]:
    with closing(GitRepository(str(git_repo.path))) as reader:
        yield World(git_repo, reader)


def test_a_whole_record(world: World) -> None:
    world.move(-1, 1)
    world.move(1, 4)
    found = world.found()
    assert (found.landed, found.recorded, found.before, found.exceptions) == (5, 5, 0, ())
    assert found.tip == world.ids[4]


def test_what_landings_lost_on_the_way_is_found_and_counted_nowhere(world: World) -> None:
    world.move(-1, 1)
    index = world.decide(1, 3, lost=["the trace of cursor"])  # type: ignore[arg-type]
    assert world.found().findings == ()
    land_movement(world.ledger, world.ids[1], world.ids[3])
    world.move(3, 4)
    found = world.found()
    assert (found.landed, found.recorded, found.exceptions) == (5, 5, ())
    assert found.findings == (Finding(world.ids[1], world.ids[3], ("the trace of cursor",), index),)


def test_a_record_that_begins_late(world: World) -> None:
    land_movement(world.ledger, "", world.ids[1], form="genesis")
    world.move(1, 4)
    found = world.found()
    assert (found.landed, found.recorded, found.before, found.exceptions) == (3, 3, 2, ())


def test_nothing_recorded_is_one_stretch(world: World) -> None:
    found = world.found()
    (stretch,) = found.exceptions
    assert (stretch.old, stretch.new, stretch.commits, stretch.wrong) == ("", world.ids[4], 5, "no record")
    assert found.landed == found.recorded + 5 == 5


def test_each_hole_is_told_by_its_span(world: World) -> None:
    world.move(-1, 0)
    world.move(1, 2)
    found = world.found()
    assert [(each.old, each.new, each.commits) for each in found.exceptions] == [
        (world.ids[2], world.ids[4], 2), (world.ids[0], world.ids[1], 1),
    ]  # fmt: skip
    assert (found.landed, found.recorded) == (5, 2)


@pytest.mark.parametrize("verdict", ["wait", "deny", "cannot_tell"])
def test_what_landed_though_it_was_refused(world: World, verdict: str) -> None:
    world.move(-1, 3)
    world.move(3, 4, verdict=verdict)
    (each,) = world.found().exceptions
    assert (each.wrong, each.commits, each.accepted) == ("not allowed", 1, None)
    assert verdict.replace("_", " ") in each.why


def test_other_content_than_decided(world: World) -> None:
    world.move(-1, 3)
    world.move(3, 4, tree=world.tree(0))
    (each,) = world.found().exceptions
    assert (each.wrong, each.commits) == ("other content", 1)
    assert world.tree(0)[:10] in each.why
    assert world.tree(4)[:10] in each.why


def test_a_decision_without_a_tree_covers_nothing(world: World) -> None:
    world.move(-1, 4, tree="")
    assert wrongs(world.found()) == [("other content", 5, False)]


def test_a_landing_nobody_decided(world: World) -> None:
    land_movement(world.ledger, "", world.ids[4])
    assert wrongs(world.found()) == [("undecided", 5, False)]


def test_an_alarm(world: World) -> None:
    world.move(-1, 3)
    world.decide(3, 4)
    index = alarm(world.ledger, world.ids[3], world.ids[4], "the hook was not asked")
    (each,) = world.found().exceptions
    assert (each.wrong, each.entry) == ("alarm", index)
    assert "the hook was not asked" in each.why


def test_a_ref_that_moved_back(world: World) -> None:
    world.move(-1, 2)
    world.move(2, 4)
    world.repo.git("reset", "--hard", "--quiet", world.ids[2])
    found = world.found()
    assert wrongs(found) == [("gone", 1, False)]
    assert (found.landed, found.recorded) == (4, 3)


def test_a_ref_that_was_moved_aside(world: World) -> None:
    world.move(-1, 4)
    side = world.repo.raw_commit(world.tree(2), "aside", world.ids[0])
    world.repo.git("reset", "--hard", "--quiet", side)
    decide_movement(world.ledger, world.ids[4], side, world.tree(2))
    land_movement(world.ledger, world.ids[4], side)
    assert wrongs(world.found()) == [("aside", 1, False), ("no record", 1, False), ("gone", 1, False)]


def test_what_was_moved_back_with_consent(world: World) -> None:
    world.move(-1, 2)
    world.move(2, 3)
    world.move(3, 4)
    world.repo.git("reset", "--hard", "--quiet", world.ids[2])
    back = alarm(world.ledger, world.ids[4], world.ids[2])
    opened = next(each for each in world.found().exceptions if each.entry == back)
    accept(world.ledger, opened, BY, "went back after an outage", AT)
    found = world.found()
    assert not found.open
    assert all(each.accepted is not None for each in found.exceptions)


def test_a_deleted_ref(world: World) -> None:
    world.move(-1, 4)
    alarm(world.ledger, world.ids[4], "")
    (each,) = world.found().exceptions
    assert (each.wrong, each.why) == ("gone", "the ref was deleted")


def test_an_exception_is_accepted_by_somebody_for_a_reason(world: World) -> None:
    world.move(-1, 3)
    (each,) = world.found().exceptions
    receipt = accept(world.ledger, each, BY, "hotfix at night", AT)
    found = world.found()
    assert wrongs(found) == [("accepted", 1, True)]
    assert (found.landed, found.recorded, found.open) == (5, 4, ())
    assert found.exceptions[0].accepted == receipt.index
    said = read_entry(world.ledger.bodies[receipt.index])
    assert (said["kind"], said["reason"], said["wrong"], said["by"]) == (
        "exception", "hotfix at night", "no record", BY.digest,
    )  # fmt: skip
    assert world.ledger.blob(BY.digest) == BY
    assert b"unix:ada" not in world.ledger.bodies[receipt.index]


def test_what_only_lacks_its_landing_is_healed_and_spends(world: World) -> None:
    world.move(-1, 3)
    keep_statement(world.ledger, "5" * 64, world.ids[4])
    keep_statement(world.ledger, "6" * 64, world.ids[4], "declaration")
    decide_movement(world.ledger, world.ids[3], world.ids[4], world.tree(4), statements=("5" * 64, "6" * 64))
    found = world.found()
    assert wrongs(found) == [("unhealed", 1, False)]
    (receipt,) = heal(world.ledger, found.exceptions, AT)
    assert read_entry(world.ledger.bodies[receipt.index])["healed"] is True
    assert world.found().exceptions == ()
    spent = {each.id[0]: each.spent_by for each in world.ledger.statements()}
    assert spent == {"5": receipt.index, "6": receipt.index}


def test_only_that_is_healed(world: World) -> None:
    world.move(-1, 2)
    world.decide(2, 3, tree=world.tree(0))
    assert wrongs(world.found()) == [("no record", 1, False), ("other content", 1, False)]
    assert heal(world.ledger, world.found().exceptions, AT) == ()


def test_a_refusal_that_nothing_came_of_is_no_exception(world: World) -> None:
    world.move(-1, 4)
    side = world.repo.raw_commit(world.tree(2), "refused", world.ids[4])
    decide_movement(world.ledger, world.ids[4], side, world.tree(2), verdict="deny")
    assert world.found().exceptions == ()


def test_since_a_commit(world: World) -> None:
    world.move(1, 4)
    found = world.found(since=world.ids[2])
    assert (found.landed, found.recorded, found.exceptions) == (2, 2, ())
    assert world.found(since=world.ids[4]).landed == 0


def test_since_does_not_stretch_a_record(world: World) -> None:
    world.repo.git("branch", "other", world.ids[0])
    world.repo.switch("other")
    aside = world.repo.commit("aside", {"b.txt": "b"})
    world.repo.switch("main")
    decide_movement(world.ledger, aside, world.ids[4], world.tree(4))
    land_movement(world.ledger, aside, world.ids[4])
    assert wrongs(world.found(since=world.ids[2])) == [("aside", 1, False), ("no record", 1, False)]


def test_a_merge_counts_once_and_its_side_never(world: World) -> None:
    world.move(-1, 4)
    world.repo.switch("side", "main")
    for at in range(3):
        world.repo.commit(f"s{at}", {"s.txt": str(at)})
    world.repo.switch("main")
    merge = world.repo.merge("side")
    tree = world.repo.rev(f"{merge}^{{tree}}")
    decide_movement(world.ledger, world.ids[4], merge, tree)
    land_movement(world.ledger, world.ids[4], merge)
    found = world.found()
    assert (found.landed, found.recorded) == (6, 6)


def test_one_movement_is_settled_or_not(world: World) -> None:
    world.move(-1, 3)
    world.move(3, 4, verdict="deny")
    first, second = recorded_movements(world.ledger, MAIN)
    assert is_settled(first, world.tree(3))
    assert not is_settled(first, world.tree(4))
    assert not is_settled(second, world.tree(4))


def test_a_ref_that_is_not_there(world: World) -> None:
    with pytest.raises(InputError):
        reconcile(world.reader, world.ledger, "refs/heads/none")


def test_what_landed_while_nothing_was_enforced_is_recorded(world: World) -> None:
    old, new = "", world.ids[4]
    change = {"base": old, "head": new, "tree": world.tree(4), "diff": ""}
    said = {"verdict": "wait", "change": change, "excepted": "no rule is enforced"}
    content = entry("decided", AT, ref=MAIN, old=old, new=new, form="forward", **said)
    world.ledger.record([content], rows=[Row(Movement(MAIN, old, new, "excepted", "wait", 0), 0)])
    land_movement(world.ledger, old, new)
    found = world.found()
    assert (found.landed, found.recorded, found.exceptions) == (5, 5, ())


def test_a_refused_try_of_what_landed_later_with_more(world: World) -> None:
    world.move(-1, 2)
    world.decide(2, 3, verdict="wait")
    world.move(2, 4)
    assert world.found().exceptions == ()
