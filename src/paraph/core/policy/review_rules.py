"""Which rules of a policy can never bind, never matter, or leave out what they most likely mean?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from paraph.core.errors import Problem
from paraph.core.model.decision import FINDING_KINDS
from paraph.core.model.policy import TIERS, AllTests, CheckNeed, Condition, Policy, Rule, Test
from paraph.core.policy.grammar import CONCLUSIONS, GROUPS, MODES
from paraph.core.policy.logic import conjuncts, excludes, implies, words_of
from paraph.core.policy.reading import did_you_mean
from paraph.core.policy.walk import requirements_of, said_by, tests_of


def review_rules(policy: Policy) -> list[Problem]:
    """Problems of single rules and of pairs of them."""
    given = tiers_by_rules(policy)
    possible = tiers_possible(policy)
    found: list[Problem] = []
    for rule in policy.rules:
        found += _never_binds(rule)
        found += _unproduced_tier(rule, given, possible)
        found += _leaves_unknown_out(rule, policy)
        found += _odd_conclusions(rule)
        found += _odd_findings(rule.when)
    found += [problem for index in range(len(policy.rules)) for problem in _overshadowed(policy.rules, index)]
    found += _default_is_low(policy)
    return found


def tiers_by_rules(policy: Policy) -> frozenset[str]:
    """The tiers that the policy's own tier rules and default can give."""
    return frozenset({policy.default_tier, *(rule.tier for rule in policy.tiers)})


def tiers_possible(policy: Policy) -> frozenset[str]:
    """The tiers that a change can have, with those that Paraph itself raises changes to."""
    given = tiers_by_rules(policy)
    lowest = min(TIERS.index(tier) for tier in given)
    return given | {tier for tier in TIERS[1:] if TIERS.index(tier) > lowest}


def _never_binds(rule: Rule) -> Iterator[Problem]:
    for one, other in combinations(conjuncts(rule.when), 2):
        if excludes(one, other):
            what = f"the rule `{rule.name}` never binds: {_said(one)} and {_said(other)} cannot both hold"
            yield Problem("P0150", what, "change one of the two, or delete the rule", other.position, one.position)
            return


def _said(condition: Condition) -> str:
    if isinstance(condition, Test):
        return f"`{condition.name}` on line {condition.position.line}"
    return f"the group on line {condition.position.line}"


def _unproduced_tier(rule: Rule, given: frozenset[str], possible: frozenset[str]) -> Iterator[Problem]:
    for test in conjuncts(rule.when):
        if not isinstance(test, Test) or test.name != "tier":
            continue
        named = words_of(test)
        if not named & possible:
            what = f"the rule `{rule.name}` never binds: no change gets the tier {_listed(named)}"
            fix = f"add a tier rule for {_listed(named)}, or change the test"
            yield Problem("P0150", what, fix, test.position)
        elif not named & given:
            what = f"no tier rule gives {_listed(named)}, which the rule `{rule.name}` is for"
            fix = "add one; until then only hidden characters, symlinks and governed files raise a change so far"
            yield Problem("P0151", what, fix, test.position)


def _listed(words: frozenset[str]) -> str:
    return " or ".join(f"`{word}`" for word in sorted(words))


def _odd_conclusions(rule: Rule) -> Iterator[Problem]:
    """Conclusions of checks that no forge gives: such a check is waited for until some other system says the word."""
    checks = [each for each in requirements_of(rule.require) if isinstance(each, CheckNeed)]
    for check, word in ((each, word) for each in checks for word in each.conclusions):
        if word not in CONCLUSIONS:
            what = f"`{rule.name}` waits until the check `{check.name}` concludes `{word}`, which no forge says"
            yield Problem("P0162", what, did_you_mean(word, CONCLUSIONS), check.position)


def _odd_findings(when: Condition | None) -> Iterator[Problem]:
    """Findings that Paraph never makes: a test on one never holds."""
    for test in tests_of(when):
        for word in words_of(test) if test.name == "findings" else ():
            if word.casefold() not in FINDING_KINDS:
                what = f"there is no finding `{word}`, so the test never holds"
                yield Problem("P1150", what, did_you_mean(word, FINDING_KINDS), test.position)


def _leaves_unknown_out(rule: Rule, policy: Policy) -> Iterator[Problem]:
    """The law asks for this warning: at high and critical, silence about AI must not be a way around a rule."""
    parts = conjuncts(rule.when)
    tiers = [part for part in parts if isinstance(part, Test) and part.name == "tier"]
    if any(not words_of(test) & {"high", "critical"} for test in tiers):
        return
    for test in parts:
        if not isinstance(test, Test) or test.name != "assistance" or not words_of(test) & set(GROUPS["ai"]):
            continue
        unknown = replace(test, value=("unknown",))
        silent = AllTests(tuple(unknown if part is test else part for part in parts), test.position)
        if "unknown" in words_of(test) or any(_binds_on_silence(silent, other) for other in policy.rules):
            continue
        what = f"`{rule.name}` binds at high or critical, but not where the assistance is unknown"
        fix = "write `assistance: ai-or-unknown`, or add a rule for `unknown`"
        yield Problem("P0157", what, fix, test.position)


def _binds_on_silence(silent: Condition, other: Rule) -> bool:
    """Whether another rule that names `unknown` binds wherever this one would, had nobody said anything."""
    parts = conjuncts(other.when)
    names_unknown = any(isinstance(part, Test) and part.name == "assistance" for part in parts)
    return names_unknown and all(_holds_at_risk(silent, part) for part in parts)


def _holds_at_risk(silent: Condition, part: Condition) -> bool:
    """Whether a part holds of a silent change at high or critical; the tiers below are no matter here."""
    if isinstance(part, Test) and part.name == "tier" and {"high", "critical"} <= words_of(part):
        return True
    return implies(silent, part)


def _overshadowed(rules: tuple[Rule, ...], index: int) -> Iterator[Problem]:
    """A refusal that binds wherever this rule does, or an earlier rule that says the same."""
    rule = rules[index]
    for place, other in enumerate(rules):
        if other is rule or MODES.index(other.mode) < MODES.index(rule.mode):
            continue
        if other.deny and (not rule.deny or place < index) and _binds_wherever(other, rule):
            what = f"`{rule.name}` never matters: `{other.name}` refuses every change that it binds"
            yield Problem("P0152", what, "narrow the refusal, or delete the rule", rule.position, other.position)
            return
        if place < index and not rule.deny and _same(rule, other):
            what = f"`{rule.name}` says the same as `{other.name}`"
            yield Problem("P0153", what, "delete one of the two", rule.position, other.position)
            return


def _binds_wherever(other: Rule, rule: Rule) -> bool:
    if other.when is None:
        return True
    return implies(AllTests(conjuncts(rule.when), rule.position), other.when)


def _same(rule: Rule, other: Rule) -> bool:
    return said_by((rule.when, rule.require)) == said_by((other.when, other.require))


def _default_is_low(policy: Policy) -> Iterator[Problem]:
    if policy.default_tier == TIERS[0]:
        what = "every change that no tier rule matches is low, the tier that gets least care"
        position = policy.rules[0].position if policy.rules else None
        yield Problem("P0159", what, "leave `default_tier` at medium, and name what is low", position)
