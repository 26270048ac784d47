"""What do the tests on authors and contributors ask?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from paraph.core.model.policy import PersonTest, TestValue
from paraph.core.policy.context import Context, Outcome, unknown
from paraph.core.policy.context_contributors import Contributor
from paraph.core.policy.lookup import meets
from paraph.core.policy.predicates_words import either, flag_of

Run = Callable[[Context], Outcome]
_FACTS = ("people", "commits")


_LEVELS = {"<": "below {}", "<=": "{} or below", "==": "{}", ">=": "{} or above", ">": "above {}"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def people_words(count: int, who: PersonTest, among: str = "") -> str:
    """`one person, senior or above`, `two people who know databases`, `one of the owners of a.py`."""
    number = _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"
    noun = f"{number} {'person' if count == 1 else 'people'}"
    if who == PersonTest():
        return " ".join(filter(None, [number if among.startswith("of ") else noun, among]))
    words = f"{noun}{',' if who.level else ''} {person_words(who, count)}"
    return f"{words}, {among}" if among else words


def person_words(wanted: PersonTest, count: int = 1) -> str:
    """A test on people in words: `senior or above, in team payments, who knows databases`."""
    words = []
    if wanted.level is not None:
        words.append(_LEVELS[wanted.level.operator].format(wanted.level.value))
    if wanted.teams:
        words.append(f"in team {either(wanted.teams)}")
    if wanted.people:
        words.append(f"named {either(wanted.people)}")
    if wanted.domains:
        words.append(f"who {'knows' if count == 1 else 'know'} {either(wanted.domains)}")
    return ", ".join(words) or "of any kind"


def _is(verb: str, wanted: PersonTest) -> str:
    words = person_words(wanted)
    return f"{verb} somebody {words}" if words.startswith("who ") else f"{verb} {words}"


def _person_test_of(value: TestValue) -> PersonTest:
    if not isinstance(value, PersonTest):
        raise ValueError("a test on people (level, team, domain, person) must stand here")
    return value


def _holds(contributor: Contributor, wanted: PersonTest, levels: tuple[str, ...]) -> bool | None:
    """Whether one contributor is meant. An agent or a robot has no team and ranks below every level."""
    if contributor.person is not None:
        return meets(contributor.person, wanted, levels)
    if contributor.holder not in ("agent", "bot"):
        return None
    is_named = bool(wanted.teams or wanted.domains or wanted.people)
    return not is_named and wanted.level is not None and wanted.level.operator in ("<", "<=")


def _first(
    who: Iterable[Contributor], wanted: PersonTest, context: Context, order: tuple[bool | None, ...]
) -> tuple[bool | None, str] | None:
    """The first truth of `order` that is true of somebody, and of whom; None where there is nobody at all."""
    levels = context.levels
    found = [(_holds(each, wanted, levels), each) for each in who]
    truths = {truth for truth, _ in found}
    for truth in order:
        if truth in truths:
            return truth, ", ".join(dict.fromkeys([_shown(each) for of_each, each in found if of_each is truth]))
    return None


def _shown(contributor: Contributor) -> str:
    person = contributor.person
    if person is None:
        return f"{contributor.who} ({contributor.holder})"
    level = f"{person.level}, assumed" if person.is_level_assumed else person.level or "no level"
    return f"{person.name or person.id} ({level})"


# Of one person it is enough that it holds; of all, one of whom it does not hold decides.
_SOMEBODY = (True, None, False)
_EVERYBODY = (False, None, True)


def _people_test(
    words: str, pick: Callable[[Context], Iterable[Contributor]], order: tuple[bool | None, ...]
) -> Callable[[TestValue], tuple[str, Run]]:
    """A test on some contributors; the first truth of `order` that holds of one of them is the answer."""

    def make(value: TestValue) -> tuple[str, Run]:
        wanted = _person_test_of(value)

        def run(context: Context) -> Outcome:
            unread = context.why_unreadable(*_FACTS)
            if unread:
                return unknown(unread)
            found = _first(pick(context), wanted, context, order)
            return _nobody() if found is None else _outcome(found)

        return _is(words, wanted), run

    return make


def _outcome(of: tuple[bool | None, str]) -> Outcome:
    truth, names = of
    return Outcome(truth, names if truth is not None else f"not known of {names}")


def _nobody() -> Outcome:
    return unknown("nobody is named who had a hand in it")


def _sole_author(value: TestValue) -> tuple[str, Run]:
    wanted = flag_of(value)

    def run(context: Context) -> Outcome:
        unread = context.why_unreadable(*_FACTS)
        if unread:
            return unknown(unread)
        everyone = context.contributors.everyone
        ids = {each.person.id for each in everyone if each.person is not None}
        if len(ids) > 1 or any(each.holder == "agent" for each in everyone):
            return Outcome(not wanted, f"{len(ids)} people and {len(everyone) - len(ids)} other accounts took part")
        if context.contributors.unknown or not ids:
            return unknown(f"not known of {', '.join(each.who for each in everyone) or 'anybody'}")
        return Outcome(wanted, f"{next(iter(ids))} alone")

    return "one person alone wrote it" if wanted else "more than one had a hand in it", run


PEOPLE_TESTS: dict[str, Callable[[TestValue], tuple[str, Run]]] = {
    "author": _people_test("an author is", lambda context: context.contributors.authors, _SOMEBODY),
    "contributor": _people_test("a contributor is", lambda context: context.contributors.everyone, _SOMEBODY),
    "only_contributors": _people_test(
        "everybody who had a hand in it is", lambda context: context.contributors.everyone, _EVERYBODY
    ),
    "sole_author": _sole_author,
}
