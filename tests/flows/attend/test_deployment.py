"""A deployment goes on where all of it was allowed when it landed."""

from __future__ import annotations

from fake_forge import GUARDED
from office import KEY, MAIN, Bureau
from paraph.flows.attend.deployment import HELD_SECONDS, deployed_setting
from paraph.flows.attend.errands import protection_job


def begun(bureau: Bureau) -> str:
    bureau.deliver("push", ref=MAIN)
    bureau.run()
    return bureau.work.rev("main")


def land(bureau: Bureau, branch: str, *, is_approved: bool) -> str:
    number = bureau.propose(branch, {f"src/{branch}.py": "b = 1\n"})
    if is_approved:
        bureau.forge.review(KEY, number, "github:ben")
    bureau.deliver(number=number)
    bureau.run()
    return bureau.merge(number)


def ask(bureau: Bureau, head: str, run: str = "1") -> list[str]:
    said = {"environment": "production", "callback": f"https://forge.example.test/runs/{run}"}
    bureau.deliver("deployment", head=head, said=said)
    bureau.run()
    return [verdict.value for _, verdict, _ in bureau.forge.deployments]


def test_what_was_allowed_goes_on_and_what_was_not_is_rejected(bureau: Bureau) -> None:
    first = begun(bureau)
    assert ask(bureau, first) == ["allow"]
    good = land(bureau, "good", is_approved=True)
    assert ask(bureau, good, "2") == ["allow", "allow"]
    assert bureau.board.setting(deployed_setting(KEY, "production")).decode() == good
    bad = land(bureau, "bad", is_approved=False)
    assert ask(bureau, bad, "3") == ["allow", "allow", "deny"]
    assert "neither allowed nor excepted" in bureau.forge.deployments[-1][2]
    assert ask(bureau, bureau.work.rev("bad"), "4")[-1] == "deny"
    assert ask(bureau, "f" * 40, "5")[-1] == "deny"
    assert [each["verdict"] for each in bureau.entries("judged") if each.get("of") == "deployment"][:3] == [
        "allow", "allow", "deny",
    ]  # fmt: skip


def test_one_that_cannot_be_told_is_held_and_asked_again(bureau: Bureau) -> None:
    first = begun(bureau)
    bureau.forge.down()
    assert ask(bureau, first) == []
    assert bureau.postponed != []
    bureau.forge.up()
    bureau.tick(int(HELD_SECONDS))
    bureau.run()
    assert [verdict.value for _, verdict, _ in bureau.forge.deployments] == ["allow"]


def test_what_landed_on_a_release_branch_goes_on_too(bureau: Bureau) -> None:
    begun(bureau)
    bureau.work.git("branch", "release", "main")
    bureau.forge.guards[KEY] = GUARDED._replace(others=("refs/heads/release",))
    bureau.log.record((), [protection_job(KEY)])
    bureau.run()
    first = land(bureau, "first", is_approved=True)
    assert ask(bureau, first) == ["allow"]
    number = bureau.propose("fix", {"src/fix.py": "f = 1\n"}, start="release", target="refs/heads/release")
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == "allow"
    bureau.work.switch("release")
    good = bureau.work.merge("fix")
    bureau.forge.change(KEY, number, state="landed", landed=good)
    assert ask(bureau, good, "2")[-1] == "allow"
    bad = bureau.work.commit("past everybody", {"src/bad.py": "b = 1\n"})
    bureau.work.switch("main")
    assert ask(bureau, bad, "3")[-1] == "deny"
    assert ask(bureau, first, "4")[-1] == "allow"
