"""What does a message of the shape that Claude Code defined tell of a call?"""

from __future__ import annotations

from paraph.adapters.agents.payload import Payload, UnreadableError, part, text
from paraph.adapters.agents.tool_calls import call_of
from paraph.core.model.capture import Moment, ToolEvent

MOMENTS: dict[str, Moment] = {
    "pretooluse": "before", "beforetool": "before", "permissionrequest": "other",
    "posttooluse": "after", "posttoolusefailure": "after", "aftertool": "after",
}  # fmt: skip


def claude_event(agent: str, payload: Payload, *, edits: frozenset[str], shells: frozenset[str]) -> ToolEvent:
    """The call that a message tells of: `hook_event_name`, `tool_name`, `tool_input`, `tool_use_id`, `session_id`.

    An event that is no tool call has moment and deed `other`. Raises UnreadableError for a call that says not enough.
    """
    event = text(payload, "hook_event_name", "hookEventName")
    moment = MOMENTS.get(event.lower())
    tool = text(payload, "tool_name", "toolName")
    session = text(payload, "session_id", "sessionId", "thread_id")
    cwd = text(payload, "cwd")
    model = text(payload, "model")
    if moment is None or moment == "other":
        if not event:
            raise UnreadableError("it does not say which event it is")
        return ToolEvent(agent, session, "other", tool, "other", cwd, model=model, event=event)
    if not tool:
        raise UnreadableError("it does not say which tool is called")
    call = call_of(tool, part(payload, "tool_input", "toolInput"), edits=edits, shells=shells)
    return ToolEvent(
        agent, session, moment, tool, call.deed, cwd, text(payload, "tool_use_id", "toolUseId"), model, call.edits,
        call.command, call.content, event,
    )  # fmt: skip
