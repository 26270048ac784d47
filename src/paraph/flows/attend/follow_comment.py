"""Somebody wrote a comment at a change: does it tell us to do something, and may they?

Commands are whole lines. A comment signs nothing: an override by one gets the way to the page, where it is signed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from paraph.core.attest.canonical import canonical
from paraph.core.errors import InputError, ReadError
from paraph.core.model.digest import sha256_hex
from paraph.core.model.person import Person
from paraph.core.policy.lookup import index_people
from paraph.flows.attend import errands
from paraph.flows.attend.office import Office
from paraph.flows.attend.place import PeopleOf, as_governed, place
from paraph.flows.attend.report import reply_setting
from paraph.flows.attend.waiting import is_gone, tried_again
from paraph.flows.server.serving import governance_at, governing_at
from paraph.ports.board import ChangeRow, ConnectedRepository, Posted, Setting
from paraph.ports.forge import Comment
from paraph.ports.jobs import Task
from paraph.ports.ledger import Row

MOST_COMMANDS = 3
LONGEST_WORD = 200
AUDITOR = "auditor"
_COMMAND = re.compile(r"/paraph[ \t]+(explain|assign|override)(?:[ \t]+(\S.*))?")

Assign = Callable[[Office, ChangeRow, str, str], str]
"""Hands what is asked at a change on: who says so (id), to whom (id); what to say of it. Raises InputError."""


class Command(NamedTuple):
    """One line that tells us to do something."""

    name: str
    text: str


def commands_in(body: str) -> Iterator[Command]:
    """The commands of a comment; what stands inside other text, or is quoted, is none."""
    # what else some call a line end does not end a quotation
    for line in body.replace("\r", "\n").split("\n"):
        found = _COMMAND.fullmatch(line.rstrip())
        if found:
            yield Command(found[1], (found[2] or "").strip()[:LONGEST_WORD])


def follow_comment(
    office: Office, task: Task, key: str, number: str, id_: str, people_of: PeopleOf = as_governed,
    assign: Assign | None = None,
) -> None:  # fmt: skip
    """Do what a comment tells us to, once; what came of it is told in our own comment. Raises Postponed."""
    repository, row = office.board.repository(key), office.board.change(key, number)
    if repository is None or row is None or not repository.is_on:
        return
    try:
        comment = office.forge_of(repository).comment(repository, id_)
        name, digest = f"did:{key}#{number}:{id_}", sha256_hex(comment.body.encode("utf-8", "surrogatepass"))
        posted = office.board.posted(name)
        commands = [*commands_in(comment.body)][:MOST_COMMANDS]
        if not commands or (posted is not None and posted.digest == digest):
            return
        person = None if comment.is_edited else _person(office, repository, comment, people_of)
        said = _answer(office, row, comment, person, commands, assign)
    except ReadError as error:
        if is_gone(error):
            return
        raise tried_again(error, task) from error
    rows = [Row(Posted(name, digest, id_, office.clock())), Row(task.fence)]
    rows += [Row(Setting(reply_setting(key, number), canonical(said)))] if said else []
    jobs = [errands.attend_job(key, number), errands.show_job(key, number)]  # who asks gets what is true now
    office.log.record((), jobs if said else [], rows)


def _person(office: Office, repository: ConnectedRepository, comment: Comment, people_of: PeopleOf) -> Person | None:
    """Who wrote it, where the directory names them and they are still here."""
    with place(office, repository, people_of, is_fetched=False) as at:
        governed = governing_at(at.opened.reader, at.opened.receiving, repository.target, office.own)
        found = governance_at(at.opened.reader, at.opened.documents, repository.target, governed)
    person = index_people(people_of(office, repository, found.directory)).person_of(comment.author)
    return None if person is None or person.has_left else person


def _answer(
    office: Office, row: ChangeRow, comment: Comment, person: Person | None, commands: list[Command],
    assign: Assign | None,
) -> dict[str, Any]:  # fmt: skip
    """What is said of it, and whether every rule is to be shown; nothing to strangers."""
    if comment.is_edited:
        return {"head": row.head, "text": "A command was not followed: somebody else than its author edited it."}
    if person is None:
        office.tell("comment_refused", repository=row.repository, number=row.number, author=comment.author)
        return {}
    texts, has_tree = [], False
    for command in commands:
        if command.name == "explain":
            has_tree = True
        elif command.name == "override":
            texts.append("An override is signed, never commented: the page of this change takes it.")
        else:
            texts.append(_assigned(office, row, person, command.text, assign))
    return {"head": row.head, "text": " ".join(texts), "has_tree": has_tree}


def _assigned(office: Office, row: ChangeRow, person: Person, to: str, assign: Assign | None) -> str:
    if AUDITOR in person.roles:
        return "An auditor changes nothing."
    if assign is None or not to:
        return "Write whom: /paraph assign PERSON" if not to else "It can be handed on from its page."
    try:
        return assign(office, row, person.id, to.removeprefix("@"))
    except InputError as error:
        problem = error.problems[0]
        return f"{problem.what}; {problem.fix}."
