"""A forge says what git does not know of a change, and nothing of what git does."""

from __future__ import annotations

from paraph.core.model.change import Change, ChangedFile
from paraph.core.model.proposal import Proposal
from paraph.flows.gate.proposed import as_proposed


def test_what_a_forge_says() -> None:
    change = Change("b", "h", "refs/heads/main", files=(ChangedFile("a"),), pushers=("github:eve",))
    said = Proposal("r", "7", "other", "refs/heads/other", "refs/heads/work", title="T", body="B", author="github:ada",
                    labels=("urgent",), is_draft=True, suggestion_acceptors=("github:ben",))  # fmt: skip
    found = as_proposed(change, said)
    assert (found.opener, found.title, found.body, found.labels) == ("github:ada", "T", "B", ("urgent",))
    assert (found.is_draft, found.suggestion_acceptors, found.source) == (True, ("github:ben",), "refs/heads/work")
    assert (found.head, found.target, found.files, found.pushers) == (
        "h", "refs/heads/main", change.files, ("github:eve",),
    )  # fmt: skip
    assert as_proposed(change, Proposal("r", "7", "h", "t")).opener is None
