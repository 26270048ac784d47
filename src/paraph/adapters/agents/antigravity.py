"""What does Antigravity tell of a tool call, and how is it answered?

Its hooks belong to a plugin, which nobody but its author can write to, so that nothing is installed for it: a plugin
that runs `paraph hook agent` is answered. It heeds no exit code.
"""

from __future__ import annotations

from paraph.adapters.agents.messages.answers import SILENT, Answer, document, refusal
from paraph.adapters.agents.messages.payload import Payload, UnreadableError, compact, part, text, whole
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardVerdict


def event_of(payload: Payload) -> ToolEvent:
    """The call that a message tells of. Raises UnreadableError."""
    call = part(payload, "toolCall")
    tool, given = text(call, "name"), part(call, "args")
    if not tool:
        raise UnreadableError("it does not say which tool is called")
    command = text(given, "CommandLine")
    if not command and tool == "run_command":
        raise UnreadableError("it runs a command and does not say which")
    return ToolEvent(
        "antigravity", "", "before", tool, "shell" if command else "other", text(given, "Cwd"), command=command,
        content="" if command or not given else whole(compact(given)),
    )  # fmt: skip


def answer(verdict: GuardVerdict, event: ToolEvent) -> Answer:  # noqa: ARG001 - the same for every agent
    """Deny as `decision`, ask the same."""
    return SILENT if verdict.answer == "silent" else document({"decision": "block", "reason": refusal(verdict)})
