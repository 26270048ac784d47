"""May this proposed change go in, as the forge and the repository state it now?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.errors import Problem, ReadError
from paraph.core.model.facts import Deployment, Repository, Stage
from paraph.core.model.proposal import Proposal
from paraph.flows.attend.desk import desk_of
from paraph.flows.attend.find_pushers import find_pushers
from paraph.flows.attend.place import Place
from paraph.flows.gate.evaluate_change import Question, evaluate_change
from paraph.flows.server.held_records import held_records
from paraph.flows.server.known_statements import KnownStatements
from paraph.flows.server.serving import governing_commit
from paraph.ports.board import KeptReview
from paraph.ports.question import Evaluation
from paraph.ports.repository import ChangeRequest, RepositoryReader

_SHORT = 12


def judge_proposal(
    at: Place, proposal: Proposal, reviews: Sequence[KeptReview], *, base: str = "",
    governed_at: str = "", known: KnownStatements | None = None, stage: Stage = "merge",
    deployment: Deployment | None = None,
) -> Evaluation:  # fmt: skip
    """Decide a change as it would land now, or on `base` where one is given.

    `reviews` are those that were kept, `known` the statements where some of them are used up by what lands first;
    `governed_at` is the commit that governs, the tip of the default branch unless one is given.
    Raises ReadError (P1203, P1204) where target or head are not in the mirror, InputError for a policy that cannot be
    used.
    """
    base = base or at.tip(proposal.target)
    if not base:
        what = f"{proposal.target or 'its target'} is not in the copy of {at.repository.key}"
        raise ReadError(Problem("P1203", what, "propose it for a branch that is there"))
    reader = at.opened.reader
    if not reader.present([proposal.head]):
        what = f"the head {proposal.head[:_SHORT]} is not in the copy of {at.repository.key} yet"
        raise ReadError(Problem("P1204", what, "it comes with the next fetch"))
    commits = [*reader.commits(f"{base}..{proposal.head}")]
    known = known or KnownStatements(at.ledger, proposal.target, (), at.now)
    ids = list(dict.fromkeys((proposal.head, *(each.id for each in commits))))
    live = [] if known.is_empty() else known.about(*_content(reader, base, proposal.head), ids)
    governed = governing_commit(reader, governed_at or at.tip(at.repository.target), at.office.own)
    question = Question(
        request=ChangeRequest("range", base, proposal.head, proposal.target, proposal.source),
        now=at.now,
        repository=Repository(at.repository.name, at.repository.identity),
        given=governed.given,
        stage=stage,
        deployment=deployment,
        pushers=find_pushers(at, proposal, commits),
        governed_at=governed.commit,
        secret=at.office.secret,
        proposal=proposal,
        reviews=tuple(reviews),
        people=lambda directory: at.people_of(at.office, at.repository, directory),
    )
    lines = at.opened.lines._replace(
        recorded=at.ledger.attributed, entries={each.id: each.entry for each in live},
        held=lambda firsts, last: held_records(desk_of(at), firsts, last),
    )  # fmt: skip
    opened = at.opened
    return evaluate_change(reader, opened.documents, opened.cache, question, live, at.office.check, lines)


def _content(reader: RepositoryReader, base: str, head: str) -> tuple[str, str]:
    """The digest of what would land, and its tree; both empty where there is no merge."""
    tree = reader.merged(base, head).tree or ""
    return (reader.reviewed(base, tree).diff if tree else ""), tree
