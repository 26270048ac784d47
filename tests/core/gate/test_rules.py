from __future__ import annotations

from dataclasses import replace

import pytest

from core.gate.situations import HERE, asking, case, evidence_need, facts, policy, rule, signoff, signoff_need
from paraph.core.gate.rules import binds, rule_node
from paraph.core.model.decision import Node, State, Tier
from paraph.core.model.policy import AllTests, AnyTest, Condition, GuardNeed, NotTest, Rule

HIGH, CODE = asking("tier", ("high",)), asking("kinds", ("code",))


def node_of(one: Rule, **more: object) -> Node:
    asked = case(policy_=policy(one), **more)  # type: ignore[arg-type]
    return rule_node(asked.context.policy.rules[0], asked)


@pytest.mark.parametrize(
    ("when", "tier", "truth"),
    [
        (None, "low", True),
        (HIGH, "high", True),
        (HIGH, "low", False),
        (HIGH, Tier("low", may_be_higher=True), None),
        (AllTests((HIGH, CODE), HERE), "high", True),
        (AllTests((HIGH, CODE), HERE), "low", False),
        (AnyTest((HIGH, CODE), HERE), "low", True),
        (NotTest(HIGH, HERE), "low", True),
    ],
)
def test_when_a_rule_binds(when: Condition | None, tier: str | Tier, truth: bool | None) -> None:
    one = rule(signoff_need(), when=when)
    asked = case(policy_=policy(one), tier=tier)
    assert binds(asked.context.policy.rules[0], asked) is truth
    node = node_of(one, tier=tier)
    assert node.state is {True: State.PENDING, False: State.SKIPPED, None: State.CANNOT_TELL}[truth]
    assert (node.kind, node.title, node.position) == ("rule", "the rule", HERE)
    if when is not None:
        expected = {True: State.SATISFIED, False: State.SKIPPED, None: State.CANNOT_TELL}[truth]
        assert (node.children[0].kind, node.children[0].state) == ("when", expected)


def test_what_is_said_of_a_rule() -> None:
    assert node_of(rule(signoff_need(), when=HIGH), tier="low").found == "binds only where the tier is high (here: low)"
    unknown = node_of(rule(signoff_need(), when=HIGH), tier=Tier("low", may_be_higher=True))
    assert unknown.found.startswith("not known whether it binds: at least low")
    assert [(owed.kind, owed.what) for owed in unknown.owed] == [("fact", "whether `the rule` binds")]
    assert node_of(rule(signoff_need())).found.endswith("binding: tree): 0 of 1")
    two = rule(signoff_need(), evidence_need())
    assert node_of(two, facts_=facts(signoffs=(signoff(),))).found == "a passed report of tests: no report of tests"
    assert node_of(rule(signoff_need()), facts_=facts(signoffs=(signoff(),))).found == "all that it asks is there"
    assert node_of(rule(GuardNeed("canary", "deploy", HERE))).found == "nothing is asked at this stage"
    assert (node_of(rule()).state, node_of(rule()).found) == (State.SKIPPED, "it asks for nothing")


def test_a_rule_is_the_all_of_its_requirements() -> None:
    two = rule(signoff_need(), evidence_need(), when=HIGH)
    node = node_of(two, tier="high", facts_=facts(signoffs=(signoff(),)))
    assert (node.state, [child.kind for child in node.children]) == (State.PENDING, ["when", "signoff", "evidence"])


def test_a_rule_that_refuses() -> None:
    refusing = rule(deny="no AI here (SEC-12)", when=HIGH)
    node = node_of(refusing, tier="high")
    assert (node.state, node.found) == (State.DENIED, "no AI here (SEC-12)")
    assert [(owed.kind, owed.by, owed.why) for owed in node.owed] == [("author", ("ada",), "no AI here (SEC-12)")]
    assert node_of(refusing, tier="low").state is State.SKIPPED
    assert node_of(replace(refusing, when=None)).children == ()
