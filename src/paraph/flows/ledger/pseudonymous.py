"""Which facts decide the same when no personal name and no address stands in them?"""

from __future__ import annotations

import hmac
import re
from typing import NamedTuple

from paraph.core.detect.agent_rows import AgentRows
from paraph.core.detect.identity import match_address
from paraph.core.detect.sourced import sourced
from paraph.core.gate.words import says_something
from paraph.core.model.change import Change, Commit
from paraph.core.model.facts import Facts, OwnerGroup
from paraph.core.model.noun import changed
from paraph.core.model.person import Absence, Directory, Identity, Person
from paraph.core.model.provenance import Provenance, Signal
from paraph.core.model.signoff import Answer
from paraph.core.policy.lookup import FORGE_ADDRESSES, PeopleIndex, fold, index_people, is_away

NOWHERE = "@erased.invalid"
CUT = 199
_DIGITS = 24
_OURS = re.compile(rf"p-[0-9a-f]{{{_DIGITS}}}{re.escape(NOWHERE)}", re.IGNORECASE)
_OPEN_KINDS = ("github", "gitlab", "unknown")
_EPOCH_ORDINAL = 719_163  # proleptic Gregorian ordinal of 1970-01-01
_FORGE = re.compile(r"(?:[0-9]+[+-])?[^@\s]+@users\.noreply\.(?:github|gitlab)\.com", re.IGNORECASE)
_NAMED = re.compile(r"(?:(?<=: )|^)(?P<name>[^<>:\n]*?)(?P<gap>\s*)<(?P<address>[^<>\n]*)>")
_ADDRESS = re.compile(r"[^\s<>()\[\]{},;:\"'`|]+@[^\s<>()\[\]{},;:\"'`|]+")


class Erasable(NamedTuple):
    """What a pseudonym stands for, and whose it is: a directory id, or `email:address` where nobody is known."""

    pseudonym: str
    value: str
    holder: str


class Pseudonymous(NamedTuple):
    """Facts without names and addresses, and the table that only erasable storage may keep."""

    facts: Facts
    values: tuple[Erasable, ...]


def pseudonymous(facts: Facts, salt: bytes, own: AgentRows, *, keeps_texts: bool = True) -> Pseudonymous:
    """The same facts for `decide`, with pseudonyms in the place of whatever names a person.

    A pseudonym is an HMAC-SHA256 (RFC 2104) under `salt`, at least 32 random bytes used for one document and then
    thrown away: once the table is erased nobody can tell whom one meant, not even by guessing. Directory ids and
    logins of forges stay. Of the directory only what a decision asks stays: no names, no keys, no addresses that
    the change does not show. Messages are dropped once read; `keeps_texts` keeps title and description, for a
    policy that tests them.
    """
    if len(salt) < 32:
        raise ValueError("a salt of 32 bytes or more is needed")
    facts = sourced(facts, own)
    names = _Names(salt, index_people(facts.people), _identities(facts.change))
    masked = changed(
        _answered(facts, names),
        change=_change(facts.change, names, keeps_texts=keeps_texts),
        provenance=_provenance(facts.provenance, names),
        owners=tuple(
            changed(each, groups=tuple(_group(group, names) for group in each.groups)) for each in facts.owners
        ),
        manual_checks=tuple(changed(each, person=names.account(each.person)) for each in facts.manual_checks),
        owner=names.optional(facts.owner),
        unreadable=tuple(changed(each, why=names.text(each.why)) for each in facts.unreadable),
    )
    people = _directory(facts, names)
    return Pseudonymous(changed(masked, people=people), tuple(names.values.values()))


