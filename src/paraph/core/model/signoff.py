"""Which person answered for which content, how strongly, and does it still hold?"""

from __future__ import annotations

from typing import Literal

from paraph.core.model.noun import noun

Binding = Literal["owned", "tree", "exact"]
Proof = Literal["review", "signed", "present"]
PROOF_ORDER: tuple[Proof, ...] = ("review", "signed", "present")


@noun
class Answer:
    """A person's reply to one question of the bank."""

    question: str
    text: str
    person: str


@noun
class Signoff:
    """A person's signed answer. `holds` names the bindings that the recomputed merge still confirms.

    `owned_paths` are the changed paths whose content is still what was signed, `gone_paths` those that were signed
    and are not changed any more. `holds` None means that the recomputation could not be made; `why_unknown` then
    says what would mend that. `expires_at` is epoch seconds, None for never. `questions` are the ids of all
    questions that were shown, the author's among them, None where nobody recorded them (a forge's review);
    `ai_lines` is the number of AI-written lines that was shown, `claimed_lines` how many of them the change itself
    claimed, None where that was not written down. A spent sign-off has landed: it counts for nothing
    more. `had_hand` says whether the signer made part of the head that was signed, where the change stands on other
    commits now; None means that nobody knows who made it.
    """

    id: str
    person: str
    target: str
    head: str
    proof: Proof
    tier: str
    holds: tuple[Binding, ...] | None = ()
    owned_paths: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    at: int = 0
    expires_at: int | None = None
    is_withdrawn: bool = False
    is_approval: bool = True
    questions: tuple[str, ...] | None = None
    ai_lines: int | None = None
    claimed_lines: int | None = None
    is_spent: bool = False
    gone_paths: tuple[str, ...] = ()
    why_unknown: str = ""
    had_hand: bool | None = False


@noun
class Refusal:
    """A statement about this change that does not count, and why; `id` is the statement's, empty for unreadable
    bytes, `person` whom it names. With `is_partial` the statement does count, but for one signature on it."""

    id: str
    kind: str
    person: str
    why: str
    is_partial: bool = False


@noun
class Veto:
    """A standing no; only its owner or a higher level clears it."""

    id: str
    person: str
    reason: str
    target: str = ""
    cleared_by: str | None = None


@noun
class Override:
    """Break-glass: overridden, never approved. `is_for_content` None means it could not be recomputed."""

    id: str
    person: str
    reason: str
    target: str
    is_for_content: bool | None
    expires_at: int
    second: str | None = None
    rules: tuple[str, ...] = ()
