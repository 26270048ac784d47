"""How does a policy become something that answers for many changes?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.model.decision import Node, State
from paraph.core.model.person import Directory
from paraph.core.model.policy import (
    AllNeeds,
    AllTests,
    AnyNeed,
    AnyTest,
    Condition,
    NotTest,
    Policy,
    Position,
    Requirement,
    Rule,
    SampleNeed,
    SignoffNeed,
    Test,
)
from paraph.core.policy.context import Context, Outcome, fails, holds
from paraph.core.policy.globs import PathSet, compile_path_set
from paraph.core.policy.lookup import PeopleIndex, index_people
from paraph.core.policy.predicates import Predicate, predicate

_STATE: dict[bool | None, State] = {True: State.SATISFIED, False: State.SKIPPED, None: State.CANNOT_TELL}


class CompiledCondition(NamedTuple):
    """A condition as two functions of a context: its outcome, and the node that explains it."""

    outcome: Callable[[Context], Outcome]
    explain: Callable[[Context], Node]


class CompiledRule(NamedTuple):
    """A rule with its condition made ready; None for a rule that always binds."""

    rule: Rule
    when: CompiledCondition | None


class CompiledTierRule(NamedTuple):
    """A tier rule with its condition made ready."""

    tier: str
    condition: CompiledCondition
    position: Position


@dataclass(slots=True)
class CompiledPolicy:
    """A policy made ready for any number of facts; equal tests of different rules are asked once a decision."""

    policy: Policy
    rules: tuple[CompiledRule, ...]
    tiers: tuple[CompiledTierRule, ...]
    kinds: tuple[tuple[str, PathSet], ...]
    levels: tuple[str, ...]
    test_count: int
    _people: PeopleIndex | None = None

    def people_index(self, directory: Directory) -> PeopleIndex:
        """The index of a directory; kept while the same directory comes again."""
        if self._people is None or self._people.directory is not directory:
            self._people = index_people(directory)
        return self._people


def compile_policy(policy: Policy) -> CompiledPolicy:
    """Make a policy ready. Raises InputError where a test or pattern of it cannot be understood."""
    compiler = _Compiler()
    for each in policy.rules:
        for requirement in each.require:
            _check_distinct(requirement, is_optional=False)
    rules = tuple(CompiledRule(rule, compiler.condition(rule.when) if rule.when else None) for rule in policy.rules)
    tiers = tuple(
        CompiledTierRule(each.tier, compiler.condition(each.condition), each.position) for each in policy.tiers
    )
    kinds = tuple((each.kind, _path_set(each.paths, each.position)) for each in policy.kinds)
    return CompiledPolicy(policy, rules, tiers, kinds, policy.levels, compiler.count)


def evaluate(condition: CompiledCondition, context: Context) -> Outcome:
    """Ask one condition: `.truth` is True, False or None (unknown), `.found` says why, `.paths` names a few files."""
    return condition.outcome(context)


def _path_set(patterns: tuple[str, ...], position: Position) -> PathSet:
    try:
        return compile_path_set(patterns)
    except ValueError as error:
        raise InputError(Problem("P0150", str(error), "write the pattern as in CODEOWNERS", position)) from error


def _check_distinct(requirement: Requirement, *, is_optional: bool) -> None:
    """A `distinct` group claims people for good, so nothing in it may be one of several ways."""
    if isinstance(requirement, SignoffNeed) and requirement.distinct is not None and is_optional:
        what = f"`distinct: {requirement.distinct}` stands under `any`, so nobody knows whom it claims"
        raise InputError(Problem("P0152", what, "name the group only where it is always owed", requirement.position))
    if isinstance(requirement, (AllNeeds, AnyNeed)):
        for child in requirement.children:
            _check_distinct(child, is_optional=is_optional or isinstance(requirement, AnyNeed))
    elif isinstance(requirement, SampleNeed):
        _check_distinct(requirement.child, is_optional=is_optional)


class _Compiler:
    """Gives every distinct test a slot in the memory of a decision."""

    def __init__(self) -> None:
        self._slots: dict[tuple[str, object], tuple[int, Predicate]] = {}

    @property
    def count(self) -> int:
        return len(self._slots)

    def condition(self, condition: Condition) -> CompiledCondition:
        if isinstance(condition, Test):
            return self._test(condition)
        if isinstance(condition, NotTest):
            return _negated(self.condition(condition.child), condition.position)
        children = tuple(self.condition(child) for child in condition.children)
        if isinstance(condition, AnyTest):
            return _one_of(children, condition)
        return _every(children, condition)

    def _test(self, test: Test) -> CompiledCondition:
        key = (test.name, (type(test.value), test.value))
        if key not in self._slots:
            try:
                self._slots[key] = (len(self._slots), predicate(test))
            except ValueError as error:
                problem = Problem("P0151", f"{test.name}: {error}", "see `paraph schema policy`", test.position)
                raise InputError(problem) from error
        slot, (title, run) = self._slots[key]

        def outcome(context: Context) -> Outcome:
            known = context.memo[slot]
            if known is None:
                known = context.memo[slot] = run(context)
            return known

        def explain(context: Context) -> Node:
            truth, found, _ = outcome(context)
            return Node(test.name, title, _STATE[truth], found, (), (), test.position)

        return CompiledCondition(outcome, explain)


def _negated(child: CompiledCondition, position: Position) -> CompiledCondition:
    def outcome(context: Context) -> Outcome:
        truth, found, paths = child.outcome(context)
        return Outcome(None if truth is None else not truth, found, paths)

    def explain(context: Context) -> Node:
        return Node("not", "none of this", _STATE[outcome(context).truth], "", (child.explain(context),), (), position)

    return CompiledCondition(outcome, explain)


def _every(children: tuple[CompiledCondition, ...], condition: AllTests) -> CompiledCondition:
    """Kleene's and: one False settles it, else one unknown leaves it unknown. What settled it is what was found."""

    def outcome(context: Context) -> Outcome:
        doubt: Outcome | None = None
        for child in children:
            last = child.outcome(context)
            if last.truth is False:
                return last
            if last.truth is None and doubt is None:
                doubt = last
        return doubt or _together(children, context)

    return CompiledCondition(outcome, _explained(condition, children, outcome))


