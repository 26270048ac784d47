"""Who is it that signs with this key, and may they?"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from difflib import get_close_matches
from hashlib import sha256

from paraph.core.attest.predicates import Statement
from paraph.core.attest.validity import why_not
from paraph.core.errors import InputError, Problem
from paraph.core.gate.words import listed
from paraph.core.model import places
from paraph.core.model.facts import Facts
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Person
from paraph.core.policy.context_contributors import contributors_of
from paraph.core.policy.lookup import index_people, level_rank
from paraph.flows.statements.answers_of_authors import speaks_for


def signer_of(public: str, directory: Directory, day: str, named: str | None = None) -> Person:
    """The person whose key this is on a day (ISO 8601); `named` is who they say they are.

    Raises InputError, before anything is asked, for a key that would not count.
    """
    found = [(person, key) for person in directory.people for key in person.keys if same_key(key.public, public)]
    if named:
        known_person(directory, named)
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


def refuse_own_work(person: Person, facts: Facts, takers: Sequence[str] = ()) -> str:
    """In words, how somebody had a hand in the change, empty where they had none.

    `takers` are the rules that count their sign-off all the same. Raises InputError where there is none of these.
    """
    said = contributors_of(facts.change, index_people(facts.people), facts.provenance.signals)
    hands = [each for each in said.everyone if each.person is not None and each.person.id == person.id]
    how = "; ".join(dict.fromkeys(each.how for each in hands[:4]))
    if hands and not takers:
        what = f"you ({person.id}) had a hand in this change, so your sign-off would not count: {how}"
        raise InputError(Problem("P0758", what, "ask somebody who had none: `paraph gate` names them"))
    return how


def refuse_strangers(person: Person, facts: Facts, prompter: str) -> None:
    """Raise InputError where a declaration would be in vain, for its author had no hand in the change.

    `prompter` is whom they name as having set an agent to work. Whom another statement names does not count for it.
    """
    made = changed(facts.change, prompters=())
    said = contributors_of(made, index_people(facts.people), ())
    if speaks_for(said, person.id, prompter):
        return
    what = f"you ({person.id}) had no hand in this change, so your declaration would not count"
    fix = f"only who wrote, opened or pushed it says how it was made: ask {listed(sorted(said.ids))}"
    if not said.ids:
        fix = f"nobody in {places.PEOPLE} wrote it: where it was made by an agent, say who set it to work (--prompter)"
        fix += ", and have them declare it"
    raise InputError(Problem("P0770", what, fix))


def same_key(one: str, other: str) -> bool:
    """Whether two OpenSSH lines hold the same public key, whatever their comments."""
    return one.split()[:2] == other.split()[:2] != []


def short(public: str) -> str:
    """A key as people tell keys apart: its fingerprint, as `ssh-keygen -l` prints it; what is no key as it stands."""
    words = public.split()
    try:
        blob = b64decode(words[1], validate=True)
    except (IndexError, ValueError):
        return public
    return f"SHA256:{b64encode(sha256(blob).digest()).decode().rstrip('=')}"


def known_person(directory: Directory, id_: str) -> str:
    """An id of the directory, as it is. Raises InputError with what comes near for any other."""
    ids = [person.id for person in directory.people]
    if id_ in ids:
        return id_
    near = get_close_matches(id_, ids, n=1)
    fix = f"did you mean {near[0]}?" if near else f"give an id of {places.PEOPLE}"
    raise InputError(Problem("P0756", f"there is nobody called {id_!r} in the directory", fix))


def refuse_soft_key(public: str, tier: str) -> None:
    """Raise InputError for a key that cannot prove that its holder was present: one outside a security key."""
    if not public.startswith("sk-"):
        what = f"at tier {tier} your presence has to be proven, which the key {short(public)} cannot"
        fix = "sign with a security key made by `ssh-keygen -t ed25519-sk -O verify-required`"
        raise InputError(Problem("P0757", what, fix))


def refuse_others(person: Person, statement: Statement) -> None:
    """Raise InputError where a sign-off to be taken back is somebody else's."""
    if statement.person != person.id:
        what = f"the sign-off {statement.id[:12]} is {statement.person}'s, and nobody takes back another's"
        raise InputError(Problem("P0769", what, "veto the change instead: `paraph veto --reason TEXT`"))


def refuse_lower(person: Person, statement: Statement, directory: Directory) -> None:
    """Raise InputError where a veto to be cleared is neither one's own nor that of a lower level."""
    if statement.person == person.id:
        return
    owner = next((one for one in directory.people if one.id == statement.person), None)
    own, theirs = (level_rank(one.level if one else None, directory.levels) for one in (person, owner))
    if own is None or own <= (len(directory.levels) - 2 if theirs is None else theirs):
        what = f"the veto {statement.id[:12]} is {statement.person}'s, and clearing it takes a higher level than yours"
        raise InputError(Problem("P0769", what, f"ask {statement.person}, or somebody above them"))


def refuse_twice(person: Person, statement: Statement) -> None:
    """Raise InputError where the second person of an override is the first."""
    if statement.person == person.id:
        what = f"you ({person.id}) are the first person of the override {statement.id[:12]} already"
        raise InputError(Problem("P0769", what, "have somebody else run this"))
