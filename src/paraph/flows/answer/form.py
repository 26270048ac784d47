"""What did somebody fill in on the page of a change?"""

from __future__ import annotations

from typing import Literal

from paraph.core.attest.predicates import Answered
from paraph.core.errors import InputError, Problem
from paraph.core.model.noun import noun
from paraph.core.model.question import Question

FormKind = Literal["approve", "request-changes", "declare", "veto", "clear", "override", "second", "takeover",
                   "withdraw"]  # fmt: skip
KINDS: tuple[FormKind, ...] = (
    "approve", "request-changes", "declare", "veto", "clear", "override", "second", "takeover", "withdraw",
)  # fmt: skip
MOST_TEXT = 4_000
UNFIT = "P1363"
_HOUR = 3600


def unfit(what: str, fix: str) -> InputError:
    """That a form cannot be an answer."""
    return InputError(Problem(UNFIT, what, fix))


@noun
class AnswerForm:
    """One form. `revision` is the version of the change that was shown. `answers` are pairs of a question's id and a
    text. `statement` is the id of the one that is taken back, cleared or signed a second time. `rules` are those to
    override, none for all; `hours` how long that holds."""

    kind: FormKind
    revision: int
    answers: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    statement: str = ""
    rules: tuple[str, ...] = ()
    hours: int = 4
    ticket: str = ""
    assistance: str = ""
    tools: tuple[str, ...] = ()
    prompter: str = ""
    owner: str = ""
    rollback: str = "none"

    @property
    def reason_given(self) -> str:
        """The reason. Raises InputError where there is none, or one that nobody would read."""
        text = self.reason.strip()
        if not text or len(text) > MOST_TEXT:
            what = "the reason is missing" if not text else f"the reason is longer than {MOST_TEXT:,} characters"
            raise unfit(what, "say in a few sentences why; others read it")
        return text

    @property
    def seconds(self) -> int:
        """How long an override holds. Raises InputError for less than an hour or more than a week."""
        if not 1 <= self.hours <= 7 * 24:
            raise InputError(
                Problem("P1363", "an override holds an hour at least and a week at most", "give its hours")
            )
        return self.hours * _HOUR


def answers_given(form: AnswerForm, asked: tuple[Question, ...], required: frozenset[str]) -> tuple[Answered, ...]:
    """The answers of a form to the questions that were shown. Raises InputError for a required one that is missing, for
    one that nobody asked, and for one that is too long."""
    given = {id_: text.strip() for id_, text in form.answers if text.strip()}
    known = {each.id: each for each in asked}
    problems = [
        Problem("P1377", f"nobody asks {id_[:60]!r} of you here", "load the page again") for id_ in given.keys() - known
    ]
    problems += [
        Problem("P1378", f"the policy requires an answer to {id_}: {known[id_].text if id_ in known else ''}", "answer")
        for id_ in sorted(required - given.keys())
    ]
    problems += [
        Problem(UNFIT, f"the answer to {id_} is longer than {MOST_TEXT:,} characters", "say it more shortly")
        for id_, text in given.items()
        if len(text) > MOST_TEXT
    ]
    if problems:
        raise InputError(*problems)
    return tuple(Answered(each.id, given[each.id]) for each in asked if each.id in given)
