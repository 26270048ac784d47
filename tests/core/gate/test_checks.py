from __future__ import annotations

from dataclasses import replace

import pytest

from core.gate.situations import HERE, change, facts, judged, unreadable
from paraph.core.model.decision import State
from paraph.core.model.evidence import Check
from paraph.core.model.policy import CheckNeed

GREEN = Check("build", "success", "ci-app", "h")
NEED = CheckNeed("build", ("success",), None, "merge", HERE)
PINNED = replace(NEED, app="ci-app")


@pytest.mark.parametrize(
    ("need", "checks", "state", "words"),
    [
        (NEED, [GREEN], State.SATISFIED, "concluded success"),
        (NEED, [], State.PENDING, "not posted for this head"),
        (NEED, [replace(GREEN, name="lint")], State.PENDING, "not posted for this head"),
        (NEED, [replace(GREEN, commit="old")], State.PENDING, "posted for another commit"),
        (NEED, [replace(GREEN, commit=None)], State.PENDING, "posted for another commit"),
        (NEED, [replace(GREEN, conclusion=None)], State.PENDING, "still running"),
        (NEED, [replace(GREEN, conclusion="neutral")], State.PENDING, "concluded neutral"),
        (NEED, [replace(GREEN, conclusion="skipped")], State.PENDING, "concluded skipped"),
        (NEED, [replace(GREEN, conclusion="failure")], State.DENIED, "concluded failure"),
        (NEED, [replace(GREEN, conclusion="timed_out")], State.DENIED, "concluded timed_out"),
        (NEED, [GREEN, replace(GREEN, app="evil", conclusion="failure")], State.DENIED, "concluded failure"),
        (NEED, [GREEN, replace(GREEN, app="slow", conclusion=None)], State.PENDING, "still running"),
        (PINNED, [GREEN], State.SATISFIED, "concluded success"),
        (PINNED, [replace(GREEN, app="evil")], State.PENDING, "posted, but not by this app"),
        (PINNED, [GREEN, replace(GREEN, app="evil", conclusion="failure")], State.SATISFIED, "concluded success"),
        (replace(NEED, conclusions=("neutral",)), [replace(GREEN, conclusion="neutral")], State.SATISFIED, "neutral"),
        (replace(NEED, conclusions=("failure",)), [replace(GREEN, conclusion="failure")], State.SATISFIED, "failure"),
        (replace(NEED, conclusions=()), [GREEN], State.SATISFIED, "success"),
    ],
)
def test_a_check(need: CheckNeed, checks: list[Check], state: State, words: str) -> None:
    node = judged(need, facts(checks=tuple(checks)))
    assert (node.kind, node.state) == ("check", state)
    assert words in node.found
    assert len(node.owed) == (state is not State.SATISFIED)
    assert all(owed.kind == "evidence" and owed.minutes == 5 for owed in node.owed)


def test_titles_name_the_app() -> None:
    assert judged(NEED).title == "the check build"
    assert judged(PINNED).title == "the check build by ci-app"


def test_staged_work_has_no_head_to_be_checked() -> None:
    assert judged(NEED, facts(change(head=""), checks=(replace(GREEN, commit=""),))).state is State.PENDING


def test_unreadable_checks() -> None:
    assert judged(NEED, facts(checks=(GREEN,), unreadable=unreadable("checks"))).state is State.CANNOT_TELL


@pytest.mark.parametrize(
    "conclusion", ["failure", "failed", "error", "timed_out", "action_required", "startup_failure"]
)
def test_what_waiting_will_not_mend(conclusion: str) -> None:
    assert judged(NEED, facts(checks=(replace(GREEN, conclusion=conclusion),))).state is State.DENIED


def test_a_post_by_another_app_is_told_from_one_for_another_commit() -> None:
    posted = (replace(GREEN, app="evil"), replace(GREEN, commit="old"))
    assert judged(PINNED, facts(checks=posted)).found == "posted, but not by this app"
