"""What does Factory's Droid tell of a tool call, and how is it answered?

Fields and answers: docs.factory.ai/reference/hooks-reference, of Claude Code's shape with tools of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.adapters.agents.messages.answers import Answer, decision
from paraph.adapters.agents.messages.claude_shape import claude_event
from paraph.adapters.agents.messages.payload import Payload
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardVerdict

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.hook_config import HookConfig

EDITS = frozenset({"Create", "Edit", "MultiEdit", "ApplyPatch", "Write"})
SHELLS = frozenset({"Execute", "Bash"})


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of. Raises UnreadableError."""
    return claude_event("droid", payload, edits=EDITS, shells=SHELLS)


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:  # noqa: ARG001 - the same for every agent
    """Deny and ask as `hookSpecificOutput`."""
    return decision(verdict, can_ask=True)


def config() -> HookConfig:
    """How Droid is told to run the hook: in `hooks.json` where there is one, as that hides those of its settings."""
    from paraph.adapters.agents.setup import hook_config as at

    tools = "^(Execute|Create|Edit|MultiEdit|ApplyPatch|Write|mcp__.*)$"
    before = {"type": "command", "command": at.BEFORE, "timeout": at.SECONDS}
    after = {"type": "command", "command": at.AFTER, "timeout": at.SECONDS}
    return at.HookConfig(
        "droid", "Droid", ".factory/settings.json", ".factory/settings.json",
        at.FailMode("open on timeout", "a hook that takes too long is an error that does not block"),
        places=(
            at.grouped(("hooks", "PreToolUse"), tools, before), at.grouped(("hooks", "PostToolUse"), tools, after),
        ),
        other_file=".factory/hooks.json", programs=("droid",), traces=(".factory",), has_comments=True,
        switches=(at.Switch("settings.json", ("hooksDisabled",), value=True),),
    )  # fmt: skip
