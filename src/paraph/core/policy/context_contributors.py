"""Who had a hand in this change, and is each of them somebody we know?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from paraph.core.model.change import Change, Commit
from paraph.core.model.person import Identity, Person
from paraph.core.model.provenance import Signal
from paraph.core.policy.lookup import PeopleIndex, normal_account

Holder = Literal["person", "agent", "bot", "shared", "unknown"]


class Contributor(NamedTuple):
    """One account that had a hand in the change; `is_author` says it wrote or opened, not merely handled it."""

    who: str
    how: str
    holder: Holder
    person: Person | None
    is_author: bool


class Contributors(NamedTuple):
    """Everybody who had a hand in the change, each account once for each way of taking part."""

    everyone: tuple[Contributor, ...]
    ids: frozenset[str]
    unknown: tuple[Contributor, ...]

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """Who opened the change or wrote its commits."""
        return tuple(each for each in self.everyone if each.is_author)


def contributors_of(change: Change, people: PeopleIndex, signals: tuple[Signal, ...]) -> Contributors:
    """Everybody of SEMANTICS "Independence": opener, pushers, authors, committers, co-authors, acceptors, prompter.

    An agent's own account is nobody unknown, but then a person who set it to work must be: without a known
    prompter, opener, pusher or committer the agent itself counts as an unknown contributor.
    """
    agents = _Agents(signals)
    found: dict[tuple[str, bool], Contributor] = {}
    for who, how, is_author, commit in _hands(change):
        key = (who if isinstance(who, str) else f"{who.name} <{who.email}>", is_author)
        if key not in found:
            found[key] = _contributor(who, key[0], how, is_author=is_author, people=people, agents=agents.of(commit))
    everyone = tuple(found.values())
    ids = frozenset(each.person.id for each in everyone if each.person is not None)
    unknown = tuple(each for each in everyone if each.holder in ("unknown", "shared"))
    if not ids:
        unknown += tuple(each for each in everyone if each.holder == "agent")
    return Contributors(everyone, ids, unknown)


def account_of(who: str) -> str:
    """The account by which a directory would list somebody written as `Name <address>` or as an account."""
    if who.endswith(">") and "<" in who:
        address = who[who.rindex("<") + 1 : -1]
        return f"email:{address}" if address else ""
    return who


def _hands(change: Change) -> Iterator[tuple[str | Identity, str, bool, Commit | None]]:
    if change.opener is not None:
        yield change.opener, "opened the change", True, None
    for account in change.pushers:
        yield account, "pushed it", False, None
    for account in change.suggestion_acceptors:
        yield account, "applied a suggestion", False, None
    if change.prompter is not None:
        yield change.prompter, "prompted the agent", False, None
    for commit in change.commits:
        name = commit.id[:10]
        yield commit.author, f"wrote {name}", True, commit
        yield commit.committer, f"committed {name}", False, commit
        for identity in commit.co_authors:
            yield identity, f"is a co-author of {name}", False, commit


class _Agents:
    """The texts by which the catalogue recognised agents, for each commit and for the change itself."""

    def __init__(self, signals: tuple[Signal, ...]) -> None:
        self._by_commit: dict[str | None, list[Signal]] = {}
        for signal in signals:
            if signal.role not in ("automation", "autofix"):
                self._by_commit.setdefault(signal.commit, []).append(signal)

    def of(self, commit: Commit | None) -> list[Signal]:
        return self._by_commit.get(commit.id if commit else None, [])


def _contributor(
    who: str | Identity, words: str, how: str, *, is_author: bool, people: PeopleIndex, agents: list[Signal]
) -> Contributor:
    person = people.person_of(who)
    if person is not None:
        return Contributor(words, how, "person", person, is_author)
    holder: Holder = people.holder_of(who)
    if holder == "unknown" and any(_speaks_of(signal, who) for signal in agents):
        holder = "agent"
    return Contributor(words, how, holder, None, is_author)


def _speaks_of(signal: Signal, who: str | Identity) -> bool:
    """Whether the catalogue recognised exactly this account as a tool's own."""
    text = signal.text.lower()
    if isinstance(who, str):
        account = normal_account(who)
        return signal.source == "account" and (account in text or account.partition(":")[2] in text)
    address = who.email.strip().lower()
    if signal.source not in ("author", "committer", "trailer", "account") or not address:
        return False
    return address in text
