"""What does Cline tell of a tool call, and how is it answered?

Fields and answers: docs.cline.bot/features/hooks/hook-reference. A hook is a program of a given name in a folder; it
answers `cancel` in JSON each time, and false leaves everything else to Cline and its user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.adapters.agents.messages.answers import Answer, document, refusal
from paraph.adapters.agents.messages.claude_shape import call_at_no_known_time, moment_of
from paraph.adapters.agents.messages.payload import Payload, UnreadableError, part, text, whole
from paraph.adapters.agents.messages.tool_calls import Call, call_of
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardVerdict

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.hook_config import HookConfig

EDITS = frozenset({"write_to_file", "replace_in_file", "new_rule", "apply_patch", "apply_diff", "edit_file"})
SHELLS = frozenset({"execute_command"})
_SCRIPT = """\
#!/bin/sh
# `paraph hook install --agent cline` wrote this file; `paraph hook uninstall --agent cline` takes it away.
"""


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of. Raises UnreadableError."""
    event = text(payload, "hookName")
    moment = moment_of(event)
    roots = payload.get("workspaceRoots")
    cwd = whole(roots[0]) if isinstance(roots, list) and roots and isinstance(roots[0], str) else ""
    session = text(payload, "taskId")
    model = text(part(payload, "model"), "slug", "id") or text(payload, "model")
    about = part(payload, event[:1].lower() + event[1:])
    if moment == "other" and not text(about, "toolName", "tool"):
        about = next((each for each in payload.values() if isinstance(each, dict) and "toolName" in each), {})
    tool, given = text(about, "toolName", "tool"), part(about, "parameters")
    if moment != "other" and not tool:
        raise UnreadableError("it does not say which tool is called")

    def read() -> Call:
        return call_of(tool, given, edits=EDITS, shells=SHELLS)

    call = read() if moment != "other" else call_at_no_known_time(event, tool, given, read)
    return ToolEvent(
        "cline", session, moment, tool, call.deed, cwd, text(about, "toolCallId", "callId"), model, call.edits,
        call.command, call.content, event,
    )  # fmt: skip


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:  # noqa: ARG001 - the same for every agent
    """`cancel` for deny and for ask."""
    if verdict.answer == "silent":
        return document({"cancel": False})
    return document({"cancel": True, "errorMessage": refusal(verdict)})


def config() -> HookConfig:
    """How Cline is told to run the hook: by two programs in the folder that it looks into."""
    from paraph.adapters.agents.setup import hook_config as at

    broken = '{"cancel": true, "errorMessage": "Paraph could not look at this call."}'
    return at.HookConfig(
        "cline", "Cline", ".clinerules/hooks", "Documents/Cline/Hooks",
        at.FailMode("open on timeout", "it documents no answer for a hook that does not end"),
        scripts=(
            at.Script("PreToolUse", f"{_SCRIPT}{at.CALL} || printf '%s\\n' '{broken}'\n"),
            at.Script("PostToolUse", f"{_SCRIPT}{at.AFTER}\nexit 0\n"),
        ),
        programs=("cline",), traces=("Documents/Cline", ".clinerules", ".cline"), can_ask=False,
        note="hooks are switched on in Cline's settings; they run on macOS and Linux",
    )  # fmt: skip
