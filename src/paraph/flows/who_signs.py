"""Who is it that signs with this key, and may they?"""

from __future__ import annotations

from paraph.core.attest.validity import why_not
from paraph.core.errors import InputError, Problem
from paraph.core.model import places
from paraph.core.model.facts import Facts
from paraph.core.model.person import Directory, Person
from paraph.core.policy.context_contributors import contributors_of
from paraph.core.policy.lookup import index_people


def signer_of(public: str, directory: Directory, day: str, named: str | None = None) -> Person:
    """The person whose key this is on a day (ISO 8601); `named` is who they say they are.

    Raises InputError, before anything is asked, for a key that would not count.
    """
    found = [(person, key) for person in directory.people for key in person.keys if same_key(key.public, public)]
    if named and not any(person.id == named for person in directory.people):
        raise InputError(Problem("P0756", f"there is nobody called {named!r} in the directory", "give the id there"))
    if not found:
        who = f"for {named}" if named else "for you"
        what = f"the key {short(public)} belongs to nobody in {places.PEOPLE}"
        raise InputError(Problem("P0757", what, f"enrol it {who} with `paraph key add`, or name another with --key"))
    person, _ = found[0]
    if named and named != person.id:
        what = f"the key {short(public)} is {person.id}'s, not {named}'s"
        raise InputError(Problem("P0757", what, "leave --person out, or name another key with --key"))
    if person.has_left:
        raise InputError(Problem("P0756", f"{person.id} has left, and cannot sign", f"see {places.PEOPLE}"))
    flaws = [why_not(key, (day,)) for _, key in found]
    if all(flaws):
        what = f"the key {short(public)} of {person.id} {flaws[0]}"
        raise InputError(Problem("P0757", what, "enrol another with `paraph key add`"))
    return person


def refuse_own_work(person: Person, facts: Facts) -> None:
    """Raise InputError where somebody had a hand in the change and so cannot answer for it independently."""
    said = contributors_of(facts.change, index_people(facts.people), facts.provenance.signals)
    hands = [each for each in said.everyone if each.person is not None and each.person.id == person.id]
    if hands:
        how = "; ".join(dict.fromkeys(each.how for each in hands[:4]))
        what = f"you ({person.id}) had a hand in this change, so your sign-off would not count: {how}"
        raise InputError(Problem("P0758", what, "ask somebody who had none: `paraph gate` names them"))


def same_key(one: str, other: str) -> bool:
    """Whether two OpenSSH lines hold the same public key, whatever their comments."""
    return one.split()[:2] == other.split()[:2] != []


def short(public: str) -> str:
    """A key as people tell keys apart: its kind and the end of its digits."""
    words = [*public.split(), "", ""]
    return f"{words[0]} …{words[1][-12:]}"


def is_hardware(public: str) -> bool:
    """Whether a key can prove presence at all: one that lives in a security key."""
    return public.startswith("sk-")

