"""What does a server have at hand when somebody pushes?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from paraph.core.attest.trust import Check
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.noun import changed
from paraph.core.model.person import NOBODYS, Directory
from paraph.core.model.places import PEOPLE, POLICY
from paraph.core.model.policy import Policy
from paraph.flows.gate.governed_files import Given, Governance, read_governance
from paraph.ports.board import KeptReview
from paraph.ports.cache import Cache
from paraph.ports.documents import DocumentReader
from paraph.ports.ledger import Ledger
from paraph.ports.receiving import ReceivedRecords, ReceivingRepository
from paraph.ports.repository import ChangeRequest, RepositoryReader
from paraph.ports.server import ServerSettings
from paraph.ports.statements import NotesReader

UNKNOWN_PUSHER = f"{NOBODYS}:pusher"
"""Stands for whoever brought a commit of which nobody wrote down who did; it maps to nobody."""


def _as_governed(directory: Directory) -> Directory:
    return directory


def _no_reviews(_: str) -> Sequence[KeptReview]:
    return ()


class Desk(NamedTuple):
    """One call of a hook: the repository, its ledger, and what the operator wrote down.

    `now` is epoch seconds, `secret` draws the spot checks, `random` gives so many fresh random bytes, `write_facts`
    makes a facts document. `own` holds the operator's files. `records` reads who wrote which line. Where the log is a
    server's with pages, `people` adds the passkeys enrolled there, and `reviews` gives what was answered to a head.
    """

    reader: RepositoryReader
    receiving: ReceivingRepository
    documents: DocumentReader
    cache: Cache
    notes: NotesReader
    ledger: Ledger
    check: Check
    settings: ServerSettings
    repository: Repository
    own: Given
    now: int
    secret: bytes
    random: Callable[[int], bytes]
    write_facts: Callable[[Facts], bytes]
    records: ReceivedRecords | None = None
    people: Callable[[Directory], Directory] = _as_governed
    reviews: Callable[[str], Sequence[KeptReview]] = _no_reviews


class Governing(NamedTuple):
    """The commit from which policy and people are read, never one that the push has brought, and which of the
    operator's files stand in for what is missing there."""

    commit: str
    given: Given
    has_policy: bool = True


def governing(desk: Desk) -> Governing:
    """What judges movements now: the tip of the policy ref, as it is before this push."""
    return governing_at(desk.reader, desk.receiving, desk.settings.policy_ref, desk.own)


def governing_at(reader: RepositoryReader, receiving: ReceivingRepository, policy_ref: str, own: Given) -> Governing:
    """What judges movements while the policy ref stands where it does; `own` are the operator's files."""
    found = receiving.value_of(policy_ref)
    return governing_commit(reader, receiving.commit_of(found) if found else "", own)


def governing_commit(reader: RepositoryReader, commit: str, own: Given) -> Governing:
    """What judges movements where the policy ref stands at a commit, empty for none."""
    has = {path: bool(commit) and reader.read(commit, path) is not None for path in (POLICY, PEOPLE)}
    given = Given(
        policy=None if has[POLICY] else own.policy,
        organisation=own.organisation,
        people=None if has[PEOPLE] else own.people,
    )
    return Governing(commit, given, has[POLICY] or any((given.policy, given.organisation)))


def governance_of(desk: Desk, found: Governing) -> Governance:
    """The policy and the people behind it. Raises InputError for files that cannot be used."""
    governance = governance_at(desk.reader, desk.documents, desk.settings.policy_ref, found)
    return changed(governance, directory=desk.people(governance.directory))


def governance_at(reader: RepositoryReader, documents: DocumentReader, policy_ref: str, found: Governing) -> Governance:
    """The same without a desk. Raises InputError for files that cannot be used."""
    request = ChangeRequest("range", found.commit, found.commit, policy_ref, "")
    return read_governance(reader, documents, request, found.given, found.commit)


def is_watching(policy: Policy) -> bool:
    """Whether no rule of a policy is enforced: it is asked what it would say, and holds nobody up."""
    return all(rule.mode != "enforce" for rule in policy.rules)
