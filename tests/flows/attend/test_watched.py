"""Every protected branch is settled, not only the default one, and by the policy of the default one."""

from __future__ import annotations

import pytest

from fake_forge import GUARDED
from gitbuild import BEN
from office import KEY, MAIN, Bureau
from paraph.ports.ledger import Job

RELEASE = "refs/heads/release/1"


@pytest.fixture(params=["told by the forge", "told by changes"])
def guarded(request: pytest.FixtureRequest, bureau: Bureau) -> Bureau:
    """The branch `release/1` is watched."""
    bureau.work.git("branch", "release/1", "main")
    if request.param == "told by the forge":
        bureau.forge.guards[KEY] = GUARDED._replace(others=("refs/heads/release/*",))
        bureau.log.record((), [Job("protection", b"{}", "protection")])
    else:
        bureau.deliver("push", ref=MAIN)
        bureau.deliver(number=bureau.propose("backport", {"src/b.py": "b = 1\n"}, target=RELEASE))
    bureau.run()
    assert [each["tips"] for each in bureau.entries("genesis")] == [{MAIN: bureau.work.rev("main")},
                                                                    {RELEASE: bureau.work.rev("main")}]  # fmt: skip
    return bureau


def test_a_push_past_every_proposal_is_an_alarm(guarded: Bureau) -> None:
    guarded.work.switch("release/1")
    direct = guarded.work.commit("direct", {"src/c.py": "c = 1\n"}, author=BEN)
    guarded.work.switch("main")
    guarded.deliver("push", ref=RELEASE)
    guarded.run()
    (alarm,) = guarded.entries("alarm")
    assert (alarm["ref"], alarm["new"], alarm["why"]) == (RELEASE, direct, "it was pushed past every proposal")
    row = guarded.row(f"push-{direct[:12]}-release/1")
    assert (row.state, row.target) == ("alarm", RELEASE)


def test_a_change_lands_there_and_a_deletion_is_seen_at_the_next_reconcile(guarded: Bureau) -> None:
    number = guarded.propose("fix", {"src/a.py": "a = 2\n"}, target=RELEASE)
    guarded.forge.review(KEY, number, "github:ben", at=guarded.now)
    guarded.deliver(number=number)
    guarded.run()
    assert guarded.row(number).verdict == "allow"
    guarded.work.switch("release/1")
    landed = guarded.work.merge("fix")
    guarded.work.switch("main")
    guarded.forge.change(KEY, number, state="landed", landed=landed)
    guarded.deliver(number=number)
    guarded.run()
    assert (guarded.row(number).state, guarded.entries("alarm")) == ("landed", [])
    assert guarded.entries("decided")[-1]["governed_at"] == guarded.work.rev("main")
    guarded.work.git("branch", "-D", "release/1")
    guarded.log.record((), [Job("reconcile", b"{}", "reconcile")])
    guarded.run()
    assert [each["why"] for each in guarded.entries("alarm")] == ["it was deleted"]


def test_a_branch_that_is_proposed_itself_is_free(bureau: Bureau) -> None:
    lower = bureau.propose("lower", {"src/b.py": "b = 1\n"})
    upper = bureau.propose("upper", {"src/c.py": "c = 1\n"}, start="lower", target="refs/heads/lower")
    for number in (lower, upper):
        bureau.deliver(number=number)
    bureau.run()
    bureau.push(lower, {"src/b.py": "b = 2\n"})
    bureau.deliver("push", ref="refs/heads/lower")
    bureau.log.record((), [Job("reconcile", b"{}", "reconcile")])
    bureau.run()
    assert bureau.entries("alarm") == []
