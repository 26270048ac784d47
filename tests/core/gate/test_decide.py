from __future__ import annotations

from dataclasses import replace

import pytest

from core.gate.situations import HERE, asking, case, change, evidence_need, facts, policy, rule, signoff, signoff_need
from paraph.core.gate.decide import gate
from paraph.core.model.decision import DECISION_SCHEMA, Decision, Finding, Reason, State, Tier, Verdict
from paraph.core.model.evidence import Evidence
from paraph.core.model.facts import Deployment, Facts
from paraph.core.model.policy import AnyNeed, AuthorAnswersNeed, GuardNeed, ManualNeed, OwnerNeed, PersonTest, Rule
from paraph.core.model.signoff import Veto

REVIEW, TESTS = rule(signoff_need(), name="review"), rule(evidence_need(), name="tests")
NEVER = rule(name="never", deny="no")
HIGH = asking("tier", ("high",))
SIGNED = facts(signoffs=(signoff(),))


def decided(*rules: Rule, given: Facts | None = None, tier: str | Tier = "medium") -> Decision:
    return gate(case(given or facts(), policy_=policy(*rules), tier=tier).context)


@pytest.mark.parametrize(
    ("rules", "given", "verdict", "waits_for"),
    [
        ((REVIEW,), SIGNED, Verdict.ALLOW, ()),
        ((REVIEW,), facts(), Verdict.WAIT, ("person",)),
        ((TESTS,), facts(), Verdict.WAIT, ("evidence",)),
        ((TESTS, REVIEW), facts(), Verdict.WAIT, ("person", "evidence")),
        ((rule(AuthorAnswersNeed(("q",), "merge", HERE)),), facts(), Verdict.WAIT, ("person",)),
        ((REVIEW, NEVER), facts(), Verdict.DENY, ()),
        ((REVIEW, NEVER), SIGNED, Verdict.DENY, ()),
        ((rule(signoff_need(), when=HIGH),), SIGNED, Verdict.CANNOT_TELL, ()),
        ((), SIGNED, Verdict.CANNOT_TELL, ()),
    ],
)
def test_verdicts(rules: tuple[Rule, ...], given: Facts, verdict: Verdict, waits_for: tuple[str, ...]) -> None:
    decision = decided(*rules, given=given)
    assert (decision.verdict, decision.waits_for) == (verdict, waits_for)
    assert bool(decision.missing) == (verdict is not Verdict.ALLOW)
    assert decision.summary == decision.tree.found
    assert decision.is_enforced == bool(rules)


def test_a_change_that_no_rule_binds_cannot_be_told() -> None:
    decision = decided(rule(signoff_need(), when=HIGH))
    (binding,) = [node for node in decision.tree.children if node.kind == "binding"]
    assert binding.found == "none of 1 enforced rules binds this change"
    assert decision.missing[0].unblocks == "add a rule to the policy"
    assert (decision.missing[0].kind, decision.missing[0].rule) == ("fact", "policy")
    assert decided().tree.children[-1].found == "no rule is enforced"
    assert decided().missing[0].unblocks == "give a rule of the policy `mode: enforce`"
    assert all(node.kind != "binding" for node in decided(REVIEW, rule(signoff_need(), when=HIGH)).tree.children)


def test_of_what_has_landed_nothing_is_said_but_that() -> None:
    landed = facts(change(opener=None, commits=(), files=()))
    for rules in ((REVIEW,), (rule(signoff_need(), when=HIGH),)):
        decision = decided(*rules, given=landed)
        assert decision.verdict is Verdict.CANNOT_TELL
        assert decision.summary.endswith(": nothing to go in: it has landed.")
        assert "name a change that has not landed" in [owed.unblocks for owed in decision.missing]


def test_only_enforced_rules_form_the_verdict() -> None:
    advise, shadow = replace(NEVER, name="a", mode="advise"), replace(NEVER, name="s", mode="shadow")
    decision = decided(REVIEW, advise, shadow, given=SIGNED)
    assert decision.verdict is Verdict.ALLOW
    assert [(node.title, node.state) for node in decision.would] == [("a", State.DENIED)]
    assert [(node.title, node.state) for node in decision.recorded] == [("s", State.DENIED)]
    assert [node.title for node in decision.tree.children if node.kind == "rule"] == ["review"]
    quiet = decided(advise, shadow)
    assert (quiet.verdict, quiet.is_enforced) == (Verdict.CANNOT_TELL, False)


