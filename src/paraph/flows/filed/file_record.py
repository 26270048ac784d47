"""How is a change filed that never becomes a diff: a step of a runbook, a change in a console, an instruction?

Its text becomes a commit that no branch holds, so that it is read, answered for and judged by the same policy and the
same signatures as code: whoever signs it signs exactly this text, and nobody can change a word afterwards.
"""

from __future__ import annotations

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import entry
from paraph.core.model.digest import sha256_hex
from paraph.core.model.person import Identity, Person
from paraph.flows.attend.errands import attend_job
from paraph.flows.attend.office import Office
from paraph.flows.attend.people import governed_people, operators_people, people_of
from paraph.flows.filed.record_text import Filing, content_of, title_of, trailers_of
from paraph.flows.ledger.keep_facts import SALT_BYTES, personal
from paraph.ports.board import ChangeRow, ConnectedRepository
from paraph.ports.ledger import Row

_NOBODY = "is not in the directory, or has left"


def file_record(office: Office, key: str, filing: Filing) -> str:
    """File a change record in a repository; its number. It is judged by a job that is deferred with it.

    Raises InputError for a text, a person or a repository that cannot be used (P1317 to P1319), ReadError where the
    copy of the repository cannot be written.
    """
    repository = office.board.repository(key)
    if repository is None or not repository.is_on:
        raise InputError(Problem("P1319", f"{key[:100]} is no repository of this server", "name it as `git:NAME`"))
    title, trailers, content = title_of(filing), trailers_of(filing), content_of(filing)
    person = member(office, repository, filing.person)
    who = identity_of(person)
    now = office.clock()
    number = f"record-{sha256_hex(office.random(16))[:10]}"
    with office.mirrors.open(repository) as opened:
        value = opened.receiving.value_of(repository.target)
        base = opened.receiving.commit_of(value) if value else ""
    if not base:
        raise InputError(Problem("P1319", f"{key} has no {repository.target} to file it against", "push it first"))
    head = office.mirrors.file(repository, base, number, content, title, who, now, trailers)
    kept = personal(content, office.random(SALT_BYTES))
    said = entry("filed", now, number=number, state="filed", head=head, base=base, target=repository.target,
                 by=person.id, text=kept.digest)  # fmt: skip
    row = ChangeRow(key, number, 1, title=title, author=account_of(person), person=person.id, target=repository.target,
                    head=head, base=base, opened_at=now, decided_at=now, kind="record",
                    summary="Cannot tell: it was filed and is not judged yet")  # fmt: skip
    office.ledger(key).record([said], [attend_job(key, number)], [Row(row), Row(kept, 0)])
    return number


def identity_of(person: Person) -> Identity:
    """Somebody as a commit names them. Raises InputError (P1318) for somebody without an address."""
    for account in person.accounts:
        kind, _, value = account.partition(":")
        if kind == "email":
            return Identity(person.name or person.id, value)
        if kind in ("github", "gitlab"):
            return Identity(person.name or person.id, f"{value}@users.noreply.{kind}.com")
    what = f"{person.id} has no address by which a record could name them"
    raise InputError(Problem("P1318", what, "add `email:…` to their accounts"))


def account_of(person: Person) -> str:
    """The account by which somebody opens a record."""
    return person.accounts[0] if person.accounts else ""


def member(office: Office, repository: ConnectedRepository, id_: str) -> Person:
    """Somebody of the people of a repository, who is still here. Raises InputError (P1318) for anybody else."""
    governed = governed_people(office, repository) or operators_people(office)
    people = people_of(office, repository, governed).people if governed else ()
    found = next((each for each in people if each.id == id_ and not each.has_left), None)
    if found is None:
        raise InputError(Problem("P1318", f"{id_[:64]} {_NOBODY}", "file it as somebody of the repository's people"))
    return found
