"""Who is meant by an account or a test on people, and can that person be asked now?"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from paraph.core.model.person import Directory, Identity, Person
from paraph.core.model.policy import Comparator, Comparison, PersonTest

AccountHolder = Literal["person", "bot", "shared", "unknown"]

_FOLDED_KINDS = ("email", "github", "gitlab")
# Under these addresses a forge commits what somebody did in the browser.
FORGE_ADDRESSES = ("noreply@github.com", "noreply@gitlab.com")

_GITHUB_NOREPLY = "@users.noreply.github.com"
_GITLAB_NOREPLY = "@users.noreply.gitlab.com"
_SECONDS_A_DAY = 86_400
_EPOCH_ORDINAL = 719_163  # proleptic Gregorian ordinal of 1970-01-01


def fold(text: str) -> str:
    """Lower-case ASCII letters only: full case folding would make different addresses one (`K` the Kelvin sign)."""
    return text.lower() if text.isascii() else "".join(c.lower() if c.isascii() else c for c in text)


@lru_cache(maxsize=16384)
def normal_account(account: str) -> str:
    """The form in which accounts are compared: `kind:value`, folded for kinds that ignore case."""
    kind, colon, value = account.strip().partition(":")
    kind = kind.lower()
    return f"{kind}{colon}{fold(value) if kind in _FOLDED_KINDS else value}"


def accounts_of(identity: Identity) -> tuple[str, ...]:
    """The accounts that a commit's identity names: its address, and the login inside a forge's no-reply address."""
    address = fold(identity.email.strip())
    if not address:
        return ()
    found = [f"email:{address}"]
    if address.endswith(_GITHUB_NOREPLY):
        found.append("github:" + address.removesuffix(_GITHUB_NOREPLY).rpartition("+")[2])
    elif address.endswith(_GITLAB_NOREPLY):
        found.append("gitlab:" + address.removesuffix(_GITLAB_NOREPLY).partition("-")[2])
    return tuple(account for account in found if not account.endswith(":"))


class PeopleIndex(NamedTuple):
    """A directory made ready for many look-ups; build it once with `index_people`. `experts` are ids by domain."""

    directory: Directory
    by_account: dict[str, Person]
    by_id: dict[str, Person]
    bots: frozenset[str]
    shared: frozenset[str]
    experts: dict[str, frozenset[str]]

    def person_of(self, who: str | Identity) -> Person | None:
        """The person behind an account or a commit's identity; None for robots, shared and unknown accounts."""
        for account in _accounts(who):
            if account in self.shared or account in self.bots:
                return None
            if account in self.by_account:
                return self.by_account[account]
        return None

    def holder_of(self, who: str | Identity) -> AccountHolder:
        """What stands behind an account or identity. An account listed as shared or bot is never a person's."""
        for account in _accounts(who):
            if account in self.shared:
                return "shared"
            if account in self.bots:
                return "bot"
            if account in self.by_account:
                return "person"
        return "unknown"


def index_people(directory: Directory) -> PeopleIndex:
    """Index a directory. The first person that lists an account holds it (a valid directory lists each once)."""
    by_account: dict[str, Person] = {}
    by_id: dict[str, Person] = {}
    for person in directory.people:
        by_id.setdefault(person.id, person)
        for account in person.accounts:
            by_account.setdefault(normal_account(account), person)
    bots = frozenset(normal_account(account) for account in directory.bots)
    shared = frozenset(normal_account(account) for account in directory.shared)
    domains = {domain for person in directory.people for domain in person.domains}
    experts = {each: frozenset(one.id for one in directory.people if each in one.domains) for each in domains}
    return PeopleIndex(directory, by_account, by_id, bots, shared, experts)


def level_rank(level: str | None, levels: tuple[str, ...]) -> int | None:
    """Position of a level in the ordered list, 0 the least senior; None for an unknown or absent level."""
    return levels.index(level) if level is not None and level in levels else None


def meets_level(level: str | None, wanted: Comparison, levels: tuple[str, ...]) -> bool | None:
    """Whether a level satisfies `>= senior` and the like; None where either level is not in the list."""
    have, bound = level_rank(level, levels), level_rank(str(wanted.value), levels)
    return None if have is None or bound is None else compare(have, wanted.operator, bound)


def compare(left: float, operator: Comparator, right: float) -> bool:
    """Apply one comparator of the language."""
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case "==":
            return left == right
        case ">=":
            return left >= right
        case ">":
            return left > right


def meets(person: Person, wanted: PersonTest, levels: tuple[str, ...]) -> bool | None:
    """Whether every field of the test that is set holds of the person; None where only an unknown level is left.

    Lists are OR-ed. Someone without a level does not fail a level test, they make it unknown.
    """
    if wanted.people and person.id not in wanted.people:
        return False
    if wanted.teams and not set(wanted.teams) & set(person.teams):
        return False
    if wanted.domains and not set(wanted.domains) & set(person.domains):
        return False
    return True if wanted.level is None else meets_level(person.level, wanted.level, levels)


def is_away(person: Person, now: int) -> bool:
    """Whether an absence of the person covers the UTC day of `now` (epoch seconds); both days count."""
    if not person.away:
        return False
    today = _iso_day(now)
    return any(span.start <= today <= span.end for span in person.away)


def can_be_asked(person: Person, now: int) -> bool:
    """Whether it makes sense to ask this person now: still here, and not away."""
    return not person.has_left and not (person.away and is_away(person, now))


def _accounts(who: str | Identity) -> tuple[str, ...]:
    return (normal_account(who),) if isinstance(who, str) else accounts_of(who)


def _iso_day(now: int) -> str:
    from datetime import date  # only needed when somebody is away

    ordinal = min(max(_EPOCH_ORDINAL + now // _SECONDS_A_DAY, 1), date.max.toordinal())
    return date.fromordinal(ordinal).isoformat()
