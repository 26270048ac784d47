"""A landing is judged by the policy that stood before it, and by nothing that it brought itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from office import FIRST, KEY, MAIN, POLICY, Bureau, make_bureau


def land(bureau: Bureau, files: dict[str, str | None], *, is_approved: bool = False) -> None:
    bureau.deliver("push", ref=MAIN)
    bureau.run()
    number = bureau.propose("work", files)
    if is_approved:
        bureau.forge.review(KEY, number, "github:ben")
    bureau.deliver(number=number)
    bureau.run()
    bureau.merge(number)
    bureau.deliver("push", ref=MAIN)
    bureau.run()


def test_a_change_of_the_policy_does_not_allow_itself(bureau: Bureau) -> None:
    land(bureau, {".paraph/policy.yaml": POLICY.replace("enforce", "shadow")})
    (alarm,) = bureau.entries("alarm")
    assert alarm["why"] == "it landed though the verdict was wait"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({**FIRST, ".paraph/policy.yaml": POLICY.replace("enforce", "shadow")}, "no rule of the policy is enforced"),
        ({"src/a.py": "a = 1\n"}, "no policy governs here yet"),
    ],
)
def test_where_nothing_is_enforced_landing_is_no_alarm(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    with make_bureau(tmp_path, files=files) as bureau:
        land(bureau, {"src/a.py": "a = 2\n"})
        bureau.work.commit("direct", {"src/b.py": "b = 1\n"})
        bureau.deliver("push", ref=MAIN)
        bureau.run()
        assert [each.get("reason") for each in bureau.entries("landed")] == [reason, reason]
        assert bureau.entries("alarm") == []


@pytest.mark.parametrize("state", ["dismissed", "changes_requested", "approved"])
def test_what_was_taken_back_before_it_landed_does_not_count_though_nobody_told(bureau: Bureau, state: str) -> None:
    bureau.deliver("push", ref=MAIN)
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    given = bureau.forge.review(KEY, number, "github:ben")
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == "allow"
    if state == "dismissed":
        bureau.forge.change(KEY, number, reviews=())
    else:
        bureau.forge.review(KEY, number, "github:ben", state=state, at=bureau.now)
    bureau.merge(number)
    bureau.deliver("push", ref=MAIN)
    bureau.run()
    assert [each["why"] for each in bureau.entries("alarm")] == (
        [] if state == "approved" else ["it landed though the verdict was wait"]
    )
    told = [(each["review"] == given, each["state"]) for each in bureau.entries("reviewed")]
    more = {"dismissed": [(True, "dismissed")], "changes_requested": [(False, "changes_requested")], "approved": []}
    assert told == [(True, "approved"), *more[state]]


def test_an_answer_that_came_after_the_landing_does_not_allow_it(bureau: Bureau) -> None:
    bureau.deliver("push", ref=MAIN)
    bureau.run()
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    bureau.merge(number)
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    bureau.deliver("push", ref=MAIN)
    bureau.run()
    assert [each["why"] for each in bureau.entries("alarm")] == ["it landed though the verdict was wait"]


def test_a_policy_that_cannot_be_used_lets_nothing_land_silently(tmp_path: Path) -> None:
    with make_bureau(tmp_path, files={**FIRST, ".paraph/policy.yaml": "version: 9\n"}) as bureau:
        land(bureau, {"src/a.py": "a = 2\n"}, is_approved=True)
        (alarm,) = bureau.entries("alarm")
        assert alarm["why"].startswith("it could not be judged: problem P")
        assert bureau.row("1").state == "alarm"
