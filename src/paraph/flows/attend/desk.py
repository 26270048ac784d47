"""What does a hosted repository look like to those flows that judge pushes?"""

from __future__ import annotations

from paraph.core.model.facts import Repository
from paraph.flows.attend.place import Place
from paraph.flows.server.serving import Desk
from paraph.ports.server import ServerSettings


def desk_of(at: Place) -> Desk:
    """The desk of a hook, for a repository whose pushes go to a forge: governed by its default branch."""
    office, repository = at.office, at.repository
    return Desk(
        reader=at.opened.reader,
        receiving=at.opened.receiving,
        documents=at.opened.documents,
        cache=at.opened.cache,
        notes=at.opened.notes,
        ledger=at.ledger,
        check=office.check,
        settings=ServerSettings(repository.key, (repository.target,), repository.target, "", ""),
        repository=Repository(repository.name, repository.identity),
        own=office.own,
        now=at.now,
        secret=office.secret,
        random=office.random,
        write_facts=office.forms.write_facts,
        records=at.opened.records,
        people=lambda directory: at.people_of(office, repository, directory),
        reviews=lambda _: (),
    )
