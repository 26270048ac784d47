"""What does each review at a forge, or on a page, become among the facts?

A review counts as a sign-off of proof `review`, for just the content that stood at its commit when it came. Nobody was
asked questions by it, and nobody was shown how many lines an AI wrote.
"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.attest.predicates import Scope
from paraph.core.model.signoff import Refusal, Signoff
from paraph.core.policy.lookup import PeopleIndex
from paraph.flows.statements.signed_content import Held, SignedContent
from paraph.flows.statements.signed_hands import SignedHands
from paraph.ports.board import KeptReview

PAGE = "page:"
"""The kind of the accounts of those who answered on our own page, logged in; what follows is their id."""
_SHORT = 12


def answers_of_reviews(
    reviews: Sequence[KeptReview], content: SignedContent, people: PeopleIndex, hands: SignedHands
) -> tuple[tuple[Signoff, ...], tuple[Refusal, ...]]:
    """The sign-offs, and the reviews that count for nothing because nobody knows whose they are.

    Who asked for changes, or whose review was dismissed, has not approved what they approved before that.
    """
    standing: dict[str, list[KeptReview]] = {}
    refusals: list[Refusal] = []
    for each in sorted(reviews, key=lambda review: (review.at, review.entry)):
        person = person_of(each, people)
        if each.state == "commented":
            continue
        if not person:
            holder = "is nobody in the directory" if each.state == "approved" else ""
            refusals += [Refusal(each.id, "review", each.account, holder)] if holder else []
        elif each.state == "approved":
            standing.setdefault(person, []).append(each)
        else:
            standing[person] = [each]
    every = [(person, each) for person, of in standing.items() for each in of]
    scopes = [_scope(each) for _, each in every]
    content.prepare(scopes)
    found = [_signoff(*one, scope, content, hands) for one, scope in zip(every, scopes, strict=True)]
    return tuple(found), tuple(refusals)


def person_of(review: KeptReview, people: PeopleIndex) -> str:
    """The id of the person who gave a review; empty where nobody is known by that account."""
    if review.account.startswith(PAGE):
        id_ = review.account.removeprefix(PAGE)
        return id_ if id_ in people.by_id else ""
    person = people.person_of(review.account)
    return person.id if person else ""


def _scope(review: KeptReview) -> Scope:
    return Scope("", review.target, review.base, review.head, review.tree, review.diff)


def _signoff(
    person: str, review: KeptReview, scope: Scope, content: SignedContent, hands: SignedHands
) -> Signoff:  # fmt: skip
    held = content.held(scope) if review.diff else _unknown(review, content)
    return Signoff(
        id=review.id,
        person=person,
        target=review.target,
        head=review.head,
        proof="review",
        tier=review.tier,
        holds=held.holds,
        owned_paths=tuple(path for path in held.owned if path not in held.landed),
        at=review.at,
        is_withdrawn=review.state == "dismissed",
        is_approval=review.state != "changes_requested",
        questions=None,
        is_spent=held.is_spent,
        gone_paths=held.gone,
        why_unknown=held.why,
        had_hand=hands.had_hand(scope, person) if held.holds else False,
    )


def _unknown(review: KeptReview, content: SignedContent) -> Held:
    """Of a review that came with a commit which was not here, or did not merge: that it is of other content can be
    told only once the commit is here."""
    if content.is_present(review.head):
        return Held(())
    return Held(None, why=f"the commit {review.head[:_SHORT]} that was reviewed is not here")
