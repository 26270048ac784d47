"""Does a policy decide as its team expects, case by case?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.model.decision import Decision, Node, Owed
from paraph.core.model.facts import Facts
from paraph.core.model.person import Directory
from paraph.core.model.policy import Policy
from paraph.core.pipeline import decide
from paraph.core.policy.modes import enforced_if_none_is
from paraph.core.policy.source import Plain
from paraph.flows.policy.case_facts import facts_data, sample_directory
from paraph.flows.policy.policy_cases import ExpectedOwed, PolicyCase

FactsReader = Callable[[dict[str, Plain], str], Facts]


class Difference(NamedTuple):
    """One thing that was decided otherwise."""

    about: str
    expected: str
    got: str


class CaseResult(NamedTuple):
    """One case, what was decided, and every difference; none where it passed."""

    case: PolicyCase
    decision: Decision
    differences: tuple[Difference, ...]


def run_policy_cases(
    policy: Policy, directory: Directory | None, cases: Iterable[PolicyCase], read_facts: FactsReader
) -> Iterator[CaseResult]:
    """Decide every case and compare.

    Where no rule of the policy enforces, all are taken as enforced: a policy is tested before it binds.
    Without a directory, each level has two people named after it (`senior`, `senior-2`). Raises
    InputError for a case whose facts cannot be read.
    """
    people = directory or sample_directory(policy.levels or Directory().levels)
    enforced = enforced_if_none_is(policy)
    for case in cases:
        facts = _facts(case, people, read_facts)
        decision = decide(enforced, facts)
        yield CaseResult(case, decision, tuple(_differences(case, decision)))


def _facts(case: PolicyCase, people: Directory, read_facts: FactsReader) -> Facts:
    try:
        facts = read_facts(facts_data(case, people), "facts")
    except InputError as error:
        problems = [_placed(problem, case) for problem in error.problems]
        raise InputError(*problems) from None
    return facts if "people" in case.facts else replace(facts, people=people)


def _placed(problem: Problem, case: PolicyCase) -> Problem:
    if problem.position is not None:
        return problem
    return Problem("P0171", f"the case `{case.name}` is broken: {problem.what}", problem.fix, case.position)


def _differences(case: PolicyCase, decision: Decision) -> Iterator[Difference]:
    expect = case.expect
    pairs = (
        ("verdict", expect.verdict, decision.verdict.value),
        ("tier", expect.tier, decision.tier.value),
        ("assistance", expect.assistance, decision.assistance.value),
    )
    for about, expected, got in pairs:
        if expected is not None and expected != got:
            yield Difference(about, expected, got)
    if expect.missing is not None:
        yield from _missing_differences(expect.missing, decision.missing, is_all=expect.is_all_missing)
    states = dict(_rule_states(decision))
    for name, state in expect.rules:
        if states.get(name) != state:
            yield Difference(f"rule {name}", state, states.get(name, "there is no such rule"))


def _missing_differences(
    expected: tuple[ExpectedOwed, ...], owed: tuple[Owed, ...], *, is_all: bool
) -> Iterator[Difference]:
    """Each expectation takes one thing owed; with `is_all`, what is left over is a difference too."""
    left = list(owed)
    for each in expected:
        found = next((one for one in left if _is_meant(each, one)), None)
        if found is None:
            yield Difference("missing", _expected_words(each), "not owed")
        else:
            left.remove(found)
    for one in left if is_all else ():
        yield Difference("missing", "nothing more", _owed_words(one))


def _is_meant(expected: ExpectedOwed, owed: Owed) -> bool:
    if not _reads(expected.what.casefold(), owed.what.casefold()):
        return False
    if expected.rule and not _is_name(expected.rule, owed.rule):
        return False
    return set(expected.by) <= set(owed.by)


def _reads(wanted: str, text: str) -> bool:
    """A part of the text; with `*` in it, the whole text."""
    return fnmatchcase(text, wanted.replace("[", "[[]")) if "*" in wanted else wanted in text


def _is_name(written: str, name: str) -> bool:
    return written in {name, name.removeprefix("org/"), name.removeprefix("repo/")}


def _expected_words(expected: ExpectedOwed) -> str:
    by = f" by {', '.join(expected.by)}" if expected.by else ""
    rule = f" ({expected.rule})" if expected.rule else ""
    return f"{expected.what or 'something'}{by}{rule}"


def _owed_words(owed: Owed) -> str:
    by = f" by {', '.join(owed.by[:5])}" if owed.by else ""
    return f"{owed.what}{by} ({owed.rule})"


def _rule_states(decision: Decision) -> Iterator[tuple[str, str]]:
    for node in (decision.tree, *decision.would, *decision.recorded):
        yield from _states_below(node)


def _states_below(node: Node) -> Iterator[tuple[str, str]]:
    if node.kind == "rule":
        for prefix in ("org/", "repo/", ""):
            yield node.title.removeprefix(prefix), node.state.value
    for child in node.children if node.kind == "policy" else ():
        yield from _states_below(child)