class _Names:
    """Gives pseudonyms and remembers what they stand for."""

    def __init__(self, salt: bytes, index: PeopleIndex, identities: list[Identity]) -> None:
        self._salt = salt
        self._index = index
        self.values: dict[str, Erasable] = {}
        known = {
            each.name.strip(): each for each in identities if each.name.strip() and not self._is_public(each.email)
        }
        self._known = known
        spelled = sorted(known, key=len, reverse=True)
        self._spoken = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in spelled)) if spelled else None

    def identity(self, who: Identity) -> Identity:
        """A commit's name and address; those of tools and forges stay."""
        if self._is_public(who.email) and not _is_login(who.email):
            return who
        return Identity(self._name(who.name, who), self.address(who.email))

    def address(self, raw: str) -> str:
        """An address. Spellings that mean the same account stay so, and stay apart by their capitals."""
        text = raw.strip()
        if not text or self._is_public(text) or _OURS.fullmatch(text):
            return raw
        folded = fold(text)
        made = f"p-{self._digest('address', folded)}{NOWHERE}"
        if folded != text:
            choice = int(self._digest("spelling", text), 16)
            made = "P" + "".join(c.upper() if choice >> at & 1 else c for at, c in enumerate(made[1:]))
        self._keep(made, text, self._holder(Identity("", text)))
        start = raw.index(text)
        return raw[:start] + made + raw[start + len(text) :]

    def account(self, raw: str) -> str:
        """An account `kind:value`, or an id; ids and logins of forges stay."""
        kind, colon, value = raw.partition(":")
        stays = not colon or raw in self._index.by_id or kind.strip().lower() in _OPEN_KINDS
        return raw if stays else f"{kind}:{self.address(value)}"

    def optional(self, raw: str | None) -> str | None:
        """An account or id that may be missing."""
        return None if raw is None else self.account(raw)

    def said(self, text: str, who: str) -> str:
        """A text that only has to say something; what it says is its writer's, and goes with them."""
        if not says_something(text):
            return text
        person = self._index.by_id.get(who) or self._index.person_of(who)
        return self._keep(f"t-{self._digest('text', text)}", text, person.id if person else self.account(who))

    def text(self, text: str) -> str:
        """A text in which names and addresses may occur."""
        bare = self._spoken.sub(self._of_name, text) if self._spoken else text
        named = _NAMED.sub(self._of_pair, bare)
        return _ADDRESS.sub(lambda found: self.address(found[0]), named)

    def clue(self, signal: Signal) -> str:
        """The text of a signal: what `decide` compares in it is replaced exactly as the account itself is."""
        text = signal.text
        if len(text) > CUT and text.endswith("…") and signal.source in ("author", "committer", "account", "trailer"):
            return self._keep(f"t-{self._digest('text', text)}", text, "")
        if signal.source == "account":
            account, space, did = text.rpartition(" ")
            return f"{self.account(account)}{space}{did}" if space else self.account(text)
        return self.text(text)

    def _of_name(self, found: re.Match[str]) -> str:
        return self._name(found[0], self._known[found[0]])

    def _of_pair(self, found: re.Match[str]) -> str:
        address = found["address"]
        if found["name"].startswith("p-") or (self._is_public(address) and not _is_login(address)):
            name = found["name"]
        else:
            name = self._name(found["name"], Identity(found["name"], address))
        return f"{name}{found['gap']}<{self.address(address)}>"

    def _name(self, raw: str, who: Identity) -> str:
        return self._keep(f"p-{self._digest('name', raw)}", raw, self._holder(who)) if raw.strip() else raw

    def _holder(self, who: Identity) -> str:
        person = self._index.person_of(who)
        return person.id if person else f"email:{fold(who.email.strip())}"

    def _is_public(self, address: str) -> bool:
        """Whether an address is no person's: a login at a forge, which may stand, or a tool's own."""
        text = address.strip()
        if _is_login(text):
            return True
        found = match_address("", text)
        return found is not None and found.strength != "weak" and self._index.person_of(Identity("", text)) is None

    def _digest(self, kind: str, value: str) -> str:
        message = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._salt, message, "sha256").hex()[:_DIGITS]

    def _keep(self, pseudonym: str, value: str, holder: str) -> str:
        self.values.setdefault(pseudonym, Erasable(pseudonym, value, holder))
        return pseudonym


def _is_login(address: str) -> bool:
    text = address.strip()
    return fold(text) in FORGE_ADDRESSES or _FORGE.fullmatch(text) is not None


