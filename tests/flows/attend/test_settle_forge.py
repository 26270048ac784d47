"""What landed is on record in the pass that sees it, and what nobody allowed is an alarm."""

from __future__ import annotations

import pytest

from gitbuild import BEN
from office import KEY, MAIN, PEOPLE, Bureau


def begun(bureau: Bureau) -> Bureau:
    bureau.deliver("push", ref=MAIN)
    bureau.run()
    assert [each["tips"] for each in bureau.entries("genesis")] == [{MAIN: bureau.work.rev("main")}]
    return bureau


def allowed(bureau: Bureau, branch: str = "work", files: dict[str, str] | None = None) -> str:
    number = bureau.propose(branch, files or {"src/a.py": "a = 2\n"})
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == "allow"
    return number


def landed(bureau: Bureau) -> None:
    bureau.deliver("push", ref=MAIN)
    bureau.run()


@pytest.mark.parametrize("form", ["merge", "squash", "forward"])
def test_what_was_allowed_lands_once(bureau: Bureau, form: str) -> None:
    number = allowed(begun(bureau))
    commit = bureau.merge(number, form=form)
    landed(bureau)
    row = bureau.row(number)
    assert (row.state, row.landed, row.verdict, row.owed_by) == ("landed", commit, "allow", ())
    (entry,) = bureau.entries("landed")
    assert (entry["ref"], entry["new"], entry["form"]) == (MAIN, commit, form)
    assert bureau.entries("alarm") == []
    size = bureau.log.head().size
    landed(bureau)
    assert bureau.log.head().size == size


def test_several_land_in_order_each_on_the_one_before(bureau: Bureau) -> None:
    begun(bureau)
    numbers = [allowed(bureau, f"work{at}", {f"src/b{at}.py": "b = 1\n"}) for at in range(3)]
    commits = [bureau.merge(number, form="squash") for number in (numbers[1], numbers[0], numbers[2])]
    landed(bureau)
    assert [each["new"] for each in bureau.entries("landed")] == commits
    assert {bureau.row(number).state for number in numbers} == {"landed"}


def test_a_merge_past_the_check_is_an_alarm(bureau: Bureau) -> None:
    number = begun(bureau).propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    bureau.merge(number)
    landed(bureau)
    (alarm,) = bureau.entries("alarm")
    assert alarm["why"] == "it landed though the verdict was wait"
    assert (bureau.row(number).state, bureau.row(number).summary) == ("alarm", alarm["why"])
    assert any("🚨" in text for text in bureau.forge.said.values())


def test_what_was_added_to_the_merge_is_an_alarm(bureau: Bureau) -> None:
    number = allowed(begun(bureau))
    bureau.work.switch("main")
    bureau.work.git("merge", "--quiet", "--no-ff", "--no-commit", "work")
    commit = bureau.work.commit("merge", {"src/evil.py": "e = 1\n"})
    bureau.forge.change(KEY, number, state="landed", landed=commit)
    landed(bureau)
    (alarm,) = bureau.entries("alarm")
    assert "src/evil.py" in alarm["why"]
    assert bureau.row(number).state == "alarm"


def test_direct_and_forced_pushes_are_alarms(bureau: Bureau) -> None:
    first = begun(bureau).work.rev("main")
    direct = bureau.work.commit("direct", {"src/c.py": "c = 1\n"}, author=BEN)
    landed(bureau)
    bureau.work.git("reset", "--quiet", "--hard", first)
    forced = bureau.work.commit("forced", {"src/d.py": "d = 1\n"}, author=BEN)
    landed(bureau)
    alarms = [(each["old"], each["new"], each["why"]) for each in bureau.entries("alarm")]
    assert alarms == [
        (first, direct, "it was pushed past every proposal"),
        (direct, forced, "it was rewritten: what had landed is not in its history"),
    ]
    assert bureau.row(f"push-{direct[:12]}").title == "direct"


def test_open_changes_are_decided_again_when_their_target_moves(bureau: Bureau) -> None:
    begun(bureau)
    number, other = allowed(bureau), allowed(bureau, "other", {"src/a.py": "a = 3\n"})
    bureau.merge(number)
    landed(bureau)
    assert bureau.row(other).verdict != "allow"


def test_a_sign_off_is_spent_by_landing(bureau: Bureau) -> None:
    number = allowed(begun(bureau))
    commit = bureau.merge(number)
    landed(bureau)
    bureau.work.git("revert", "--no-edit", "-m", "1", commit)
    landed(bureau)
    again = bureau.propose("again", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=again)
    bureau.run()
    assert bureau.row(again).verdict == "wait"


def test_a_policy_that_moves_decides_the_changes_of_every_branch_anew(bureau: Bureau) -> None:
    begun(bureau).work.git("branch", "release", "main")
    number = bureau.propose("work", {"src/a.py": "a = 2\n"}, target="refs/heads/release")
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == "allow"
    left = PEOPLE.replace("name: Ben Sample", "name: Ben Sample, left: true")
    bureau.work.commit("ben has left", {".paraph/people.yaml": left})
    landed(bureau)
    assert bureau.row(number).verdict == "wait"
