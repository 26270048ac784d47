"""Who are the people of this repository, as far as its history tells?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import combining, normalize

from paraph.core.detect.read import is_agent_identity
from paraph.core.model.person import Directory, Identity, Person
from paraph.core.policy.lookup import FORGE_ADDRESSES, accounts_of, fold, normal_account
from paraph.ports.repository import Author

YEAR_SECONDS = 365 * 86_400
EXPERT_CHANGES = 3
SENIOR_COMMITS = 50
SENIOR_SHARE = 0.02
MID_COMMITS = 10
FEWEST_SENIORS = 2
MOST_ID_CHARACTERS = 50


@dataclass(slots=True)
class _Someone:
    """One person to be, gathered from several identities; times are epoch seconds as commits claim them.

    `marks` is what tells the person: the addresses, the logins that a forge's no-reply addresses name, a full name.
    """

    first: int
    last: int
    commits: int = 0
    emails: dict[str, None] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    marks: dict[str, None] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def accounts(self) -> tuple[str, ...]:
        """The addresses and logins."""
        return tuple(dict.fromkeys(account for email in self.emails for account in accounts_of(Identity("", email))))

    @property
    def name(self) -> str:
        """The name that most commits carry."""
        return max(self.names, key=lambda name: self.names[name], default="") or next(iter(self.emails))

    def take(self, other: _Someone) -> None:
        """Take all in of another identity, or person to be, who turns out to be the same one."""
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.commits += other.commits
        self.emails |= other.emails
        self.names.update(other.names)
        self.marks |= other.marks
        self.kinds.update(other.kinds)


def draft_directory(
    authors: Sequence[Author],
    domains: Sequence[str] = (),
    kinds: Mapping[str, Counter[str]] | None = None,
    *,
    active_seconds: int = YEAR_SECONDS,
) -> Directory:
    """A directory with every level assumed: one person for each human of a history.

    Two identities are one person when they share an address, the login inside a forge's no-reply address, or a
    full name: no account is held twice. `kinds` counts, for each address, the changes of each kind of file; who
    changed one of `domains` at least `EXPERT_CHANGES` times counts as an expert in it; who wrote nothing in the
    last `active_seconds` of the history is taken to have left.
    Where fewer than `FEWEST_SENIORS` of those still here would be senior, the most active of them are taken
    for that, so that whoever writes, a senior is left to ask.
    Agents are left out: detection names them. Robots are `bots`.
    """
    known = [each for each in authors if not is_agent_identity(each.name, each.email)]
    bots = [each for each in known if _is_bot(each)]
    humans = [each for each in known if not _is_bot(each)]
    robots = _robots(bots, humans)
    people = _merged(humans, kinds or {}, robots)
    total = sum(person.commits for person in people) or 1
    newest = max((person.last for person in people), default=0)
    drafted = [
        replace(_person(person, id_, total, domains), has_left=newest - person.last > active_seconds)
        for person, id_ in zip(people, _unique_ids(_plain(each) or "person" for each in people), strict=True)
    ]
    return Directory(
        people=_with_seniors(drafted),
        bots=tuple(f"email:{address}" for address in sorted(robots)),
    )


def with_former(directory: Directory, authors: Sequence[Author]) -> Directory:
    """The directory with those who wrote here once, nothing in the last year, and are not in it.

    They have left and are asked for nothing, but their past work keeps its author. Somebody of whom it has some
    account already is not added.
    """
    held = {normal_account(account) for person in directory.people for account in person.accounts}
    held |= {normal_account(account) for account in (*directory.bots, *directory.shared)}
    taken = {person.id for person in directory.people}
    drafted = (person for person in draft_directory(authors).people if person.has_left)
    former = [person for person in drafted if not held.intersection(person.accounts)]
    ids = _unique_ids((person.id for person in former), taken)
    known = {*directory.levels}
    added = [
        replace(person, id=id_, level=person.level if person.level in known else None)
        for person, id_ in zip(former, ids, strict=True)
    ]
    return replace(directory, people=(*directory.people, *added))


def _robots(bots: Sequence[Author], humans: Sequence[Author]) -> set[str]:
    """The addresses of robots: of one that people wrote under, too, the more commits decide."""
    counts: Counter[str] = Counter()
    for sign, authors in ((1, bots), (-1, humans)):
        for each in authors:
            counts[_address(each.email)] += sign * each.commits
    own = {_address(bot.email) for bot in bots}
    return {*FORGE_ADDRESSES, *(address for address in own if counts[address] > 0)} - {""}


def _address(email: str) -> str:
    return fold(email.strip())


def _is_bot(author: Author) -> bool:
    """By the forges' mark, or by a name that says so (`pytest bot`, `releasebot`, not `Ada Talbot`)."""
    if author.name.endswith("[bot]") or "[bot]@" in author.email:
        return True
    words = author.proper_name.casefold().replace("-", " ").split()
    return "bot" in words or (len(words) == 1 and words[0].endswith("bot"))


