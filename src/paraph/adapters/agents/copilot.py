"""What does GitHub Copilot tell of a tool call, and how is it answered?

Fields and answers: docs.github.com/en/copilot/reference/hooks-reference (`toolName`, `toolArgs`) and, for VS Code, its
own (`hookEventName`, `tool_name`). Its cloud agent cannot ask anybody and takes ask as deny by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.adapters.agents.messages.answers import SILENT, Answer
from paraph.adapters.agents.messages.claude_shape import call_at_no_known_time, moment_of
from paraph.adapters.agents.messages.payload import Payload, UnreadableError, compact, part, text
from paraph.adapters.agents.messages.tool_calls import Call, call_of
from paraph.core.model.capture import Moment, ToolEvent
from paraph.core.model.guard import GuardVerdict

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.hook_config import HookConfig

EDITS = frozenset({
    "edit", "create", "write", "str_replace_editor", "apply_patch", "create_file", "replace_string_in_file",
    "insert_edit_into_file", "multi_replace_string_in_file", "edit_notebook_file", "Edit", "Write", "MultiEdit",
    "NotebookEdit", "editFiles", "createFile",
})  # fmt: skip
SHELLS = frozenset({"bash", "powershell", "shell", "run_in_terminal", "runTerminalCommand", "Bash", "PowerShell"})


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of. Raises UnreadableError.

    The command line's messages do not name their event: one with a result comes after the call.
    """
    event = text(payload, "hookEventName", "hook_event_name")
    is_bare = not event and ("toolName" in payload or "toolArgs" in payload)
    moment: Moment = ("after" if payload.get("toolResult") is not None else "before") if is_bare else moment_of(event)
    session, cwd = text(payload, "sessionId", "session_id"), text(payload, "cwd")
    tool = text(payload, "toolName", "tool_name")
    if moment != "other" and not tool:
        raise UnreadableError("it does not say which tool is called")
    given = part(payload, "toolArgs", "tool_args", "tool_input")

    def read() -> Call:
        is_look = tool == "str_replace_editor" and given.get("command") == "view"
        return Call("other") if is_look else call_of(tool, given, edits=EDITS, shells=SHELLS)

    call = read() if moment != "other" else call_at_no_known_time(event, tool, given, read)
    return ToolEvent(
        "copilot", session, moment, tool, call.deed, cwd, text(payload, "toolCallId", "tool_use_id"), "", call.edits,
        call.command, call.content, event,
    )  # fmt: skip


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:
    """Deny and ask as `permissionDecision`, and in `hookSpecificOutput` for VS Code, which reads it there."""
    if verdict.answer == "silent":
        return SILENT
    found: dict[str, object] = {"permissionDecision": verdict.answer, "permissionDecisionReason": verdict.reason}
    if event.event:
        found["hookSpecificOutput"] = {"hookEventName": "PreToolUse"} | found
    return Answer(compact(found) + "\n")


def config() -> HookConfig:
    """How Copilot is told to run the hook: by a file of our own, as it reads all that stand in that folder."""
    from paraph.adapters.agents.setup import hook_config as at

    before = {"type": "command", "bash": at.BEFORE, "timeoutSec": at.SECONDS}
    after = {"type": "command", "bash": at.AFTER, "timeoutSec": at.SECONDS}
    return at.HookConfig(
        "copilot", "GitHub Copilot", ".github/hooks/paraph.json", ".copilot/hooks/paraph.json",
        at.FailMode("open on timeout", "a hook that takes longer than its timeout always lets the call through"),
        places=(at.Place(("hooks", "preToolUse"), before), at.Place(("hooks", "postToolUse"), after)),
        root=(("version", 1),), programs=("copilot",), traces=(".copilot",),
        note="its cloud agent needs Paraph in its environment and the file on the default branch; there, ask is deny",
    )  # fmt: skip
