"""Which AI-written lines stand whose author, or owner, has left, and who could take them over?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from paraph.core.model.facts import Ownership
from paraph.core.model.person import Identity, Person
from paraph.core.policy.lookup import PeopleIndex
from paraph.core.policy.owner_people import people_in
from paraph.flows.facts.name_owners import name_owners
from paraph.flows.provenance.explained_by import Explainers, Signed, explainers
from paraph.ports.repository import RepositoryReader


class LeftPath(NamedTuple):
    """One file: the lines of somebody who has left, and its owners who are still here, by their ids, or as CODEOWNERS
    writes them where the directory does not say who they are."""

    path: str
    lines: int
    owners: tuple[str, ...]


class Left(NamedTuple):
    """Somebody who has left, and the AI-written lines that stand from their commits, most first."""

    person: Person
    lines: int
    paths: tuple[LeftPath, ...]

    @property
    def heirs(self) -> tuple[str, ...]:
        """Who owns most of these lines and is here."""
        found: Counter[str] = Counter()
        for each in self.paths:
            found.update(dict.fromkeys(each.owners, each.lines))
        return tuple(name for name, _ in found.most_common())


def owners_left(
    reader: RepositoryReader,
    written: Mapping[tuple[str, str], int],
    people: PeopleIndex,
    head: str,
    signed: Signed | None = None,
) -> tuple[Left, ...]:
    """The people of the directory who could explain standing AI lines and have left, most lines first: who took them
    over, else who was declared to own them, by what is `signed`, else the author of their commit.

    `written` counts AI and mixed lines by path and commit. Raises `paraph.core.errors.ReadError`.
    """
    if not any(person.has_left for person in people.directory.people):
        return ()
    records = list(reader.commit_records(dict.fromkeys(commit for _, commit in written if commit)))
    authors = {each.id: people.person_of(Identity(each.author_name, each.author_email)) for each in records}
    said = explainers(reader, signed, people, records) if signed else Explainers({})
    lines: dict[str, Counter[str]] = {}
    for (path, commit), number in written.items():
        author = authors.get(commit)
        person = people.by_id.get(said.of(path, commit, author.id if author else ""))
        if person is not None and person.has_left:
            lines.setdefault(person.id, Counter())[path] += number
    paths = sorted({path for each in lines.values() for path in each})
    owned = {each.path: each for each in name_owners(reader, head, paths).owners} if paths else {}
    found = [_left(people.by_id[who], each, owned, people) for who, each in lines.items()]
    return tuple(sorted(found, key=lambda each: (-each.lines, each.person.id)))


def _left(person: Person, lines: Counter[str], owned: Mapping[str, Ownership], people: PeopleIndex) -> Left:
    paths = sorted(lines.items(), key=lambda item: (-item[1], item[0]))
    told = tuple(LeftPath(path, number, _here(owned.get(path), people)) for path, number in paths)
    return Left(person, lines.total(), told)


def _here(owned: Ownership | None, people: PeopleIndex) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for group in owned.groups if owned else ():
        for owner in group.owners:
            who = people_in(group, owner, people)
            here = [person.id for person in who if not person.has_left] if who else [owner]
            found.update(dict.fromkeys(here))
    return tuple(found)
