"""Reviews become sign-offs of the weakest proof, those that stand of each person, for the content that they saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from paraph.core.model.change import Change
from paraph.core.model.person import Directory, Person
from paraph.core.policy.lookup import index_people
from paraph.flows.statements.answers_of_reviews import answers_of_reviews
from paraph.flows.statements.signed_content import Held
from paraph.ports.board import KeptReview

PEOPLE = index_people(Directory((
    Person("ben", ("github:ben", "gitlab:ben")), Person("cleo", ("github:cleo",)),
), bots=("github:robot",)))  # fmt: skip
MAIN = "refs/heads/main"


class Content:
    """Content that holds wholly for whatever names its difference."""

    change = Change("b", "h", MAIN, diff="d")

    def prepare(self, scopes: Any) -> None:
        self.heads = {scope.head for scope in scopes}

    def is_present(self, commit: str) -> bool:
        return commit == "h"

    def held(self, scope: Any) -> Held:
        return Held(("exact", "tree"), ("a",)) if scope.diff == "d" else Held(())


class Hands:
    def had_hand(self, _: Any, person: str) -> bool:
        return person == "cleo"


def review(id_: str, state: str = "approved", account: str = "github:ben", **more: Any) -> KeptReview:
    made = KeptReview("r", id_, "7", account, state, MAIN, "b", "h", "t", "d", "medium", 5, int(id_))
    return made._replace(**more)


def told(reviews: Sequence[KeptReview]) -> tuple[list[tuple[Any, ...]], list[str]]:
    signoffs, refusals = answers_of_reviews(reviews, Content(), PEOPLE, Hands())  # type: ignore[arg-type]
    shown = [(each.id, each.person, each.is_approval, each.is_withdrawn, each.holds) for each in signoffs]
    return shown, [each.why for each in refusals]


ALL = ("exact", "tree")


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        ([review("1")], [("1", "ben", True, False, ALL)]),
        ([review("1"), review("2", "commented")], [("1", "ben", True, False, ALL)]),
        ([review("1"), review("2", "changes_requested")], [("2", "ben", False, False, ALL)]),
        ([review("1"), review("2", "changes_requested", "gitlab:ben")], [("2", "ben", False, False, ALL)]),
        ([review("1", "changes_requested"), review("2")],
         [("1", "ben", False, False, ALL), ("2", "ben", True, False, ALL)]),
        ([review("1", "dismissed")], [("1", "ben", True, True, ALL)]),
        ([review("2", at=4), review("1", "changes_requested")], [("1", "ben", False, False, ALL)]),
        ([review("1", account="page:cleo", diff="x")], [("1", "cleo", True, False, ())]),
        ([review("1", diff="", head="gone")], [("1", "ben", True, False, None)]),
        ([review("1", diff="")], [("1", "ben", True, False, ())]),
    ],
)  # fmt: skip
def test_what_stands(reviews: list[KeptReview], expected: list[tuple[Any, ...]]) -> None:
    assert told(reviews) == (expected, [])


@pytest.mark.parametrize("account", ["github:stranger", "github:robot", "page:nobody", "page:github:ben"])
def test_nobodys_approval_is_told(account: str) -> None:
    assert told([review("1", account=account)]) == ([], ["is nobody in the directory"])
    assert told([review("1", "changes_requested", account)]) == ([], [])


def test_what_a_review_cannot_carry() -> None:
    ((found,), _) = answers_of_reviews([review("1", account="github:cleo")], Content(), PEOPLE, Hands())  # type: ignore[arg-type]
    assert (found.proof, found.tier, found.questions, found.ai_lines, found.had_hand) == (
        "review", "medium", None, None, True,
    )  # fmt: skip
