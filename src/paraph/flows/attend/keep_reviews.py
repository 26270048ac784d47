"""Which reviews at the forge are new, or are no longer what they were, and what did each of them see?

A review is bound to the commit that it was given for. What would have landed then is written down when it is first
seen; that is what it is held against for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from paraph.core.errors import ReadError
from paraph.core.ledger.entry import entry
from paraph.core.model.proposal import ForgeReview, Proposal
from paraph.core.policy.lookup import PeopleIndex, index_people
from paraph.flows.attend.given_away import is_given_away
from paraph.flows.attend.place import Place
from paraph.flows.statements.answers_of_reviews import PAGE
from paraph.ports.board import ChangeRow, KeptReview
from paraph.ports.question import Evaluation

_KEPT = ("approved", "changes_requested")
_LATEST = 1 << 53


class NewReview(NamedTuple):
    """A review to keep, and the entry that says so."""

    content: bytes
    review: KeptReview


class _Content(NamedTuple):
    base: str = ""
    tree: str = ""
    diff: str = ""


def new_reviews(
    at: Place, proposal: Proposal, evaluation: Evaluation, row: ChangeRow | None, known: dict[str, KeptReview]
) -> list[NewReview]:  # fmt: skip
    """What is to be kept of the reviews that the forge tells of now, beside those that are `known` by their ids."""
    found = [*_changed(proposal, known)]
    people = index_people(evaluation.facts.people)
    found += [_first(at, proposal, evaluation, row, each) for each in proposal.reviews
              if each.id not in known and each.state in _KEPT and _is_theirs(at, people, each)]  # fmt: skip
    # until it is recorded, what is new comes after all that is known
    return [NewReview(_entry(at, each), each._replace(entry=_LATEST)) for each in found]


def _is_theirs(at: Place, people: PeopleIndex, review: ForgeReview) -> bool:
    """Whether a review is of whom its account names: one of our own pages is given by a login here and by no forge, and
    a login that somebody else has now is nobody's."""
    if review.account.startswith(PAGE):
        return False
    return not is_given_away(at.office, review.account, review.number, people.person_of(review.account))


def base_setting(repository: str, number: str, head: str) -> str:
    """The name under which the target's tip is remembered that a head was last judged on."""
    return f"base:{repository}#{number}@{head}"


def _changed(proposal: Proposal, known: dict[str, KeptReview]) -> Iterator[KeptReview]:
    """Reviews that say something else now; one that is gone from the forge was taken back."""
    told = {each.id: each for each in proposal.reviews}
    is_read = all(fact != "signoffs" for fact, _ in proposal.unread)
    for id_, kept in known.items():
        now = told.get(id_)
        if kept.account.startswith(PAGE):
            continue
        if now is not None and now.state in (*_KEPT, "dismissed") and now.state != kept.state:
            yield kept._replace(state=now.state)
        elif now is None and is_read and kept.state != "dismissed":
            yield kept._replace(state="dismissed")


def _first(
    at: Place, proposal: Proposal, evaluation: Evaluation, row: ChangeRow | None, review: ForgeReview
) -> KeptReview:  # fmt: skip
    change = evaluation.facts.change
    is_current = review.commit == proposal.head
    content = _Content(change.base, change.tree or "", change.diff) if is_current else _content(at, proposal, review)
    # what the reviewer saw beside the change is what had been shown of this head before they answered
    was_shown = row is not None and row.head == review.commit and row.tier and row.decided_at <= review.at
    tier = row.tier if row is not None and was_shown else evaluation.decision.tier.value
    return KeptReview(
        repository=proposal.repository, id=review.id, number=proposal.number, account=review.account,
        state=review.state, target=proposal.target, base=content.base, head=review.commit, tree=content.tree,
        diff=content.diff, tier=tier, at=review.at,
    )  # fmt: skip


def _content(at: Place, proposal: Proposal, review: ForgeReview) -> _Content:
    """What an older head would have landed, on the target as it was when that head was judged last."""
    reader = at.opened.reader
    if not review.commit or not reader.present([review.commit]):
        return _Content()
    known = at.office.board.setting(base_setting(proposal.repository, proposal.number, review.commit)).decode()
    try:
        base = known or reader.merge_base(at.tip(proposal.target), review.commit)
        tree = reader.merged(base, review.commit).tree if base else None
        return _Content(base, tree, reader.reviewed(base, tree).diff) if tree else _Content(base)
    except ReadError:
        return _Content()


def _entry(at: Place, kept: KeptReview) -> bytes:
    return entry(
        "reviewed", at.now, number=kept.number, review=kept.id, by=kept.account, state=kept.state, target=kept.target,
        base=kept.base, head=kept.head, tree=kept.tree, diff=kept.diff, tier=kept.tier,
    )  # fmt: skip
