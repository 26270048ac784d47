from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.gate.situations import facts, signoff
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.gate.unbound import if_enforced
from paraph.core.model.decision import Decision, Verdict
from paraph.core.pipeline import decide
from paraph.core.policy.read import read_policy

REVIEW = "  - {name: review, require: [{signoff: {count: 1, proof: review}}]}\n"
NEVER = '  - {name: never, when: {paths: ["src/**"]}, deny: "no code here"}\n'
ELSEWHERE = '  - {name: other, when: {paths: ["docs/**"]}, require: [{evidence: [links]}]}\n'
DARK = "  - {name: dark, when: {findings: x}, require: [{evidence: [t]}]}\n"


def decided(rules: str, mode: str = "shadow", **given: Any) -> Decision:
    text = f"version: 1\nmode: {mode}\nrules:\n{rules}"
    return decide(read_policy(read_yaml(text.encode(), "p.yaml")), replace(facts(), **given))


SIGNED: dict[str, Any] = {"signoffs": (signoff("cyd"),)}


@pytest.mark.parametrize(
    ("rules", "given", "verdict", "said"),
    [
        (REVIEW, {}, Verdict.WAIT, "it would wait for a sign-off by one person; ask "),
        (REVIEW, SIGNED, Verdict.ALLOW, "it would be allowed: 1 rule binds and it is met."),
        (REVIEW + ELSEWHERE, SIGNED, Verdict.ALLOW, "it would be allowed: 1 rule binds and it is met."),
        (REVIEW + NEVER, SIGNED, Verdict.DENY, "it would be denied: never: no code here."),
        (ELSEWHERE, {}, Verdict.CANNOT_TELL, "nobody could tell: no rule binds this change."),
    ],
)
@pytest.mark.parametrize("mode", ["shadow", "advise"])
def test_what_the_rules_would_say_in_force(
    rules: str, given: dict[str, Any], verdict: Verdict, said: str, mode: str
) -> None:
    decision = decided(rules, mode, **given)
    unbound = if_enforced(decision)
    assert unbound is not None
    assert (decision.verdict, unbound.verdict) == (Verdict.CANNOT_TELL, verdict)
    assert unbound.said.startswith(said)
    assert bool(unbound.missing) == (verdict is not Verdict.ALLOW and rules != ELSEWHERE)
    assert unbound.verdict is decided(rules, "enforce", **given).verdict


def test_the_merge_counts_too() -> None:
    broken = decided(REVIEW, **SIGNED, change=replace(facts().change, merge="conflict", tree=None))
    unbound = if_enforced(broken)
    assert unbound is not None
    assert unbound.verdict is Verdict.DENY


def test_there_is_nothing_to_add_where_some_rule_is_enforced_or_none_exists() -> None:
    assert if_enforced(decided(REVIEW, "enforce")) is None
    assert if_enforced(decided(REVIEW + "  - {name: s, mode: enforce, deny: x}\n")) is None
    found = decided(REVIEW)
    assert if_enforced(replace(found, recorded=())) is None


def test_a_spot_check_that_advises_of_itself_keeps_nobody_from_telling_what_the_rest_would_say() -> None:
    sample = "  - {name: spot, MODErequire: [{sample: {share: 5%, signoff: {count: 1}}}]}\n"
    advising = if_enforced(decided(REVIEW + sample.replace("MODE", "mode: advise, ")))
    assert advising is not None
    assert (advising.verdict, [owed.rule for owed in advising.missing]) == (Verdict.WAIT, ["review"])
    in_shadow = if_enforced(decided(REVIEW + sample.replace("MODE", "")))
    assert in_shadow is not None
    assert in_shadow.verdict is Verdict.CANNOT_TELL
    assert in_shadow.said == "nobody could tell: spot: the draw is not known here."
    alone = if_enforced(decided(sample.replace("MODE", ""), "advise"))
    assert alone is not None
    assert alone.verdict is Verdict.CANNOT_TELL
