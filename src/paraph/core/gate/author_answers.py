"""Has the author answered, for the questions asked and the invariants touched?"""

from __future__ import annotations

from paraph.core.gate.case import Case
from paraph.core.gate.words import leaf, listed, says_something, unreadable
from paraph.core.model.decision import Node, State
from paraph.core.model.policy import AuthorAnswersNeed, InvariantsNeed

MINUTES_A_QUESTION = 3


def author_answers(need: AuthorAnswersNeed, case: Case, rule: str) -> Node:
    """Each question has an answer in words by a person who opened, wrote or prompted the change."""
    title = f"the author answers {listed(need.questions)}"
    unread = case.unread("people", "commits")
    if unread:
        return unreadable("author_answers", title, unread, rule, need.position)
    open_questions = [question for question in need.questions if not _is_answered(question, case)]
    if not open_questions:
        return leaf("author_answers", title, State.SATISFIED, "all answered", need.position)
    found = f"open: {listed(open_questions)}"
    owed = case.author_owes(
        f"the author's answers to {listed(open_questions)}", found, rule, MINUTES_A_QUESTION * len(open_questions)
    )
    return leaf("author_answers", title, State.PENDING, found, need.position, (owed,))


def invariants(need: InvariantsNeed, case: Case, rule: str) -> Node:
    """Each touched invariant of the catalogue has the author's answer under its id."""
    title = "the author answers for every invariant touched"
    unread = case.unread("services", "files", "people", "commits")
    if unread:
        return unreadable("invariants", title, unread, rule, need.position)
    touched = case.facts.blast.invariants
    if not touched:
        return leaf("invariants", title, State.SATISFIED, "no invariant is touched", need.position)
    waiting = [each for each in touched if not _is_answered(each.id, case)]
    if not waiting:
        return leaf("invariants", title, State.SATISFIED, f"{len(touched)} answered", need.position)
    owed = [
        case.author_owes(f"an answer for invariant {each.id}", each.text or each.id, rule, MINUTES_A_QUESTION)
        for each in waiting
    ]
    return leaf("invariants", title, State.PENDING, f"open: {listed(each.id for each in waiting)}", need.position, owed)


def _is_answered(question: str, case: Case) -> bool:
    for answer in case.facts.answers:
        if answer.question == question and says_something(answer.text):
            person = case.person(answer.person)
            if person is not None and person.id in case.author_ids:
                return True
    return False