def _merged(humans: Iterable[Author], kinds: Mapping[str, Counter[str]], robots: Container[str]) -> list[_Someone]:
    """Join what shares a mark; an identity that shares marks with two persons makes them one."""
    holders: dict[str, _Someone] = {}
    for each in humans:
        someone = _identity(each, kinds, robots)
        same = list({id(holders[mark]): holders[mark] for mark in someone.marks if mark in holders}.values())
        joined = max(same, key=lambda one: len(one.marks), default=someone)
        for other in (one for one in (*same, someone) if one is not joined):
            joined.take(other)
            holders.update(dict.fromkeys(other.marks, joined))
        holders.update(dict.fromkeys(someone.marks, joined))
    people = {id(one): one for one in holders.values()}.values()
    return sorted(people, key=lambda person: (-person.commits, next(iter(person.emails))))


def _identity(author: Author, kinds: Mapping[str, Counter[str]], robots: Container[str]) -> _Someone:
    """One identity as a person of its own; without marks where it has no address but those of robots."""
    addresses = dict.fromkeys((_address(author.proper_email), _address(author.email)))
    emails = [email for email in addresses if email and email not in robots]
    someone = _Someone(author.first_time, author.last_time, author.commits, dict.fromkeys(emails))
    name = " ".join(author.proper_name.split())
    someone.names[name] += author.commits
    full_name = f"name:{name.casefold()}" if " " in name else ""
    someone.marks = dict.fromkeys([*someone.accounts, *filter(None, [full_name])]) if emails else {}
    someone.kinds = Counter(kinds.get(_address(author.email), {}))
    return someone


def _unique_ids(names: Iterable[str], taken: Container[str] = ()) -> list[str]:
    """The names in their order, numbered where one stands already."""
    ids: dict[str, None] = {}
    for plain in names:
        id_, number = plain, 2
        while id_ in ids or id_ in taken:
            id_, number = f"{plain}-{number}", number + 1
        ids[id_] = None
    return list(ids)


def _plain(person: _Someone) -> str:
    """A login where a forge's address names one, else the full name, else what stands before the `@`."""
    login = next((account for account in person.accounts if not account.startswith("email:")), "")
    local = next(iter(person.emails)).partition("@")[0]
    local = local.partition("+")[0] or local
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


def _with_seniors(people: Sequence[Person]) -> tuple[Person, ...]:
    here = [person for person in people if not person.has_left]
    lacking = max(FEWEST_SENIORS - sum(person.level == "senior" for person in here), 0)
    raised = {person.id for person in [each for each in here if each.level != "senior"][:lacking]}
    return tuple(replace(person, level="senior") if person.id in raised else person for person in people)


def _level(someone: _Someone, total: int) -> str:
    """A first guess from how much and how long somebody worked here; a lead corrects it in one line."""
    is_long_here = someone.last - someone.first >= YEAR_SECONDS
    is_regular = someone.commits >= MID_COMMITS
    if is_regular and (someone.commits / total >= SENIOR_SHARE or (is_long_here and someone.commits >= SENIOR_COMMITS)):
        return "senior"
    return "mid" if is_regular else "junior"
