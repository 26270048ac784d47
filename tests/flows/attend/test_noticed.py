"""What is done past the gate is noticed without a webhook, at the next reconcile, and stands on the pages."""

from __future__ import annotations

import pytest

from fake_forge import GUARDED
from office import KEY, MAIN, Bureau
from paraph.flows.attend.tasks import EVERY
from paraph.flows.view.repositories import repositories_view
from paraph.ports.board import ChangeQuery
from paraph.ports.ledger import Job


def reconcile(bureau: Bureau) -> None:
    """What a worker does again and again."""
    bureau.tick(int(max(EVERY.values())))
    bureau.log.record((), [Job(name, b"{}", name) for name in EVERY])
    bureau.run()


@pytest.fixture
def allowed(bureau: Bureau) -> str:
    """A change that may land, on a branch that is on record."""
    bureau.forge.guards[KEY] = GUARDED
    reconcile(bureau)
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    reconcile(bureau)
    assert bureau.row(number).verdict == "allow"
    return number


def test_a_retarget(bureau: Bureau, allowed: str) -> None:
    bureau.work.git("branch", "release", "main")
    bureau.forge.change(KEY, allowed, target="refs/heads/release", updated_at=bureau.now)
    reconcile(bureau)
    row = bureau.row(allowed)
    assert (row.verdict, row.target) == ("wait", "refs/heads/release")
    assert bureau.forge.shown[-1][2].verdict == "wait"


def test_a_forced_push_of_a_change(bureau: Bureau, allowed: str) -> None:
    bureau.work.switch("work")
    bureau.work.git("reset", "--quiet", "--hard", "main")
    bureau.work.switch("main")
    bureau.push(allowed, {"src/a.py": "a = 666\n"})
    reconcile(bureau)
    assert bureau.row(allowed).verdict == "wait"
    assert "signed other content" in bureau.forge.shown[-1][2].summary


def test_an_approval_then_a_push_then_the_merge(bureau: Bureau, allowed: str) -> None:
    bureau.push(allowed, {"src/evil.py": "e = 1\n"})
    commit = bureau.merge(allowed)
    reconcile(bureau)
    (alarm,) = bureau.entries("alarm")
    assert (alarm["new"], alarm["why"]) == (commit, "it landed though the verdict was wait")
    (row,) = bureau.board.changes(ChangeQuery(KEY, state="alarm"))
    assert (row.number, row.summary) == (allowed, alarm["why"])
    (view,) = repositories_view(bureau.board, bureau.now).repositories
    assert view.alarms == 1


def test_a_forced_push_of_the_target_and_its_deletion(bureau: Bureau, allowed: str) -> None:
    bureau.work.git("checkout", "--quiet", "--orphan", "other")
    bureau.work.commit("other", {"src/a.py": "a = 9\n"})
    bureau.work.git("branch", "--force", "main", "other")
    reconcile(bureau)
    bureau.work.switch("other")
    bureau.work.git("branch", "-D", "main")
    reconcile(bureau)
    assert [each["why"] for each in bureau.entries("alarm")] == [
        "it was rewritten: what had landed is not in its history", "it was deleted",
    ]  # fmt: skip
    assert bureau.row(allowed).verdict == "cannot_tell"
    (view,) = repositories_view(bureau.board, bureau.now).repositories
    assert view.alarms == 2


def test_protection_switched_off_and_on(bureau: Bureau, allowed: str) -> None:
    bureau.forge.guards[KEY] = GUARDED._replace(is_pinned=False, admins_bound=False, bypass=("administrators",))
    reconcile(bureau)
    (view,) = repositories_view(bureau.board, bureau.now).repositories
    said = [line.text for line in view.lines if line.state != "satisfied"]
    assert said == [
        "anybody with write access can post the check", "administrators can merge past it",
        "may go past it: administrators",
    ]  # fmt: skip
    bureau.forge.guards[KEY] = GUARDED
    reconcile(bureau)
    assert [len(each["weaker"]) for each in bureau.entries("protection")] == [0, 3, 0]
    (view,) = repositories_view(bureau.board, bureau.now).repositories
    assert view.state == "satisfied"


def test_a_merge_by_an_administrator_while_the_protection_was_off(bureau: Bureau, allowed: str) -> None:
    other = bureau.propose("other", {"src/b.py": "b = 1\n"})
    reconcile(bureau)
    bureau.merge(other)
    bureau.merge(allowed)
    reconcile(bureau)
    states = {number: bureau.row(number).state for number in (other, allowed)}
    assert states == {other: "alarm", allowed: "landed"}
    assert MAIN in {each["ref"] for each in bureau.entries("alarm")}
