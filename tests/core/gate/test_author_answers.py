from __future__ import annotations

from dataclasses import replace

import pytest

from core.gate.situations import HERE, change, commit, facts, judged, unreadable
from paraph.core.model.decision import State
from paraph.core.model.facts import Blast, Invariant
from paraph.core.model.policy import AuthorAnswersNeed, InvariantsNeed
from paraph.core.model.signoff import Answer

NEED = AuthorAnswersNeed(("why", "risk"), "merge", HERE)
TOUCHED = Blast(invariants=(Invariant("money-once", "a payment is taken once"), Invariant("idem", "")))
INVARIANTS = InvariantsNeed("merge", HERE)
WHY, RISK = Answer("why", "because", "ada"), Answer("risk", "none", "github:ada")


@pytest.mark.parametrize(
    ("answers", "state", "words"),
    [
        ((WHY, RISK), State.SATISFIED, "all answered"),
        ((WHY,), State.PENDING, "open: risk"),
        ((), State.PENDING, "open: why and risk"),
        ((WHY, Answer("risk", "  ", "ada")), State.PENDING, "open: risk"),
        ((WHY, Answer("risk", "\u200b.", "ada")), State.PENDING, "open: risk"),
        ((WHY, Answer("risk", "x", "cyd")), State.PENDING, "open: risk"),
        ((WHY, Answer("risk", "x", "zoe")), State.PENDING, "open: risk"),
        ((WHY, Answer("risk", "x", "cyd"), RISK), State.SATISFIED, "all answered"),
    ],
)
def test_the_author_answers(answers: tuple[Answer, ...], state: State, words: str) -> None:
    node = judged(NEED, facts(answers=answers))
    assert (node.state, node.found) == (state, words)
    for owed in node.owed:
        assert (owed.kind, owed.by, owed.minutes) == ("author", ("ada",), 3 * (1 + ("why" in words)))


def test_who_prompted_an_agent_may_answer_for_it() -> None:
    prompted = change(opener="github:agent", prompter="github:cyd", commits=(commit(author="agent"),))
    answers = (Answer("why", "x", "cyd"), Answer("risk", "x", "cyd"))
    assert judged(NEED, facts(prompted, answers=answers)).state is State.SATISFIED


def test_who_has_left_answers_no_more() -> None:
    left = change(opener="github:hal", commits=(commit(author="hal"),))
    node = judged(NEED, facts(left, answers=(Answer("why", "x", "hal"), Answer("risk", "x", "hal"))))
    assert node.state is State.PENDING


@pytest.mark.parametrize(
    ("blast", "answers", "state", "words"),
    [
        (Blast(), (), State.SATISFIED, "no invariant is touched"),
        (TOUCHED, (), State.PENDING, "open: money-once and idem"),
        (TOUCHED, (Answer("idem", "yes", "ada"),), State.PENDING, "open: money-once"),
        (TOUCHED, (Answer("idem", "y", "ada"), Answer("money-once", "y", "ada")), State.SATISFIED, "2 answered"),
    ],
)
def test_invariants(blast: Blast, answers: tuple[Answer, ...], state: State, words: str) -> None:
    node = judged(INVARIANTS, facts(blast=blast, answers=answers))
    assert (node.state, node.found) == (state, words)
    if len(node.owed) == 2:
        assert [owed.why for owed in node.owed] == ["a payment is taken once", "idem"]


@pytest.mark.parametrize("fact", ["people", "commits"])
def test_unreadable_people(fact: str) -> None:
    assert judged(NEED, facts(answers=(WHY, RISK), unreadable=unreadable(fact))).state is State.CANNOT_TELL


@pytest.mark.parametrize("fact", ["services", "files", "people", "commits"])
def test_unreadable_services(fact: str) -> None:
    assert judged(INVARIANTS, facts(unreadable=unreadable(fact))).state is State.CANNOT_TELL


def test_kinds_and_titles() -> None:
    need = AuthorAnswersNeed(("why", "how"), "merge", HERE)
    assert judged(need).title == "the author answers why and how"
    assert judged(need).found == "open: why and how"
    touched = facts(blast=Blast(invariants=(Invariant("utc", "times are in UTC"),)))
    for given in (touched, replace(touched, answers=(Answer("utc", "kept", "ada"),))):
        assert judged(InvariantsNeed("merge", HERE), given).kind == "invariants"
