from __future__ import annotations

from dataclasses import replace

import pytest

from core.gate.situations import MAIN, NOW, asking, case, change, facts, policy, rule, signoff, signoff_need, unreadable
from paraph.core.gate.decide import gate
from paraph.core.model.decision import Decision, State, Tier, Verdict
from paraph.core.model.facts import Facts
from paraph.core.model.signoff import Override

BREAK = Override("o", "eve", "the shop is down", MAIN, True, NOW + 1)
RULES = (rule(signoff_need(), name="review"), rule(name="never", deny="not here"))


def decided(*overrides: Override, tier: str | Tier = "high", given: Facts | None = None) -> Decision:
    return gate(case(replace(given or facts(), overrides=overrides), tier=tier, policy_=policy(*RULES)).context)


def states(decision: Decision) -> list[str]:
    return [node.state.value for node in decision.tree.children if node.kind == "rule"]


def test_broken_glass_overrides_and_never_approves() -> None:
    decision = decided(BREAK)
    assert decision.verdict is Verdict.ALLOW
    assert states(decision) == ["overridden", "overridden"]
    assert decision.tree.children[1].found.startswith("overridden by Eve (principal): the shop is down; was: ")
    assert decision.summary == "Allowed by break-glass over review and never: a review stays owed."
    assert decision.missing == ()
    assert [(owed.rule, owed.kind, owed.by) for owed in decision.later] == [
        ("review", "person", ("ben", "cyd", "dot", "ida")),
        ("never", "person", ("ben", "cyd", "dot", "ida")),
    ]
    assert decision.later[0].why == "overridden by Eve (principal): the shop is down"
    assert decision.later[0].minutes == 6


@pytest.mark.parametrize(
    ("override", "flaw"),
    [
        (replace(BREAK, reason="  "), "it gives no reason"),
        (replace(BREAK, reason="\u200b -\u2060."), "it gives no reason"),
        (replace(BREAK, person="zoe"), "zoe is nobody who may override"),
        (replace(BREAK, person="hal"), "hal is nobody who may override"),
        (replace(BREAK, person="github:relbot[bot]"), "is nobody who may override"),
        (replace(BREAK, target="refs/heads/old"), "it is for refs/heads/old"),
        (replace(BREAK, target=""), "it is for no target"),
        (replace(BREAK, expires_at=NOW), "it has expired"),
        (replace(BREAK, is_for_content=False), "it was given for other content"),
        (replace(BREAK, is_for_content=None), "its content is not known"),
    ],
)
def test_what_an_override_needs(override: Override, flaw: str) -> None:
    decision = decided(override)
    assert decision.verdict is Verdict.DENY
    (shown,) = [node for node in decision.tree.children if node.kind == "override"]
    assert shown.state is State.SKIPPED
    assert flaw in shown.found
    assert decision.later == ()


@pytest.mark.parametrize("tier", ["critical", Tier("low", may_be_higher=True)])
def test_at_critical_a_second_person_is_needed(tier: str | Tier) -> None:
    assert decided(BREAK, tier=tier).verdict is Verdict.DENY
    for second in ("eve", "github:eve", "zoe", "hal", ""):
        assert decided(replace(BREAK, second=second), tier=tier).verdict is Verdict.DENY
    decision = decided(replace(BREAK, second="dot"), tier=tier)
    assert decision.verdict is Verdict.ALLOW
    assert "overridden by Eve (principal) and Dot (staff)" in decision.later[0].why
    assert decision.later[0].by == ("ben", "cyd", "ida")


def shown(decision: Decision) -> list[tuple[State, str]]:
    return [(node.state, node.found) for node in decision.tree.children if node.kind == "override"]


WAITS = "override by Eve (principal) waits for a second person: `paraph override --second 0123456789ab`"


def test_an_override_that_waits_for_its_second_person_is_shown_as_that() -> None:
    half = replace(BREAK, id="0123456789abcdef")
    decision = decided(half, tier="critical")
    assert shown(decision) == [(State.PENDING, WAITS)]
    assert states(decision) == ["pending", "denied"]
    assert shown(decided(replace(half, second="github:eve"), tier="critical")) == [(State.PENDING, WAITS)]
    assert shown(decided(replace(half, second="dot"), tier="critical")) == []


@pytest.mark.parametrize("tier", ["critical", Tier("low", may_be_higher=True)])
def test_a_half_signed_override_changes_neither_the_verdict_nor_what_is_owed(tier: str | Tier) -> None:
    waiting = policy(RULES[0])
    for given in (facts(), facts(signoffs=(signoff(),)), facts(unreadable=unreadable("signoffs"))):
        without = gate(case(given, tier=tier, policy_=waiting).context)
        half = gate(case(replace(given, overrides=(BREAK,)), tier=tier, policy_=waiting).context)
        assert (half.verdict, half.missing, half.summary) == (without.verdict, without.missing, without.summary)
        assert (State.PENDING in dict(shown(half))) is (half.verdict is not Verdict.ALLOW)


