"""Where did this change come from, and how do we know?"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from paraph.core.model.noun import noun


class Assistance(StrEnum):
    """How far a machine wrote it, weakest claim last; UNKNOWN is a value that was read, never NONE."""

    AUTONOMOUS = "autonomous"
    GENERATED = "generated"
    ASSISTED = "assisted"
    NONE = "none"
    UNKNOWN = "unknown"


AI_VALUES: tuple[str, ...] = ("assisted", "generated", "autonomous")  # the mildest first
ASSISTANCE_VALUES: tuple[str, ...] = ("none", *AI_VALUES, "unknown")

Role = Literal["wrote", "helped", "suggestion", "autofix", "session", "automation", "committed_for_human"]
Strength = Literal["proof", "strong", "weak"]
SignalSource = Literal["author", "committer", "trailer", "key", "footer", "subject", "account", "branch", "body"]
DeclarationSource = Literal["trailer", "pull_request", "file", "statement"]


@noun
class Signal:
    """One clue that a tool took part: which row of the catalogue saw what, where."""

    tool: str
    role: Role
    strength: Strength
    source: SignalSource
    rule: str
    text: str
    commit: str | None = None
    model: str | None = None
    is_author: bool = False


@noun
class Declaration:
    """What somebody said of the change; NONE is a statement too, and is kept.

    `share` is the declared AI share between 0 and 1 where one was given. `is_exact` is False where the
    form only names a helper (`Assisted-by: TOOL`, a bare yes), which stronger signals do not contradict.
    """

    assistance: Assistance
    source: DeclarationSource
    text: str
    tools: tuple[str, ...] = ()
    commit: str | None = None
    by: str | None = None
    share: float | None = None
    is_exact: bool = True


@noun
class Oddity:
    """Something about how a trace was written that a reader should know."""

    kind: Literal["agent_signed_off", "disguised_trailer", "doubtful_date", "unreadable_declaration"]
    text: str
    commit: str | None = None


@noun
class Provenance:
    """All declarations and signals of a change, with the lines that claims attribute to AI.

    `ai_lines` counts added lines of commits that carry an AI claim (all of them when only the whole
    change was declared); `added_lines` is what the share is taken of. `known_tools` are the tools
    seen before in this repository, None when that was not read. `is_upper_bound` says that `ai_lines` counts
    whole commits that a tool only helped with, so that the share cannot tell help from writing. `known_from` says
    in words where the known tools were looked for.
    """

    signals: tuple[Signal, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    ai_lines: int = 0
    added_lines: int = 0
    known_tools: tuple[str, ...] | None = None
    oddities: tuple[Oddity, ...] = ()
    is_upper_bound: bool = False
    known_from: str = ""