def _answered(facts: Facts, names: _Names) -> Facts:
    """What people said of the change."""
    return changed(
        facts,
        signoffs=tuple(
            changed(
                each,
                person=names.account(each.person),
                answers=_answers(each.answers, each.person, names),
                why_unknown=names.text(each.why_unknown),
            )
            for each in facts.signoffs
        ),
        vetoes=tuple(
            changed(
                each,
                person=names.account(each.person),
                reason=names.said(each.reason, each.person),
                cleared_by=names.optional(each.cleared_by),
            )
            for each in facts.vetoes
        ),
        overrides=tuple(
            changed(
                each,
                person=names.account(each.person),
                reason=names.said(each.reason, each.person),
                second=names.optional(each.second),
            )
            for each in facts.overrides
        ),
        answers=_answers(facts.answers, "", names),
        refusals=tuple(
            changed(each, person=names.account(each.person), why=names.text(each.why)) for each in facts.refusals
        ),
    )


def _answers(answers: tuple[Answer, ...], signer: str, names: _Names) -> tuple[Answer, ...]:
    return tuple(
        changed(each, text=names.said(each.text, each.person or signer), person=names.account(each.person))
        for each in answers
    )


def _identities(change: Change) -> list[Identity]:
    return [who for commit in change.commits for who in (commit.author, commit.committer, *commit.co_authors)]


def _change(change: Change, names: _Names, *, keeps_texts: bool) -> Change:
    return changed(
        change,
        commits=tuple(_commit(each, names) for each in change.commits),
        opener=names.optional(change.opener),
        pushers=tuple(names.account(each) for each in change.pushers),
        suggestion_acceptors=tuple(names.account(each) for each in change.suggestion_acceptors),
        prompter=names.optional(change.prompter),
        prompters=tuple(names.account(each) for each in change.prompters),
        title=names.text(change.title) if keeps_texts else "",
        body=names.text(change.body) if keeps_texts else "",
    )


def _commit(commit: Commit, names: _Names) -> Commit:
    return changed(
        commit,
        author=names.identity(commit.author),
        committer=names.identity(commit.committer),
        co_authors=tuple(names.identity(each) for each in commit.co_authors),
        message="",
        signer=None if commit.signer is None else names.text(commit.signer),
    )


def _provenance(provenance: Provenance, names: _Names) -> Provenance:
    masked = changed(
        provenance,
        signals=tuple(changed(each, text=names.clue(each)) for each in provenance.signals),
        declarations=tuple(
            changed(each, text=names.text(each.text), by=names.optional(each.by)) for each in provenance.declarations
        ),
        oddities=tuple(changed(each, text=names.text(each.text)) for each in provenance.oddities),
        lines=provenance.lines and changed(
            provenance.lines, tools=tuple(names.text(each) for each in provenance.lines.tools)),
    )  # fmt: skip
    # an empty one would be read anew, from messages that are no longer here
    return changed(masked, known_tools=()) if masked == Provenance() else masked


def _group(group: OwnerGroup, names: _Names) -> OwnerGroup:
    owners = tuple(each if each.startswith("@") else names.address(each) for each in group.owners)
    return changed(group, owners=owners, pattern=names.text(group.pattern) if "@" in group.pattern else group.pattern)


def _directory(facts: Facts, names: _Names) -> Directory:
    """The directory as far as this change shows it: an address that occurs nowhere else cannot matter."""
    seen = {fold(pseudonym) for pseudonym in names.values}

    def shown(accounts: tuple[str, ...]) -> tuple[str, ...]:
        masked = ((account, names.account(account)) for account in accounts)
        return tuple(new for old, new in masked if new == old or fold(new.partition(":")[2].strip()) in seen)

    before = dict(names.values)
    people = tuple(_person(each, facts.now, shown(each.accounts)) for each in facts.people.people)
    found = changed(facts.people, people=people, bots=shown(facts.people.bots), shared=shown(facts.people.shared))
    names.values = before
    return found


def _person(person: Person, now: int, accounts: tuple[str, ...]) -> Person:
    away: tuple[Absence, ...] = ()
    if is_away(person, now):
        day = _day(now)
        away = (Absence(day, day),)
    return changed(person, accounts=accounts, name="", away=away, keys=(), hours=None)


def _day(now: int) -> str:
    from datetime import date

    return date.fromordinal(min(max(_EPOCH_ORDINAL + now // 86_400, 1), date.max.toordinal())).isoformat()
