"""Who are the server's people, and who are those of one repository with what its forge and their passkeys add?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from weakref import WeakKeyDictionary

from paraph.core.errors import InputError, ParaphError, Problem, ReadError
from paraph.core.model import places
from paraph.core.model.person import Directory
from paraph.flows.attend.joined_people import Joined, Named, joined
from paraph.flows.attend.office import Office
from paraph.flows.attend.team_members import SETTING, Members, read_members, with_members
from paraph.flows.gate.governed_files import text_at
from paraph.flows.statements.with_passkeys import with_passkeys
from paraph.ports.board import Board, ConnectedRepository
from paraph.ports.documents import DocumentReader, SourceText

FRESH_SECONDS = 10
_known: WeakKeyDictionary[Board, tuple[object, int, Joined]] = WeakKeyDictionary()


def everybody(office: Office) -> Directory:
    """Everybody who may log in: the operator's directory, each repository's governed one, and their forge teams.

    Raises InputError where the operator's own directory cannot be used. What is wrong elsewhere is in `everybody_told`.
    """
    return everybody_told(office).directory


def everybody_told(office: Office) -> Joined:
    """The same, with in words who was left out and why. Read again when something of it may have changed, at the
    latest after `FRESH_SECONDS`."""
    now = office.clock()
    repositories = tuple(each for each in office.board.repositories() if each.is_on)
    mark = (office.own.people, repositories, tuple(sorted(_settings(office).items())))
    known = _known.get(office.board)
    if known is not None and known[0] == mark and 0 <= now - known[1] < FRESH_SECONDS:
        return known[2]
    found = _read(office, repositories, now)
    for trouble in found.troubles:
        office.tell("people", trouble=trouble)
    _known[office.board] = (mark, now, found)
    return found


def people_of(office: Office, repository: ConnectedRepository, directory: Directory) -> Directory:
    """The governed directory of a repository for one evaluation, with the members of its forge teams, and the
    passkeys that its people enrolled, as keys.

    Teams whose members nobody knows stay in `forge_teams`: then its people are unreadable, and never fewer. A passkey
    is added where the person whom the repository names holds an account of whoever enrolled it.
    """
    found = with_passkeys(with_members(directory, _members(office), office.clock()), office.accounts.passkeys())
    for id_ in found.strangers:
        office.tell("people", repository=repository.key, trouble=f"{id_} shares no account with who enrolled")
    return found.directory


def governed_people(office: Office, repository: ConnectedRepository) -> Directory | None:
    """The people file at the tip of a repository's default branch, its teams as they stand there; None without one.

    Raises ReadError where the copy cannot be read, InputError for a file that cannot be used.
    """
    with office.mirrors.open(repository) as opened:
        value = opened.receiving.value_of(repository.target)
        commit = opened.receiving.commit_of(value) if value else ""
        people = text_at(opened.reader, commit, places.PEOPLE)
        if people is None:
            return None
        return _parsed(opened.documents, people, text_at(opened.reader, commit, places.ABSENCE))


def operators_people(office: Office) -> Directory | None:
    """The operator's own directory, None where there is none. Raises InputError for one that cannot be used."""
    if office.own.people is None:
        return None
    if office.documents is None:
        what = "nothing reads the operator's directory here"
        raise InputError(Problem("P1304", what, "give the office its documents"))
    return _parsed(office.documents, office.own.people, None)


def _read(office: Office, repositories: tuple[ConnectedRepository, ...], now: int) -> Joined:
    known, troubles, found = _members(office), [], []
    own = operators_people(office)
    for repository in repositories:
        try:
            directory = governed_people(office, repository)
        except (ReadError, InputError) as error:
            troubles.append(f"the people of {repository.key} could not be read: {_first(error)}")
            continue
        if directory is not None:
            found.append(Named(repository.key, with_members(directory, known, now)))
    whole = joined(with_members(own, known, now) if own else None, found)
    return whole._replace(troubles=(*troubles, *whole.troubles))


def _first(error: ParaphError) -> str:
    return error.problems[0].what


@lru_cache(maxsize=256)
def _parsed(documents: DocumentReader, people: SourceText, absence: SourceText | None) -> Directory:
    return documents.directory(people, absence)


def _settings(office: Office) -> dict[str, bytes]:
    return {name: office.board.setting(f"{SETTING}{name}") for name in office.forges}


def _members(office: Office) -> Mapping[str, Members | None]:
    return {name: read_members(content) for name, content in _settings(office).items()}
