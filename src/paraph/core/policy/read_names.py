"""Is every rule's name its own, in this policy and beside the organisation's?"""

from __future__ import annotations

from paraph.core.model.policy import Policy, Rule
from paraph.core.policy.reading import Reading, shortened

ORGANISATION = "org/"
REPOSITORY = "repo/"


def check_names(reading: Reading, rules: tuple[Rule, ...], organisation: Policy | None = None) -> None:
    """Report names that stand twice, that take a layer's prefix, or that are an organisation's.

    `organisation` is the organisation's policy with its names as it writes them, without prefix.
    """
    _check_twice(reading, rules)
    theirs = {same_name(rule.name): rule for rule in organisation.rules} if organisation else {}
    for rule in rules:
        if same_name(rule.name).removeprefix(ORGANISATION) in theirs:
            _report_theirs(reading, rule, theirs[same_name(rule.name).removeprefix(ORGANISATION)])
        elif same_name(rule.name).startswith((ORGANISATION, REPOSITORY)):
            what = f"the name `{shortened(rule.name)}` takes a prefix that says whose rule it is"
            reading.report_at("P0136", rule.position, what, "leave the prefix out; it is added where it is due")


def same_name(name: str) -> str:
    """What two rule names share that people would take for one another: their words, in any case."""
    return " ".join(name.split()).casefold()


def _check_twice(reading: Reading, rules: tuple[Rule, ...]) -> None:
    first: dict[str, Rule] = {}
    for rule in rules:
        other = first.setdefault(same_name(rule.name), rule)
        if other is not rule and rule.name:
            what = f"a rule named `{shortened(rule.name)}` stands on line {other.position.line} already"
            reading.report_at("P0127", rule.position, what, "rename one of the two", other.position)


def _report_theirs(reading: Reading, rule: Rule, theirs: Rule) -> None:
    there = f"{theirs.position.file}:{theirs.position.line}"
    fix = "delete it, or give a rule of your own another name: a repository may add rules, not change these"
    if rule.mode != theirs.mode:
        code, what = "P0141", f"the rule changes the mode of the organisation's `{shortened(theirs.name)}` ({there})"
    elif same_name(rule.name).startswith(ORGANISATION):
        code, what = "P0140", f"the rule names the organisation's `{shortened(theirs.name)}` ({there})"
    else:
        code, what = "P0142", f"the rule redefines the organisation's `{shortened(theirs.name)}` ({there})"
    reading.report_at(code, rule.position, what, fix, theirs.position)
