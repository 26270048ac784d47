"""Where did this change come from, and how do we know?"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, get_args

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
EvidenceStrength = Literal["proof", "strong", "weak", "none"]
STRENGTHS: tuple[EvidenceStrength, ...] = get_args(EvidenceStrength)  # the best first
SignalSource = Literal["author", "committer", "trailer", "key", "footer", "subject", "account", "branch", "body"]
DeclarationSource = Literal["trailer", "pull_request", "file", "statement"]
NoteFindingKind = Literal[
    "note_changed", "note_stripped", "note_foreign", "note_unadded_lines", "note_unreadable", "note_twice"
]  # fmt: skip
OddityKind = Literal[
    "agent_signed_off", "disguised_trailer", "doubtful_date", "unreadable_declaration", NoteFindingKind
]  # fmt: skip
NOTE_FINDINGS: tuple[NoteFindingKind, ...] = get_args(NoteFindingKind)


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

    kind: OddityKind
    text: str
    commit: str | None = None
    path: str | None = None


@noun
class PathLines:
    """The added lines of one file of a change, by kind."""

    path: str
    ai: int = 0
    human_attested: int = 0
    mixed: int = 0
    unknown: int = 0


@noun
class LineEvidence:
    """What is known, line by line, of what a change adds: by records (notes, traces), else by its commits' claims.

    `ai`, `human_attested`, `mixed` and `unknown` count added lines. `recorded` counts the AI and mixed lines that
    records tell, `sure` those that AI alone wrote, whatever a helper's claim leaves open; `unclaimed` those in
    commits without a claim of their own, `unplaced` those that are claimed of the change as a whole, nobody knows
    where. `paths` are the files with AI or mixed lines by records or by claims, the most lines first; `more_paths`
    counts those left out. `digest` is the attribution's (`paraph.core.detect.lines.digest`). `tools` and `commits`
    are those of the records with such lines.
    """

    ai: int = 0
    human_attested: int = 0
    mixed: int = 0
    unknown: int = 0
    recorded: int = 0
    sure: int = 0
    unclaimed: int = 0
    paths: tuple[PathLines, ...] = ()
    more_paths: int = 0
    tools: tuple[str, ...] = ()
    commits: tuple[str, ...] = ()
    unplaced: int = 0
    strongest: Strength | None = None
    weakest: Strength | None = None
    digest: str = ""


@noun
class Provenance:
    """All declarations and signals of a change, with the lines that claims and records attribute to AI.

    `ai_lines` counts added lines of commits that carry an AI claim (all of them when only the whole change was
    declared), and what records of lines tell beside them; `added_lines` is what the share is taken of.
    `claimed_lines` is the part that the commits' own claims and declarations tell, None where that is all,
    `is_claim_bound` says of them what `is_upper_bound` says of all, and `claimed_paths` where they are; `lines` is
    None where nobody looked line by line. `known_tools` are the tools seen before in this repository, None when
    that was not read. `is_upper_bound` says that `ai_lines` counts whole commits that a tool only helped with, so
    that the share cannot tell help from writing. `known_from` says in words where the known tools were looked for.
    """

    signals: tuple[Signal, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    ai_lines: int = 0
    added_lines: int = 0
    known_tools: tuple[str, ...] | None = None
    oddities: tuple[Oddity, ...] = ()
    is_upper_bound: bool = False
    known_from: str = ""
    claimed_lines: int | None = None
    is_claim_bound: bool = False
    claimed_paths: tuple[PathLines, ...] = ()
    lines: LineEvidence | None = None

    @property
    def lines_by_claims(self) -> int:
        """The AI-written lines that the commits' own claims and declarations tell, records of lines left out."""
        return self.ai_lines if self.claimed_lines is None else self.claimed_lines
