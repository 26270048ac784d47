"""Which forms become answers, and what is said of the others?"""

from __future__ import annotations

import pytest

from paraph.core.attest.predicates import Answered
from paraph.core.errors import InputError
from paraph.core.model.question import Question
from paraph.flows.answer.form import MOST_TEXT, AnswerForm, answers_given

ASKED = (Question("why-now", "Why now?", "policy", "signer"), Question("rollback", "How back?", "policy", "both"))


def test_answers_come_in_the_order_of_the_questions() -> None:
    form = AnswerForm("approve", 1, (("rollback", " Revert it. "), ("why-now", "It is due."), ("intent", "  ")))
    assert answers_given(form, ASKED, frozenset({"why-now"})) == (
        Answered("why-now", "It is due."), Answered("rollback", "Revert it."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ((("rollback", "x"),), "requires an answer to why-now: Why now?"),
        ((("why-now", "x"), ("other", "x")), "nobody asks 'other'"),
        ((("why-now", "x" * (MOST_TEXT + 1)),), "longer than 4,000"),
    ],
)
def test_what_is_missing_unasked_or_too_long_is_told(answers: tuple[tuple[str, str], ...], says: str) -> None:
    with pytest.raises(InputError) as caught:
        answers_given(AnswerForm("approve", 1, answers), ASKED, frozenset({"why-now"}))
    assert any(says in each.what for each in caught.value.problems)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * (MOST_TEXT + 1)])
def test_a_reason_is_a_few_sentences(reason: str) -> None:
    with pytest.raises(InputError, match="reason"):
        _ = AnswerForm("veto", 1, reason=reason).reason_given
    assert AnswerForm("veto", 1, reason=" It rounds twice. ").reason_given == "It rounds twice."


@pytest.mark.parametrize("hours", [0, -1, 169])
def test_an_override_holds_a_week_at_most(hours: int) -> None:
    with pytest.raises(InputError, match="a week at most"):
        _ = AnswerForm("override", 1, hours=hours).seconds
    assert AnswerForm("override", 1, hours=2).seconds == 7200
