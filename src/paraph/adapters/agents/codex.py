"""What does Codex tell of a tool call, and how is it answered?

Fields and answers: developers.openai.com/codex/hooks. It knows no `ask`: that answer counts as a failed hook, and the
call runs (openai/codex issues 28437 and 21753), so that ask is deny to it.
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

EDITS = frozenset({"apply_patch", "Edit", "Write"})
SHELLS = frozenset({"Bash", "shell", "local_shell", "exec_command", "unified_exec", "shell_command"})


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of. Raises UnreadableError."""
    return claude_event("codex", payload, edits=EDITS, shells=SHELLS)


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:  # noqa: ARG001 - the same for every agent
    """Deny as `hookSpecificOutput`, ask the same."""
    return decision(verdict, can_ask=False)


def config() -> HookConfig:
    """How Codex is told to run the hook."""
    from paraph.adapters.agents.setup import hook_config as at

    tools = "^(Bash|apply_patch|Edit|Write|mcp__.*)$"
    before = {"type": "command", "command": at.BEFORE, "timeout": at.SECONDS}
    after = {"type": "command", "command": at.AFTER, "timeout": at.SECONDS}
    return at.HookConfig(
        "codex", "Codex", ".codex/hooks.json", ".codex/hooks.json",
        at.FailMode(
            "open on timeout",
            "a hook that is not trusted yet is skipped, and one that takes too long lets the call through",
        ),
        places=(
            at.grouped(("hooks", "PreToolUse"), tools, before), at.grouped(("hooks", "PostToolUse"), tools, after),
        ),
        programs=("codex",), traces=(".codex",), can_ask=False,
        switches=(at.Switch("config.toml", ("features", "hooks"), value=False),),
        note="open /hooks in Codex and trust the two hooks; the repository's own `.codex` must be trusted, too",
    )  # fmt: skip
