"""What does Cursor tell of a tool call, and how is it answered?

Fields and answers: cursor.com/docs/agent/hooks. Commands and remote tools come by events of their own, where it can
ask; edits come by `preToolUse`, where it knows allow and deny only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.adapters.agents.messages.answers import SILENT, Answer, document, refusal
from paraph.adapters.agents.messages.claude_shape import call_at_no_known_time, moment_of
from paraph.adapters.agents.messages.payload import Payload, UnreadableError, compact, part, text, whole
from paraph.adapters.agents.messages.tool_calls import Call, call_of, command_in, edits_in
from paraph.core.model.capture import Moment, ToolEvent
from paraph.core.model.guard import GuardVerdict

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.hook_config import HookConfig

EDITS = frozenset({
    "Write", "StrReplace", "Edit", "MultiEdit", "Delete", "ApplyPatch", "NotebookEdit", "EditNotebook", "TabWrite",
})  # fmt: skip
SHELLS = frozenset({"Shell", "Bash"})
_OWN: dict[str, Moment] = {
    "beforeshellexecution": "before", "aftershellexecution": "after", "beforemcpexecution": "before",
    "aftermcpexecution": "after", "afterfileedit": "after", "aftertabfileedit": "after",
}  # fmt: skip
_CAN_ASK = ("beforeShellExecution", "beforeMCPExecution")


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of. Raises UnreadableError."""
    event = text(payload, "hook_event_name") or ("beforeShellExecution" if "command" in payload else "")
    moment = moment_of(event, _OWN)
    session, model = text(payload, "conversation_id", "session_id"), text(payload, "model")
    cwd = text(payload, "cwd") or _first_folder(payload)
    tool, call = _call(event, payload) if moment != "other" else _call_at_no_known_time(event, payload)
    return ToolEvent(
        "cursor", session, moment, tool, call.deed, cwd, text(payload, "tool_use_id"), model, call.edits,
        call.command, call.content, event,
    )  # fmt: skip


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:
    """Deny as `permission`, ask where the event knows it, else deny."""
    if verdict.answer == "silent":
        return SILENT
    word = "ask" if verdict.answer == "ask" and event.event in _CAN_ASK else "deny"
    reason = verdict.reason if word == "ask" else refusal(verdict)
    return document({"permission": word, "user_message": reason, "agent_message": reason})


def _call(event: str, payload: Payload) -> tuple[str, Call]:
    if "ShellExecution" in event:
        return "Shell", Call("shell", command=command_in(payload))
    if event in ("afterFileEdit", "afterTabFileEdit"):
        return "Write", Call("edit", edits_in(payload))
    tool = text(payload, "tool_name")
    if not tool and "command" in payload:
        return "Shell", Call("shell", command=command_in(payload))
    if not tool:
        raise UnreadableError("it does not say which tool is called")
    if "MCPExecution" in event:
        return tool, Call("other", content=whole(compact(payload.get("tool_input", ""))))
    return tool, call_of(tool.replace("MCP:", "mcp_"), part(payload, "tool_input"), edits=EDITS, shells=SHELLS)


def _call_at_no_known_time(event: str, payload: Payload) -> tuple[str, Call]:
    tool = text(payload, "tool_name") or ("Shell" if "command" in payload else "")
    given = part(payload, "tool_input") or ({} if "tool_name" in payload else payload)
    return tool, call_at_no_known_time(event, tool, given, lambda: _call(event, payload)[1])


def _first_folder(payload: Payload) -> str:
    roots = payload.get("workspace_roots")
    return whole(roots[0]) if isinstance(roots, list) and roots and isinstance(roots[0], str) else ""


def config() -> HookConfig:
    """How Cursor is told to run the hook. `failClosed` blocks where the hook fails or takes too long."""
    from paraph.adapters.agents.setup import hook_config as at

    tools = "Write|StrReplace|Edit|MultiEdit|Delete|ApplyPatch|NotebookEdit|EditNotebook"
    before = {"command": at.BEFORE, "timeout": at.SECONDS, "failClosed": True}
    after = {"command": at.AFTER, "timeout": at.SECONDS}
    return at.HookConfig(
        "cursor", "Cursor", ".cursor/hooks.json", ".cursor/hooks.json",
        at.FailMode("closed", "by `failClosed`, which is documented; versions that do not know it ignore it"),
        places=(
            at.Place(("hooks", "beforeShellExecution"), before), at.Place(("hooks", "beforeMCPExecution"), before),
            at.Place(("hooks", "preToolUse"), {"matcher": tools} | before),
            at.Place(("hooks", "afterShellExecution"), after), at.Place(("hooks", "afterFileEdit"), after),
            at.Place(("hooks", "afterTabFileEdit"), after),
        ),
        root=(("version", 1),), programs=("cursor", "cursor-agent"), traces=(".cursor",),
        note="an edit cannot be asked about, only denied; a command and a remote tool can",
    )  # fmt: skip
