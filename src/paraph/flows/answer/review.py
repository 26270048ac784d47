"""What becomes of an answer on a page that nobody signed with a key: a review, bound to what was shown?

It proves no more than a forge's review does: that somebody was logged in and said so.
"""

from __future__ import annotations

from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import entry
from paraph.flows.answer.accept import attend_again
from paraph.flows.answer.standing import Standing, person_of
from paraph.flows.attend.office import Office
from paraph.flows.signing.asked_of import asked_of_signer
from paraph.flows.signing.sign_off import SignoffDecision, refuse_in_vain
from paraph.ports.board import KeptReview
from paraph.ports.ledger import Receipt, Row

PAGE = "page"
"""The kind of the accounts by which people answer on our own pages: `page:` and the id of the directory."""
_STATES = {"approve": "approved", "request-changes": "changes_requested"}


def may_review(at: Standing) -> bool:
    """Whether an answer without a key serves any rule: where none asks a question of whoever signs."""
    return not asked_of_signer(at.found).required


def review_on_page(office: Office, at: Standing, who: str, decision: SignoffDecision) -> Receipt:
    """Put down the review of a person (by id) on what stands. Raises InputError where it would be in vain."""
    person = person_of(at.directory, who)
    refuse_in_vain(at.found, person, decision)
    if decision == "approve" and not may_review(at):
        what = "the policy asks questions of whoever answers for this, which a review without a key cannot carry"
        raise InputError(Problem("P1370", what, "sign with a passkey, or with `paraph signoff`"))
    change, tier, now = at.found.facts.change, at.found.decision.tier.value, office.clock()
    review = KeptReview(
        repository=at.repository.key, id=f"{PAGE}-{office.random(8).hex()}", number=at.row.number,
        account=f"{PAGE}:{person.id}", state=_STATES[decision], target=change.target, base=change.base,
        head=change.head, tree=change.tree or "", diff=change.diff, tier=tier, at=now,
    )  # fmt: skip
    content = entry(
        "reviewed", now, review=review.id, number=review.number, by=review.account, state=review.state,
        target=review.target, base=review.base, head=review.head, tree=review.tree, diff=review.diff, tier=tier,
    )  # fmt: skip
    (receipt,) = office.ledger(at.repository.key).record([content], jobs=attend_again(at), rows=[Row(review, 0)])
    return receipt