def _one_of(children: tuple[CompiledCondition, ...], condition: AnyTest) -> CompiledCondition:
    """Kleene's or: one True settles it, else one unknown leaves it unknown."""

    def outcome(context: Context) -> Outcome:
        outcomes = []
        for child in children:
            each = child.outcome(context)
            if each.truth:
                return each
            outcomes.append(each)
        doubt = next((each for each in outcomes if each.truth is None), None)
        return doubt or fails("; ".join(dict.fromkeys(each.found for each in outcomes)))

    return CompiledCondition(outcome, _explained(condition, children, outcome))


def _together(children: tuple[CompiledCondition, ...], context: Context) -> Outcome:
    outcomes = [child.outcome(context) for child in children]
    paths = next((each.paths for each in outcomes if each.paths), ())
    return holds("; ".join([each.found for each in outcomes if each.found]), paths)


def _explained(
    condition: AllTests | AnyTest,
    children: tuple[CompiledCondition, ...],
    outcome: Callable[[Context], Outcome],
) -> Callable[[Context], Node]:
    """The node of a condition, with its children down to the one that settled it: further none was looked at."""
    is_all = isinstance(condition, AllTests)
    kind, title = ("all", "all of these") if is_all else ("any", "one of these")
    settles, position = not is_all, condition.position

    def explain(context: Context) -> Node:
        shown = []
        for child in children:
            shown.append(child.explain(context))
            if child.outcome(context).truth is settles:
                break
        return Node(kind, title, _STATE[outcome(context).truth], "", tuple(shown), (), position)

    return explain
