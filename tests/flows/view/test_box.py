from __future__ import annotations

import pytest

from paraph.core.model.noun import changed
from paraph.core.model.signoff import Answer
from paraph.flows.attend.kept import kept
from paraph.flows.signing.asked_of import asked_of_signer
from paraph.flows.view.box import box, questions
from paraph.ports.board import ChangeRow
from paraph.ports.question import Evaluation
from shown_office import HOSTILE, Desk


def at(desk: Desk, what: str) -> tuple[ChangeRow, Evaluation]:
    row = desk.bureau.row(desk.numbers[what])
    return row, kept(desk.bureau.office, row)


def test_who_may_sign_sees_the_sentence_and_the_one_button(desk: Desk) -> None:
    row, found = at(desk, "pay")
    made = box(row, found, "ben", roles=("author", "reviewer"))
    assert (made.kind, made.proof, made.button) == ("approve", "present", "Sign in person with my passkey")
    assert made.revision == row.version
    assert made.assertion == made.sentences[-1]
    assert made.assertion.startswith("I have read the whole change of 4 files")
    assert row.tree[:12] in made.assertion
    assert len(made.sentences) == 1 + sum(each.is_own for each in made.questions)
    assert made.sentences[0].endswith("and answered none.")
    assert (made.is_plain, made.may_veto, made.may_override, made.is_asked) == (False, True, True, True)
    assert set(made.rules) == {"review", "payments"}


def test_where_a_review_is_enough_nobody_needs_a_passkey(desk: Desk) -> None:
    made = box(*at(desk, "plain"), "ada")
    assert (made.is_plain, made.proof, made.button) == (True, "review", "I answer for it")


def test_who_made_it_declares_and_does_not_sign(desk: Desk) -> None:
    made = box(*at(desk, "pay"), "ada")
    assert made.kind == "declare"
    assert {each.id for each in made.questions if each.is_own} >= {"intent"}
    assert not made.may_veto


@pytest.mark.parametrize(
    ("person", "roles", "what", "why"),
    [
        ("", (), "pay", "Log in"), ("oda", ("auditor",), "pay", "auditor"), ("ben", (), "landed", "landed"),
    ],
)  # fmt: skip
def test_who_can_do_nothing_is_told_why(desk: Desk, person: str, roles: tuple[str, ...], what: str, why: str) -> None:
    made = box(*at(desk, what), person, roles=roles)
    assert made.kind == ""
    assert why in made.why_not


def test_without_a_decision_or_a_merge_there_is_nothing_to_sign(desk: Desk) -> None:
    row, found = at(desk, "pay")
    assert "Nothing is decided" in box(row, None, "ben").why_not
    torn = changed(found.facts, change=changed(found.facts.change, tree=None))
    assert "merge" in box(row, found._replace(facts=torn), "ben").why_not
    empty = changed(found.facts, change=changed(found.facts.change, files=()))
    assert box(row, found._replace(facts=empty), "ben").why_not == "It changes nothing."
    bare = found._replace(policy=changed(found.policy, identity=""))
    assert "identity" in box(row, bare, "ben").why_not


def test_questions_come_with_what_was_answered(desk: Desk) -> None:
    _, found = at(desk, "pay")
    facts = changed(found.facts, answers=(Answer("intent", HOSTILE, "ada"),))
    views = questions(found._replace(facts=facts), asked_of_signer(found))
    intent = next(each for each in views if each.id == "intent")
    assert (intent.is_own, intent.answers[0].person) == (False, "ada")
    assert "\\u202e" in intent.answers[0].text
