"""In which order are the commits of a range followed, so that parents come first and little is kept meanwhile?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from paraph.core.detect.agent_rows import NO_ROWS, AgentRows
from paraph.core.detect.message import Reading
from paraph.core.detect.read import read_commit
from paraph.ports.repository import RepositoryReader


class Member(NamedTuple):
    """A commit of a range, with what its message and people say; `at` is its time in epoch seconds, a claim."""

    id: str
    parents: tuple[str, ...]
    reading: Reading
    at: int = 0


def range_of(base: str, head: str) -> str:
    """The commits that a head has and a base has not, as git writes it; without a base all that the head has."""
    return f"{base}..{head}" if base else head


def oldest_first(reader: RepositoryReader, base: str, head: str, own: AgentRows = NO_ROWS) -> list[Member]:
    """The commits of a range, parents before children, the history of a first parent before that of a second.

    So a branch is followed from its fork to its merge in one go, and what is known at few commits is needed at a time.
    Raises `paraph.core.errors.ReadError` when the history cannot be read.
    """
    members = {}
    for record in reader.commits(range_of(base, head)):
        id_, _, parents, author, author_email, committer, committer_email, _, commit_time, message = record
        reading = read_commit(author, author_email, committer, committer_email, message, commit_time, id_, own=own)
        members[id_] = Member(id_, parents, reading, commit_time)
    return list(_settled(members, head))


def _settled(members: dict[str, Member], head: str) -> Iterator[Member]:
    stack = [(head, iter(members[head].parents))] if head in members else []
    seen = {head}
    while stack:
        id_, parents = stack[-1]
        following = next((each for each in parents if each in members and each not in seen), None)
        if following is None:
            stack.pop()
            yield members[id_]
        else:
            seen.add(following)
            stack.append((following, iter(members[following].parents)))
