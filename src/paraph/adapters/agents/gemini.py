"""What does Gemini CLI tell of a tool call, and how is it answered?

Fields and answers: docs/hooks/reference.md of google-gemini/gemini-cli. It documents `deny` only, so that ask is deny.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.adapters.agents.messages.answers import SILENT, Answer, document, refusal
from paraph.adapters.agents.messages.claude_shape import claude_event
from paraph.adapters.agents.messages.payload import Payload, part, text
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardVerdict
from paraph.core.model.noun import changed

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.hook_config import HookConfig

EDITS = frozenset({"write_file", "replace", "edit"})
SHELLS = frozenset({"run_shell_command"})


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of; a shell command's own folder is its `cwd`. Raises UnreadableError."""
    event = claude_event("gemini", payload, edits=EDITS, shells=SHELLS)
    folder = text(part(payload, "tool_input"), "dir_path", "directory") if event.deed == "shell" else ""
    if not folder:
        return event
    from posixpath import join

    return changed(event, cwd=join(event.cwd, folder))


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:  # noqa: ARG001 - the same for every agent
    """Deny as `decision`, ask the same."""
    return SILENT if verdict.answer == "silent" else document({"decision": "deny", "reason": refusal(verdict)})


def config() -> HookConfig:
    """How Gemini CLI is told to run the hook; its timeout is in milliseconds."""
    from paraph.adapters.agents.setup import hook_config as at

    tools = "^(run_shell_command|write_file|replace|edit|mcp_.*)$"
    before = {"type": "command", "name": "paraph", "command": at.BEFORE, "timeout": at.SECONDS * 1000}
    after = {"type": "command", "name": "paraph", "command": at.AFTER, "timeout": at.SECONDS * 1000}
    return at.HookConfig(
        "gemini", "Gemini CLI", ".gemini/settings.json", ".gemini/settings.json",
        at.FailMode("open on timeout", "a hook that takes too long is a warning, and the call runs"),
        places=(
            at.grouped(("hooks", "BeforeTool"), tools, before), at.grouped(("hooks", "AfterTool"), tools, after),
        ),
        programs=("gemini",), traces=(".gemini",), has_comments=True, can_ask=False,
        switches=(
            at.Switch("", ("hooksConfig", "enabled"), value=False), at.Switch("", ("hooks", "enabled"), value=False),
            at.Switch("", ("tools", "enableHooks"), value=False),
        ),
        note="Gemini CLI runs the hooks of a repository only in a folder that it trusts",
    )  # fmt: skip