def test_a_conflict_and_a_veto_deny_whatever_the_rules_say() -> None:
    assert decided(REVIEW, given=replace(SIGNED, change=change(merge="conflict"))).verdict is Verdict.DENY
    vetoed = replace(SIGNED, vetoes=(Veto("v", "cyd", "no"),))
    assert decided(REVIEW, given=vetoed).verdict is Verdict.DENY
    assert decided(given=vetoed).verdict is Verdict.DENY
    assert decided(REVIEW, given=replace(SIGNED, vetoes=(Veto("v", "cyd", "no", cleared_by="dot"),))).verdict is (
        Verdict.ALLOW
    )


def test_what_is_asked_at_deploy_shows_as_later() -> None:
    asked = rule(
        signoff_need(), GuardNeed("canary", "deploy", HERE), signoff_need(stage="deploy"),
        AnyNeed((evidence_need("load", stage="deploy"), OwnerNeed(None, "deploy", HERE)), "merge", HERE),
        ManualNeed(("m",), PersonTest(), "deploy", HERE),
        name="r",
    )  # fmt: skip
    skipped = rule(GuardNeed("ring", "deploy", HERE), name="s", when=HIGH)
    decision = decided(asked, skipped, given=SIGNED)
    assert decision.verdict is Verdict.ALLOW
    assert [
        (owed.what.partition(":")[0].partition(" (")[0], owed.kind, owed.rule, owed.is_turn) for owed in decision.later
    ] == [
        ("the guard canary passed", "evidence", "r", False),
        ("a sign-off by one person who had no hand in the change", "person", "r", False),
        ("a passed report of load", "evidence", "r", False),
        ("an owner who can explain the code", "person", "r", False),
        ("done by hand", "person", "r", False),
    ]
    assert all(owed.why == "asked at deploy" for owed in decision.later)
    assert decided(REVIEW).later == ()


@pytest.mark.parametrize(
    ("settled", "guards", "verdict"),
    [
        (True, ("canary",), Verdict.ALLOW),
        (True, (), Verdict.WAIT),
        (False, ("canary",), Verdict.DENY),
        (None, ("canary",), Verdict.CANNOT_TELL),
    ],
)
def test_at_deploy(settled: bool | None, guards: tuple[str, ...], verdict: Verdict) -> None:
    asked = rule(signoff_need(), GuardNeed("canary", "deploy", HERE))
    deployment = Deployment("prod", merges_are_settled=settled, guards_passed=guards)
    given = facts(stage="deploy", deployment=deployment)
    assert decided(asked, given=given).verdict is verdict
    if settled:
        assert decided(REVIEW, given=given).verdict is Verdict.ALLOW
        assert decided(given=given).verdict is Verdict.ALLOW


def test_the_decision_says_what_it_is_about() -> None:
    compiled = case(SIGNED, policy_=policy(REVIEW, digest="abc", sources=("p.yaml",)), findings=(Finding("k", "t"),))
    decision = gate(compiled.context)
    assert (decision.target, decision.base, decision.head) == ("refs/heads/main", "b", "h")
    assert (decision.policy_digest, decision.policy_sources) == ("abc", ("p.yaml",))
    assert (decision.at, decision.facts_digest) == (compiled.context.facts.now, "")
    assert (decision.schema, decision.tier.value, decision.assistance.value) == (DECISION_SCHEMA, "medium", "assisted")
    assert decision.findings == (Finding("k", "t"),)
    assert (decision.tree.kind, decision.tree.title) == ("policy", "every enforced rule that binds is met")


def test_the_tier_is_shown_as_it_was_assessed() -> None:
    assessed = Tier("medium", (Reason("medium", "default", "no tier rule matches"),), may_be_higher=True)
    assert decided(REVIEW, tier=assessed).tier is assessed


def test_without_a_tier_it_may_be_anything() -> None:
    unknown = case(SIGNED, policy_=policy(REVIEW)).context
    unknown.tier = None
    assert gate(unknown).tier == Tier("critical", may_be_higher=True)


def test_a_failed_report_and_a_good_one() -> None:
    good = replace(SIGNED, evidence=(Evidence("tests", "passed", "h"),))
    assert decided(REVIEW, TESTS, given=good).verdict is Verdict.ALLOW
    assert (
        decided(REVIEW, TESTS, given=replace(good, evidence=(Evidence("tests", "failed", "h"),))).verdict
        is Verdict.DENY
    )


def test_one_thing_owed_twice_by_a_rule_is_missing_once() -> None:
    decision = decided(rule(signoff_need(), signoff_need()))
    assert len(decision.missing) == 1