def test_a_half_signed_override_waits_only_where_it_would_be_for_something() -> None:
    met = decided(replace(BREAK, rules=("review",)), tier="critical", given=facts(signoffs=(signoff(),)))
    assert shown(met) == [(State.SKIPPED, "does not hold: at critical a second person is needed")]
    assert [state for state, _ in shown(decided(replace(BREAK, rules=("never",)), tier="critical"))] == [State.PENDING]
    assert [state for state, _ in shown(decided(replace(BREAK, expires_at=NOW), tier="critical"))] == [State.SKIPPED]


def test_a_rule_that_may_not_bind_is_overridden_and_binds_nothing() -> None:
    maybe = rule(signoff_need(), name="maybe", when=asking("labels", ("hot",)))
    blind = facts(overrides=(BREAK,), unreadable=unreadable("labels"))
    alone = gate(case(blind, policy_=policy(maybe)).context)
    assert (states(alone), alone.verdict) == (["overridden"], Verdict.CANNOT_TELL)
    assert gate(case(blind, policy_=policy(maybe, RULES[0])).context).verdict is Verdict.ALLOW


def test_only_the_rules_it_names() -> None:
    assert states(decided(replace(BREAK, rules=("never",)))) == ["pending", "overridden"]
    assert states(decided(replace(BREAK, rules=("other",)))) == ["pending", "denied"]
    both = decided(replace(BREAK, rules=("never",)), replace(BREAK, person="dot", rules=("review",)))
    assert states(both) == ["overridden", "overridden"]


def test_what_is_met_is_not_overridden() -> None:
    decision = decided(BREAK, given=facts(signoffs=(signoff(),)))
    assert states(decision) == ["satisfied", "overridden"]
    assert [owed.rule for owed in decision.later] == ["never"]


def test_a_conflict_is_not_overridden() -> None:
    assert decided(BREAK, given=facts(change(merge="conflict"))).verdict is Verdict.DENY


@pytest.mark.parametrize("fact", ["people", "time"])
def test_nothing_is_overridden_on_facts_that_could_not_be_read(fact: str) -> None:
    assert "overridden" not in states(decided(BREAK, given=facts(unreadable=unreadable(fact))))


def test_unreadable_overrides_leave_open_what_is_not_met() -> None:
    hidden = facts(unreadable=unreadable("overrides"))
    waiting = policy(RULES[0])
    assert gate(case(hidden, policy_=waiting).context).verdict is Verdict.CANNOT_TELL
    signed = replace(hidden, signoffs=(signoff(),))
    assert gate(case(signed, policy_=waiting).context).verdict is Verdict.ALLOW
    assert decided(BREAK, given=hidden).verdict is Verdict.DENY


def test_a_rule_that_does_not_bind_is_not_overridden() -> None:
    """Or broken glass would allow what no rule binds."""
    elsewhere = rule(signoff_need(), name="elsewhere", when=asking("tier", ("low",)))
    alone = gate(case(facts(overrides=(BREAK,)), policy_=policy(elsewhere)).context)
    assert (states(alone), alone.verdict, alone.later) == (["skipped"], Verdict.CANNOT_TELL, ())


def test_unreadable_overrides_are_asked_for_where_some_rule_is_open() -> None:
    hidden = facts(unreadable=unreadable("overrides"), signoffs=(signoff(),))
    met, skipped = RULES[0], rule(signoff_need(), name="elsewhere", when=asking("tier", ("low",)))
    assert gate(case(hidden, policy_=policy(met, skipped)).context).verdict is Verdict.ALLOW
    waiting = gate(case(hidden, policy_=policy(met, rule(signoff_need(2), name="two"))).context)
    assert waiting.verdict is Verdict.CANNOT_TELL
    (shown,) = [node for node in waiting.tree.children if node.kind == "override"]
    assert [(owed.kind, owed.rule) for owed in shown.owed] == [("fact", "break-glass")]


def test_who_broke_the_glass_does_not_review_it_afterwards() -> None:
    by_account = replace(BREAK, person="github:eve", second="github:dot")
    assert decided(by_account).later[0].by == ("ben", "cyd", "ida")


def test_broken_glass_over_a_rule_that_binds_is_enough() -> None:
    """Whether its `when` holds, or it has none and what it asks could not be read."""
    bound = rule(signoff_need(), name="bound", when=asking("tier", ("high",)))
    assert gate(case(facts(overrides=(BREAK,)), tier="high", policy_=policy(bound)).context).verdict is Verdict.ALLOW
    blind = facts(overrides=(BREAK,), unreadable=unreadable("signoffs"))
    assert gate(case(blind, policy_=policy(RULES[0])).context).verdict is Verdict.ALLOW


def test_a_rule_that_may_bind_is_asked_about_once() -> None:
    maybe = rule(signoff_need(), name="maybe", when=asking("labels", ("hot",)))
    found = gate(case(facts(unreadable=unreadable("labels")), policy_=policy(maybe)).context)
    assert [node.kind for node in found.tree.children] == ["merge", "rule"]
