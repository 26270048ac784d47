"""What does Kiro tell of a tool call, and how is it answered?

Hook files of version `v1` (its command line 3.0, its editor 1.0): kiro.dev/docs/cli/v3/hooks; fields and exit codes as
in Amazon Q's docs/hooks.md. It blocks by exit code 2 alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.adapters.agents.messages.answers import Answer, by_exit_code
from paraph.adapters.agents.messages.claude_shape import claude_event
from paraph.adapters.agents.messages.payload import Payload
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardVerdict

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.hook_config import HookConfig

EDITS = frozenset({"fs_write", "write", "fs_append", "str_replace", "delete_file"})
SHELLS = frozenset({"execute_bash", "execute_cmd", "executeBash", "executePwsh", "shell"})


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of. Raises UnreadableError."""
    return claude_event("kiro", payload, edits=EDITS, shells=SHELLS)


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:  # noqa: ARG001 - the same for every agent
    """Exit code 2 for deny and for ask."""
    return by_exit_code(verdict)


def config() -> HookConfig:
    """How Kiro is told to run the hook: by a file of our own, as it reads all that stand in that folder."""
    from paraph.adapters.agents.setup import hook_config as at

    def item(name: str, trigger: str, command: str) -> at.Place:
        return at.Place(("hooks",), {
            "name": name, "trigger": trigger, "matcher": ".*", "action": {"type": "command", "command": command},
            "timeout": at.SECONDS, "enabled": True,
        })  # fmt: skip

    return at.HookConfig(
        "kiro", "Kiro", ".kiro/hooks/paraph.json", ".kiro/hooks/paraph.json",
        at.FailMode("open on timeout", "a hook that takes too long is a warning, and the call runs"),
        places=(
            item("paraph-before", "PreToolUse", at.BEFORE), item("paraph-after", "PostToolUse", at.AFTER),
        ),
        root=(("version", "v1"),), programs=("kiro-cli", "kiro"), traces=(".kiro",), can_ask=False,
        note="older versions read hooks from an agent's own file (.kiro/agents/NAME.json) only",
    )  # fmt: skip
