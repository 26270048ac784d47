"""What does a forge add to the facts of a change: who opened it, what it is called, who reviewed it?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.detect.agent_rows import AgentRows
from paraph.core.model.change import Change
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory
from paraph.core.model.proposal import Proposal
from paraph.core.policy.lookup import index_people
from paraph.flows.statements.answers import Answers
from paraph.flows.statements.answers_of_reviews import answers_of_reviews
from paraph.flows.statements.signed_content import SignedContent
from paraph.flows.statements.signed_hands import SignedHands
from paraph.ports.board import KeptReview
from paraph.ports.repository import RepositoryReader


def as_proposed(change: Change, proposal: Proposal) -> Change:
    """The change as the forge states it. Files, commits and the merge stay those of git."""
    return changed(
        change,
        opener=proposal.author or None,
        suggestion_acceptors=proposal.suggestion_acceptors,
        source=proposal.source or change.source,
        title=proposal.title,
        body=proposal.body,
        labels=proposal.labels,
        is_draft=proposal.is_draft,
    )


def with_reviews(
    reader: RepositoryReader, reviews: Sequence[KeptReview], change: Change, answers: Answers, directory: Directory,
    own: AgentRows,
) -> Answers:  # fmt: skip
    """What was signed, with what was answered at the forge or on a page."""
    prompted = changed(change, prompters=answers.prompters) if answers.prompters else change
    people = index_people(directory)
    content = SignedContent(reader, change)
    hands = SignedHands(reader, content, prompted, people, own)
    signoffs, refusals = answers_of_reviews(reviews, content, people, hands)
    return answers._replace(
        signoffs=(*answers.signoffs, *signoffs), refusals=(*answers.refusals, *refusals)
    )  # fmt: skip
