"""How does an agent hear what the guard says: on stdout, on stderr, by the exit code?"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from paraph.core.model.guard import GuardVerdict

BLOCKED = 2


class Answer(NamedTuple):
    """What the process of a hook ends with; `output` is one JSON object or nothing."""

    output: str = ""
    talk: str = ""
    code: int = 0


SILENT = Answer()


def document(found: dict[str, Any], talk: str = "") -> Answer:
    """An answer as JSON on stdout, with exit code 0."""
    return Answer(json.dumps(found) + "\n", talk)


def by_exit_code(verdict: GuardVerdict) -> Answer:
    """Deny by exit code 2 with the reason on stderr, for agents that know nothing finer; ask is deny to them."""
    return SILENT if verdict.answer == "silent" else Answer("", refusal(verdict), BLOCKED)


def decision(verdict: GuardVerdict, *, can_ask: bool) -> Answer:
    """`hookSpecificOutput` for `PreToolUse`, as Claude Code defined it and others took it over."""
    if verdict.answer == "silent":
        return SILENT
    word = "ask" if verdict.answer == "ask" and can_ask else "deny"
    return document({"hookSpecificOutput": {
        "hookEventName": "PreToolUse", "permissionDecision": word,
        "permissionDecisionReason": verdict.reason if word == "ask" else refusal(verdict),
    }})  # fmt: skip


def refusal(verdict: GuardVerdict) -> str:
    """Why the call may not run; where the guard would have asked, that nobody can be asked here."""
    if verdict.answer != "ask":
        return verdict.reason
    reason = verdict.reason.rstrip(".")
    return f"{reason}. A person has to decide this, and this agent cannot ask: run it by hand where it is meant."
