"""What does Claude Code tell of a tool call, and how is it answered?

Fields and answers: code.claude.com/docs/en/hooks; `onFailure` on command hooks: its changelog, 2.1.295 (2026-10-08).
Qwen Code and others send the same shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.adapters.agents.messages.answers import Answer, decision
from paraph.adapters.agents.messages.claude_shape import claude_event
from paraph.adapters.agents.messages.payload import Payload, optional_text, part
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardVerdict
from paraph.core.model.noun import changed

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.hook_config import HookConfig

EDITS = frozenset({"Edit", "Write", "MultiEdit", "NotebookEdit"})
SHELLS = frozenset({"Bash", "PowerShell"})


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of; of a file that was written as a whole, what it held before where that is told.

    Raises UnreadableError.
    """
    event = claude_event("claude-code", payload, edits=EDITS, shells=SHELLS)
    if event.tool != "Write" or event.moment != "after":
        return event
    response = part(payload, "tool_response")
    was = "" if response.get("type") == "create" else optional_text(response, "originalFile")
    return event if was is None else changed(event, edits=tuple(changed(each, old=was) for each in event.edits))


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:  # noqa: ARG001 - the same for every agent
    """Deny and ask as `hookSpecificOutput`."""
    return decision(verdict, can_ask=True)


def config() -> HookConfig:
    """How Claude Code is told to run the hook."""
    from paraph.adapters.agents.setup import hook_config as at

    tools = "^(Bash|PowerShell|Edit|Write|MultiEdit|NotebookEdit|mcp__.*)$"
    before = {"type": "command", "command": at.BEFORE, "timeout": at.SECONDS, "onFailure": "block"}
    after = {"type": "command", "command": at.AFTER, "timeout": at.SECONDS}
    return at.HookConfig(
        "claude-code", "Claude Code", ".claude/settings.json", ".claude/settings.json",
        at.FailMode(
            "closed", "before 2.1.295 a hook that takes longer than its timeout lets the call through", "2.1.295"
        ),
        places=(
            at.grouped(("hooks", "PreToolUse"), tools, before), at.grouped(("hooks", "PostToolUse"), tools, after),
        ),
        programs=("claude",), traces=(".claude",), switches=(at.Switch("", ("disableAllHooks",), value=True),),
        note="`--bare` and `--safe-mode` skip hooks; managed settings with allowManagedHooksOnly run only their own",
    )  # fmt: skip
