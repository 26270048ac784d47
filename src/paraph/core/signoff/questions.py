"""Which questions must be answered before this change goes in?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.model.facts import Facts
from paraph.core.model.question import Question
from paraph.core.signoff.factors import factors
from paraph.core.signoff.question_bank import BANK

MOST_ASKED = 7
_INVARIANT = "invariant"


class Raised(NamedTuple):
    """The questions that are asked, and those of less weight that more than `MOST_ASKED` would have made."""

    asked: tuple[Question, ...]
    left_out: tuple[Question, ...]


def raised(facts: Facts) -> tuple[Question, ...]:
    """The questions that a change raises, the gravest first: the same facts raise the same ones.

    Every touched invariant of the catalogue is one; of the bank there are at most `MOST_ASKED`.
    """
    return all_raised(facts).asked


def all_raised(facts: Facts) -> Raised:
    """The questions that a change raises, and those that were left out so that the others are answered well."""
    found = factors(facts)
    rows = sorted((row for row in BANK if row.factor in found), key=lambda row: -row.weight)
    bank = tuple(Question(row.id, row.text, row.factor, row.asks, found[row.factor]) for row in rows)
    invariants = tuple(
        Question(each.id, each.text or each.id, _INVARIANT, "both", ", ".join(each.paths[:3]) or each.service)
        for each in facts.blast.invariants
    )
    own = {each.id for each in invariants}
    rest = tuple(each for each in bank if each.id not in own)
    return Raised((*invariants, *rest[:MOST_ASKED]), rest[MOST_ASKED:])


def question_of(id_: str) -> str:
    """The text of a question of the bank, the id itself where the policy asks one of its own."""
    return next((row.text for row in BANK if row.id == id_), id_)
