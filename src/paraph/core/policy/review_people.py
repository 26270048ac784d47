"""Can the people of the directory ever meet what a policy requires?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from paraph.core.errors import Problem
from paraph.core.model import places
from paraph.core.model.person import Directory, Person
from paraph.core.model.policy import (
    AllNeeds,
    AnyNeed,
    ManualNeed,
    OwnerNeed,
    PersonTest,
    Policy,
    Position,
    Requirement,
    Rule,
    SampleNeed,
    SignoffNeed,
)
from paraph.core.policy.lookup import meets
from paraph.core.policy.predicates_people import people_words
from paraph.core.policy.reading import did_you_mean
from paraph.core.policy.walk import all_tests

_SHOWN = 5


class Wanted(NamedTuple):
    """How many people of which sort a requirement asks for; `has_way_out` where something else would do."""

    rule: Rule
    number: int
    spared: int
    who: PersonTest
    is_independent: bool
    distinct: str | None
    has_way_out: bool
    position: Position


def review_people(policy: Policy, directory: Directory) -> list[Problem]:
    """Requirements that ask for more people than there are, and names that nobody has."""
    people = tuple(person for person in directory.people if not person.has_left)
    if not people:
        what = "the directory names nobody, so nobody can answer for anything"
        return [Problem("P0155", what, f"run `paraph init`, or fill in {places.PEOPLE}", _start(policy))]
    levels = policy.levels or directory.levels
    wanted = [each for rule in policy.rules for each in _wanted(rule, rule.require, has_way_out=False)]
    found = [problem for each in wanted for problem in _too_few(each, people, levels, directory)]
    told = {problem.position for problem in found}
    strangers = [problem for problem in _strangers(policy, wanted, directory) if problem.position not in told]
    return [*found, *_groups(wanted, people, levels), *strangers, *_levels(policy, people)]


def _start(policy: Policy) -> Position:
    return policy.rules[0].position if policy.rules else Position(policy.sources[0] if policy.sources else "", 1, 1)


def _wanted(rule: Rule, requirements: tuple[Requirement, ...], *, has_way_out: bool) -> Iterator[Wanted]:
    for each in requirements:
        if isinstance(each, (AllNeeds, AnyNeed)):
            has_others = isinstance(each, AnyNeed) and len(each.children) > 1
            yield from _wanted(rule, each.children, has_way_out=has_way_out or has_others)
        elif isinstance(each, SampleNeed):
            yield from _wanted(rule, (each.child,), has_way_out=has_way_out)
        elif isinstance(each, SignoffNeed):
            spared = each.relief.spares if each.relief else 0
            independent = each.is_independent
            place = each.position
            yield Wanted(rule, each.count, spared, each.who, independent, each.distinct, has_way_out, place)
        elif isinstance(each, ManualNeed):
            yield Wanted(rule, 1, 0, each.who, False, None, has_way_out, each.position)  # noqa: FBT003
        elif isinstance(each, OwnerNeed):
            yield Wanted(rule, 1, 0, PersonTest(each.level), False, None, has_way_out, each.position)  # noqa: FBT003


def _eligible(who: PersonTest, people: tuple[Person, ...], levels: tuple[str, ...]) -> list[str]:
    return [person.id for person in people if meets(person, who, levels)]


def _too_few(
    wanted: Wanted, people: tuple[Person, ...], levels: tuple[str, ...], directory: Directory
) -> Iterator[Problem]:
    eligible = _eligible(wanted.who, people, levels)
    people_asked = people_words(wanted.number, wanted.who)
    asks = f"`{wanted.rule.name}` asks for {people_asked}; the directory has {_named(eligible)}"
    hints = [hint for *_, hint in _unknown(wanted.who, directory) if hint]
    fix = hints[0] if hints else f"name more people in {places.PEOPLE}, or ask for fewer"
    if len(eligible) < wanted.number - wanted.spared and not wanted.has_way_out:
        yield Problem("P0154", f"{asks}: it can never be met", fix, wanted.position)
    elif len(eligible) < wanted.number:
        yield Problem("P0155", f"{asks}: only the other way out can be taken", fix, wanted.position)
    elif len(eligible) == wanted.number and wanted.is_independent:
        what = f"{asks}: nobody can answer for a change that one of them has a hand in"
        yield Problem("P0155", what, fix, wanted.position)


def _named(eligible: list[str]) -> str:
    shown = ", ".join(eligible[:_SHOWN])
    more = f" and {len(eligible) - _SHOWN} more" if len(eligible) > _SHOWN else ""
    return f"{len(eligible)} ({shown}{more})" if eligible else "none"


def _groups(wanted: list[Wanted], people: tuple[Person, ...], levels: tuple[str, ...]) -> Iterator[Problem]:
    """Groups of requirements that different people must meet, and that together ask for more than there are."""
    names = dict.fromkeys(each.distinct for each in wanted if each.distinct and not each.has_way_out)
    for name in names:
        members = [each for each in wanted if each.distinct == name and not each.has_way_out]
        eligible = {person for each in members for person in _eligible(each.who, people, levels)}
        count = sum(each.number - each.spared for each in members)
        if len(members) > 1 and len(eligible) < count:
            there = _named(sorted(eligible))
            what = f"the group `{name}` asks for {count} different people; the directory has {there}"
            yield Problem(
                "P0155", what, "name more people, or ask for fewer", members[-1].position, members[0].position
            )


def _strangers(policy: Policy, wanted: list[Wanted], directory: Directory) -> Iterator[Problem]:
    """Tests and requirements that name a person, team or domain that the directory does not have."""
    tests = [(f"`{test.name}`", test.value, test.position) for test in all_tests(policy)]
    asked = [(f"what `{each.rule.name}` requires", each.who, each.position) for each in wanted]
    for where, who, position in (*tests, *asked):
        for sort, name, hint in _unknown(who, directory) if isinstance(who, PersonTest) else ():
            what = f"{where} names the {sort} `{name}`, which nobody in the directory is or has"
            yield Problem("P0160", what, hint or "correct the name, or the directory", position)


def _unknown(who: PersonTest, directory: Directory) -> Iterator[tuple[str, str, str]]:
    """What sort of name nobody bears, the name, and the likely one as a fix, empty where none is near."""
    known = {
        "person": {person.id for person in directory.people},
        "team": {team for person in directory.people for team in person.teams},
        "domain": {domain for person in directory.people for domain in person.domains},
    }
    for sort, names in (("person", who.people), ("team", who.teams), ("domain", who.domains)):
        for name in (each for each in names if each not in known[sort]):
            hint = did_you_mean(name, sorted(known[sort]))
            yield sort, name, hint if hint.startswith("did") else ""


def _levels(policy: Policy, people: tuple[Person, ...]) -> Iterator[Problem]:
    """People whose level the policy does not know: every test of their level is unknown."""
    odd = [person.id for person in people if policy.levels and person.level and person.level not in policy.levels]
    if odd:
        what = f"the levels of {_named(odd)} are not among the `levels` of the policy"
        yield Problem("P0160", what, "use one list of levels in both files", _start(policy))
