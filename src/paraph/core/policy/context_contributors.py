"""Who had a hand in this change, and is each of them somebody we know?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from paraph.core.model.change import Change, Commit
from paraph.core.model.person import Identity, Person
from paraph.core.model.provenance import Signal
from paraph.core.policy.lookup import PeopleIndex

Holder = Literal["person", "agent", "bot", "shared", "unknown"]


class Contributor(NamedTuple):
    """One account that had a hand in the change; `is_author` says it wrote or opened, not merely handled it."""

    who: str
    how: str
    holder: Holder
    person: Person | None
    is_author: bool


class Contributors(NamedTuple):
    """Everybody who had a hand in the change, each account once for each way of taking part; `authors` opened
    the change or wrote its commits."""

    everyone: tuple[Contributor, ...]
    ids: frozenset[str]
    unknown: tuple[Contributor, ...]
    authors: tuple[Contributor, ...]


def contributors_of(change: Change, people: PeopleIndex, signals: tuple[Signal, ...]) -> Contributors:
    """Everybody of SEMANTICS "Independence": opener, pushers, authors, committers, co-authors, acceptors, prompter.

    An agent's or robot's own account is nobody unknown, but a name in a commit is only a claim: where nobody
    known had a hand, an agent counts as unknown, and so does a robot unless the forge says that it opened or pushed.
    """
    tools = _Tools(signals)
    found: dict[tuple[str, bool], Contributor] = {}
    persons: dict[str, Person] = {}
    for who, how, is_author, commit in _hands(change):
        words = who if isinstance(who, str) else f"{who.name} <{who.email}>"
        key = (words, is_author)
        if key in found:
            continue
        person = persons.get(words) or people.person_of(who)
        if person is None and how == "prompted the agent":
            person = people.by_id.get(words)
        if person is None:
            found[key] = _stranger(who, words, how, is_author=is_author, people=people, tools=tools.of(commit))
        else:
            persons[words] = person
            found[key] = Contributor(words, how, "person", person, is_author)
    everyone = tuple(found.values())
    ids = frozenset(each.person.id for each in everyone if each.person is not None)
    suspects: set[Holder] = {"unknown", "shared"}
    if not ids:
        suspects.add("agent")
        if change.opener is None and not change.pushers:
            suspects.add("bot")
    unknown = tuple(each for each in everyone if each.holder in suspects)
    return Contributors(everyone, ids, unknown, tuple(each for each in everyone if each.is_author))


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
    for account in filter(None, (change.prompter, *change.prompters)):
        yield account, "prompted the agent", False, None
    for commit in change.commits:
        name = commit.id[:10] or "the staged work"
        yield commit.author, f"wrote {name}", True, commit
        yield commit.committer, f"committed {name}", False, commit
        for identity in commit.co_authors:
            yield identity, f"is a co-author of {name}", False, commit


class _Tools:
    """The clues by which the catalogue recognised tools, for each commit and for the change itself."""

    def __init__(self, signals: tuple[Signal, ...]) -> None:
        self._by_commit: dict[str | None, list[Signal]] = {}
        for signal in signals:
            if signal.strength != "weak" and signal.source in ("author", "committer", "trailer", "account"):
                self._by_commit.setdefault(signal.commit, []).append(signal)

    def of(self, commit: Commit | None) -> list[Signal]:
        return self._by_commit.get(commit.id if commit else None, [])


def _stranger(
    who: str | Identity, words: str, how: str, *, is_author: bool, people: PeopleIndex, tools: list[Signal]
) -> Contributor:
    holder: Holder = people.holder_of(who)
    if holder == "unknown":
        own = next((signal for signal in tools if _speaks_of(signal, who)), None)
        if own is not None:
            holder = "bot" if own.role in ("automation", "autofix") else "agent"
    return Contributor(words, how, holder, None, is_author)


def _speaks_of(signal: Signal, who: str | Identity) -> bool:
    """Whether the catalogue recognised exactly this account as a tool's own."""
    if isinstance(who, str):
        return signal.source == "account" and signal.text.rpartition(" ")[0] == who
    address = who.email.strip().lower()
    return bool(address) and f"<{address}>" in signal.text.lower()
