"""Whose AI-written lines are these, now that their owner has left?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model.decision import Finding
from paraph.core.model.facts import Facts, Ownership
from paraph.core.policy.lookup import PeopleIndex
from paraph.core.policy.owner_people import people_in

MOST_TOLD = 5


def owners_gone(facts: Facts, people: PeopleIndex) -> Iterator[Finding]:
    """Findings for owners of AI-written lines who have left: the one who was named to explain them, and the owners
    of a file with such lines of whom nobody is here any more."""
    provenance = facts.provenance
    if not provenance.ai_lines:
        return
    named = people.by_id.get(facts.owner or "") or people.person_of(facts.owner or "")
    if named is not None and named.has_left:
        text = f"the owner of AI-written lines has left: {named.name or named.id} (fix: `paraph takeover`)"
        yield Finding("owner_left", text)
    written = {each.path for each in provenance.lines.paths} if provenance.lines else set()
    gone = [(each.path, who) for each in facts.owners if each.path in written and (who := _all_left(each, people))]
    for path, who in gone[:MOST_TOLD]:
        text = f"the owner of AI-written lines has left: {', '.join(who)} (fix: name somebody in CODEOWNERS)"
        yield Finding("owner_left", text, path)
    if len(gone) > MOST_TOLD:
        more = len(gone) - MOST_TOLD
        yield Finding("owner_left", f"so have those of {more} more {'file' if more == 1 else 'files'}")


def _all_left(owned: Ownership, people: PeopleIndex) -> tuple[str, ...]:
    """The names of a file's owners, where all of them have left; of whom nobody knows who they are may be here."""
    found = [people_in(group, owner, people) for group in owned.groups for owner in group.owners]
    if not found or not all(each and all(person.has_left for person in each) for each in found):
        return ()
    return tuple(dict.fromkeys(person.name or person.id for each in found for person in each))
