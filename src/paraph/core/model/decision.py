"""What was decided, why, and what is still owed by whom?"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

from paraph.core.model.noun import noun
from paraph.core.model.policy import Position
from paraph.core.model.provenance import NOTE_FINDINGS, EvidenceStrength

DECISION_SCHEMA = "paraph/decision/v1"


class Verdict(StrEnum):
    """The head of a decision."""

    ALLOW = "allow"
    WAIT = "wait"
    DENY = "deny"
    CANNOT_TELL = "cannot_tell"


class State(StrEnum):
    """The state of one node of the tree."""

    SATISFIED = "satisfied"
    PENDING = "pending"
    DENIED = "denied"
    CANNOT_TELL = "cannot_tell"
    SKIPPED = "skipped"
    OVERRIDDEN = "overridden"


class Owed(NamedTuple):
    """One thing that is missing. `by` are the ids of people who could give it, best first; `is_turn`
    is False while something before it is still open. `unblocks` is the one line that would mend an
    unknown (an account to map, a flag to pass), empty where there is none. `people` is the number of people
    who must sign, 0 for what is no sign-off; nobody counts for two sign-offs of one `distinct` group."""

    what: str
    why: str
    by: tuple[str, ...]
    kind: Literal["person", "evidence", "author", "fact"]
    rule: str
    is_turn: bool = True
    minutes: int = 0
    unblocks: str = ""
    people: int = 0
    distinct: str = ""


class Node(NamedTuple):
    """One place in the decision tree, in words: what was looked at (`title`), what was found (`found`).

    `kind` is `policy`, `rule`, `when`, `require`, `all`, `any`, `order` or the key of the language.
    A NamedTuple because a decision holds thousands of them.
    """

    kind: str
    title: str
    state: State
    found: str = ""
    children: tuple[Node, ...] = ()
    owed: tuple[Owed, ...] = ()
    position: Position | None = None


@noun
class Reason:
    """Why the tier is at least `tier`: which source saw what, in words, with up to a few paths."""

    tier: str
    source: str
    text: str
    paths: tuple[str, ...] = ()
    position: Position | None = None


@noun
class Tier:
    """How much the change could break. `may_be_higher` when something that could raise it was unreadable."""

    value: str
    reasons: tuple[Reason, ...] = ()
    may_be_higher: bool = False


FINDING_KINDS: tuple[str, ...] = (
    "contradiction", "new_tool", "agent_signed_off", "disguised_trailer", "doubtful_date", "unreadable_declaration",
    "refused_statement", "owner_left", *NOTE_FINDINGS,
)  # fmt: skip
# What `contradiction` stands for where a policy asks: claims against proof, and records against what was recorded.
CONTRADICTIONS: tuple[str, ...] = (
    "contradiction", "note_changed", "note_stripped", "note_foreign", "note_unadded_lines",
)  # fmt: skip


@noun
class Finding:
    """Something odd that a reader should know, whether or not a rule asks about it."""

    kind: str
    text: str
    path: str | None = None
    commit: str | None = None


@noun
class AssistanceFound:
    """The assistance of the whole change with the share and lines that claims and records attribute to AI.

    `recorded_lines` is how many of them are known line by line. `strength` is that of the best evidence there is of
    who wrote it, `none` where nobody says anything.
    """

    value: str
    because: str
    tools: tuple[str, ...] = ()
    ai_lines: int = 0
    ai_share: float = 0.0
    recorded_lines: int = 0
    strength: EvidenceStrength = "none"


@noun
class Decision:
    """The answer to one change under one policy at one moment.

    `tree` holds the enforced rules; `would` the advising ones, `recorded` the shadow ones: neither
    forms the verdict. `waits_for` is set when the verdict is wait. `at` is the moment of the facts in epoch
    seconds; `facts_digest` is the SHA-256 of their document as `--write-facts` keeps it, empty where nobody
    wrote the decision down with its facts. With the same facts and the same policy anybody gets the same decision.
    """

    verdict: Verdict
    summary: str
    tier: Tier
    assistance: AssistanceFound
    findings: tuple[Finding, ...]
    missing: tuple[Owed, ...]
    tree: Node
    would: tuple[Node, ...] = ()
    recorded: tuple[Node, ...] = ()
    later: tuple[Owed, ...] = ()
    waits_for: tuple[Literal["person", "evidence"], ...] = ()
    target: str = ""
    base: str = ""
    head: str = ""
    policy_digest: str = ""
    policy_sources: tuple[str, ...] = ()
    at: int = 0
    facts_digest: str = ""
    is_enforced: bool = True
    schema: str = DECISION_SCHEMA


EXIT_CODES: dict[Verdict, int] = {Verdict.ALLOW: 0, Verdict.DENY: 1, Verdict.WAIT: 3, Verdict.CANNOT_TELL: 4}
