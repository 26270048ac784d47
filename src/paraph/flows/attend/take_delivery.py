"""A webhook comes in: is it genuine, and what must be looked at again because of it?

Nothing that it says is believed but who sent it: the jobs read the forge and the repository again. It is durable, with
its jobs, before it is answered; the same one that comes again does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.flows.attend import errands
from paraph.flows.attend.office import Office
from paraph.flows.attend.repositories import repository_named
from paraph.flows.attend.watched import is_watched
from paraph.flows.server.tell_server import is_carrier
from paraph.ports.board import ChangeQuery, ConnectedRepository, Delivery
from paraph.ports.forge import ForgedError, Hint
from paraph.ports.ledger import Introduced, Job, Row

LONGEST_ID = 200
MOST_CHANGES = 20
_HEADS = "refs/heads/"
_OPENED = ("opened", "open")


class Taken(NamedTuple):
    """A genuine webhook, and what is to be recorded of it: by the ledger of the repository `key`, by the whole log
    where it is about none. There is nothing to record where it was kept before."""

    hint: Hint
    key: str = ""
    jobs: tuple[Job, ...] = ()
    rows: tuple[Row, ...] = ()


def take_delivery(office: Office, forge_name: str, headers: Mapping[str, str], body: bytes) -> Hint:
    """Keep a webhook with the jobs that it asks for, once; header names are in lower case.

    Raises ForgedError for one that is not genuine, InputError (P1201) where no such forge is configured, ReadError
    where it cannot be kept: then it must not be answered as taken.
    """
    taken = read_delivery(office, forge_name, headers, body)
    if taken.rows:
        ledger = office.ledger(taken.key) if taken.key else office.log
        ledger.record((), taken.jobs, taken.rows)
        tell_taken(office, forge_name, taken)
    return taken.hint


def tell_taken(office: Office, forge_name: str, taken: Taken) -> None:
    """Say in the server's log that a webhook was kept."""
    hint = taken.hint
    office.tell("delivery", forge=forge_name, id=hint.id, about=hint.event, jobs=len(taken.jobs))


def read_delivery(office: Office, forge_name: str, headers: Mapping[str, str], body: bytes) -> Taken:
    """What is to be recorded of a webhook, not recorded yet. Raises what `take_delivery` raises."""
    forge = office.forges.get(forge_name)
    if forge is None:
        raise InputError(Problem("P1201", f"no forge {forge_name!r} is configured here", "name it in config.yaml"))
    now = office.clock()
    hint = forge.read_delivery(headers, body, now)
    if not hint.id or len(hint.id) > LONGEST_ID:
        raise ForgedError("it has no name of its own by which it could be told from others", 400)
    if hint.kind == "nothing" or office.board.delivery(forge_name, hint.id) is not None:
        return Taken(hint)
    repository = repository_named(office, hint.repository)
    row = Row(Delivery(forge_name, hint.id, hint.event, now, body))
    if repository is None or not repository.is_on:
        return Taken(hint, "", tuple(_elsewhere(forge_name, hint)), (row,))
    return Taken(hint, repository.key, tuple(_jobs(office, repository, hint)), (row, *_introduced(hint)))


def _elsewhere(forge: str, hint: Hint) -> Iterator[Job]:
    """What a webhook asks for that is about no repository we look after; one that is new is looked for."""
    if hint.kind == "people":
        yield errands.people_job(forge)
    else:
        yield errands.repositories_job(forge)


def _introduced(hint: Hint) -> Iterator[Row]:
    """Who pushed a head: that is told by the webhook alone, and it is signed by the forge."""
    said = hint.said
    is_push = hint.kind == "push" or (
        hint.kind == "change" and (said.get("action") in _OPENED or bool(said.get("before")))
    )  # fmt: skip
    if hint.head and is_push and said.get("sender"):
        yield Row(Introduced(hint.head, said["sender"]))


def _jobs(office: Office, repository: ConnectedRepository, hint: Hint) -> Iterator[Job]:
    key = repository.key
    match hint.kind:
        case "change":
            named = hint.said.get("numbers", "")
            numbers = [hint.number] if hint.number else named.split(",")[:MOST_CHANGES] if named else []
            numbers = numbers or _numbers_of(office, key, hint.head)
            yield from (errands.attend_job(key, number) for number in numbers)
        case "comment":
            yield errands.comment_job(key, hint.number, hint.said.get("comment", ""))
        case "merge_group":
            yield errands.merge_group_job(key, hint.ref, hint.head, hint.said)
        case "deployment":
            yield errands.deployment_job(key, hint.head, hint.said, hint.id)
        case "push":
            yield from _pushed(office, repository, hint)
        case "people":
            yield errands.people_job(repository.kind)
        case "protection":
            yield errands.protection_job(key)
        case "repository":
            yield errands.repositories_job(repository.kind)


def _numbers_of(office: Office, key: str, head: str) -> list[str]:
    """The open changes with a head, where the webhook says of none which it is about (a check of a fork)."""
    found = office.board.changes(ChangeQuery(key, state="open", head=head, most=MOST_CHANGES)) if head else []
    return [row.number for row in found]


def _pushed(office: Office, repository: ConnectedRepository, hint: Hint) -> Iterator[Job]:
    """A branch moved. On plain git it is a change itself; elsewhere its change is told of by another webhook."""
    if hint.number:
        yield errands.attend_job(repository.key, hint.number)
    elif not hint.ref or is_carrier(hint.ref) or is_watched(office.board, repository, hint.ref):
        yield errands.settle_job(repository.key)
    elif repository.kind == "git" and hint.ref.startswith(_HEADS):
        yield errands.attend_job(repository.key, hint.ref.removeprefix(_HEADS))
