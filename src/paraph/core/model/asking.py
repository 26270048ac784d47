"""Who was asked to answer for what, until when, and how busy is everybody?"""

from __future__ import annotations

from typing import Literal

from paraph.core.model.noun import noun
from paraph.core.model.signoff import Proof

AskState = Literal["open", "answered", "handed_on", "escalated", "void"]

OPTIONAL = "another look"
"""What is asked for where somebody asks one more person, whom no rule asks for. A rule's requirement has a colon."""


@noun
class Ask:
    """One answer that one named person was asked for. It is never asked of the same person twice.

    `requirement` names what is owed (`Owed.rule` and `Owed.what`). `due_at` is epoch seconds; when it passes `deputy`
    is asked, then whoever stands above. `minutes` is what reading is reckoned to take. `by` says who asked: empty for
    the server, a person's id where somebody handed it on. `changed_at` is when it came into this state.
    """

    id: str
    repository: str
    number: str
    head: str
    requirement: str
    person: str
    asked_at: int
    due_at: int
    minutes: int = 0
    proof: Proof = "review"
    deputy: str = ""
    state: AskState = "open"
    by: str = ""
    why: str = ""
    changed_at: int = 0

    @property
    def is_optional(self) -> bool:
        """Whether no rule asks for it, but somebody does."""
        return self.requirement == OPTIONAL


@noun
class Load:
    """How much one person is asked for now: their open asks and the minutes of reading these are reckoned to take."""

    person: str
    asks: int = 0
    minutes: int = 0
