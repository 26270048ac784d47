"""What do signed statements add to the facts of a change?"""

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.core.model.evidence import Evidence, ManualCheck
from paraph.core.model.facts import Unreadable
from paraph.core.model.provenance import Declaration
from paraph.core.model.signoff import Answer, Override, Refusal, Signoff, Veto


class Answers(NamedTuple):
    """What the statements add to the facts of a change. `prompters` are directory ids; `refusals` say which
    statements about it do not count, and why; `doubts` are facts that there was too much of to read."""

    signoffs: tuple[Signoff, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    overrides: tuple[Override, ...] = ()
    answers: tuple[Answer, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    manual_checks: tuple[ManualCheck, ...] = ()
    owner: str | None = None
    rollback_plan: Literal["none", "written", "rehearsed"] = "none"
    declarations: tuple[Declaration, ...] = ()
    prompters: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    doubts: tuple[Unreadable, ...] = ()


NOTHING_SAID = Answers()
