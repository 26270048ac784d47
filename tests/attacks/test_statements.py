"""Threats 2 to 8, 23 and 24: can an answer, a report, a veto or an override count for what it was not given?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.gate.situations import MAIN, NOW, change, commit, facts, signoff, unreadable
from paraph.core.model.evidence import Check, Evidence, ManualCheck, Metric
from paraph.core.model.facts import Facts
from paraph.core.model.person import Identity
from paraph.core.model.signoff import Override, Veto
from paraph.core.pipeline import decide
from policy_text import read

REVIEW = "version: 1\nmode: enforce\nrules:\n  - name: review\n    require: [{need}]\n"
ROBOT = Identity("relbot", "relbot@example.test")


def verdict(need: str, given: Facts) -> str:
    return decide(read(REVIEW.replace("need", need[1:-1])), given).verdict.value


def test_the_answer_that_is_asked_for_counts() -> None:
    assert verdict("{signoff: {count: 1}}", facts(signoffs=(signoff(),))) == "allow"


@pytest.mark.parametrize(
    "given",
    [
        {"person": "ada"}, {"person": "github:ada"}, {"person": "email:ADA@example.test"}, {"person": "hal"},
        {"person": "zoe"}, {"person": "github:relbot[bot]"}, {"person": "email:team@example.test"}, {"person": ""},
        {"target": "refs/heads/old"}, {"target": "main"}, {"target": ""}, {"tier": "low"}, {"tier": "huge"},
        {"holds": ()}, {"holds": None}, {"holds": ("owned",)}, {"is_withdrawn": True}, {"is_approval": False},
        {"expires_at": NOW}, {"expires_at": 0}, {"proof": "none"},
    ],
    ids=str,
)  # fmt: skip
def test_an_answer_that_does_not_fit_does_not_count(given: dict[str, Any]) -> None:
    assert verdict("{signoff: {count: 1}}", facts(signoffs=(signoff(**given),))) in {"wait", "cannot_tell"}


@pytest.mark.parametrize(
    "need", ["{signoff: {count: 2}}", "{all: [{signoff: {distinct: a}}, {signoff: {distinct: a}}]}"]
)
def test_one_person_counts_once(need: str) -> None:
    names = ("cyd", "github:cyd", "email:CYD@example.test")
    given = facts(signoffs=tuple(signoff(name, id=str(number)) for number, name in enumerate(names)))
    assert verdict(need, given) == "wait"


@pytest.mark.parametrize(
    "given",
    [
        {"opener": "github:stranger"}, {"pushers": ("github:stranger",)},
        {"suggestion_acceptors": ("email:team@example.test",)},
        {"commits": (), "opener": None}, {"commits": (replace(commit(), author=Identity("", "")),)},
        {"commits": (replace(commit(), author=ROBOT, committer=ROBOT),), "opener": None},
        {"commits": (commit(), replace(commit(2), co_authors=(Identity("Cyd", "CYD@example.test"),)))},
        {"pushers": ("github:Cyd",)}, {"prompter": "email:cyd@example.test"}, {"suggestion_acceptors": ("github:cyd",)},
    ],
    ids=str,
)  # fmt: skip
def test_who_had_a_hand_or_is_unknown_leaves_nobody_independent(given: dict[str, Any]) -> None:
    assert verdict("{signoff: {count: 1}}", facts(change(**given), signoffs=(signoff(),))) in {"wait", "cannot_tell"}


@pytest.mark.parametrize("cleared_by", [None, "ada", "ida", "hal", "zoe", "gus", "github:relbot[bot]", ""])
@pytest.mark.parametrize("target", ["", MAIN, "main", "refs/remotes/origin/main"])
def test_a_veto_stands_until_the_right_person_clears_it(cleared_by: str | None, target: str) -> None:
    veto = Veto("v", "cyd", "it loses money", target, cleared_by)
    assert verdict("{signoff: {count: 1}}", facts(signoffs=(signoff("dot"),), vetoes=(veto,))) == "deny"


@pytest.mark.parametrize(
    "given",
    [{"person": "zoe"}, {"person": "hal"}, {"reason": " "}, {"reason": "\u200b"}, {"target": "main"}, {"target": ""},
     {"is_for_content": False}, {"is_for_content": None}, {"expires_at": NOW}, {"rules": ("other",)}],
    ids=str,
)  # fmt: skip
def test_glass_that_was_not_broken_here_overrides_nothing(given: dict[str, Any]) -> None:
    override = replace(Override("o", "eve", "the shop is down", MAIN, True, NOW + 1), **given)
    assert verdict("{signoff: {count: 1}}", facts(overrides=(override,))) == "wait"


@pytest.mark.parametrize("second", [None, "eve", "github:eve", "zoe", "hal"])
def test_one_person_alone_overrides_nothing_that_may_be_critical(second: str | None) -> None:
    override = Override("o", "eve", "the shop is down", MAIN, True, NOW + 1, second)
    given = facts(overrides=(override,), unreadable=unreadable("dependents"))
    assert verdict("{signoff: {count: 1}}", given) == "wait"


SCORED = Evidence("tests", "passed", "h", producer="ci", at=NOW, metrics=(Metric("score", 0.9),))
NEED = "{evidence: {kind: tests, from: ci, min: {score: '>= 0.8'}}}"


@pytest.mark.parametrize(
    "reports",
    [
        (), (replace(SCORED, commit="g"),), (replace(SCORED, commit=None),), (replace(SCORED, producer="me"),),
        (replace(SCORED, outcome="failed"),), (replace(SCORED, metrics=()),), (replace(SCORED, at=NOW + 9_999),),
        (SCORED, replace(SCORED, outcome="failed")), (replace(SCORED, metrics=(Metric("score", float("nan")),)),),
        (replace(SCORED, metrics=(Metric("score", 0.9), Metric("score", 0.1))),),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_report_that_does_not_fit_passes_nothing(reports: tuple[Evidence, ...]) -> None:
    assert verdict(NEED, facts(evidence=(SCORED,))) == "allow"
    assert verdict(NEED, facts(evidence=reports)) in {"wait", "deny"}


@pytest.mark.parametrize(
    "checks",
    [
        (), (Check("ci", "success", "forge", "g"),), (Check("ci", "success", "forge"),),
        (Check("ci", "success", "me", "h"),),
        (Check("ci", None, "forge", "h"),), (Check("ci", "neutral", "forge", "h"),),
        (Check("CI", "success", "forge", "h"),),
        (Check("ci", "success", "forge", "h"), Check("ci", "failure", "forge", "h")),
    ],
    ids=range(8),
)  # fmt: skip
def test_a_check_that_does_not_fit_passes_nothing(checks: tuple[Check, ...]) -> None:
    need = "{check: {name: ci, app: forge}}"
    assert verdict(need, facts(checks=(Check("ci", "success", "forge", "h"),))) == "allow"
    assert verdict(need, facts(checks=checks)) in {"wait", "deny"}


def test_a_step_by_hand_on_other_content_is_not_done() -> None:
    assert verdict("{manual: rollback}", facts(manual_checks=(ManualCheck("rollback", "cyd", "g"),))) == "wait"


@pytest.mark.parametrize("draw", [None, 0.0, 0.5, 0.999])
def test_a_spot_check_at_deploy_lets_nothing_in_at_merge(draw: float | None) -> None:
    need = "{sample: {share: 50%, all: [{signoff: {count: 1}, at: deploy}]}}"
    assert verdict(need, facts(draw=draw)) == "cannot_tell"
