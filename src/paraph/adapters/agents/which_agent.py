"""Which agent sent this message? Told by its shape, in an order in which each mark is the sender's alone.

Cursor and Copilot also run the hooks that were written for Claude Code, so that what a configuration says of its
agent (`--from`) is a hint only. It decides among agents that send the same shape.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from paraph.adapters.agents.messages.answers import Answer
from paraph.adapters.agents.messages.payload import Payload, UnreadableError, text
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardVerdict

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.hook_config import HookConfig

NAMES = ("claude-code", "codex", "gemini", "cursor", "copilot", "windsurf", "kiro", "cline", "droid")
CLAUDE_LIKE = frozenset({"claude-code", "droid", "kiro"})
_CURSOR_EVENTS = frozenset({"afterFileEdit", "afterTabFileEdit", "beforeShellExecution", "beforeMCPExecution"})
_KIRO_TOOLS = frozenset({"execute_bash", "fs_write", "fs_read", "use_aws"})
_DROID_TOOLS = frozenset({"Execute", "Create", "ApplyPatch"})


class Agent(Protocol):
    """What the module of an agent offers to the entry."""

    def event_of(self, payload: Payload) -> ToolEvent:
        """The call that a message tells of. Raises UnreadableError."""
        ...

    def answer(self, verdict: GuardVerdict, event: ToolEvent) -> Answer:
        """What the agent is told before it runs a call."""
        ...

    def config(self) -> HookConfig:
        """How the agent is told to run our hook."""
        ...


def adapter(name: str) -> Agent:
    """The module of an agent of `NAMES`."""
    return import_module(f"paraph.adapters.agents.{name.replace('-', '_')}")


def agent_of(payload: Payload, hint: str = "") -> str:
    """The name of the agent that sent a message; `hint` or `claude-code` where its shape is that of several."""
    if _is_two(payload):
        raise UnreadableError("it has the shape of two agents")
    if "toolCall" in payload:
        return "antigravity"
    if "agent_action_name" in payload or "tool_info" in payload:
        return "windsurf"
    if "toolArgs" in payload or "tool_args" in payload or ("hookEventName" in payload and "tool_name" in payload):
        return "copilot"
    if "hookName" in payload or "clineVersion" in payload:
        return "cline"
    event = text(payload, "hook_event_name")
    if _is_cursor(payload, event):
        return "cursor"
    if "turn_id" in payload:
        return "codex"
    if event in ("BeforeTool", "AfterTool"):
        return "gemini"
    return _claude_like(payload, event, hint)


def _is_two(payload: Payload) -> bool:
    """Whether the marks of agents stand together that share none: which of the calls would run cannot be told."""
    marks = ("agent_action_name", "hookName", "toolArgs", "tool_args", "tool_input", "toolCall")
    return sum(mark in payload for mark in marks) > 1


def _is_cursor(payload: Payload, event: str) -> bool:
    if "cursor_version" in payload or ("conversation_id" in payload and "generation_id" in payload):
        return True
    return event in _CURSOR_EVENTS or ("command" in payload and "tool_name" not in payload)


def _claude_like(payload: Payload, event: str, hint: str) -> str:
    if hint in CLAUDE_LIKE:
        return hint
    tool = text(payload, "tool_name")
    if event in ("preToolUse", "postToolUse") or tool in _KIRO_TOOLS:
        return "kiro"
    if tool in _DROID_TOOLS:
        return "droid"
    return hint if hint in ("codex", "gemini", "copilot", "cursor") else "claude-code"
