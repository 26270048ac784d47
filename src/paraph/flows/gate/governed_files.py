"""Which policy, people and catalogue judge a change, and at which commit are they read?"""

from __future__ import annotations

from functools import lru_cache

from paraph.core.errors import InputError
from paraph.core.model import places
from paraph.core.model.noun import noun
from paraph.core.model.person import Directory
from paraph.core.model.policy import Policy
from paraph.core.model.refs import branch_at_home
from paraph.core.policy.read import read_policy
from paraph.core.policy.source import Document
from paraph.ports.documents import DocumentReader, SourceText
from paraph.ports.repository import ChangeRequest, RepositoryReader


@noun
class Given:
    """Files that the caller named, which stand in for those of the repository."""

    policy: SourceText | None = None
    organisation: SourceText | None = None
    people: SourceText | None = None


@noun
class Governance:
    """What judges the change. `policy` None where neither the repository nor the caller has one;
    `sources` are the texts of its policy, `is_directory_missing` where there is no people file."""

    policy: Policy | None
    directory: Directory
    services: Document | None
    commit: str
    sources: tuple[SourceText, ...] = ()
    is_directory_missing: bool = False


def read_governance(
    reader: RepositoryReader, documents: DocumentReader, request: ChangeRequest, given: Given, at: str | None = None
) -> Governance:
    """Read everything that the change itself cannot touch, from the commit `at` where the caller knows which.

    Raises InputError with every problem of a file that cannot be used, ReadError when git does not answer.
    """
    commit = policy_commit(reader, request) if at is None else at
    policy = given.policy or text_at(reader, commit, places.POLICY)
    people = given.people or text_at(reader, commit, places.PEOPLE)
    absence = text_at(reader, commit, places.ABSENCE) if people else None
    services = text_at(reader, commit, places.SERVICES)
    return Governance(
        policy=policy_of(documents, policy, given.organisation),
        directory=documents.directory(people, absence),
        services=documents.document(services) if services else None,
        commit=commit,
        sources=tuple(source for source in (policy, given.organisation) if source),
        is_directory_missing=people is None,
    )


@lru_cache(maxsize=4)
def policy_of(
    documents: DocumentReader, repository: SourceText | None, organisation: SourceText | None
) -> Policy | None:
    """One policy of one or both layers; None where there is neither."""
    own = documents.document(repository) if repository else None
    if organisation:
        from paraph.core.policy.layers import read_layers

        return read_layers(documents.document(organisation), own)
    return read_policy(own) if own else None


def policy_commit(reader: RepositoryReader, request: ChangeRequest) -> str:
    """The commit whose policy judges a change, never one that the change could have written.

    The base, where that is the tip of the default branch (as last fetched, or here), or the predecessor of a movement
    of it that has landed; else that tip. Without a plain default branch it is the base, too. What bears the same name
    at another remote has not landed, nor has what is here ahead of what was fetched: its author wrote it.
    """
    try:
        branch = reader.default_branch()
    except InputError:
        return request.base
    tips = {each.name: each.commit for each in reader.tips() if each.name in (branch, branch_at_home(branch))}
    if branch not in tips or request.base in tips.values():
        return request.base
    has_landed = bool(request.head) and reader.is_movement(tips[branch], request.head)
    return request.base if has_landed else tips[branch]


def text_at(reader: RepositoryReader, commit: str, path: str) -> SourceText | None:
    """A file of a commit, None where the commit is none or has no such file."""
    content = reader.read(commit, path) if commit else None
    return None if content is None else SourceText(path, content)
