"""How does a policy become something that answers for many changes?"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.model.decision import Node, State
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Person
from paraph.core.model.policy import (
    AllNeeds,
    AllTests,
    AnyNeed,
    AnyTest,
    Condition,
    GuardNeed,
    NotTest,
    PersonTest,
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
from paraph.core.policy.lookup import PeopleIndex, index_people, level_rank, meets
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


_Circle = tuple[tuple[tuple[Person, ...], ...], frozenset[str]]


class _KnownPeople(NamedTuple):
    """A directory made ready, with the people of whom each test asked so far holds."""

    ready: PeopleIndex
    circles: dict[PersonTest, _Circle]


class CompiledPolicy:
    """A policy made ready for any number of facts; equal tests of different rules are asked once a decision."""

    def __init__(
        self,
        policy: Policy,
        rules: tuple[CompiledRule, ...],
        tiers: tuple[CompiledTierRule, ...],
        kinds: tuple[tuple[str, PathSet], ...],
        levels: tuple[str, ...],
        test_count: int,
        *,
        asks_at_deploy: bool = False,
    ) -> None:
        self.policy = policy
        self.rules = rules
        self.tiers = tiers
        self.kinds = kinds
        self.levels = levels
        self.test_count = test_count
        self.asks_at_deploy = asks_at_deploy
        self._known: _KnownPeople | None = None

    def people_index(self, directory: Directory) -> PeopleIndex:
        """The index of a directory; kept while the same directory comes again."""
        return self._people(directory).ready

    def rounds_meeting(self, who: PersonTest, directory: Directory) -> tuple[tuple[Person, ...], ...]:
        """The people of a directory of whom a test holds, a round a level, the lowest sufficient one first.

        The order within a round follows from the people alone, not from their names or the directory.
        """
        return self._circle(who, directory)[0]

    def ids_meeting(self, who: PersonTest, directory: Directory) -> frozenset[str]:
        """The ids of the people of a directory of whom a test holds."""
        return self._circle(who, directory)[1]

    def _people(self, directory: Directory) -> _KnownPeople:
        # in one step: another thread may be deciding by another directory
        known = self._known
        if known is None or known.ready.directory is not directory:
            known = self._known = _KnownPeople(index_people(directory), {})
        return known

    def _circle(self, who: PersonTest, directory: Directory) -> _Circle:
        circles = self._people(directory).circles
        known = circles.get(who)
        if known is None:
            levels = self.levels or directory.levels
            found = [person for person in directory.people if meets(person, who, levels)]
            found.sort(key=lambda person: (_seniority(person, levels), _stranger(person.id), person.id))
            rounds = groupby(found, key=lambda person: _seniority(person, levels))
            ids = frozenset(person.id for person in found)
            known = circles[who] = (tuple(tuple(of_level) for _, of_level in rounds), ids)
        return known


def compile_policy(policy: Policy) -> CompiledPolicy:
    """Make a policy ready. Raises InputError where a test or pattern of it cannot be understood."""
    compiler = _Compiler()
    rules = tuple(CompiledRule(_own(rule), compiler.when(rule.when) if rule.when else None) for rule in policy.rules)
    tiers = tuple(
        CompiledTierRule(each.tier, compiler.condition(each.condition), each.position) for each in policy.tiers
    )
    kinds = tuple((each.kind, _path_set(each.paths, each.position)) for each in policy.kinds)
    return CompiledPolicy(
        policy, rules, tiers, kinds, policy.levels, compiler.count, asks_at_deploy=_asks_at_deploy(policy)
    )


def evaluate(condition: CompiledCondition, context: Context) -> Outcome:
    """Ask one condition: `.truth` is True, False or None (unknown), `.found` says why, `.paths` names a few files."""
    return condition.outcome(context)


def _stranger(person_id: str) -> int:
    """A number by which neighbours in the alphabet are strangers (Knuth's multiplicative hash of a checksum)."""
    return crc32(person_id.encode("utf-8", "surrogatepass")) * 2_654_435_761 & 0xFFFFFFFF


def _seniority(person: Person, levels: tuple[str, ...]) -> int:
    rank = level_rank(person.level, levels)
    return len(levels) if rank is None else rank


def _path_set(patterns: tuple[str, ...], position: Position) -> PathSet:
    try:
        return compile_path_set(patterns)
    except ValueError as error:
        raise InputError(Problem("P0125", str(error), "write the pattern as in CODEOWNERS", position)) from error


def _asks_at_deploy(policy: Policy) -> bool:
    return any(_is_at_deploy(need) for rule in policy.rules for need in rule.require)


def _is_at_deploy(need: Requirement) -> bool:
    if isinstance(need, (AllNeeds, AnyNeed)):
        return need.stage == "deploy" or any(_is_at_deploy(child) for child in need.children)
    if isinstance(need, SampleNeed):
        return need.stage == "deploy" or _is_at_deploy(need.child)
    return need.stage == "deploy" or isinstance(need, GuardNeed)


def _own(rule: Rule) -> Rule:
    return changed(rule, require=tuple(_separated(each, is_optional=False) for each in rule.require))


def _separated(requirement: Requirement, *, is_optional: bool) -> Requirement:
    """The same requirement, in which everything that claims people (`distinct`) is an object of its own.

    Claims are for good, so none may be one of several ways. Raises InputError for one under `any`.
    """
    if isinstance(requirement, SignoffNeed) and requirement.distinct is not None:
        if is_optional:
            what = f"`distinct: {requirement.distinct}` stands under `any`, so nobody knows whom it claims"
            fix = "name the group only where it is always owed"
            raise InputError(Problem("P0139", what, fix, requirement.position))
        return changed(requirement)
    if isinstance(requirement, (AllNeeds, AnyNeed)):
        is_within = is_optional or isinstance(requirement, AnyNeed)
        children = tuple(_separated(child, is_optional=is_within) for child in requirement.children)
        return changed(requirement, children=children)
    if isinstance(requirement, SampleNeed):
        return changed(requirement, child=_separated(requirement.child, is_optional=is_optional))
    return requirement


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
            return _one_of(children, condition.position)
        return _every(children, condition.position)

    def when(self, condition: Condition) -> CompiledCondition:
        """A condition as it stands in a rule."""
        if isinstance(condition, AllTests):
            children = tuple(self.condition(child) for child in condition.children)
            return _every(children, condition.position, "when", "it binds when all of these hold")
        return _when(self.condition(condition), condition.position)

    def _test(self, test: Test) -> CompiledCondition:
        key = (test.name, (type(test.value), test.value))
        if key not in self._slots:
            try:
                self._slots[key] = (len(self._slots), predicate(test))
            except ValueError as error:
                problem = Problem("P0138", f"{test.name}: {error}", "see `paraph schema policy`", test.position)
                raise InputError(problem) from error
        slot, (title, run) = self._slots[key]
        name, position = test.name, test.position
        kept: tuple[Outcome | None, Node] = (None, Node(name, title, State.SKIPPED))

        def outcome(context: Context) -> Outcome:
            known = context.memo[slot]
            if known is None:
                known = context.memo[slot] = run(context)
            return known

        def explain(context: Context) -> Node:
            """The node of an outcome that is a constant, such as that no file matches, is made once."""
            nonlocal kept
            known = context.memo[slot] or outcome(context)
            last = kept
            if last[0] is not known:
                last = kept = (known, Node(name, title, _STATE[known[0]], known[1], (), (), position))
            return last[1]

        return CompiledCondition(outcome, explain)


def _negated(child: CompiledCondition, position: Position) -> CompiledCondition:
    def outcome(context: Context) -> Outcome:
        truth, found, paths = child.outcome(context)
        return Outcome(None if truth is None else not truth, found, paths)

    def explain(context: Context) -> Node:
        truth, found, _ = outcome(context)
        return Node("not", "none of this", _STATE[truth], found, (child.explain(context),), (), position)

    return CompiledCondition(outcome, explain)


def _every(
    children: tuple[CompiledCondition, ...], position: Position, kind: str = "all", title: str = "all of these"
) -> CompiledCondition:
    """Kleene's and: one False settles it, and nothing after it is looked at; else one unknown leaves it unknown."""
    asked = tuple(child.outcome for child in children)
    told = tuple(child.explain for child in children)

    def outcome(context: Context) -> Outcome:
        found = []
        for ask in asked:
            last = ask(context)
            if last.truth is False:
                return last
            found.append(last)
        doubt = next((each for each in found if each.truth is None), None)
        return doubt or holds(_joined(found), next((each.paths for each in found if each.paths), ()))

    def explain(context: Context) -> Node:
        shown = []
        for tell in told:
            last = tell(context)
            shown.append(last)
            if last.state is State.SKIPPED:
                return Node(kind, title, State.SKIPPED, last.found, tuple(shown), (), position)
        doubt = next((each for each in shown if each.state is State.CANNOT_TELL), None)
        if doubt:
            return Node(kind, title, State.CANNOT_TELL, doubt.found, tuple(shown), (), position)
        return Node(kind, title, State.SATISFIED, _joined(shown), tuple(shown), (), position)

    return CompiledCondition(outcome, explain)


def _one_of(children: tuple[CompiledCondition, ...], position: Position) -> CompiledCondition:
    """Kleene's or: one True settles it, and nothing after it is looked at; else one unknown leaves it unknown."""

    def outcome(context: Context) -> Outcome:
        found = []
        for child in children:
            last = child.outcome(context)
            if last.truth:
                return last
            found.append(last)
        doubt = next((each for each in found if each.truth is None), None)
        return doubt or fails(_joined(found))

    def explain(context: Context) -> Node:
        shown = []
        for child in children:
            shown.append(child.explain(context))
            if child.outcome(context).truth:
                break
        truth, found, _ = outcome(context)
        return Node("any", "one of these", _STATE[truth], found, tuple(shown), (), position)

    return CompiledCondition(outcome, explain)


def _joined(found: Iterable[Outcome | Node]) -> str:
    return "; ".join(dict.fromkeys([each.found for each in found if each.found]))


def _when(condition: CompiledCondition, position: Position) -> CompiledCondition:
    """The same condition, shown as the `when` of a rule."""

    def explain(context: Context) -> Node:
        node = condition.explain(context)
        return Node("when", "it binds when this holds", node.state, node.found, (node,), (), position)

    return CompiledCondition(condition.outcome, explain)
