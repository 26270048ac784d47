from __future__ import annotations

import pytest

from core.gate.situations import HERE, change, commit, facts, judged, unreadable
from paraph.core.model.decision import CONTRADICTIONS, Finding, State
from paraph.core.model.policy import DeclarationNeed
from paraph.core.model.provenance import Assistance, Declaration, Provenance

NEED = DeclarationNeed("merge", HERE)
WHOLE = Declaration(Assistance.NONE, "pull_request", "AI: none")
ONE = Declaration(Assistance.ASSISTED, "trailer", "Assisted-by: x", commit=commit(1).id)
TWO = change(commits=(commit(1), commit(2)))


@pytest.mark.parametrize(
    ("declarations", "state", "words"),
    [
        ((WHOLE,), State.SATISFIED, "AI: none"),
        ((), State.PENDING, "nobody has said"),
        ((ONE,), State.PENDING, "1 of 2 commits say nothing"),
        ((ONE, Declaration(Assistance.NONE, "trailer", "n", commit=commit(2).id)), State.SATISFIED, "Assisted-by: x"),
        ((ONE, WHOLE), State.SATISFIED, "AI: none"),
        ((Declaration(Assistance.UNKNOWN, "pull_request", "?"),), State.PENDING, "nobody has said"),
    ],
)
def test_a_declaration(declarations: tuple[Declaration, ...], state: State, words: str) -> None:
    node = judged(NEED, facts(TWO, provenance=Provenance(declarations=declarations)))
    assert node.state is state
    assert isinstance(node.found, str)
    assert words in node.found
    assert [(owed.kind, owed.by) for owed in node.owed] == ([] if state is State.SATISFIED else [("author", ("ada",))])


def test_a_change_without_commits_is_not_declared_by_having_none() -> None:
    assert judged(NEED, facts(change(commits=()))).state is State.PENDING


def test_a_contradiction_asks_the_author_again() -> None:
    said = facts(provenance=Provenance(declarations=(WHOLE,)))
    node = judged(NEED, said, findings=(Finding("contradiction", "declared none, but Claude wrote it"),))
    assert (node.kind, node.state) == ("declaration", State.PENDING)
    assert node.found == "declared none, but Claude wrote it"
    assert judged(NEED, said, findings=(Finding("new_tool", "x"),)).state is State.SATISFIED


@pytest.mark.parametrize("kind", CONTRADICTIONS[1:])
def test_a_record_of_lines_that_does_not_hold_contradicts(kind: str) -> None:
    said = facts(provenance=Provenance(declarations=(WHOLE,)))
    node = judged(NEED, said, findings=(Finding(kind, "the record was edited"),))
    assert (node.state, node.found) == (State.PENDING, "the record was edited")
    assert [owed.what for owed in node.owed] == ["a record of lines that holds"]
    both = (Finding(kind, "the record was edited"), Finding("contradiction", "declared none, but Claude wrote it"))
    assert judged(NEED, said, findings=both).found == "declared none, but Claude wrote it"


def test_unreadable_provenance() -> None:
    said = facts(provenance=Provenance(declarations=(WHOLE,)), unreadable=unreadable("provenance"))
    assert judged(NEED, said).state is State.CANNOT_TELL
