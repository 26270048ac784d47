"""Which change does somebody answer to, as what was it decided, and who is everybody?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.model.person import Directory, Person
from paraph.flows.attend.kept import kept
from paraph.flows.attend.office import Office
from paraph.flows.attend.people import people_of
from paraph.flows.server.serving import governance_at, governing_at
from paraph.ports.board import ChangeRow, ConnectedRepository
from paraph.ports.question import Evaluation


class Standing(NamedTuple):
    """A change with its repository, the decision that stands, and the people by whose keys its answers are judged."""

    repository: ConnectedRepository
    row: ChangeRow
    found: Evaluation
    directory: Directory


def standing(office: Office, key: str, number: str, revision: int | None = None) -> Standing:
    """The change as it was decided last. `revision` is the version that somebody has read.

    Raises InputError for one that is not there, that is not open any more, or that has moved on since it was read;
    ReadError where it cannot be read.
    """
    repository, row = office.board.repository(key), office.board.change(key, number)
    if repository is None or row is None:
        raise InputError(Problem("P1364", "there is no such change", "look for it in the inbox"))
    if revision is not None and row.state != "open":
        raise InputError(Problem("P1364", f"the change is {row.state} and takes no answers", "open a new one"))
    if revision is not None and row.version != revision:
        raise moved_on("the change has moved on since you read it")
    return Standing(repository, row, kept(office, row), directory_of(office, repository))


def moved_on(what: str) -> InputError:
    """That an answer is to what the change is no more."""
    return InputError(Problem("P1365", what, "read what is new, then answer"))


def directory_of(office: Office, repository: ConnectedRepository) -> Directory:
    """Everybody who may answer in a repository, with the keys and passkeys that count now."""
    with office.mirrors.open(repository) as at:
        judges = governing_at(at.reader, at.receiving, repository.target, office.own)
        governance = governance_at(at.reader, at.documents, repository.target, judges)
    return people_of(office, repository, governance.directory)


def person_of(directory: Directory, id_: str) -> Person:
    """The person of an id. Raises InputError for somebody who is not there, or has left."""
    found = next((each for each in directory.people if each.id == id_), None)
    if found is None or found.has_left:
        what = f"{id_} is nobody in the directory of this repository" if found is None else f"{id_} has left"
        raise InputError(Problem("P1374", what, "have a lead add the line to the people file"))
    return found
