from __future__ import annotations

import pytest

from paraph.core.model.decision import FINDING_KINDS
from paraph.core.policy.review_rules import review_rules, tiers_by_rules, tiers_possible
from policy_text import GOOD, read

TOP = "mode: enforce\ntiers: {critical: {paths: a/**}, high: {kinds: auth}, low: {only_kinds: docs}}\nrules:\n"


def codes(rules: str, top: str = TOP) -> list[tuple[str, int]]:
    found = review_rules(read(top + rules))
    assert all(problem.fix for problem in found)
    return [(problem.code, problem.position.line if problem.position else 0) for problem in found]


def test_a_sound_policy_is_left_alone() -> None:
    assert review_rules(read(GOOD)) == []


@pytest.mark.parametrize(
    ("when", "is_dead"),
    [
        ("{tier: low, all: [{tier: high}]}", True),
        ("{lines: '> 10', all: [{lines: '< 5'}]}", True),
        ("{only_paths: docs/**, paths: src/**}", True),
        ("{draft: true, not: {draft: true}}", True),
        ("{draft: true, any: [{draft: false}, {not: {draft: true}}]}", True),
        ("{only_paths: docs/**, paths: '*.md'}", False),
        ("{labels: a, all: [{labels: b}]}", False),
    ],
)
def test_tests_that_contradict_each_other(when: str, is_dead: bool) -> None:
    assert codes(f"  - {{name: x, when: {when}, deny: no}}\n") == ([("P0150", 4)] if is_dead else [])


def test_a_tier_that_no_change_gets() -> None:
    no_low = "mode: enforce\ntiers: {high: {paths: a}}\nrules:\n"
    assert codes("  - {name: x, when: {tier: low}, deny: no}\n", no_low) == [("P0150", 4)]
    assert codes("  - {name: x, when: {tier: [low, high]}, deny: no}\n", no_low) == []


def test_a_tier_that_only_oddities_give() -> None:
    assert codes("  - {name: x, when: {tier: critical}, deny: no}\n", "mode: enforce\nrules:\n") == [("P0151", 3)]


def test_which_tiers_there_are() -> None:
    policy = read("mode: enforce\ndefault_tier: high\nrules: [{name: x, deny: no}]\n")
    assert [sorted(tiers_by_rules(policy)), sorted(tiers_possible(policy))] == [["high"], ["critical", "high"]]
    policy = read("mode: enforce\ntiers: {low: {paths: a}}\nrules: [{name: x, deny: no}]\n")
    assert sorted(tiers_by_rules(policy)) == ["low", "medium"]
    assert sorted(tiers_possible(policy)) == ["critical", "high", "low", "medium"]


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("{assistance: ai, tier: [high, critical]}", True),
        ("{assistance: generated, tier: critical}", True),
        ("{assistance: ai, paths: b}", True),
        ("{assistance: ai, tier: [low, medium]}", False),
        ("{assistance: ai-or-unknown, tier: critical}", False),
        ("{assistance: [ai, unknown], tier: critical}", False),
        ("{assistance: none, tier: critical}", False),
        ("{assistance: unknown, tier: critical}", False),
        ("{not: {assistance: none}, tier: critical}", False),
        ("{tier: critical}", False),
    ],
)
def test_silence_is_no_way_around_a_rule(when: str, is_open: bool) -> None:
    assert codes(f"  - {{name: x, when: {when}, deny: no}}\n") == ([("P0157", 4)] if is_open else [])


@pytest.mark.parametrize(
    ("other", "is_open"),
    [
        ("{assistance: unknown, tier: [high, critical]}", False),
        ("{assistance: unknown}", False),
        ("{assistance: ai-or-unknown, tier: [high, critical]}", False),
        ("{assistance: unknown, tier: high}", True),
        ("{assistance: unknown, paths: b}", True),
        ("{tier: [high, critical]}", True),
        ("{assistance: ai, paths: a}", True),
    ],
)
def test_a_rule_for_silence_makes_up_for_it(other: str, is_open: bool) -> None:
    rules = (
        "  - {name: x, when: {assistance: ai, tier: [medium, high, critical]}, require: [{check: a}]}\n"
        f"  - {{name: y, when: {other}, require: [{{check: b}}]}}\n"
    )
    assert (("P0157", 4) in codes(rules)) is is_open


@pytest.mark.parametrize(
    ("mode", "when", "is_shadowed"),
    [
        ("enforce", "", True),
        ("enforce", "when: {tier: [high, critical]}, ", True),
        ("enforce", "when: {tier: critical}, ", False),
        ("shadow", "", False),
    ],
)
def test_a_refusal_that_makes_a_rule_pointless(mode: str, when: str, is_shadowed: bool) -> None:
    rules = (
        "  - {name: x, when: {tier: [high, critical], paths: b}, require: [{check: a}]}\n"
        f"  - {{name: y, mode: {mode}, {when}deny: no}}\n"
    )
    assert codes(rules) == ([("P0152", 4)] if is_shadowed else [])


def test_a_rule_said_twice() -> None:
    rule = "  - {{name: {0}, when: {{tier: high}}, require: [{{check: {1}}}]}}\n"
    assert codes(rule.format("x", "a") + rule.format("y", "a")) == [("P0153", 5)]
    assert codes(rule.format("x", "a") + rule.format("y", "b")) == []


def test_a_low_default_is_told() -> None:
    assert codes("  - {name: x, deny: no}\n", "mode: enforce\ndefault_tier: low\nrules:\n") == [("P0159", 4)]


SAID = "`success`, `failure`, `neutral`, `cancelled`, `skipped`, `timed_out`, `action_required` or `stale`"


@pytest.mark.parametrize(
    ("conclusion", "fix"),
    [
        (
            "ok",
            "write `success`, `failure`, `neutral`, `cancelled`, `skipped`, `timed_out`, `action_required` or `stale`",
        ),
        ("[success, canceled]", "did you mean `cancelled`?"),
    ],
)
def test_a_conclusion_that_no_forge_gives(conclusion: str, fix: str) -> None:
    check = f"{{check: {{name: build, conclusion: {conclusion}}}}}"
    (problem,) = review_rules(read(f"{TOP}  - {{name: x, require: [{{any: [{{declaration: true}}, {check}]}}]}}\n"))
    assert (problem.code, problem.fix) == ("P0162", fix)
    assert "`x` waits until the check `build` concludes" in problem.what


def test_every_conclusion_of_a_forge_is_taken() -> None:
    words = "[success, failure, neutral, cancelled, skipped, timed_out, action_required, stale]"
    assert (
        codes(f"  - {{name: x, require: [{{check: {{name: build, conclusion: {words}}}}}, {{check: lint}}]}}\n") == []
    )


@pytest.mark.parametrize(
    ("name", "fix"),
    [("note_striped", "did you mean `note_stripped`?"), ("contradicton", "did you mean `contradiction`?")],
)
def test_a_finding_that_there_is_not(name: str, fix: str) -> None:
    given = f"{TOP}  - {{name: x, when: {{not: {{findings: [{name}, new_tool]}}}}, require: [{{declaration: true}}]}}\n"
    (problem,) = [each for each in review_rules(read(given)) if each.code == "P1150"]
    assert problem.fix == fix


@pytest.mark.parametrize("name", FINDING_KINDS)
def test_a_finding_that_there_is(name: str) -> None:
    given = f"{TOP}  - {{name: x, when: {{findings: {name}}}, require: [{{declaration: true}}]}}\n"
    assert "P1150" not in [each.code for each in review_rules(read(given))]
