"""Who are the people of this repository, as far as its history tells?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import combining, normalize

from paraph.core.detect.read import is_agent_identity
from paraph.core.model.person import Directory, Identity, Person
from paraph.core.policy.lookup import FORGE_ADDRESSES, accounts_of
from paraph.ports.repository import Author

YEAR_SECONDS = 365 * 86_400
EXPERT_CHANGES = 3
SENIOR_COMMITS = 50
SENIOR_SHARE = 0.02
MID_COMMITS = 10
MOST_ID_CHARACTERS = 60


@dataclass(slots=True)
class _Someone:
    """One person to be, gathered from several identities; times are epoch seconds as commits claim them."""

    name: str
    first: int
    emails: list[str] = field(default_factory=list)
    commits: int = 0
    last: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def accounts(self) -> tuple[str, ...]:
        """The addresses, and the logins that a forge's no-reply addresses name."""
        return tuple(dict.fromkeys(account for email in self.emails for account in accounts_of(Identity("", email))))


def draft_directory(
    authors: Sequence[Author],
    domains: Sequence[str] = (),
    kinds: Mapping[str, Counter[str]] | None = None,
    *,
    active_seconds: int = YEAR_SECONDS,
) -> Directory:
    """A directory with every level assumed: one person for each human of a history.

    Two identities are one person when they share an address or a full name. `kinds` counts, for each
    address, the changes of each kind of file; who changed one of `domains` at least `EXPERT_CHANGES`
    times counts as an expert in it; who wrote nothing in the last `active_seconds` of the history is taken
    to have left.
    Agents are left out: detection names them. Robots are `bots`.
    """
    known = [each for each in authors if not is_agent_identity(each.name, each.email)]
    bots = [each for each in known if _is_bot(each)]
    people = _merged([each for each in known if not _is_bot(each)], kinds or {})
    total = sum(person.commits for person in people) or 1
    newest = max((person.last for person in people), default=0)
    robots = {*FORGE_ADDRESSES, *(bot.email.lower() for bot in bots)}
    return Directory(
        people=tuple(
            replace(_person(person, id_, total, domains), has_left=newest - person.last > active_seconds)
            for person, id_ in zip(people, _ids(people), strict=True)
        ),
        bots=tuple(f"email:{address}" for address in sorted(robots - {""})),
    )


def _is_bot(author: Author) -> bool:
    """By the forges' mark, or by a name that says so (`pytest bot`, `releasebot`, not `Ada Talbot`)."""
    if author.name.endswith("[bot]") or "[bot]@" in author.email:
        return True
    words = author.proper_name.casefold().replace("-", " ").split()
    return "bot" in words or (len(words) == 1 and words[0].endswith("bot"))


def _merged(humans: Iterable[Author], kinds: Mapping[str, Counter[str]]) -> list[_Someone]:
    people: list[_Someone] = []
    by_email: dict[str, _Someone] = {}
    by_name: dict[str, _Someone] = {}
    for each in humans:
        emails = [email for email in dict.fromkeys((each.proper_email.lower(), each.email.lower())) if email]
        if not emails:
            continue
        name = " ".join(each.proper_name.split())
        full_name = name.casefold() if " " in name else ""
        someone = next((by_email[email] for email in emails if email in by_email), None) or by_name.get(full_name)
        if someone is None:
            someone = _Someone(name or emails[0], each.first_time)
            people.append(someone)
        _add(someone, each, emails, kinds)
        by_email.update(dict.fromkeys(someone.emails, someone))
        if full_name:
            by_name.setdefault(full_name, someone)
    return sorted(people, key=lambda person: (-person.commits, person.emails[0]))


def _add(person: _Someone, author: Author, emails: list[str], kinds: Mapping[str, Counter[str]]) -> None:
    new = [email for email in emails if email not in person.emails]
    person.emails += new
    person.commits += author.commits
    person.first = min(person.first, author.first_time)
    person.last = max(person.last, author.last_time)
    for email in new:
        person.kinds.update(kinds.get(email, {}))


def _ids(people: Iterable[_Someone]) -> list[str]:
    ids: dict[str, None] = {}
    for person in people:
        plain = _plain(person) or "person"
        id_, number = plain, 2
        while id_ in ids:
            id_, number = f"{plain}-{number}", number + 1
        ids[id_] = None
    return list(ids)


def _plain(person: _Someone) -> str:
    """A login where a forge's address names one, else the full name, else what stands before the `@`."""
    login = next((account for account in person.accounts if not account.startswith("email:")), "")
    local = person.emails[0].partition("@")[0].rpartition("+")[2]
    full_name = person.name if " " in person.name else ""
    candidates = (_ascii(name) for name in (login.partition(":")[2], full_name, local))
    return next(filter(None, candidates), "")


def _ascii(name: str) -> str:
    """Lower-case letters, digits, `_` and `.` in words joined by `-`; empty where accents are not all that is lost."""
    bare = "".join(c for c in normalize("NFKD", name.casefold()) if not combining(c))
    words = "".join(c if c.isalnum() or c in "_." else " " for c in bare).split()
    return "-".join(words).strip("-.")[:MOST_ID_CHARACTERS] if bare.isascii() else ""


def _person(someone: _Someone, id_: str, total: int, domains: Sequence[str]) -> Person:
    return Person(
        id=id_,
        accounts=someone.accounts,
        name=someone.name,
        level=_level(someone, total),
        is_level_assumed=True,
        domains=tuple(kind for kind in domains if someone.kinds[kind] >= EXPERT_CHANGES),
    )


def _level(someone: _Someone, total: int) -> str:
    """A first guess from how much and how long somebody worked here; a lead corrects it in one line."""
    is_long_here = someone.last - someone.first >= YEAR_SECONDS
    is_regular = someone.commits >= MID_COMMITS
    if is_regular and (someone.commits / total >= SENIOR_SHARE or (is_long_here and someone.commits >= SENIOR_COMMITS)):
        return "senior"
    return "mid" if is_regular else "junior"
