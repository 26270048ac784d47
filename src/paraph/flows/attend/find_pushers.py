"""Who brought the commits of a change?

Webhooks tell it as it happens. Of a push of which none came the forge is asked, once: what it still says is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from paraph.core.model.proposal import Proposal
from paraph.flows.attend.place import Place
from paraph.flows.server.serving import UNKNOWN_PUSHER
from paraph.ports.forge import ForgeError
from paraph.ports.ledger import Introduced, Row
from paraph.ports.repository import CommitRecord


def find_pushers(at: Place, proposal: Proposal, commits: Sequence[CommitRecord]) -> tuple[str, ...]:
    """The accounts that brought the commits of a change. Raises ReadError."""
    ids = list(dict.fromkeys((proposal.head, *(each.id for each in commits))))
    known = at.ledger.introducers(ids)
    found = pushers_of(proposal, commits, known)
    if UNKNOWN_PUSHER not in found or not proposal.source:
        return found
    told = {commit: account for commit, account in _told(at, proposal).items() if commit in ids and account}
    fresh = [Row(Introduced(*each)) for each in told.items() if each[0] not in known]
    if fresh:
        at.ledger.record((), (), fresh)
    return pushers_of(proposal, commits, {**told, **known})


def pushers_of(proposal: Proposal, commits: Sequence[CommitRecord], known: Mapping[str, str]) -> tuple[str, ...]:
    """The accounts that brought the commits of a change: whom the forge names, and who pushed heads that we heard of.

    A push brings every commit below its head that no earlier push has brought. Where neither says who brought one, it
    was somebody unknown.
    """
    parents = {each.id: each.parents for each in commits}
    spans = sorted(((_below(head, parents), account) for head, account in known.items() if head in parents), key=_size)
    by_commit: dict[str, str] = {}
    for span, account in spans:
        for commit in span:
            by_commit.setdefault(commit, account)
    found = (by_commit.get(each.id) or ("" if proposal.pushers else UNKNOWN_PUSHER) for each in commits)
    return tuple(dict.fromkeys(filter(None, (*proposal.pushers, *found))))


def _told(at: Place, proposal: Proposal) -> Mapping[str, str]:
    try:
        return at.forge.pushes(at.repository, proposal.source)
    except ForgeError as error:
        if error.is_gone:  # it does not tell that of this branch: of one in a fork, for example
            return {}
        raise


def _below(head: str, parents: Mapping[str, Sequence[str]]) -> frozenset[str]:
    found: set[str] = set()
    left = [head]
    while left:
        commit = left.pop()
        if commit in parents and commit not in found:
            found.add(commit)
            left += parents[commit]
    return frozenset(found)


def _size(span: tuple[Iterable[str], str]) -> int:
    return len(tuple(span[0]))
