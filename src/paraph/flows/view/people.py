"""Who is who, what may they be asked, who is away, and who carries too much?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from paraph.core.model.asking import Load
from paraph.core.model.noun import noun
from paraph.core.model.person import Directory, Person
from paraph.flows.view.shown import shown

MOST_SHOWN = 500
UNSAID = ("author", "reviewer")
"""What somebody may be for whom the directory names no role."""


@noun
class PersonView:
    """One person. Load is there so that nobody is asked for too much: it ranks nobody, and the order is by name.

    `load_percent` is of what one person may be asked for at once, at most 100.
    """

    id: str
    name: str
    level: str
    is_level_assumed: bool
    teams: tuple[str, ...]
    domains: tuple[str, ...]
    roles: tuple[str, ...]
    accounts: tuple[str, ...]
    is_away: bool
    away: tuple[str, ...]
    has_left: bool
    keys: int
    asks: int
    minutes: int
    load_percent: int
    is_over: bool
    is_viewer: bool


@noun
class PeopleView:
    """The page; `count` is of everybody, those of the page begin after `before`."""

    levels: tuple[str, ...]
    most_minutes: int
    count: int
    people: tuple[PersonView, ...]
    more: str
    schema: str = "paraph/people-page/v1"


def people_view(
    directory: Directory, loads: Iterable[Load], most_minutes: int, now: int, viewer: str = "", after: str = ""
) -> PeopleView:
    """Everybody by name. `after` is the id of the last one of the page before."""
    busy = {each.person: each for each in loads}
    everybody = sorted(directory.people, key=lambda one: (one.has_left, (one.name or one.id).casefold(), one.id))
    ids = [each.id for each in everybody]
    start = ids.index(after) + 1 if after in ids else 0
    page = everybody[start : start + MOST_SHOWN]
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    views = tuple(_person(each, busy.get(each.id, Load(each.id)), most_minutes, day, viewer) for each in page)
    more = page[-1].id if start + MOST_SHOWN < len(everybody) else ""
    return PeopleView(tuple(shown(each, 60) for each in directory.levels), most_minutes, len(everybody), views, more)


def _person(person: Person, load: Load, most: int, day: str, viewer: str) -> PersonView:
    coming = [each for each in person.away if each.end >= day]
    return PersonView(
        id=person.id,
        name=shown(person.name or person.id, 100),
        level=shown(person.level or "", 60),
        is_level_assumed=person.is_level_assumed,
        teams=_words(person.teams),
        domains=_words(person.domains),
        roles=_words(person.roles or UNSAID),
        accounts=_words(person.accounts),
        is_away=any(each.start <= day for each in coming),
        away=tuple(f"{shown(each.start, 20)} to {shown(each.end, 20)}" for each in coming[:5]),
        has_left=person.has_left,
        keys=sum(not each.revoked or each.revoked > day for each in person.keys),
        asks=load.asks,
        minutes=load.minutes,
        load_percent=min(100, round(100 * load.minutes / most)) if most else 0,
        is_over=bool(most) and load.minutes > most,
        is_viewer=bool(viewer) and person.id == viewer,
    )


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(shown(each, 120) for each in list(words)[:20])
